package dev.vcond.config;

/** The keys of one storage under {@code storages}. */
record StorageSection(
    @Option(value = "Which storage it is; see below.", example = "storage.file") String module,
    @Option(value = "The options of the storage; see there.", example = "{path: /data/vcons}")
        ConfigValue.Mapping options,
    @Option(value = "What the engine does around every call.", inline = true)
        StoragePolicy policy) {

  StorageSection {
    Range.checkText("module", module);
  }
}
