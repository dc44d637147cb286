package dev.vcond.app.submit;

import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds documents: in files, in all {@code *.json} below a folder, and line by line on standard
 * input. Reads one after the other. Not thread-safe.
 */
final class Sources {
  private static final Path STANDARD_INPUT = Path.of("-");
  private static final Pattern NAMED_BY_ID = Pattern.compile("(.{36})(?:\\.vcon)?\\.json");

  /** The largest value that Redis takes. */
  private static final long MOST_BYTES = 512L << 20;

  private final Sink sink;

  Sources(Sink sink) {
    this.sink = sink;
  }

  /** Where documents go. */
  interface Sink {

    /**
     * Takes a document.
     *
     * @param name what to call it in messages
     * @param idOfName the id that the file's name tells, if it does
     */
    void document(String name, Optional<VconId> idOfName, byte[] json) throws InterruptedException;

    /** Hears that something cannot be read. */
    void unreadable(String name, String why);

    /** Whether going on makes no sense any more. */
    boolean closed();
  }

  /** Reads everything that these paths mean. */
  void read(List<Path> paths, InputStream standardInput) throws InterruptedException {
    for (Path path : paths) {
      if (path.equals(STANDARD_INPUT)) {
        lines(standardInput);
      } else if (Files.isDirectory(path)) {
        folder(path);
      } else {
        file(path);
      }
    }
  }

  private void folder(Path folder) throws InterruptedException {
    for (Path file : JsonFiles.below(folder, this::unreadable)) {
      file(file);
    }
  }

  private void file(Path file) throws InterruptedException {
    if (sink.closed()) {
      return;
    }
    byte[] json;
    try {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        sink.unreadable(
            file.toString(), "has " + size + " bytes, and Redis takes at most " + MOST_BYTES);
        return;
      }
      json = Files.readAllBytes(file);
    } catch (IOException e) {
      unreadable(file, e);
      return;
    }
    sink.document(file.toString(), idOf(file), json);
  }

  private static Optional<VconId> idOf(Path file) {
    Matcher name = NAMED_BY_ID.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? VconId.parse(name.group(1)) : Optional.empty();
  }

  private void lines(InputStream input) throws InterruptedException {
    var lines = new Lines(input);
    while (!sink.closed()) {
      Optional<byte[]> line;
      try {
        line = lines.next();
      } catch (IOException e) {
        unreadable(STANDARD_INPUT, e);
        return;
      }
      if (line.isEmpty()) {
        return;
      }
      if (!blank(line.get())) {
        sink.document("line " + lines.number(), Optional.empty(), line.get());
      }
    }
  }

  private static boolean blank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private void unreadable(Path path, IOException e) {
    sink.unreadable(
        path.toString(),
        switch (e) {
          case NoSuchFileException _ -> "no such file";
          case AccessDeniedException _ -> "may not be read by this user";
          case FileSystemLoopException _ -> "is a link to a folder that it lies in";
          default -> "cannot be read: " + e.getMessage();
        });
  }
}
