package dev.vcond.app;

import dev.vcond.config.ChainConfig;
import dev.vcond.config.Config;
import dev.vcond.config.Position;
import dev.vcond.config.StepRef;
import java.util.List;

/** What a module is, and under which section of the file it is named. */
enum ModuleKind {
  LINK("link", "links"),
  STORAGE("storage", "storages");

  private final String word;
  private final String section;

  ModuleKind(String word, String section) {
    this.word = word;
    this.section = section;
  }

  String word() {
    return word;
  }

  String section() {
    return section;
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
