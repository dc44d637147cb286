package dev.vcond.queue.model;

import static dev.vcond.queue.model.QueueModel.X;
import static dev.vcond.queue.model.QueueModel.Y;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.queue.ScriptCall;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every interleaving of small scenarios keeps every promise, and each rule is needed: broken on
 * purpose, the search finds it. These are 155 000 states in ten seconds; {@code bin/model} goes
 * deeper: 1 156 052 states for {@code 3 2 1 0 xx LOST LAPSE CRASH DRAIN}, 1 880 754 for {@code 3 2
 * 1 1 x LOST LAPSE CRASH FORGET SLOW=1}, in 15 to 20 seconds each.
 */
final class QueueModelTest {
  private static final int MOST_STATES = 1_000_000;

  /** What is broken: a script's text, a rule of the clients, or nothing. */
  record Case(
      String name, Scenario scenario, UnaryOperator<String> patch, List<Rule> rules, String found) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Map<Fault, Integer> each(Fault... faults) {
    return Arrays.stream(faults).collect(Collectors.toMap(Function.identity(), _ -> 9));
  }

  private static Map<Fault, Integer> slow(int most, Fault... faults) {
    return Stream.concat(Stream.of(Fault.SLOW), Arrays.stream(faults))
        .collect(Collectors.toMap(Function.identity(), f -> f == Fault.SLOW ? most : 9));
  }

  static Stream<Case> scenarios() {
    return Stream.of(
        holds(
            "two ids, one pushed twice, one fault",
            new Scenario(
                List.of(X, Y, X),
                2,
                2,
                false,
                1,
                each(Fault.LOST, Fault.LAPSE, Fault.CRASH, Fault.DRAIN, Fault.REFUSE))),
        holds(
            "two faults",
            new Scenario(
                List.of(X, X), 2, 1, false, 2, each(Fault.LOST, Fault.LAPSE, Fault.CRASH))),
        holds(
            "a slow call and a fault",
            new Scenario(
                List.of(X, X),
                2,
                1,
                false,
                1,
                slow(1, Fault.LOST, Fault.LAPSE, Fault.CRASH, Fault.DRAIN, Fault.REFUSE))),
        holds(
            "changed documents",
            new Scenario(
                List.of(X, X),
                2,
                1,
                true,
                1,
                slow(1, Fault.LOST, Fault.LAPSE, Fault.CRASH, Fault.DRAIN))),
        holds("Redis forgets", new Scenario(List.of(X, Y, X), 2, 2, false, 1, each(Fault.FORGET))),
        holds(
            "Redis forgets, and something else",
            new Scenario(
                List.of(X),
                2,
                1,
                true,
                2,
                each(Fault.FORGET, Fault.LOST, Fault.LAPSE, Fault.CRASH))),
        holds("Redis forgets while a call is slow", FORGETS_SLOWLY));
  }

