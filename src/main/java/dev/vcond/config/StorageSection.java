package dev.vcond.config;

/** The keys of one storage under {@code storages}. */
record StorageSection(
    @Option(
            value = "Which storage it is: the name of a built-in one, or a class of a plugin.",
            example = "storage.file")
        String module,
    @Option(value = "The options of the storage; see there.", example = "{path: /data/vcons}")
        ConfigValue.Mapping options,
    @Option(value = "What the engine does around every call.", inline = true)
        StoragePolicy policy) {

  StorageSection {
    Range.checkText("module", module);
  }
}
