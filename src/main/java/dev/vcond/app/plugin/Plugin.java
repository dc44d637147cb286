package dev.vcond.app.plugin;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Jars that belong together: one that stands alone, or all of a folder. Thread-safe.
 *
 * <p>The class loader is made when the first class is asked for.
 */
final class Plugin implements AutoCloseable {
  private static final String MODULES = "Vcond-Modules";

  private final Path place;
  private final List<Path> jars;
  private @Nullable URLClassLoader loader;

  /**
   * @param place the jar or the folder
   * @param jars that could be read, in the order in which they are searched
   */
  Plugin(Path place, List<Path> jars) {
    this.place = place;
    this.jars = List.copyOf(jars);
  }

  /** The jar or the folder. */
  Path place() {
    return place;
  }

  /** The classes that its manifests name as modules. */
  static Set<String> declared(Path jar) throws IOException {
    try (JarFile open = new JarFile(jar.toFile())) {
      Manifest manifest = open.getManifest();
      String named = manifest == null ? null : manifest.getMainAttributes().getValue(MODULES);
      var classes = new TreeSet<String>();
      if (named != null) {
        Stream.of(named.split("[\\s,]+", -1)).filter(each -> !each.isEmpty()).forEach(classes::add);
      }
      return classes;
    }
  }

  /** Its jars that hold a class. */
  List<Path> holding(String className) {
    String entry = className.replace('.', '/') + ".class";
    return jars.stream().filter(jar -> holds(jar.toFile(), entry)).toList();
  }

  private static boolean holds(File jar, String entry) {
    try (JarFile open = new JarFile(jar, false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
      return open.getEntry(entry) != null;
    } catch (IOException _) {
      // It could be read a moment ago; whoever replaces it now is about to load anew.
      return false;
    }
  }

  /** The class loader of all its jars. */
  synchronized ClassLoader loader() {
    if (loader == null) {
      URL[] urls = jars.stream().map(Plugin::url).toArray(URL[]::new);
      loader = new URLClassLoader(place.getFileName().toString(), urls, SpiView.get());
    }
    return loader;
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (loader != null) {
      loader.close();
    }
  }
}
