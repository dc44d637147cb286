package dev.vcond.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {

  @ParameterizedTest
  @CsvSource({
    "30s, PT30S", "5m, PT5M", "250ms, PT0.25S", "1h, PT1H", "2d, PT48H", "30, PT30S",
    "1.5h, PT1H30M", "0.5, PT0.5S", "1h30m, PT1H30M", "1h 30m, PT1H30M", "0, PT0S", "10 s, PT10S",
    "500us, PT0.0005S"
  })
  void times(String written, Duration expected) {
    assertThat(Durations.parse(written)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "-5s", "5 minutes", "1:30", "5s5", "PT5S", "1e3s", "99999999d", "5s x"})
  void no_times(String written) {
    assertThatThrownBy(() -> Durations.parse(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected a time");
  }

  @ParameterizedTest
  @CsvSource({
    "10MB, 10000000, 10MB",
    "10MiB, 10485760, 10MiB",
    "10485760, 10485760, 10MiB",
    "20_000_000, 20000000, 20MB",
    "1.5 kb, 1500, 1500B",
    "2GiB, 2147483648, 2048MiB",
    "0, 0, 0B",
    "1gb, 1000000000, 1GB",
    "7b, 7, 7B",
    "3k, 3000, 3000B"
  })
  void sizes(String written, long bytes, String shown) {
    assertThat(ByteSize.parse(written).bytes()).isEqualTo(bytes);
    assertThat(ByteSize.parse(written)).hasToString(shown);
    assertThat(ByteSize.parse(shown).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MB", "-1", "10 apples", "10TB", "9999999999GB"})
  void no_sizes(String written) {
    assertThatThrownBy(() -> ByteSize.parse(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected a size");
  }

  @ParameterizedTest
  @CsvSource({
    "0o644, rw-r--r--",
    "0644, rw-r--r--",
    "420, rw-r--r--",
    "0O750, rwxr-x---",
    "493, rwxr-xr-x",
    "0o000, ---------",
    "00600, rw-------"
  })
  void permissions(String written, String expected) {
    assertThat(FileMode.parse(written).permissions())
        .isEqualTo(PosixFilePermissions.fromString(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rw-r--r--", "0o888", "644", "0o1777", "-1", "0x1a4"})
  void no_permissions(String written) {
    assertThatThrownBy(() -> FileMode.parse(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected permissions");
  }

  @Test
  void permissions_show_as_octal() {
    assertThat(new FileMode(0644)).hasToString("0o644");
    assertThat(new FileMode(7)).hasToString("0o007");
  }

  @Test
  void a_share_of_memory_is_of_the_heap_and_a_size_is_cut_to_it() {
    assertThat(MemoryShare.parse("25%").bytes(1_000_000_000)).isEqualTo(250_000_000);
    assertThat(MemoryShare.parse("64MB").bytes(1_000_000_000)).isEqualTo(64_000_000);
    assertThat(MemoryShare.parse("2GB").bytes(1_000_000_000)).isEqualTo(800_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0%", "81%", "25", "-5%", "half", "1.5%", ""})
  void no_shares_of_memory(String written) {
    assertThatThrownBy(() -> MemoryShare.parse(written))
        .hasMessageStartingWith("expected 1% to 80% of the heap");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9464, 127.0.0.1, 9464, 127.0.0.1:9464", "9464, 127.0.0.1, 9464, 127.0.0.1:9464",
    ":9464, 0.0.0.0, 9464, 0.0.0.0:9464", "*:80, 0.0.0.0, 80, 0.0.0.0:80",
    "[::1]:9464, ::1, 9464, [::1]:9464", "localhost:0, localhost, 0, localhost:0"
  })
  void addresses_to_listen_on(String written, String host, int port, String shown) {
    assertThat(ListenAddress.parse(written)).isEqualTo(new ListenAddress(host, port));
    assertThat(ListenAddress.parse(written)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "localhost:", "a b:1", "::1:80", "localhost:65536"})
  void no_addresses_to_listen_on(String written) {
    assertThatThrownBy(() -> ListenAddress.parse(written))
        .hasMessageStartingWith("expected an address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://localhost",
        "redis://localhost:6379/2",
        "rediss://user:pa%23ss@redis_server.internal:6380",
        "redis-sentinel://a:26379,b:26379/0?sentinelMasterId=main",
        "redis-sentinel://:secret@a#main",
        "redis://[::1]:6379",
        "redis://:secret@localhost?timeout=10s",
        "embedded"
      })
  void addresses_of_redis(String written) {
    assertThat(RedisUrl.parse(written).reveal()).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "localhost:6379                | expected redis://host:6379",
        "http://hunter2                | expected redis://host:6379",
        "redis-cluster://a:1           | Redis Cluster is not supported yet",
        "redis://a:1,b:2               | Redis Cluster is not supported yet",
        "unix:///run/redis.sock        | unix sockets are not supported",
        "redis-socket:///run/redis     | unix sockets are not supported",
        "redis-sentinel://a:1,b:2/0    | the name of the master is missing",
        "redis://                      | expected a host name and a port",
        "redis://host:0                | expected a host name and a port",
        "redis://host:70000            | expected a host name and a port",
        "redis://:hunter2@host:port    | expected a host name and a port",
        "redis://:hunter2 x@host       | must be percent-encoded",
      })
  void no_addresses_of_redis(String written, String expected) {
    assertThatThrownBy(() -> RedisUrl.parse(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expected)
        .satisfies(
            wrong -> assertThat(String.valueOf(wrong.getMessage())).doesNotContain("hunter2"));
  }

  @Test
  void secrets_do_not_show() {
    assertThat(new Secret("hunter2")).hasToString("***");
    assertThat(new Secret("hunter2").reveal()).isEqualTo("hunter2");
    assertThat(RedisUrl.parse("redis://me:hunter2@host:1/3?password=hunter2"))
        .hasToString("redis://host:1/3");
    assertThat(RedisUrl.parse("redis-sentinel://:hunter2@a,b#main"))
        .hasToString("redis-sentinel://a,b");
    assertThat(RedisUrl.parse("embedded").embedded()).isTrue();
    assertThat(RedisUrl.parse("redis://embedded").embedded()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "pth, path",
    "patH, path",
    "max-size, max_size",
    "timeout, attempt_timeout",
    "attemt_timeuot, attempt_timeout",
    "apth, path"
  })
  void a_slip_is_recognised(String written, String meant) {
    assertThat(Suggestion.nearest(written, List.of("path", "max_size", "attempt_timeout", "retry")))
        .contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "colour", "", "zz"})
  void what_is_like_nothing_gets_no_suggestion(String written) {
    assertThat(Suggestion.among(written, List.of("path", "max_size", "a"))).isEmpty();
  }
}
