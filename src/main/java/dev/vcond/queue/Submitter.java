package dev.vcond.queue;

import dev.vcond.vcon.Vcon;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Hands documents to a list as a producer does: the body, its entries in the search index, and the
 * id on the list, in this order. Thread-safe.
 */
public final class Submitter {
  private static final Duration LARGE = Duration.ofSeconds(30);

  /** What is on its way at a time; a larger document goes alone. */
  private static final int MOST_BYTES = 4 << 20;

  private static final int MOST_DOCUMENTS = 500;

  private final Redis redis;
  private final long expirySeconds;
  private final @Nullable SearchIndex searchIndex;

  /**
   * A producer.
   *
   * @param expiry time to live of the documents, rounded up to seconds; zero for no end
   * @param searchIndex null to leave the search index alone
   */
  public Submitter(Redis redis, Duration expiry, @Nullable SearchIndex searchIndex) {
    this.redis = redis;
    this.expirySeconds = expiry.plusMillis(999).toSeconds();
    this.searchIndex = searchIndex;
  }

  /** What became of one document. */
  public sealed interface Outcome {

    /**
     * Redis has confirmed that its id is on the list.
     *
     * @param notIndexed why it is not in the search index; empty if it is, or need not be
     */
    record Submitted(String notIndexed) implements Outcome {}

    /** Its id is not on the list. */
    record Refused(String why) implements Outcome {}

    /** Redis gave no answer: its id may or may not be on the list. It can be submitted again. */
    record Unconfirmed(String why) implements Outcome {}
  }

  /** Why nothing can be pushed to a key that is no list; empty if it is one or not there. */
  public Optional<String> objection(String list)
      throws RedisOutage, RedisRefusal, InterruptedException {
    String type = Redis.await(redis.queue().type(Keys.bytes(list)));
    return type.equals("list") || type.equals("none")
        ? Optional.empty()
        : Optional.of("the key " + list + " in Redis is no list, but holds a " + type);
  }

  /**
   * Submits documents, many at a time.
   *
   * @return one outcome for each, in their order; after the first that is unconfirmed nothing more
   *     is sent
   */
  public List<Outcome> submit(String list, List<Vcon> documents) throws InterruptedException {
    var outcomes = new ArrayList<Outcome>(documents.size());
    while (outcomes.size() < documents.size()) {
      int from = outcomes.size();
      List<Vcon> group = documents.subList(from, end(documents, from));
      outcomes.addAll(new Group(list, group).submit());
      if (outcomes.getLast() instanceof Outcome.Unconfirmed lost) {
        outcomes.addAll(Collections.nCopies(documents.size() - outcomes.size(), lost));
      }
    }
    return outcomes;
  }

  private static int end(List<Vcon> documents, int from) {
    int end = from + 1;
    long bytes = documents.get(from).size();
    while (end < documents.size() && end - from < MOST_DOCUMENTS) {
      bytes += documents.get(end).size();
      if (bytes > MOST_BYTES) {
        break;
      }
      end++;
    }
    return end;
  }

  /** Documents that go together: two round trips, however many they are. */
  private final class Group {
    private final byte[] list;
    private final List<Attempt> attempts;
    private @Nullable RedisOutage outage;

    private Group(String list, List<Vcon> documents) {
      this.list = Keys.bytes(list);
      this.attempts = documents.stream().map(Attempt::new).toList();
    }

    private List<Outcome> submit() throws InterruptedException {
      attempts.forEach(Attempt::sendBody);
      for (var attempt : attempts) {
        attempt.outcome = failure(attempt.body, "");
      }
      // An id must never overtake a body that is refused.
      List<Attempt> stored = attempts.stream().filter(attempt -> attempt.outcome == null).toList();
      if (!stored.isEmpty()) {
        push(stored);
      }
      return attempts.stream().map(Attempt::outcome).toList();
    }

    private void push(List<Attempt> stored) throws InterruptedException {
      stored.forEach(Attempt::sendIndex);
      byte[][] ids = stored.stream().map(Attempt::id).toArray(byte[][]::new);
      var pushed = redis.documents().rpush(list, ids);
      @Nullable Outcome failure =
          failure(pushed, "the document is stored, its id cannot be pushed: ");
      for (var attempt : stored) {
        attempt.outcome = failure == null ? indexed(attempt) : failure;
      }
    }

    private Outcome indexed(Attempt attempt) throws InterruptedException {
      for (var answer : attempt.index) {
        if (failure(answer, "") instanceof Outcome.Refused refused) {
          return new Outcome.Submitted(refused.why);
        }
      }
      return new Outcome.Submitted("");
    }

    /** Null if the answer is good. After an outage only what has come is looked at. */
    private @Nullable Outcome failure(CompletionStage<?> answer, String context)
        throws InterruptedException {
      try {
        Redis.await(answer, outage == null ? LARGE : Duration.ZERO);
        return null;
      } catch (RedisRefusal e) {
        return new Outcome.Refused(context + e.getMessage());
      } catch (RedisOutage e) {
        outage = outage == null ? e : outage;
        return new Outcome.Unconfirmed(String.valueOf(outage.getMessage()));
      }
    }
  }

  /** One document of a group. */
  private final class Attempt {
    private final Vcon document;
    private CompletionStage<String> body = new CompletableFuture<>();
    private List<CompletionStage<?>> index = List.of();
    private @Nullable Outcome outcome;

    private Attempt(Vcon document) {
      this.document = document;
    }

    private void sendBody() {
      byte[] key = Keys.document(document.id());
      body =
          expirySeconds == 0
              ? redis.documents().set(key, document.sharedBytes())
              : redis
                  .documents()
                  .set(key, document.sharedBytes(), SetArgs.Builder.ex(expirySeconds));
    }

    private void sendIndex() {
      index = searchIndex == null ? List.of() : searchIndex.add(redis.documents(), document);
    }

    private byte[] id() {
      return Keys.bytes(document.id().asPopped());
    }

    private Outcome outcome() {
      return Objects.requireNonNull(outcome);
    }
  }
}
