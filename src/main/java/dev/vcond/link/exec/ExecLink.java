package dev.vcond.link.exec;

import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.LinkType;
import dev.vcond.process.ProcessGroup;
import dev.vcond.process.UnusableProgram;
import dev.vcond.vcon.Vcon;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a program work on each vCon. The package tells how. Thread-safe. */
public final class ExecLink implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(ExecLink.class);

  private final Runner runner;

  private ExecLink(Runner runner) {
    this.runner = runner;
  }

  /** The registration of {@code links.exec}. */
  public static LinkType<ExecOptions> type() {
    return new LinkType<>(
        "links.exec",
        "Has a program of any kind change, route, swap or halt each vCon.",
        ExecGuide.SETUP,
        ExecGuide.EXAMPLE,
        ExecOptions.class,
        options -> open(options, System.getenv()));
  }

  /**
   * Opens a link.
   *
   * @param own the environment of the daemon
   * @throws UnusableProgram if the program cannot be run
   */
  static ExecLink open(ExecOptions options, Map<String, String> own) throws UnusableProgram {
    Setting setting = Setting.of(options, own);
    var _ = setting.command().resolved();
    if (!ProcessGroup.possible()) {
      LOG.warn(
          "There is no setsid (of util-linux) here: what {} has started may outlive its time-out.",
          setting.name());
    }
    return new ExecLink(
        switch (options.mode()) {
          case ONE_SHOT -> new OneShot(setting);
          case PERSISTENT -> new Pool(setting);
        });
  }

  @Override
  public LinkResult apply(Vcon vcon, LinkContext context) throws Exception {
    return runner.run(vcon, context);
  }

  /** Whoever is given an id may look it up in Redis. */
  @Override
  public boolean showsId() {
    return true;
  }

  @Override
  public void close() {
    runner.close();
  }
}
