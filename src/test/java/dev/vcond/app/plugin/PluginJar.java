package dev.vcond.app.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources and puts them into a jar, as the author of a plugin would. */
public final class PluginJar {
  private static final Pattern NAME =
      Pattern.compile("package ([\\w.]+);.*?\\b(?:class|interface|record) (\\w+)", Pattern.DOTALL);

  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Manifest manifest = new Manifest();

  private PluginJar() {
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
  }

  /** A jar of these sources, compiled together with those that it does not hold. */
  public static PluginJar of(String... sources) {
    var jar = new PluginJar();
    jar.entries.putAll(compiled(List.of(sources)));
    return jar;
  }

  /** A storage whose {@code get} answers with a text that its body makes. */
  public static String storage(String name, String body) {
    return storage(name, body, "");
  }

  /** The same with more members. */
  public static String storage(String name, String body, String members) {
    return """
    package com.example;
    import dev.vcond.config.Option;
    import dev.vcond.storage.*;
    import dev.vcond.vcon.*;
    import java.util.Optional;
    public class %1$s implements Storage, dev.vcond.storage.Readable {
      public record Options(@Option(value = "A text.", defaultValue = "x") String text) {}
      public static StorageType<?> type() {
        return new StorageType<>(
            "com.example.%1$s", "Made up.", "", Options.class, %1$s.class, (o, s) -> new %1$s());
      }
      public void save(Vcon vcon) throws Exception { text(); }
      public void check() {}
      public Optional<byte[]> get(VconId id) throws Exception { return Optional.of(text().getBytes()); }
      private String text() throws Exception { %2$s }
      %3$s
    }
    """
        .formatted(name, body, members);
  }

  /** A link that ends every chain. */
  public static String link(String name) {
    return """
    package com.example;
    import dev.vcond.config.Option;
    import dev.vcond.link.*;
    import dev.vcond.vcon.Vcon;
    public class %1$s implements Link {
      public record Options(@Option(value = "A text.", defaultValue = "x") String text) {}
      public static LinkType<?> type() {
        return new LinkType<>(
            "com.example.%1$s", "Made up.", "", Options.class, o -> new %1$s());
      }
      public LinkResult apply(Vcon vcon, LinkContext context) {
        return LinkResult.halt(vcon, "halted by %1$s");
      }
    }
    """
        .formatted(name);
  }

  /** Names modules in the manifest. */
  public PluginJar declaring(String modules) {
    manifest.getMainAttributes().putValue("Vcond-Modules", modules);
    return this;
  }

  public PluginJar with(String entry, String text) {
    entries.put(entry, text.getBytes(UTF_8));
    return this;
  }

  public PluginJar without(String entry) {
    if (entries.remove(entry) == null) {
      throw new IllegalArgumentException("no entry " + entry + " in " + entries.keySet());
    }
    return this;
  }

  PluginJar changed(String entry, UnaryOperator<byte[]> change) {
    entries.compute(entry, (_, bytes) -> change.apply(bytes));
    return this;
  }

  /** Writes the jar, with its folder, as a new file. */
  public Path to(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    Files.deleteIfExists(jar);
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return jar;
  }

  private static Map<String, byte[]> compiled(List<String> sources) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var classes = new LinkedHashMap<String, ByteArrayOutputStream>();
    var files = compiler.getStandardFileManager(null, null, null);
    var manager =
        new ForwardingJavaFileManager<JavaFileManager>(files) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            String entry = className.replace('.', '/') + ".class";
            return new SimpleJavaFileObject(URI.create("mem:///" + entry), kind) {
              @Override
              public OutputStream openOutputStream() {
                return classes.computeIfAbsent(entry, _ -> new ByteArrayOutputStream());
              }
            };
          }
        };
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach(source -> units.add(unit(source)));
    List<String> options = List.of("-proc:none", "-parameters");
    if (!compiler.getTask(null, manager, null, options, null, units).call()) {
      throw new IllegalArgumentException("The sources do not compile.");
    }
    var bytes = new LinkedHashMap<String, byte[]>();
    classes.forEach((entry, out) -> bytes.put(entry, out.toByteArray()));
    return bytes;
  }

  private static JavaFileObject unit(String source) {
    Matcher name = NAME.matcher(source);
    if (!name.find()) {
      throw new IllegalArgumentException(source);
    }
    String path = name.group(1).replace('.', '/') + "/" + name.group(2) + ".java";
    return new SimpleJavaFileObject(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }
}
