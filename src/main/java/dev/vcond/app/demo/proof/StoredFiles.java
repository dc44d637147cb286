package dev.vcond.app.demo.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The files that the file storage wrote, read without it. */
record StoredFiles(Path folder) {

  /** The bytes of a vCon's file, if it is there. */
  Optional<byte[]> read(String id) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(folder.resolve(name(id))));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /** For people: which file it is. */
  static String where(String id) {
    return "file " + name(id);
  }

  private static String name(String id) {
    return id.toLowerCase(Locale.ROOT) + ".json";
  }

  /** Everything in the folder that belongs to none of these ids. */
  List<String> strangers(Collection<String> ids) throws IOException {
    Set<String> known = new HashSet<>();
    ids.forEach(id -> known.add(name(id)));
    List<String> strangers = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> !file.equals(folder))
          .map(file -> folder.relativize(file).toString())
          .filter(file -> !known.contains(file))
          .forEach(strangers::add);
    }
    return strangers;
  }
}
