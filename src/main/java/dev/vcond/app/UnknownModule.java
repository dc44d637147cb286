package dev.vcond.app;

import dev.vcond.app.plugin.PluginModule.OfLink;
import dev.vcond.app.plugin.PluginModule.OfStorage;
import dev.vcond.app.plugin.PluginModule.Unusable;
import dev.vcond.config.Suggestion;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operator is told about a module that the catalog does not have. */
record UnknownModule(ModuleKind kind, String module, Catalog catalog) {

  /** What is wrong, and what would mend it besides doing without the module. */
  record Answer(String reason, String advice) {}

  Answer answer() {
    var renamed = ServerModules.newNameOf(module);
    if (renamed != null) {
      return older(renamed);
    }
    if (catalog.modules(kind.other()).contains(module)) {
      return misplaced();
    }
    if (ServerModules.has(module)) {
      return new Answer(module + " is a module of vcon-server that vcond does not have yet", "");
    }
    Answer plugin = plugin();
    if (plugin != null) {
      return plugin;
    }
    Set<String> known = catalog.modules(kind);
    return new Answer(
        "there is no module \"" + module + "\"",
        Suggestion.among(kind.withSection(module), known)
            + "Known are "
            + String.join(", ", known)
            + ". ");
  }

  private Answer misplaced() {
    return new Answer(
        "%s is a %s, not a %s".formatted(module, kind.other().word(), kind.word()),
        "Define it under %s. ".formatted(kind.other().section()));
  }

  private @Nullable Answer plugin() {
    return switch (catalog.plugin(module)) {
      case null -> null;
      case Unusable why -> new Answer(why.reason(), why.advice());
      case OfLink _, OfStorage _ -> misplaced();
    };
  }

  private Answer older(ServerModules.NewName renamed) {
    String reason = module + " is an older name of " + renamed.module();
    return catalog.modules(kind).contains(renamed.module())
        ? new Answer(
            reason,
            "Write module: %s, and vendor: %s among its options. "
                .formatted(renamed.module(), renamed.vendor()))
        : new Answer(
            reason
                + " (vendor: %s), a module of vcon-server that vcond does not have yet"
                    .formatted(renamed.vendor()),
            "");
  }
}
