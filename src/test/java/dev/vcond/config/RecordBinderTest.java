package dev.vcond.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.config.ConfigValue.Mapping;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordBinderTest {

  enum Layout {
    FLAT,
    BY_DATE
  }

  record Everything(
      @Option("Text.") String text,
      @Option("Whole.") int whole,
      @Option("Long.") long longWhole,
      @Option("Share.") double share,
      @Option("Switch.") boolean flag,
      @Option("Time.") Duration time,
      @Option("Size.") ByteSize size,
      @Option(value = "Secret.", secret = true) Secret secret,
      @Option("Mode.") FileMode mode,
      @Option("Layout.") Layout layout,
      @Option("Words.") List<String> words,
      @Option("Headers.") Map<String, Integer> headers,
      @Option("Raw.") ConfigValue raw,
      @Option("Address.") URI address,
      @Option("Path.") Path path,
      @Option(value = "Addresses.", name = "webhook-urls") List<URI> addresses) {}

  record Inner(@Option(value = "Depth.", defaultValue = "2") int depth) {
    Inner {
      if (depth > 10) {
        throw new InvalidOption("depth", "expected at most 10", "Try 5.");
      }
    }
  }

  record Defaults(
      @Option(value = "A.", defaultValue = "''") String empty,
      @Option(value = "B.", defaultValue = "[a, b]") List<String> list,
      @Option(value = "C.", defaultValue = "{x: 1}") Map<String, Integer> map,
      @Option(value = "D.", defaultValue = "by_date") Layout layout,
      @Option(value = "E.", defaultValue = "0o640") FileMode mode,
      @Option("F.") @Nullable String absent,
      @Option("G.") List<String> nothing,
      @Option("H.") Map<String, String> none,
      @Option("I.") Inner inner,
      @Option("J.") @Nullable Inner maybe,
      @Option("K.") Mapping rest) {}

  record Login(
      @Option(
              value = "User.",
              aliases = {"username", "login"})
          String user,
      @Option(value = "Password.", secret = true) @Nullable String password,
      @Option(value = "Pin.", secret = true) @Nullable Integer pin) {
    Login {
      if (user.equals(password)) {
        throw new IllegalArgumentException("the password " + password + " is the user");
      }
      if (user.equals("root")) {
        throw new InvalidOption("user", "not with " + password, "Not even " + password + ".");
      }
    }
  }

  @Misnomer(
      value = {"url", "address"},
      means = "urls",
      instead = "Write urls: [https://example.com].")
  @Misnomer(value = "method", why = "It is always POST.", instead = "Remove it.")
  record Posting(
      @Option(value = "Addresses.", required = true) List<String> urls,
      @Option("Key.") String key) {
    Posting {
      if (urls.isEmpty()) {
        throw new InvalidOption("urls", "expected at least one", "");
      }
    }
  }

  private final Problems problems = new Problems();

  private static Mapping yaml(String text) {
    Problems none = new Problems();
    ConfigValue value = new YamlReader("config.yml", none).read(text);
    assertThat(none.list()).isEmpty();
    return value instanceof Mapping mapping ? mapping : Mapping.empty();
  }

  private <T extends Record> T bound(Class<T> type, String text) {
    T record = RecordBinder.bind(type, yaml(text), "storages.disk.options", problems);
    assertThat(problems.list()).isEmpty();
    if (record == null) {
      throw new AssertionError("Nothing was made, and nothing was said");
    }
    return record;
  }

  private List<String> refused(Class<? extends Record> type, String text) {
    assertThat(RecordBinder.bind(type, yaml(text), "storages.disk.options", problems)).isNull();
    return problems.list().stream().map(ConfigProblem::toString).toList();
  }

  record Holder(@Option("Options.") Mapping options) {}

  @Test
  void options_that_are_not_written_stand_where_their_entry_stands() {
    assertThat(bound(Holder.class, "{}").options().position())
        .isEqualTo(new Position("config.yml", 1, 1));
  }

  @Test
  void a_misnomer_is_answered_with_what_to_write_and_not_as_missing_as_well() {
    assertThat(refused(Posting.class, "{address: a, method: PUT, key: k}"))
        .containsExactly(
            "config.yml:1:2: storages.disk.options.address: unknown key. Documentation of"
                + " vcon-server has it, but nothing ever read it. Write urls:"
                + " [https://example.com].",
            "config.yml:1:14: storages.disk.options.method: unknown key. It is always POST. Remove"
                + " it.");
  }

  @Test
  void what_no_misnomer_stands_for_is_missing_all_the_same() {
    assertThat(refused(Posting.class, "{method: PUT, ulrs: a}"))
        .containsExactly(
            "config.yml:1:1: storages.disk.options.key: is required. Key.",
            "config.yml:1:2: storages.disk.options.method: unknown key. It is always POST. Remove"
                + " it.",
            "config.yml:1:15: storages.disk.options.ulrs: unknown key. Did you mean \"urls\"?"
                + " Allowed here: urls, key.");
    assertThat(refused(Posting.class, "{method: PUT, key: k}"))
        .contains("config.yml:1:1: storages.disk.options.urls: expected at least one");
  }

  @Test
  void every_type_is_made_from_what_people_write() {
    Everything all =
        bound(
            Everything.class,
            """
            text: 0644
            whole: '5432'
            long_whole: 9_000_000_000
            share: 1
            flag: On
            time: 5m
            size: 1KiB
            secret: hunter2
            mode: 0640
            layout: BY_DATE
            words: single
            headers: {a: 1, b: null}
            raw: [1, {x: y}]
            address: https://example.com/a?b=c
            path: /data
            webhook-urls: [http://a, http://b]
            """);

    assertThat(all.text()).isEqualTo("0644");
    assertThat(all.whole()).isEqualTo(5432);
    assertThat(all.longWhole()).isEqualTo(9_000_000_000L);
    assertThat(all.share()).isEqualTo(1.0);
    assertThat(all.flag()).isTrue();
    assertThat(all.time()).isEqualTo(Duration.ofMinutes(5));
    assertThat(all.size().bytes()).isEqualTo(1024);
    assertThat(all.secret().reveal()).isEqualTo("hunter2");
    assertThat(all.mode().bits()).isEqualTo(0640);
    assertThat(all.layout()).isEqualTo(Layout.BY_DATE);
    assertThat(all.words()).containsExactly("single");
    assertThat(all.headers()).containsExactly(Map.entry("a", 1));
    assertThat(all.raw()).isInstanceOf(ConfigValue.Sequence.class);
    assertThat(all.address()).isEqualTo(URI.create("https://example.com/a?b=c"));
    assertThat(all.path()).isEqualTo(Path.of("/data"));
    assertThat(all.addresses()).containsExactly(URI.create("http://a"), URI.create("http://b"));
  }

  @Test
  void what_is_absent_or_null_gets_its_default() {
    assertThat(bound(Defaults.class, "{absent: null, list: ~}"))
        .isEqualTo(
            new Defaults(
                "",
                List.of("a", "b"),
                Map.of("x", 1),
                Layout.BY_DATE,
                new FileMode(0640),
                null,
                List.of(),
                Map.of(),
                new Inner(2),
                null,
                new Mapping(Map.of(), new Position("config.yml", 1, 1))));
  }

  @Test
  void everything_wrong_is_said_at_once_with_its_place() {
    assertThat(
            refused(
                Everything.class,
                """
                text: [a]
                whole: 12x
                long_whole: 99999999999999999999
                share: NaN
                flag: maybe
                time: soon
                size: big
                mode: rw
                layout: by_dat
                words: [a, {b: c}, null]
                headers: {a: x}
                raw: 1
                address: 'http://a b'
                webhook_urls: []
                """))
        .containsExactly(
            "config.yml:1:1: storages.disk.options.path: is required. Path.",
            "config.yml:1:1: storages.disk.options.secret: is required. Secret.",
            "config.yml:1:7: storages.disk.options.text: expected a single value, not a list",
            "config.yml:2:8: storages.disk.options.whole: expected a whole number, not \"12x\"",
            "config.yml:3:13: storages.disk.options.long_whole: expected a whole number from"
                + " -9223372036854775808 to 9223372036854775807, not \"99999999999999999999\"",
            "config.yml:4:8: storages.disk.options.share: expected a number, not \"NaN\"",
            "config.yml:5:7: storages.disk.options.flag: expected true or false, not \"maybe\"",
            "config.yml:6:7: storages.disk.options.time: expected a time such as 30s, 250ms, 5m, 1h"
                + " or 2d, not \"soon\"",
            "config.yml:7:7: storages.disk.options.size: expected a size such as 10MB, 16MiB or"
                + " 10000000, not \"big\"",
            "config.yml:8:7: storages.disk.options.mode: expected permissions such as 0o644, not"
                + " \"rw\"",
            "config.yml:9:9: storages.disk.options.layout: expected one of flat, by_date, not"
                + " \"by_dat\". Did you mean \"by_date\"?",
            "config.yml:10:12: storages.disk.options.words[1]: expected a single value, not a"
                + " mapping",
            "config.yml:10:20: storages.disk.options.words[2]: is empty. Write a value or remove"
                + " the item.",
            "config.yml:11:14: storages.disk.options.headers.a: expected a whole number, not \"x\"",
            "config.yml:13:10: storages.disk.options.address: expected an address such as"
                + " https://host/path, not \"http://a b\"",
            "config.yml:14:1: storages.disk.options.webhook_urls: unknown key. Did you mean"
                + " \"webhook-urls\"? Allowed here: text, whole, long_whole, share, flag, time,"
                + " size, secret, mode, layout, words, headers, raw, address, path, webhook-urls.");
  }

  @Test
  void records_below_are_bound_and_their_complaints_carry_the_place_of_the_key() {
    assertThat(bound(Defaults.class, "inner: {depth: 5}\nmaybe: {}").inner())
        .isEqualTo(new Inner(5));
    assertThat(refused(Defaults.class, "inner:\n  depth: 11\nmaybe: {deep: 1}"))
        .containsExactly(
            "config.yml:2:10: storages.disk.options.inner.depth: expected at most 10. Try 5.",
            "config.yml:3:9: storages.disk.options.maybe.deep: unknown key. Allowed here: depth.");
  }

  record Limits(
      @Option(value = "A.", defaultValue = "1") int first,
      @Option(value = "B.", defaultValue = "5") int second,
      @Option(value = "C.", defaultValue = "2s") Duration third,
      @Option(value = "D.", defaultValue = "1") int fourth) {
    Limits {
      Range.check("first", first, 1, 10);
      if (second <= first) {
        throw new InvalidOption("second", "expected more than first", "");
      }
      Range.checkPositive("third", third);
      if (fourth == 13) {
        throw new IllegalArgumentException("no luck");
      }
    }
  }

  @Test
  void every_value_that_a_constructor_refuses_is_said_not_only_the_first() {
    assertThat(refused(Limits.class, "{first: 0, second: -1, third: 0, fourth: x}"))
        .containsExactly(
            "config.yml:1:9: storages.disk.options.first: expected a number from 1 to 10, not 0",
            "config.yml:1:20: storages.disk.options.second: expected more than first",
            "config.yml:1:31: storages.disk.options.third: expected a time longer than zero, such"
                + " as 30s",
            "config.yml:1:42: storages.disk.options.fourth: expected a whole number, not \"x\"");
  }

  @Test
  void a_default_that_stands_in_for_a_wrong_value_is_not_complained_of() {
    assertThat(refused(Limits.class, "{first: 7, second: many}"))
        .containsExactly(
            "config.yml:1:20: storages.disk.options.second: expected a whole number, not"
                + " \"many\"");
  }

  @Test
  void what_is_sound_is_made_with_defaults_for_the_rest() {
    Limits sound =
        RecordBinder.bindSound(
            Limits.class, yaml("{first: 11, second: 7, third: soon, other: 1}"), "a", problems);

    assertThat(sound).isEqualTo(new Limits(1, 7, Duration.ofSeconds(2), 1));
    assertThat(problems.list())
        .extracting(ConfigProblem::key)
        .containsExactly("a.first", "a.third", "a.other");
    assertThat(RecordBinder.bindSound(Login.class, yaml("{user: [a]}"), "a", problems)).isNull();
  }

  @Test
  void older_names_are_accepted_but_not_beside_the_new_one() {
    assertThat(bound(Login.class, "username: a").user()).isEqualTo("a");
    assertThat(bound(Login.class, "login: b").user()).isEqualTo("b");
    assertThat(refused(Login.class, "user: a\nlogin: b"))
        .containsExactly(
            "config.yml:2:1: storages.disk.options.user: is given twice, also as \"login\". Keep"
                + " one of them.");
  }

  @Test
  void an_unknown_key_makes_the_whole_record_wrong() {
    assertThat(refused(Login.class, "{user: a, nmae: b}"))
        .containsExactly(
            "config.yml:1:11: storages.disk.options.nmae: unknown key. Allowed here: user,"
                + " password, pin.");
  }

  @Test
  void secrets_never_show_in_what_is_said() {
    assertThat(refused(Login.class, "{user: a, pin: hunter2}"))
        .containsExactly("config.yml:1:16: storages.disk.options.pin: expected a whole number");
    assertThat(new RecordBinderTest().refused(Login.class, "{user: hunter2, password: hunter2}"))
        .containsExactly("config.yml:1:1: storages.disk.options: the password *** is the user");
    assertThat(new RecordBinderTest().refused(Login.class, "{user: root, password: hunter2}"))
        .containsExactly("config.yml:1:8: storages.disk.options.user: not with ***. Not even ***.");
    assertThat(yaml("{password: hunter2}").toString()).doesNotContain("hunter2");
  }

  record Forgotten(String text) {}

  record BadDefault(@Option(value = "A.", defaultValue = "many") int count) {}

  record Broken(@Option(value = "A.", defaultValue = "1") int count) {
    Broken {
      if (count == 1) {
        throw new IllegalStateException("a mistake of the programmer");
      }
    }
  }

  @Test
  void a_faulty_record_is_a_mistake_of_the_program_not_of_the_operator() {
    assertThatThrownBy(() -> bound(Forgotten.class, "text: a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Forgotten.text has no @Option");
    assertThatThrownBy(() -> bound(BadDefault.class, "{}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The default of ")
        .hasMessageContaining("expected a whole number");
    assertThatThrownBy(() -> bound(Broken.class, "{}"))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("a mistake of the programmer");
  }

  @Test
  void one_mapping_lies_over_another_key_by_key() {
    Mapping over = yaml("a: {x: 1, y: 2}\nb: 1").overlay(yaml("a: {x: 3}\nc: 4"));

    assertThat(over.entries().keySet()).containsExactly("a", "b", "c");
    assertThat(over.get("a"))
        .isInstanceOfSatisfying(
            Mapping.class, a -> assertThat(a.entries().keySet()).containsExactly("x"));
  }
}
