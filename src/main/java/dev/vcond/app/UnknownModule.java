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
      return new Answer(
          module + " is a module of vcon-server that vcond does not have yet", runner());
    }
    Answer plugin = plugin();
    if (plugin != null) {
      return plugin;
    }
    Set<String> known = catalog.modules(kind);
    String guess = Suggestion.among(kind.withSection(module), known);
    return new Answer(
        "there is no module \"" + module + "\"",
        guess
            + "Known are "
            + String.join(", ", known)
            + ". "
            + (module.startsWith(kind.prefix()) && !guess.isEmpty() ? "" : runner()));
  }

  /** What can run modules in Python that were written for vcon-server. */
  private String runner() {
    String exec = kind.prefix() + "exec";
    return catalog.modules(kind).contains(exec)
        ? "The module %s can run the one of vcon-server, in Python. ".formatted(exec)
        : "";
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
    String vendor = renamed.vendor();
    String reason = module + " is another name of " + renamed.module();
    if (!catalog.modules(kind).contains(renamed.module())) {
      return new Answer(
          reason
              + (vendor == null ? "" : " (vendor: %s)".formatted(vendor))
              + ", a module of vcon-server that vcond does not have yet",
          runner());
    }
    return new Answer(
        reason,
        "Write module: %s%s. "
            .formatted(
                renamed.module(),
                vendor == null ? "" : ", and vendor: " + vendor + " among its options"));
  }
}
