package dev.vcond.queue;

import dev.vcond.queue.DeadLetterLists.Step;
import io.lettuce.core.ScriptOutputType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a dead-letter list by its head, one round at a time. How much is left of a round stands in
 * Redis, so that whoever comes after an interruption can give the list its old order back.
 * Thread-safe.
 */
public final class Rounds {
  /** A run that has not turned anything for so long counts as gone. */
  public static final Duration SILENCE = Duration.ofSeconds(30);

  private final Redis redis;
  private final String run;

  /**
   * @param run who turns, for others to read
   */
  public Rounds(Redis redis, String run) {
    this.redis = redis;
    this.run = run;
  }

  /** How a round begins. */
  public sealed interface Beginning {
    /**
     * The list is ours to turn.
     *
     * @param length entries on it
     * @param left entries that an earlier round did not come to
     */
    record Begun(long length, long left) implements Beginning {}

    /** Somebody else turns it. */
    record Busy(String who) implements Beginning {}
  }

  /** What becomes of an entry. */
  public enum Fate {
    /** It goes to the end of its list. */
    KEEP('k'),
    /** It goes to the end of the ingress list. */
    REPLAY('r'),
    /** It goes, and its record. */
    DROP('d');

    private final char letter;

    Fate(char letter) {
      this.letter = letter;
    }
  }

  /** An entry that was read, and what was decided about it. */
  public record Decided(RawEntry entry, Fate fate) {}

  /**
   * Where a round is.
   *
   * @param left entries that are still to be turned
   * @param kept whether any was kept, so that the order is another one until the round is complete
   */
  public record Place(String list, long left, boolean kept) {}

  /** Begins a round, unless somebody else is at one. */
  public Beginning begin(String list) throws RedisOutage, RedisRefusal, InterruptedException {
    List<Object> answer =
        Redis.await(
            Redis.<List<Object>>run(
                redis.queue(),
                Script.ROUND_BEGIN,
                ScriptOutputType.MULTI,
                new byte[][] {Keys.deadLetters(list), Keys.round(list), Keys.roundLeft(list)},
                Keys.bytes(run),
                number(SILENCE.toMillis())));
    return (Long) answer.get(0) == 1
        ? new Beginning.Begun((Long) answer.get(1), (Long) answer.get(2))
        : new Beginning.Busy(text(answer.get(1)));
  }

  /**
   * Does what was decided about the entries at the head; nothing if somebody else took some
   * meanwhile, so that they are others than were read.
   */
  public Step turn(Place at, List<Decided> head)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var fates = new StringBuilder();
    var entries = new ByteArrayOutputStream();
    for (Decided decided : head) {
      fates.append(decided.fate.letter);
      entries.writeBytes(decided.entry.beginning());
    }
    return head.isEmpty()
        ? new Step.Done(0, 0)
        : turned(
            at,
            List.of(Keys.bytes(fates.toString()), number(RawEntry.MOST), entries.toByteArray()));
  }

  /** Turns entries that nobody looks at. */
  public Step turn(Place at, long entries) throws RedisOutage, RedisRefusal, InterruptedException {
    return turned(at, List.of(number(entries)));
  }

  private Step turned(Place at, List<byte[]> entries)
      throws RedisOutage, RedisRefusal, InterruptedException {
    String owner = Keys.owner(at.list);
    var arguments = new ArrayList<byte[]>(entries.size() + 5);
    arguments.add(Keys.bytes(run));
    arguments.add(number(SILENCE.toMillis()));
    arguments.add(Keys.bytes(Keys.recordPrefix(owner)));
    arguments.add(number(at.left));
    arguments.add(number(at.kept ? 1 : 0));
    arguments.addAll(entries);
    List<Object> answer =
        Redis.await(
            Redis.<List<Object>>run(
                redis.queue(),
                Script.ROUND_TURN,
                ScriptOutputType.MULTI,
                new byte[][] {
                  Keys.deadLetters(at.list),
                  Keys.bytes(at.list),
                  Keys.inflight(owner),
                  Keys.round(at.list),
                  Keys.roundLeft(at.list)
                },
                arguments.toArray(byte[][]::new)));
    long looked = (Long) answer.get(0);
    long taken = (Long) answer.get(1);
    return answer.size() == 2
        ? new Step.Done(looked, taken)
        : new Step.Refused(looked, taken, text(answer.get(2)), text(answer.get(3)));
  }

  /** Lets others turn the list. */
  public void end(String list) throws RedisOutage, RedisRefusal, InterruptedException {
    var _ =
        Redis.await(
            Redis.<Long>run(
                redis.queue(),
                Script.ROUND_END,
                ScriptOutputType.INTEGER,
                new byte[][] {Keys.round(list)},
                Keys.bytes(run)));
  }

  private static byte[] number(long value) {
    return Keys.bytes(Long.toString(value));
  }

  private static String text(Object answer) {
    return new String((byte[]) answer, StandardCharsets.UTF_8);
  }
}
