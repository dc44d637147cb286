package dev.vcond.cli;

import dev.vcond.cli.CompletionCommand.Kind;
import dev.vcond.cli.shell.ManText;
import dev.vcond.cli.shell.ManText.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the manual page of the commands. */
@Command(
    name = "man",
    description = "Prints the manual page of all commands; an installation has it as vcond(1).",
    footerHeading = "%nExamples:%n",
    footer = "  vcond man | man -l -",
    mixinStandardHelpOptions = true)
final class ManCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--share",
      paramLabel = "FOLDER",
      description = "For the build: writes the page and the completions, where packages have them.",
      hidden = true)
  private @Nullable Path share;

  @Option(
      names = "--release",
      paramLabel = "VERSION",
      description = "For the build.",
      hidden = true)
  private String release = VersionCommand.version();

  @Override
  public Integer call() throws IOException {
    if (share == null) {
      Caller.of(spec).out().print(page());
    } else {
      write(share.resolve("man/man1/vcond.1"), page());
      write(share.resolve("bash-completion/completions/vcond"), Kind.bash.script(spec.root()));
      write(share.resolve("zsh/vendor-completions/_vcond"), Kind.zsh.script(spec.root()));
      write(share.resolve("fish/vendor_completions.d/vcond.fish"), Kind.fish.script(spec.root()));
    }
    return ExitCode.OK.code();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String page() {
    Map<String, List<Entry>> sections = new LinkedHashMap<>();
    sections.put("ENVIRONMENT", ENVIRONMENT);
    sections.put("FILES", FILES);
    sections.put("SEE ALSO", SEE_ALSO);
    return ManText.of(spec.root(), "vcond " + release, ExitCode.list(), sections);
  }

  private static final List<Entry> ENVIRONMENT =
      List.of(
          new Entry("CONSERVER_CONFIG_FILE", "The configuration, where --config names none."),
          new Entry(
              "REDIS_URL, VCON_REDIS_EXPIRY, VCON_DLQ_EXPIRY, ...",
              "As vcon-server has them; config.yml counts before them."),
          new Entry("JAVA_HOME", "Java 25 or newer; without it the usual places are searched."),
          new Entry(
              "VCOND_JAVA_OPTS", "Further flags of the Java virtual machine, such as -Xmx1g."),
          new Entry("VCOND_LOG_FORMAT", "json: one JSON object for each line of the log."),
          new Entry("VCOND_LOG_LEVEL", "ERROR, WARN, INFO (of run) or DEBUG."),
          new Entry("VCOND_DEBUG", "If set, an unexpected error shows where it happened."),
          new Entry("NO_COLOR", "If set, a terminal gets no colours."));

  private static final List<Entry> FILES =
      List.of(
          new Entry(
              "config.yml",
              "What vcond reads: that of --config, CONSERVER_CONFIG_FILE, the present folder, or"
                  + " the installation."),
          new Entry("/etc/vcond/config.yml", "That of the service vcond."),
          new Entry("/etc/vcond/NAME.yml", "That of the service vcond@NAME."),
          new Entry("/etc/vcond/environment", "Variables of the service vcond."),
          new Entry("/var/lib/vcond", "What the service keeps."));

  private static final List<Entry> SEE_ALSO =
      List.of(
          new Entry("vcond help operate", "How it is run: outages, dead letters, upgrade, sizing."),
          new Entry("vcond help migrate", "Coming from vcon-server."),
          new Entry("systemd.service(5), redis-server(1)", ""));
}
