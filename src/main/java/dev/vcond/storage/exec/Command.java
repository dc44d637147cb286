package dev.vcond.storage.exec;

import dev.vcond.storage.ServiceFault;
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
record Command(List<String> words, @Nullable Path folder, String path) {

  /** How messages call it; arguments may hold what is not to be shown. */
  String shown() {
    return words.getFirst();
  }

  /**
   * The words with the program's whole path.
   *
   * @throws ServiceFault if it cannot be run; found again each time, for it may be installed
   *     meanwhile
   */
  List<String> resolved() throws ServiceFault {
    if (folder != null && !Files.isDirectory(folder)) {
      throw new ServiceFault(
          "The folder %s is missing or no folder. Make it, or correct `working_dir`."
              .formatted(folder));
    }
    List<String> whole = new ArrayList<>(words);
    whole.set(0, program().toString());
    return whole;
  }

  private Path program() throws ServiceFault {
    String name = shown();
    List<Path> places = name.contains("/") ? List.of(base().resolve(name)) : onPath(name);
    Optional<Path> program = places.stream().filter(Command::isProgram).findFirst();
    if (program.isPresent()) {
      return program.get();
    }
    Optional<Path> wrong = places.stream().filter(Files::exists).findFirst();
    throw new ServiceFault(
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
