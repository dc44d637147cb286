package dev.vcond.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A call of one of our scripts as text, in the very arguments that this room sends: for a model of
 * the queue that runs the scripts without a Redis.
 *
 * @param script the file's name without {@code .lua}
 */
public record ScriptCall(String script, List<String> keys, List<String> arguments) {
  private static final String GUARD_SECONDS = "60";

  public ScriptCall {
    keys = List.copyOf(keys);
    arguments = List.copyOf(arguments);
  }

  /** The text of a script. */
  public static String source(String script) {
    return Keys.text(Script.valueOf(script.toUpperCase(Locale.ROOT)).source());
  }

  /** Claims up to {@code most} ids. */
  public static ScriptCall claim(String list, String instance, int most, int first) {
    return new ScriptCall(
        "claim",
        List.of(list, inflight(list), heartbeat(list, instance)),
        List.of(
            instance,
            Integer.toString(most),
            Integer.toString(first),
            Keys.recordPrefix(list),
            GUARD_SECONDS));
  }

  /** Ends runs; each with pushes and fields of its record. */
  public static ScriptCall ack(String list, List<Ack> acks) {
    var encoded = new AckEncoding();
    acks.forEach(encoded::add);
    return new ScriptCall(
        "ack",
        List.of(list, inflight(list), instances(list)),
        List.of(encoded.arguments()).stream().map(Keys::text).toList());
  }

  /** How one run ends. */
  public static Ack ending(
      Claim claim, String to, String value, Map<String, String> record, List<Ack.Expiry> expiries) {
    var push = new Ack.Push(Keys.bytes(to), Keys.bytes(value));
    return new Ack(claim.delivery(), List.of(push), record, expiries);
  }

  /** An id in flight. */
  public record Claim(String list, String id, String value) {
    private Delivery delivery() {
      return new Delivery(list, Keys.bytes(id), value, 0, 0, Map.of(), 0);
    }

    private String record() {
      return Keys.text(Keys.record(list, Keys.bytes(id)));
    }
  }

  /** Gives one id back. */
  public static ScriptCall giveBack(Claim claim) {
    return new ScriptCall(
        "give_back",
        List.of(claim.list, inflight(claim.list)),
        List.of(claim.id, claim.value, claim.record()));
  }

  /** Enters a claim again. */
  public static ScriptCall reenter(Claim claim, String instance) {
    return new ScriptCall(
        "reenter",
        List.of(inflight(claim.list), heartbeat(claim.list, instance)),
        List.of(claim.id, claim.value));
  }

  /** Writes a changed document. */
  public static ScriptCall writeBack(Claim claim, String loaded, String changed) {
    return new ScriptCall(
        "write_back",
        List.of(document(claim.id), inflight(claim.list)),
        List.of(
            claim.id,
            claim.value,
            Keys.sha1(Keys.bytes(loaded)),
            changed,
            GUARD_SECONDS,
            claim.record(),
            ""));
  }

  /** Pushes to an egress list while the run goes on. */
  public static ScriptCall earlyEgress(Claim claim, String to, String value) {
    return new ScriptCall(
        "early_egress",
        List.of(inflight(claim.list), claim.record()),
        List.of(claim.id, claim.value, "", value, to));
  }

  /** Gives back what an instance holds; by {@code by}, who sends heartbeats for the list. */
  public static ScriptCall release(String list, String whose, String why, int below, String by) {
    return new ScriptCall(
        "release",
        List.of(list, inflight(list), heartbeat(list, whose), instances(list)),
        List.of(
            whose,
            why,
            Integer.toString(below),
            "500",
            Keys.recordPrefix(list),
            heartbeat(list, by)));
  }

  /** Says that an instance lives; the first lists have known it before. */
  public static ScriptCall beat(List<String> lists, String instance, int known) {
    var arguments =
        new ArrayList<>(
            List.of(instance, "10000", "registration of " + instance, Integer.toString(known)));
    arguments.addAll(lists);
    return new ScriptCall("heartbeat", List.of(), arguments);
  }

  /** Asks what an instance holds. */
  public static ScriptCall held(String list, String instance) {
    return new ScriptCall("held", List.of(inflight(list)), List.of(instance));
  }

  /** Where a document is. */
  public static String document(String id) {
    return "vcon:" + id;
  }

  /** The record of ownership. */
  public static String inflight(String list) {
    return Keys.text(Keys.inflight(list));
  }

  /** A sign of life. */
  public static String heartbeat(String list, String instance) {
    return Keys.text(Keys.heartbeat(list, instance));
  }

  /** Who is registered. */
  public static String instances(String list) {
    return Keys.text(Keys.instances(list));
  }
}
