package dev.vcond.app.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vcond.app.demo.corpus.Corpus;
import dev.vcond.app.demo.corpus.Sample;
import dev.vcond.app.demo.proof.Forecast;
import dev.vcond.app.submit.JsonFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The vCons of a folder of the user's. Their ids are those that {@code vcond submit} would give
 * them: the uuid, else the name of the file; and what has neither gets one made from its content.
 */
final class FolderVcons {
  private static final String UUID_TEXT = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
  private static final Pattern NAMED_BY_ID =
      Pattern.compile("(" + UUID_TEXT + ")(?:\\.vcon)?\\.json");

  private final List<String> tags;
  private final Consumer<String> remarks;
  private final List<Sample> samples = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();

  /**
   * @param remarks hears what was left out, and which ids were made
   */
  FolderVcons(List<String> tags, Consumer<String> remarks) {
    this.tags = tags;
    this.remarks = remarks;
  }

  /**
   * Reads every {@code *.json} in a folder and below.
   *
   * @throws IOException if there is no such folder
   */
  List<Sample> read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "%s is no folder; --vcons names one with vCons in it.".formatted(folder));
    }
    for (Path file : JsonFiles.below(folder, (at, e) -> leftOut(at, e))) {
      try {
        add(file, folder.relativize(file).toString());
      } catch (IOException e) {
        leftOut(file, e);
      }
    }
    return samples;
  }

  private void leftOut(Path file, IOException e) {
    String why =
        switch (e) {
          case CharacterCodingException _ -> "it is not UTF-8";
          case JsonProcessingException json ->
              "it is not JSON at line %d, column %d"
                  .formatted(json.getLocation().getLineNr(), json.getLocation().getColumnNr());
          default -> String.valueOf(e.getMessage());
        };
    remarks.accept(file + " is left out: " + why + ".");
  }

  private void add(Path file, String name) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Forecast forecast = Forecast.of(bytes, tags);
    Optional<String> known = forecast.uuid().isPresent() ? forecast.uuid() : idOf(file);
    String id = known.orElseGet(() -> UUID.nameUUIDFromBytes(bytes).toString());
    if (!id.matches(UUID_TEXT)) {
      throw new IOException("its uuid is none");
    }
    String first = names.putIfAbsent(id.toLowerCase(Locale.ROOT), name);
    if (first != null) {
      throw new IOException("it has the uuid of " + first);
    }
    if (known.isEmpty()) {
      remarks.accept(name + " has no uuid; it is submitted as " + id + ".");
    }
    samples.add(
        new Sample(
            id,
            forecast.sealed() ? Corpus.SEALED_LIST : Corpus.LIST,
            name,
            () -> Optional.of(Files.readAllBytes(file)),
            forecast.fate()));
  }

  private static Optional<String> idOf(Path file) {
    Matcher name = NAMED_BY_ID.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
  }
}
