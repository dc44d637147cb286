package dev.vcond.queue.model;

import static dev.vcond.queue.model.QueueModel.X;
import static dev.vcond.queue.model.QueueModel.Y;
import static dev.vcond.queue.model.Scenario.DEAD;
import static dev.vcond.queue.model.Scenario.EGRESS;
import static dev.vcond.queue.model.Scenario.LIST;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.queue.ScriptCall;
import dev.vcond.testserver.TestRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The small Redis of the model answers and keeps what a real one does. */
final class LuaScriptsTest {
  private static final int CALLS = 2_000;
  private final EmbeddedRedis server = TestRedis.start();
  private final RedisClient client = RedisClient.create(server.url());
  private final RedisCommands<String, String> real =
      client.connect(new StringCodec(ISO_8859_1)).sync();
  private final LuaScripts scripts = new LuaScripts(ScriptCall::source);
  private final Keyspace model = new Keyspace();
  private final Random random = new Random(1);
  private int nextNumber = 1;
  private final Set<String> answered = new HashSet<>();

  @AfterEach
  void stop() throws Exception {
    client.shutdown();
    server.close();
  }

  @Test
  void every_script_answers_and_changes_the_same_on_a_real_redis() {
    for (int i = 0; i < CALLS; i++) {
      meddle();
      ScriptCall call = anyCall();
      String answer = shown(scripts.run(model, call));
      assertThat(answer).as("%d. %s", i, call).isEqualTo(onReal(call));
      assertThat(model.content()).as("after %d. %s", i, call).isEqualTo(content());
      answered.add(call.script() + " " + answer.replaceAll("[^a-z]", " ").strip().split(" ", 2)[0]);
    }
    assertThat(answered)
        .contains(
            "ack done",
            "ack gone",
            "ack forgot",
            "ack taken",
            "ack refused",
            "give_back done",
            "give_back taken",
            "write_back written",
            "write_back changed",
            "write_back taken",
            "write_back gone",
            "early_egress done",
            "early_egress taken",
            "early_egress gone",
            "early_egress refused");
  }

  /** What producers, expiry and forgetting do. */
  private void meddle() {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> {
        String id = id();
        real.rpush(LIST, id);
        model.listToFill(LIST).add(id);
      }
      case 3 -> put(ScriptCall.document(id()), Integer.toString(random.nextInt(3)));
      case 4 -> remove(ScriptCall.heartbeat(LIST, instance()));
      case 5 ->
          remove(random.nextBoolean() ? ScriptCall.instances(LIST) : ScriptCall.inflight(LIST));
      case 6 -> put(EGRESS, "no list");
      case 7 -> remove(EGRESS);
      default -> {}
    }
  }

  private void put(String key, String text) {
    real.set(key, text);
    model.put(key, text);
  }

  private void remove(String key) {
    real.del(key);
    model.remove(key);
  }

  private String id() {
    return random.nextBoolean() ? X : Y;
  }

  private String instance() {
    return random.nextBoolean() ? "A1" : "B1";
  }

  private ScriptCall.Claim claim() {
    // Mostly one that is there.
    String id = id();
    String held = model.hash(ScriptCall.inflight(LIST)).get(id);
    String value =
        held == null || random.nextInt(4) == 0
            ? instance() + ":" + random.nextInt(nextNumber)
            : held;
    return new ScriptCall.Claim(LIST, id, value.replace("+", ""));
  }

  private ScriptCall anyCall() {
    String text = Integer.toString(random.nextInt(3));
    return switch (random.nextInt(11)) {
      case 0, 1 -> ScriptCall.claim(LIST, instance(), 1 + random.nextInt(3), nextNumber += 3);
      case 2 ->
          ScriptCall.ack(
              LIST,
              List.of(
                  ScriptCall.ending(claim(), EGRESS, "value", Map.of(), List.of()),
                  ScriptCall.ending(claim(), DEAD, X, Map.of("reason", "none"), List.of())));
      case 3 ->
          ScriptCall.ack(LIST, List.of(ScriptCall.ending(claim(), EGRESS, X, Map.of(), List.of())));
      case 4 -> ScriptCall.giveBack(claim());
      case 5 -> ScriptCall.reenter(claim(), instance());
      case 6 -> ScriptCall.writeBack(claim(), text, "changed " + text);
      case 7 -> ScriptCall.earlyEgress(claim(), EGRESS, X);
      case 8 -> ScriptCall.release(LIST, instance(), why(), random.nextInt(nextNumber), instance());
      case 9 -> ScriptCall.held(LIST, instance());
      default -> ScriptCall.beat(List.of(LIST), instance(), random.nextInt(2));
    };
  }

  private String why() {
    return List.of("drain", "lapse", "gone", "silent").get(random.nextInt(4));
  }

  private String onReal(ScriptCall call) {
    try {
      Object answer =
          real.eval(
              ScriptCall.source(call.script()),
              type(call.script()),
              call.keys().toArray(String[]::new),
              call.arguments().toArray(String[]::new));
      // The client makes a list of every answer to a script that answers lists.
      return shown(answer).replaceAll("^\\[nil\\]$", "nil");
    } catch (RedisCommandExecutionException e) {
      return "refused: " + e.getMessage();
    }
  }

  private static ScriptOutputType type(String script) {
    return switch (script) {
      case "give_back", "write_back", "early_egress" -> ScriptOutputType.VALUE;
      case "reenter" -> ScriptOutputType.INTEGER;
      default -> ScriptOutputType.MULTI;
    };
  }

  /** Hashes have no order, so what is in a list is sorted; lists of ids are compared by content. */
  private static String shown(@Nullable Object answer) {
    return switch (answer) {
      case null -> "nil";
      case List<?> list -> list.stream().map(LuaScriptsTest::shown).sorted().toList().toString();
      case LuaScripts.Refusal(String text) -> "refused: " + text;
      default -> answer.toString();
    };
  }

  private Map<String, Object> content() {
    var content = new TreeMap<String, Object>();
    real.keys("*").forEach(key -> content.put(key, value(key)));
    return content;
  }

  private Object value(String key) {
    return switch (real.type(key)) {
      case "list" -> real.lrange(key, 0, -1);
      case "hash" -> real.hgetall(key);
      case "set" -> {
        var members = new TreeMap<String, String>();
        real.smembers(key).forEach(member -> members.put(member, ""));
        yield members;
      }
      default -> String.valueOf(real.get(key));
    };
  }
}
