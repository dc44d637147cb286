package dev.vcond.config;

/** The keys of one link under {@code links}. */
record LinkSection(
    @Option(value = "Which link it is; see below.", example = "links.tag") String module,
    @Option(value = "The options of the link; see there.", example = "{tags: [vip]}")
        ConfigValue.Mapping options,
    @Option(value = "What the engine does around every call.", inline = true) LinkPolicy policy) {

  LinkSection {
    Range.checkText("module", module);
  }
}
