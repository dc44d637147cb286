package dev.vcond.app;

import dev.vcond.config.ChainConfig;
import dev.vcond.config.Config;
import dev.vcond.config.Position;
import dev.vcond.config.StepRef;
import java.util.List;

/** What a module is, and under which section of the file it is named. */
public enum ModuleKind {
  LINK("link", "links", "links."),
  STORAGE("storage", "storages", "storage.");

  private final String word;
  private final String section;
  private final String prefix;

  ModuleKind(String word, String section, String prefix) {
    this.word = word;
    this.section = section;
    this.prefix = prefix;
  }

  /** In the singular. */
  public String word() {
    return word;
  }

  /** The section of the file, which is the plural. */
  public String section() {
    return section;
  }

  /** What the names of the modules begin with. */
  String prefix() {
    return prefix;
  }

  /** What is said of one that no chain names. */
  String unused() {
    return switch (this) {
      case LINK -> "no chain names it: it is never called";
      case STORAGE ->
          "no chain names it: nothing is written to it, and it is only asked for documents that"
              + " are missing in Redis";
    };
  }

  /** The module that runs a program in any language. */
  String ofPrograms() {
    return prefix + "exec";
  }

  /** A module without its section is what people write who have just written the section. */
  String withSection(String module) {
    return module.contains(".") ? module : prefix + module;
  }

  ModuleKind other() {
    return this == LINK ? STORAGE : LINK;
  }

  /** The steps of this kind that a chain names. */
  List<StepRef> steps(ChainConfig chain) {
    return switch (this) {
      case LINK -> chain.links();
      case STORAGE -> chain.storages();
    };
  }

  /** The module of an entry of the section. */
  String moduleOf(String name, Config config) {
    return switch (this) {
      case LINK -> config.link(name).module();
      case STORAGE -> config.storage(name).module();
    };
  }

  /** Where an entry of the section stands. */
  Position positionOf(String name, Config config) {
    return switch (this) {
      case LINK -> config.link(name).position();
      case STORAGE -> config.storage(name).position();
    };
  }
}
