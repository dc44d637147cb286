package dev.vcond.app;

import dev.vcond.config.Overrides;
import dev.vcond.event.Listeners;
import dev.vcond.link.LinkResult;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A daemon as a process of its own, with a link that ends the whole process without a word at every
 * document whose subject is {@code deadly}. Its only argument is the configuration.
 */
final class DeadlyDaemon {
  private DeadlyDaemon() {}

  public static void main(String[] args) throws Exception {
    Catalog catalog =
        OwnModules.link((vcon, _) -> {
          if (vcon.subject().orElse("").equals("deadly")) {
            Runtime.getRuntime().halt(137);
          }
          return LinkResult.proceed(vcon);
        });
    var blueprint = Blueprint.read(Path.of(args[0]), Map.of(), Overrides.none(), catalog);
    new Launcher(blueprint, new Listeners(List.of()), InstantSource.system()).launch().awaitStop();
  }
}
