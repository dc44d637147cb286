package dev.vcond.app;

import dev.vcond.config.Suggestion;
import java.util.Set;
import java.util.regex.Pattern;

/** What an operator is told about a module that the catalog does not have. */
record UnknownModule(ModuleKind kind, String module, Catalog catalog) {

  /** A Java class with its package: modules of ours and of vcon-server are all lower case. */
  private static final Pattern CLASS = Pattern.compile("([a-z_$][\\w$]*\\.)+[A-Z][\\w$]*");

  /** What is wrong, and what would mend it besides doing without the module. */
  record Answer(String reason, String advice) {}

  Answer answer() {
    var renamed = ServerModules.newNameOf(module);
    if (renamed != null) {
      return older(renamed);
    }
    if (catalog.modules(kind.other()).contains(module)) {
      return new Answer(
          "%s is a %s, not a %s".formatted(module, kind.other().word(), kind.word()),
          "Define it under %s. ".formatted(kind.other().section()));
    }
    if (ServerModules.has(module)) {
      return new Answer(module + " is a module of vcon-server that vcond does not have yet", "");
    }
    if (CLASS.matcher(module).matches()) {
      return new Answer(
          module + " names a class of a plugin, and vcond does not load plugins yet", "");
    }
    Set<String> known = catalog.modules(kind);
    return new Answer(
        "there is no module \"" + module + "\"",
        Suggestion.among(withSection(), known) + "Known are " + String.join(", ", known) + ". ");
  }

  /** A module without its section is what people write who have just written the section. */
  private String withSection() {
    return module.contains(".") ? module : kind.prefix() + module;
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
