package dev.vcond.config;

import java.nio.file.Path;

/** The section {@code plugins}. */
public record PluginsConfig(
    @Option(
            value =
                "The folder of plugins: links and storages from elsewhere, each a jar or a folder"
                    + " of jars.",
            defaultValue = "/etc/vcond/plugins",
            example = "/opt/vcond/plugins")
        Path dir) {}
