package dev.vcond.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.vcond.app.place.Answer;
import dev.vcond.app.place.Asked;
import dev.vcond.app.place.LostPlace;
import dev.vcond.app.place.Place;
import dev.vcond.app.place.RedisPlace;
import dev.vcond.config.Config;
import dev.vcond.config.Suggestion;
import dev.vcond.queue.Eraser;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints a document, byte for byte, from the first place that has it. */
@Command(
    name = "get",
    description = {
      "Prints a vCon as it is stored: from Redis, else from the first storage that has it.",
      "A storage that gives back only a part of what was saved counts if no other has the vCon.",
      "Standard error tells what each place answered."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vcond get 01926837-6a5b-8a9c-b0d4-8f3f2c1e5a77",
      "  vcond get 01926837-6a5b-8a9c-b0d4-8f3f2c1e5a77 --storage disk > my.vcon.json"
    },
    mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;
  @Mixin private JsonOption json;
  @Mixin private IdParameter wanted;

  @Option(
      names = "--storage",
      paramLabel = "NAME",
      description = "Asks this storage of the configuration alone.")
  private @Nullable String storage;

  @Override
  public Integer call() throws Exception {
    Config config = configuration.load().config();
    try (var places = new Places(config)) {
      Asked asked = storage == null ? everywhere(config, places) : only(storage, places);
      if (json.wanted()) {
        json.print(asJson(asked));
      } else {
        tell(asked);
      }
      return exit(asked).code();
    }
  }

  private Asked only(String name, Places places) throws InterruptedException {
    if (!places.storageNames().contains(name)) {
      throw new ParameterException(
          spec.commandLine(),
          "no storage is called %s. %sThere are %s"
              .formatted(
                  name,
                  Suggestion.among(name, places.storageNames()),
                  String.join(", ", places.storageNames())));
    }
    return Asked.untilFound(List.of(places.storage(name)), wanted.id());
  }

  private Asked everywhere(Config config, Places places) throws IOException, InterruptedException {
    try (Redis redis = configuration.connect(config)) {
      return everywhere(
          Places.redis(redis, new Eraser(redis, Places.index(config.compat()))), places);
    } catch (RedisOutage | CommandFailure e) {
      // The storages do not need Redis.
      return everywhere(new LostPlace(RedisPlace.NAME, String.valueOf(e.getMessage())), places);
    }
  }

  private Asked everywhere(Place redis, Places places) throws InterruptedException {
    var all = new ArrayList<Place>();
    all.add(redis);
    all.addAll(places.storages());
    return Asked.untilFound(all, wanted.id());
  }

  private void tell(Asked asked) {
    Caller caller = Caller.of(spec);
    asked.replies().forEach(caller.err()::println);
    asked
        .best()
        .ifPresentOrElse(
            best -> caller.out().writeBytes(document(best.answer())), () -> doubt(asked, caller));
  }

  /** Who must be asked again before anybody concludes that the document is gone. */
  private static void doubt(Asked asked, Caller caller) {
    List<String> silent =
        asked.replies().stream()
            .filter(reply -> reply.answer() instanceof Answer.Failed)
            .map(Asked.Reply::place)
            .toList();
    if (!silent.isEmpty()) {
      caller.complain(
          "not found, but %s could not answer and may have it."
              .formatted(String.join(", ", silent)));
    }
  }

  private static byte[] document(Answer answer) {
    return switch (answer) {
      case Answer.Found(byte[] json) -> json;
      case Answer.Part(byte[] json) -> json;
      case Answer.Deleted _, Answer.NotThere _, Answer.Unable _, Answer.Failed _ -> new byte[0];
    };
  }

  private ObjectNode asJson(Asked asked) {
    ObjectNode answer = JsonOption.object().put("id", wanted.id().asPopped());
    Places.put(answer, asked);
    asked
        .best()
        .ifPresent(best -> {
          answer.put("found_in", best.place());
          putDocument(answer, document(best.answer()));
        });
    return answer;
  }

  /** As it is written, down to the text of its numbers; what is not JSON becomes a string. */
  private void putDocument(ObjectNode answer, byte[] document) {
    String text = new String(document, UTF_8).strip();
    try {
      Vcon _ = Vcon.read(wanted.id(), document);
      answer.putRawValue("document", new RawValue(text));
    } catch (NotJsonException _) {
      answer.put("document_text", text);
    }
  }

  private ExitCode exit(Asked asked) {
    if (asked.best().isPresent()) {
      return ExitCode.OK;
    }
    if (asked.any(Answer.Failed.class) || (storage != null && asked.any(Answer.Unable.class))) {
      return ExitCode.FAILED;
    }
    return ExitCode.NOTHING_THERE;
  }
}
