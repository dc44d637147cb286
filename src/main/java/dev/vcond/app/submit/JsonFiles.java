package dev.vcond.app.submit;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what {@code *.json} would match in a folder and in every folder below it: nothing hidden,
 * which is also how half-written files are named. Links are followed.
 */
public final class JsonFiles extends SimpleFileVisitor<Path> {
  private final Path folder;
  private final BiConsumer<Path, IOException> unreadable;
  private final List<Path> found = new ArrayList<>();

  private JsonFiles(Path folder, BiConsumer<Path, IOException> unreadable) {
    this.folder = folder;
    this.unreadable = unreadable;
  }

  /** The files in the order of their paths; what cannot be looked into is told and left out. */
  public static List<Path> below(Path folder, BiConsumer<Path, IOException> unreadable) {
    var files = new JsonFiles(folder, unreadable);
    try {
      Files.walkFileTree(
          folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, files);
    } catch (IOException e) {
      unreadable.accept(folder, e);
    }
    files.found.sort(null);
    return files.found;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
    return hidden(at) && !at.equals(folder)
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (file.toString().endsWith(".json") && !hidden(file)) {
      found.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path at, IOException e) {
    unreadable.accept(at, e);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path at, @Nullable IOException e) {
    if (e != null) {
      unreadable.accept(at, e);
    }
    return FileVisitResult.CONTINUE;
  }

  private static boolean hidden(Path path) {
    Path name = path.getFileName();
    return name != null && name.toString().startsWith(".");
  }
}
