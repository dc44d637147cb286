package dev.vcond.storage.exec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The program that the guide shows, so that what is documented is what is tested. */
final class FolderProgram {
  private static final Pattern CODE = Pattern.compile("(?m)^    (.*\n)");

  private FolderProgram() {}

  /** Writes it to a folder; it keeps vCons in the folder that is its first argument. */
  static String in(Path folder) {
    String lines =
        CODE.matcher(ExecGuide.SETUP)
            .results()
            .map(line -> line.group(1))
            .collect(Collectors.joining());
    try {
      Path program = Files.createTempFile(folder, "folder", ".sh");
      return Files.writeString(program, lines).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
