package dev.vcond.link.jq;

import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What jq understands, the filter does, or says that it does not. */
final class FilterLanguageTest {

  private static boolean matches(String filter) throws Exception {
    return Filter.compile(filter).judge(document().vcon().tree()).matches();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if true then 1 end == 1",
        "2 | if false then 1 end == 2",
        "[1, 2 | if . == 1 then 5 end] == [5, 2]",
        "if false then 1 elif true then 3 end == 3",
        "[if false then 1 elif null then 3 end] | .[0].uuid != null",
        "if (if true then false end) then 1 else 2 end == 2",
        "\"\\(if true then 1 end)x\" == \"1x\"",
        "{if: 1, end: 2, else: (if true then 3 end)} | [.if, .end, .else] == [1, 2, 3]",
        "[1] | map(if . > 0 then \"p\" end) == [\"p\"]",
        "def f: 1; f + f == 2",
        "def f: 1; f == 1",
        "def f: 1; def g: f + f; g * g == 4",
        "[def f: 2; f + f, 3] == [4, 3]",
        "if true then def f: 3; f + f else def g: 4; g + g end == 6",
        "def f(x; $y): def h: x + $y; h * h; f(1; 2) == 9",
        "reduce (def f: 1, 2; f, f) as $x (def g: 1; g - g; . + $x) == 6",
        "def f: 1; f + f == 2 # a comment",
        "def f:\n  1; # one\nf +\n f == 2",
        "\"x\" == (\" x\" | trim)",
        "isempty(empty) and (isempty(1, error(\"x\")) | not)",
        "1 | IN(0, 1)",
        "IN(1, 2; 2, 3)",
        "[{a: 1}, {a: 2}] | INDEX(.a) | .[\"2\"].a == 2",
        "add(1, 2) == 3",
        "[limit(3; 1 | repeat(. * 2))] == [1, 2, 4]",
        "[.parties[] as {name: $n, $tel} | $n, $tel] | length == 4",
        "label $out | true, break $out",
        "0 | todate | fromdate == 0",
        "\"abc\" | [match(\"\"; \"g\").offset] == [0, 1, 2, 3]",
        "\"a\\u00e9\\ud83d\\ude00b\" | [match(\"(\\u00e9)|b\"; \"g\") | .offset, .length] == [1, 1,"
            + " 3, 1]",
        "\"ab\" | match(\"(?<x>b)(c)?\") | .captures == [{offset: 1, length: 1, string: \"b\","
            + " name: \"x\"}, {offset: -1, length: 0, string: null, name: null}]",
        "\"abc\" | gsub(\"\"; \"-\") == \"-a-b-c-\"",
        "\"hello\" | gsub(\"^\\\\s*\"; \"\") == \"hello\"",
        "\"hello\" | gsub(\"l*\"; \"\") == \"heo\"",
        "\"hello\" | sub(\"(?<x>l+)\"; \"<\\(.x)>\") == \"he<ll>o\"",
        "[\"hello\" | sub(\"l\"; \"1\", \"2\")] == [\"he1lo\", \"he2lo\"]",
        "[\"hello\" | sub(\"l\"; empty)] == []",
        "\"Hello\" | test(\"hEL\"; \"ix\")",
        "\"a,b\" | [splits(\",\")] == [\"a\", \"b\"]",
        "\"test\" | capture(\"(?<a>t)(?<n>x)?\") == {a: \"t\", n: null}",
        "[\"aXbX\" | scan(\"X\")] == [\"X\", \"X\"]",
        "{a: [.parties[].name], (\"b\"): 1, \"c\\(1)\": [2]} | .a[0] == \"Ada\" and .b + .c1[0] =="
            + " 3",
        "[1, [2, [3]]] | .[1][1][0] == 3 and .[1:][0][0] == 2 and ([.[1][]] | length == 2)",
        "null | .a[2].b = 1 | .a | length == 3",
      })
  void jq_is_understood(String filter) throws Exception {
    assertThat(matches(filter)).as(filter).isTrue();
  }

  /** An error or a choice before the name hides it from everybody who tries the filter. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`.created_at | strptime(\"%Y\") | mktime` | function strptime/1, no function mktime/0",
        "`error(\"x\") | nope` | function nope/0",
        "`if .dialog[0].type then 1 else nope end` | function nope/0",
        "`.x? // try nope catch 1` | function nope/0",
        "`\"\\(nope)\"` | function nope/0",
        "`{a: nope, (nope(1)): 2}` | function nope/0, no function nope/1",
        "`.[nope:1], .[nope]` | function nope/0",
        "`.a |= nope` | function nope/0",
        "`reduce .[] as $x (0; nope)` | function nope/0",
        "`foreach .[] as [$x] (0; 1; $x + $y)` | variable $y",
        "`def f: nope; 1` | function nope/0",
        "`f, def f: 1; f` | function f/0",
        "`(def f: 1; f) | f` | function f/0",
        "`def f($x): x; f(1)` | function x/0",
        "`select(.a; .b)` | function select/2",
        "`$ENV.HOME, env, input` | variable $ENV, no function env/0, no function input/0",
        "`. as {a: $x} | $x, $y, {$z}` | variable $y, no variable $z",
        "`$__loc__` | variable $__loc__",
        "`.a | @base32, @json` | format @base32",
        "`@base32d \"\\(.)\"` | format @base32d",
        "`label $out | break $up` | label $up",
        "`import \"a\" as a; .` | import or include",
      })
  void what_is_not_there_is_found_wherever_it_stands(String filter, String missing) {
    assertThatThrownBy(() -> Filter.compile(filter))
        .isInstanceOf(UnusableFilter.class)
        .hasMessage("cannot work with any vCon: there is no " + missing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`.a | test(\"(\")` | the pattern \"(\" is wrong: end pattern with unmatched parenthesis",
        "`if .a then sub(\"[\"; \"\") else 1 end` | the pattern \"[\" is wrong",
        "`.a ==` | is not a jq filter: Encountered the end at line 1, column 5",
        "`if . then 1 end) + 2` | Unexpected ')' at line 1, column 16",
        "`[if . then 1 end, if . then 2 end, }]` | Unexpected \"}\" at line 1, column 36",
        "`def f: 1; f + f + ]` | at line 1, column 19",
        "`def f: 1; f + f +` | Encountered the end",
        "`\"abc` | is not a jq filter: ",
        "`.a as [$x] ?// $x | $x` | is not a jq filter: ",
      })
  void what_is_no_filter_is_refused_with_its_place(String filter, String why) {
    assertThatThrownBy(() -> Filter.compile(filter))
        .isInstanceOf(UnusableFilter.class)
        .hasMessageContaining(why);
  }

  @Test
  void a_filter_that_goes_too_deep_is_refused() {
    assertThatThrownBy(() -> Filter.compile("[".repeat(100_000) + "]".repeat(100_000)))
        .isInstanceOf(UnusableFilter.class)
        .hasMessage("is nested too deeply");
  }
}
