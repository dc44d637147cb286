package dev.vcond.app.plugin;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What lies in {@code plugins.dir}: each jar is a plugin, and so is each folder with jars.
 * Everything else, and what is hidden, is left alone. Used once.
 */
final class PluginFolder {
  private final Path dir;
  private final List<Plugin> plugins = new ArrayList<>();
  private final Set<String> declared = new TreeSet<>();
  private final List<String> troubles = new ArrayList<>();

  private PluginFolder(Path dir) {
    this.dir = dir;
  }

  /** A folder that is not there. */
  static PluginFolder none() {
    return new PluginFolder(Path.of("plugins"));
  }

  /** Reads a folder, which need not be there. */
  static PluginFolder read(Path dir) {
    var folder = new PluginFolder(dir);
    for (Path entry : folder.entries(dir)) {
      if (Files.isDirectory(entry)) {
        folder.add(entry, folder.entries(entry).stream().filter(PluginFolder::isJar).toList());
      } else if (isJar(entry)) {
        folder.add(entry, List.of(entry));
      }
    }
    return folder;
  }

  private static boolean isJar(Path entry) {
    return entry.getFileName().toString().endsWith(".jar") && !Files.isDirectory(entry);
  }

  private List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "[!.]*")) {
      all.forEach(entries::add);
    } catch (NoSuchFileException _) {
      // Who needs no plugins has no folder for them.
    } catch (NotDirectoryException _) {
      troubles.add(folder + " is not a folder");
    } catch (IOException e) {
      troubles.add("%s cannot be read: %s".formatted(folder, e));
    }
    entries.sort(null);
    return entries;
  }

  private void add(Path place, List<Path> jars) {
    List<Path> readable = new ArrayList<>();
    for (Path jar : jars) {
      try {
        declared.addAll(Plugin.declared(jar));
        readable.add(jar);
      } catch (IOException | SecurityException e) {
        troubles.add("%s cannot be read: %s".formatted(jar, Mishap.oneLine(e.toString())));
      }
    }
    if (!readable.isEmpty()) {
      plugins.add(new Plugin(place, readable));
    }
  }

  Path dir() {
    return dir;
  }

  /** Those of which at least one jar can be read. */
  List<Plugin> plugins() {
    return plugins;
  }

  /** The modules that manifests name. */
  Set<String> declared() {
    return declared;
  }

  /** A clause for each thing that should be a plugin and cannot be read. */
  List<String> troubles() {
    return troubles;
  }
}
