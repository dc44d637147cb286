package dev.vcond.app;

import dev.vcond.app.plugin.PluginModule.OfLink;
import dev.vcond.app.plugin.PluginModule.OfStorage;
import dev.vcond.app.plugin.PluginModule.Unusable;
import dev.vcond.config.Suggestion;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operator is told about a module that the catalog does not have. */
record UnknownModule(ModuleKind kind, String module, Catalog catalog) {

  private static final String NOT_YET = " is a module of vcon-server that vcond does not have yet";

  /** What is wrong, and what would mend it besides doing without the module. */
  record Answer(String reason, String advice) {}

  Answer answer() {
    var renamed = ServerModules.newNameOf(module);
    if (renamed != null) {
      return renamed(renamed);
    }
    if (catalog.modules(kind.other()).contains(module)) {
      return misplaced();
    }
    if (ServerModules.has(module)) {
      return new Answer(module + NOT_YET, ownCode("Its Python code can"));
    }
    if (ServerModules.hadOnce(module)) {
      return new Answer(
          "%s is a %s of early versions of vcon-server, which later ones do not have"
              .formatted(module, kind.word()),
          ownCode("Its Python code can"));
    }
    Answer plugin = plugin();
    return plugin == null ? unheardOf() : plugin;
  }

  private Answer unheardOf() {
    Set<String> known = catalog.modules(kind);
    String near = near(known);
    String others = "Known are " + String.join(", ", known) + ". ";
    // What is near to nothing is no slip of the pen; without the section it never was one of ours.
    String python = near.isEmpty() ? ownCode("A Python module can") : "";
    boolean foreign = !python.isEmpty() && !module.startsWith(kind.prefix());
    return new Answer(
        "there is no module \"" + module + "\"", near + (foreign ? "" : others) + python);
  }

  /** The section, which all of them share, makes no two names alike. */
  private String near(Set<String> known) {
    if (module.contains(".") && !module.startsWith(kind.prefix())) {
      return Suggestion.among(module, known);
    }
    return Suggestion.nearest(bare(module), known.stream().map(this::bare).toList())
        .map(name -> "Did you mean \"%s\"? ".formatted(kind.withSection(name)))
        .orElse("");
  }

  private String bare(String name) {
    return name.startsWith(kind.prefix()) ? name.substring(kind.prefix().length()) : name;
  }

  private boolean runsPrograms() {
    return catalog.modules(kind).contains(kind.ofPrograms());
  }

  /** How what vcon-server runs inside itself runs outside vcond. */
  private String ownCode(String can) {
    String program = kind.ofPrograms();
    return runsPrograms()
        ? "%s run through %s: see vcond %s %s. "
            .formatted(can, program, kind.section(), bare(program))
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

  private Answer renamed(ServerModules.NewName renamed) {
    String reason = module + " " + renamed.relation() + renamed.module();
    boolean vendor = !renamed.vendor().isEmpty();
    return catalog.modules(kind).contains(renamed.module())
        ? new Answer(
            reason,
            "Write module: %s%s. "
                .formatted(
                    renamed.module(),
                    vendor ? ", and vendor: " + renamed.vendor() + " among its options" : ""))
        : new Answer(
            reason
                + (vendor ? " (vendor: " + renamed.vendor() + ")" : "")
                + NOT_YET.replaceFirst(" is", ","),
            ownCode("Its Python code can"));
  }
}
