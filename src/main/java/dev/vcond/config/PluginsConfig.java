package dev.vcond.config;

import java.nio.file.Path;

/** The section {@code plugins}. */
public record PluginsConfig(
    @Option(
            value = "The folder with the jars of links and storages from elsewhere. Not read yet.",
            defaultValue = "/etc/vcond/plugins",
            example = "/opt/vcond/plugins")
        Path dir) {}
