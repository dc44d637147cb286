package dev.vcond.process;

import dev.vcond.config.InvalidOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program and its first arguments, as the operator wrote them.
 *
 * @param words at least one
 * @param folder that it runs in; absent for that of vcond
 * @param path where a program without a slash in its name is looked for, folders between colons
 */
public record Command(List<String> words, @Nullable Path folder, String path) {

  /**
   * Refuses words that can be no command; for the constructor of an options record.
   *
   * @throws InvalidOption about the key {@code command}
   */
  public static void check(List<String> words) {
    if (words.isEmpty() || words.getFirst().isBlank()) {
      throw new InvalidOption(
          "command", "expected a program and its arguments", "write [python3, /path/to/it.py]");
    }
    if (words.size() == 1 && words.getFirst().matches(".*\\s.*")) {
      throw new InvalidOption(
          "command",
          "\"%s\" would be looked for as one program; no shell takes it apart"
              .formatted(words.getFirst()),
          "write [%s]".formatted(String.join(", ", words.getFirst().strip().split("\\s+"))));
    }
    if (words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
      throw new InvalidOption("command", "no argument can hold the character NUL", "");
    }
  }

  /** How messages call it; arguments may hold what is not to be shown. */
  public String shown() {
    return words.getFirst();
  }

  /**
   * The words with the program's whole path.
   *
   * @throws UnusableProgram if it cannot be run; found again each time, for it may be installed
   *     meanwhile
   */
  public List<String> resolved() throws UnusableProgram {
    if (folder != null && !Files.isDirectory(folder)) {
      throw new UnusableProgram(
          "The folder %s is missing or no folder. Make it, or correct `working_dir`."
              .formatted(folder));
    }
    List<String> whole = new ArrayList<>(words);
    whole.set(0, program().toString());
    return whole;
  }

  private Path program() throws UnusableProgram {
    String name = shown();
    List<Path> places = name.contains("/") ? List.of(base().resolve(name)) : onPath(name);
    Optional<Path> program = places.stream().filter(Command::isProgram).findFirst();
    if (program.isPresent()) {
      return program.get();
    }
    Optional<Path> wrong = places.stream().filter(Files::exists).findFirst();
    throw new UnusableProgram(
        wrong.isPresent() ? notExecutable(wrong.get()) : missing(name) + advice(name));
  }

  /** A system finds a relative program from the folder that it starts it in. */
  private Path base() {
    Path here = Path.of("").toAbsolutePath();
    return folder == null ? here : here.resolve(folder);
  }

  private List<Path> onPath(String name) {
    return Stream.of(path.split(":"))
        .filter(each -> !each.isEmpty())
        .map(each -> base().resolve(each).resolve(name))
        .toList();
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  private static String notExecutable(Path file) {
    return file
        + " is no program that the user that vcond runs as may execute. Correct its mode (chmod"
        + " a+x), or put its interpreter before it in `command`.";
  }

  private String missing(String name) {
    return name.contains("/")
        ? "There is no program " + base().resolve(name) + "."
        : "There is no program " + name + " on PATH (" + path + ").";
  }

  private static String advice(String name) {
    return name.contains(" ")
        ? " `command` is a list: no shell takes it to pieces."
        : " Install it, or correct `command`.";
  }
}
