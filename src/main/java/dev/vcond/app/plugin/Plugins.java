package dev.vcond.app.plugin;

import dev.vcond.app.plugin.PluginModule.Unusable;
import dev.vcond.config.Suggestion;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of one folder as it was when it was read. Classes are loaded when they are asked for.
 * Thread-safe.
 */
public final class Plugins implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Plugins.class);

  /** A class with its package: modules of vcond and of vcon-server are all lower case. */
  private static final Pattern CLASS = Pattern.compile("([A-Za-z_$][\\w$]*\\.)+[A-Z_$][\\w$]*");

  /** Could be one, if a jar holds it; else it is a slip of the pen or something in Python. */
  private static final Pattern ODD_CLASS = Pattern.compile("([A-Za-z_$][\\w$]*\\.)+[\\w$]+");

  private final PluginFolder folder;
  private final Map<String, PluginModule> modules = new HashMap<>();

  private Plugins(PluginFolder folder) {
    this.folder = folder;
  }

  /** No plugins. */
  public static Plugins none() {
    return new Plugins(PluginFolder.none());
  }

  /**
   * Those of a folder, which need not exist. Whoever calls this closes them, after everything that
   * was opened with them.
   */
  public static Plugins in(Path dir) {
    var folder = PluginFolder.read(dir);
    if (!folder.plugins().isEmpty()) {
      // Else a resource of a jar that was replaced would be read from the old one, which is kept
      // open.
      URLConnection.setDefaultUseCaches("jar", false);
    }
    return new Plugins(folder);
  }

  /** Whether a module that vcond does not have is meant to be the class of a plugin. */
  public boolean isNameOfClass(String module) {
    return CLASS.matcher(module).matches()
        || (ODD_CLASS.matcher(module).matches() && !found(module).isEmpty());
  }

  /** The classes that the jars themselves name as modules, in alphabetical order. */
  public Set<String> declared() {
    return Set.copyOf(folder.declared());
  }

  /** A clause for each jar, or the folder, that cannot be read. */
  public List<String> troubles() {
    return List.copyOf(folder.troubles());
  }

  /** The module that a class is, or why it is none; always the same answer. */
  public synchronized PluginModule find(String className) {
    return modules.computeIfAbsent(className, this::load);
  }

  private PluginModule load(String className) {
    List<ModuleClass> found = found(className);
    return switch (found.size()) {
      case 0 -> missing(className);
      case 1 -> {
        log.debug("Module {} comes from {}.", className, found.getFirst().jar());
        yield found.getFirst().load();
      }
      default -> ambiguous(className, found);
    };
  }

  private List<ModuleClass> found(String className) {
    List<ModuleClass> found = new ArrayList<>();
    for (Plugin plugin : folder.plugins()) {
      for (Path jar : plugin.holding(className)) {
        found.add(new ModuleClass(className, jar, plugin.loader()));
      }
    }
    return found;
  }

  private static Unusable ambiguous(String className, List<ModuleClass> found) {
    String jars =
        found.stream().map(each -> each.jar().toString()).collect(Collectors.joining(" and "));
    return new Unusable(
        "%s is in more than one jar: %s".formatted(className, jars), "Remove all but one. ");
  }

  private Unusable missing(String className) {
    if (!Files.isDirectory(folder.dir())) {
      return new Unusable(
          "%s names a class of a plugin, and plugins.dir, %s, is not there"
              .formatted(className, folder.dir()),
          "Make that folder and put the plugin's jar into it. ");
    }
    String unread = folder.troubles().stream().map("; "::concat).collect(Collectors.joining());
    return new Unusable(
        "%s names a class of a plugin, and no jar in %s holds it%s"
            .formatted(className, folder.dir(), unread),
        Suggestion.among(className, folder.declared())
            + "Put the plugin's jar there, or a folder with its jars. ");
  }

  /** Closes every class loader; classes that were not loaded until then cannot be any more. */
  @Override
  public void close() {
    for (Plugin plugin : folder.plugins()) {
      try {
        plugin.close();
      } catch (IOException e) {
        log.warn("Closing the plugin {} failed: {}", plugin.place(), e.toString());
      }
    }
  }
}