  private static Case holds(String name, Scenario scenario) {
    return new Case(name, scenario, UnaryOperator.identity(), List.of(), "");
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void every_interleaving_keeps_every_promise(Case one) {
    Search.Outcome outcome = new Search(one.scenario(), one.patch(), List.of()).run(MOST_STATES);

    assertThat(outcome.finding()).isEmpty();
    assertThat(outcome.states()).isGreaterThan(1_000);
  }

  static Stream<Case> mutations() {
    return Stream.concat(scripts(), clients());
  }

  private static final Scenario ONE_FAULT =
      new Scenario(
          List.of(X, Y, X),
          2,
          2,
          false,
          1,
          slow(1, Fault.LOST, Fault.LAPSE, Fault.CRASH, Fault.DRAIN));
  private static final Scenario SMALL =
      new Scenario(List.of(X), 2, 1, false, 1, each(Fault.LOST, Fault.LAPSE, Fault.CRASH));
  private static final Scenario TWO_FAULTS =
      new Scenario(List.of(X, X), 2, 1, false, 2, slow(1, Fault.LOST, Fault.LAPSE, Fault.CRASH));
  private static final Scenario CHANGES =
      new Scenario(
          List.of(X, X), 2, 1, true, 1, slow(1, Fault.LOST, Fault.LAPSE, Fault.CRASH, Fault.DRAIN));
  private static final Scenario REFUSES =
      new Scenario(List.of(X, X), 2, 1, false, 1, each(Fault.REFUSE));
  private static final Scenario FORGETS_SLOWLY =
      new Scenario(List.of(X), 2, 1, false, 2, slow(1, Fault.FORGET, Fault.LOST));
  private static final Scenario FORGETS =
      new Scenario(List.of(X, X), 2, 1, false, 1, slow(1, Fault.FORGET));

  private static Stream<Case> scripts() {
    return Stream.of(
        script(
            "ack",
            "ack without asking whose the claim is",
            ONE_FAULT,
            "if held ~= run.claim and not again then",
            "if false then",
            "more often than it was pushed"),
        script(
            "ack",
            "ack removes the claim first",
            REFUSES,
            "for _, push in ipairs(run.pushes) do\n    local why",
            "redis.call('HDEL', KEYS[2], run.id)\n  for _, push in ipairs(run.pushes) do\n"
                + "    local why",
            "entered again"),
        script(
            "ack",
            "ack forgets that the id was pushed again",
            ONE_FAULT,
            "redis.call('LPUSH', KEYS[1], run.id)",
            "",
            "last document"),
        script(
            "ack",
            "ack leaves the claim",
            ONE_FAULT,
            "redis.call('HDEL', KEYS[2], run.id)\n  return 'done'",
            "return 'done'",
            "more often than it was pushed"),
        script(
            "claim",
            "claim drops the mark of an id that runs already",
            ONE_FAULT,
            "redis.call('HSET', KEYS[2], id, held .. '+')",
            "",
            "last document"),
        script(
            "claim",
            "claim takes an id that runs already",
            ONE_FAULT,
            "if held then",
            "if false then",
            "two runs"),
        script(
            "claim",
            "claim leaves the ids on the list",
            ONE_FAULT,
            "redis.call('LTRIM', KEYS[1], taken, -1)",
            "",
            "more often than it was pushed"),
        script(
            "release",
            "rescue without a second look at the heartbeat",
            ONE_FAULT,
            "or redis.call('EXISTS', KEYS[3]) == 1 then",
            "then",
            ""),
        script(
            "release",
            "rescue from the wrong end",
            ONE_FAULT,
            "return a[2] > b[2]",
            "return a[2] < b[2]",
            "in claim order"),
        script(
            "release",
            "rescue leaves the claims",
            ONE_FAULT,
            "redis.call('HDEL', KEYS[2], id)\n  given",
            "given",
            ""),
        script(
            "release",
            "what was claimed after a lapse is given back by a late call of before",
            new Scenario(List.of(X, X), 1, 1, false, 2, slow(1, Fault.LOST, Fault.LAPSE)),
            "if below == 0 or number < below then",
            "if true then",
            "entered again"),
        script(
            "give_back",
            "give_back without asking whose the claim is",
            TWO_FAULTS,
            "if held ~= ARGV[2] and held ~= ARGV[2] .. '+' then\n  return 'taken'",
            "if false then\n  return 'taken'",
            ""),
        script(
            "heartbeat",
            "heartbeat signs on at once where it was forgotten",
            FORGETS_SLOWLY,
            "if not is_new or i > known then",
            "if true then",
            "is lost"),
        script(
            "reenter",
            "reenter without a heartbeat",
            new Scenario(List.of(X), 2, 1, true, 1, slow(1, Fault.FORGET)),
            "if redis.call('EXISTS', KEYS[2]) == 0 then",
            "if false then",
            "more often than it was pushed"),
        script(
            "write_back",
            "write_back over a newer document",
            CHANGES,
            "elseif now ~= ARGV[4] then\n    return 'changed'",
            "else redis.call('SET', KEYS[1], ARGV[4], 'KEEPTTL')",
            "last document"));
  }

  private static Case script(
      String file, String name, Scenario scenario, String text, String by, String found) {
    String source = ScriptCall.source(file);
    String patched = source.replace(text, by);
    assertThat(patched).as("%s.lua, which had %s", file, text).isNotEqualTo(source);
    return new Case(
        name, scenario, other -> other.equals(source) ? patched : other, List.of(), found);
  }

  private static Stream<Case> clients() {
    return Stream.of(
        rule(Rule.LEASE_ENDS_CLAIMS, ONE_FAULT),
        rule(Rule.UNANSWERED_ACK_WAS_HEARD, ONE_FAULT),
        rule(Rule.FORGOTTEN_IS_ENTERED_AGAIN, FORGETS),
        rule(
            Rule.FORGETTING_VOIDS_ATTEMPTS,
            new Scenario(List.of(X), 2, 1, false, 2, each(Fault.FORGET, Fault.LOST))),
        rule(Rule.SELF_CHECK, SMALL),
        rule(Rule.SELF_CHECK_SPARES_CALLS_UNDER_WAY, ONE_FAULT),
        rule(Rule.RESCUE, new Scenario(List.of(X), 2, 1, false, 1, Map.of(Fault.HOST_GONE, 1))),
        rule(Rule.LEASE_ENDS_BEFORE_SIGN_OFF, ONE_FAULT),
        rule(Rule.ACK_IS_REPEATED, SMALL));
  }

  private static Case rule(Rule rule, Scenario scenario) {
    return new Case(rule.name(), scenario, UnaryOperator.identity(), List.of(rule), "");
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void a_broken_rule_is_found(Case one) {
    Search.Outcome outcome = new Search(one.scenario(), one.patch(), one.rules()).run(MOST_STATES);

    assertThat(outcome.finding())
        .hasValueSatisfying(finding -> assertThat(finding.what()).contains(one.found()));
  }
}
