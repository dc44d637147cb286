package dev.vcond.worker;

import static dev.vcond.event.LogFields.STORAGE;
import static dev.vcond.event.LogFields.UUID;

import dev.vcond.config.OnUuidMismatch;
import dev.vcond.storage.DocumentSource;
import dev.vcond.storage.FaultClass;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look through the storages for a document that is not in Redis: each is asked once, in order,
 * then those again that could not answer. Only a whole document of that very id counts. Used once.
 */
final class StorageSearch {
  private static final Logger log = LoggerFactory.getLogger(StorageSearch.class);

  /** The reason of a dead letter has room for a few of these. */
  private static final int LONGEST_ANSWER = 120;

  private final VconId id;
  private final OnUuidMismatch onUuidMismatch;
  private final List<String> before = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final Map<DocumentSource, String> unanswered = new LinkedHashMap<>();
  private final List<Failed> again = new ArrayList<>();

  /** Why the document cannot be had; a storage that could not answer outweighs all else. */
  private String code = "body_missing";

  StorageSearch(VconId id, OnUuidMismatch onUuidMismatch) {
    this.id = id;
    this.onUuidMismatch = onUuidMismatch;
  }

  /** A storage with what may have passed by now. */
  private record Failed(DocumentSource storage, Exception failure) {}

  /** A document with the place where it was. */
  @SuppressWarnings("ArrayRecordComponent") // handed on at once; never compared
  record Found(String storage, byte[] text) {}

  /** Something to be told first if the document is found nowhere. */
  void say(String clause) {
    before.add(clause);
  }

  /** Asks until one has the document. */
  Optional<Found> in(List<? extends DocumentSource> storages) throws InterruptedException {
    for (DocumentSource storage : storages) {
      Optional<Found> found = ask(storage);
      if (found.isPresent()) {
        return found;
      }
    }
    for (Failed one : again) {
      Optional<Found> found =
          ask(one.storage, asked -> one.storage.readAgain(asked, one.failure), false);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** What everybody said who was asked in vain; first who could not answer, as it may be cut. */
  Bodies.Answer.Nowhere nowhere() {
    List<String> all = new ArrayList<>(before);
    if (unanswered.size() == 1) {
      unanswered.forEach((storage, why) ->
          all.add("storage %s could not answer: %s".formatted(storage.name(), why)));
    } else if (!unanswered.isEmpty()) {
      all.add(
          unanswered.keySet().stream()
              .map(DocumentSource::name)
              .collect(Collectors.joining(", ", "storages ", " could not answer")));
      unanswered.forEach((storage, why) -> all.add(storage.name() + ": " + why));
    }
    all.addAll(said);
    return new Bodies.Answer.Nowhere(code, String.join("; ", all));
  }

  private Optional<Found> ask(DocumentSource storage) throws InterruptedException {
    return switch (storage.reading()) {
      case WHOLE -> ask(storage, storage::read, true);
      case IN_PART -> inVain(storage, "gives back only a part, which is not the document");
      case NEVER -> inVain(storage, "cannot be read back");
    };
  }

  private interface Question {
    Optional<byte[]> ask(VconId id) throws Exception;
  }

  /**
   * @param mayTryAgain whether a failure that may pass is worth another question
   */
  private Optional<Found> ask(DocumentSource storage, Question question, boolean mayTryAgain)
      throws InterruptedException {
    try {
      Optional<byte[]> text = question.ask(id);
      return text.isPresent() ? checked(storage, text.get()) : inVain(storage, "does not have it");
    } catch (InterruptedException e) {
      throw e;
    } catch (UnsupportedOperationException _) {
      // Its kind can, this one was told not to.
      return inVain(storage, "cannot be read back");
    } catch (Exception e) {
      log.debug("Storage {} could not say whether it has {}: {}", storage.name(), id, message(e));
      if (mayTryAgain && FaultClass.of(e) == FaultClass.TRANSIENT) {
        again.add(new Failed(storage, e));
        return Optional.empty();
      }
      code = "body_unavailable";
      unanswered.put(storage, shortened(message(e)));
      return Optional.empty();
    }
  }

  private Optional<Found> checked(DocumentSource storage, byte[] text) {
    String wrong = objection(text);
    if (wrong == null) {
      return Optional.of(new Found(storage.name(), text));
    }
    log.atWarn()
        .addKeyValue(STORAGE, storage.name())
        .addKeyValue(UUID, id)
        .log("Storage {} {} when it was asked for {}; it is not used.", storage.name(), wrong, id);
    return inVain(storage, wrong);
  }

  private @Nullable String objection(byte[] text) {
    try {
      Vcon vcon = Vcon.read(id, text);
      if (vcon.uuidDiffers() && onUuidMismatch == OnUuidMismatch.DEAD_LETTER) {
        blame("uuid_mismatch");
        return "answered with a document that says uuid " + vcon.declaredUuid().orElse("");
      }
      return null;
    } catch (NotJsonException e) {
      blame("not_json");
      return "answered with what is no document: " + shortened(message(e));
    }
  }

  private void blame(String reason) {
    if (code.equals("body_missing")) {
      code = reason;
    }
  }

  private Optional<Found> inVain(DocumentSource storage, String answer) {
    said.add("storage " + storage.name() + " " + answer);
    return Optional.empty();
  }

  private static String message(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_ANSWER ? text : text.substring(0, LONGEST_ANSWER) + "...";
  }
}
