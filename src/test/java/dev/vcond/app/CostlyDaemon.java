package dev.vcond.app;

import dev.vcond.config.Overrides;
import dev.vcond.event.Listeners;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A daemon as a process of its own, with a link whose work is not to be done twice: it writes a
 * line to a file. Its arguments are the configuration and that file.
 */
final class CostlyDaemon {
  private CostlyDaemon() {}

  record Dear(Path bills) implements Link {
    @Override
    public LinkResult apply(Vcon vcon, LinkContext context) throws IOException {
      Files.writeString(
          bills, vcon.id() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return LinkResult.proceed(vcon.edited(edit -> edit.addTag("paid", "yes")));
    }

    @Override
    public boolean costly() {
      return true;
    }
  }

  public static void main(String[] args) throws Exception {
    Catalog catalog = OwnModules.link(new Dear(Path.of(args[1])));
    var blueprint = Blueprint.read(Path.of(args[0]), Map.of(), Overrides.none(), catalog);
    new Launcher(blueprint, new Listeners(List.of()), InstantSource.system()).launch().awaitStop();
  }
}
