package dev.vcond.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AddressTest {

  private static Address address(String text) {
    return Address.of(text).orElseThrow();
  }

  private static boolean fits(String written, String asked) {
    return address(written).fits(address(asked));
  }

  @Test
  void only_a_text_that_is_an_address_as_a_whole_is_one() {
    assertThat(Address.of("https://crm.example")).isPresent();
    assertThat(Address.of("HTTP://crm.example:8080/a/{uuid}?b=c#d")).isPresent();
    assertThat(Address.of("see https://crm.example")).isEmpty();
    assertThat(Address.of("https://crm.example is down")).isEmpty();
    assertThat(Address.of("https://")).isEmpty();
    assertThat(Address.of("ftp://crm.example")).isEmpty();
    assertThat(Address.of("redis://crm.example")).isEmpty();
  }

  @Test
  void at_another_place_it_keeps_user_path_and_query() {
    assertThat(address("https://me:pw@crm.example/a?b=c").at("http://127.0.0.1:1"))
        .isEqualTo("http://me:pw@127.0.0.1:1/a?b=c");
  }

  @Test
  void hosts_are_the_same_in_any_spelling() {
    assertThat(fits("https://CRM.example:443", "https://crm.example/")).isTrue();
    assertThat(fits("http://crm.example:80/", "http://crm.example")).isTrue();
    assertThat(fits("https://crm.example", "http://crm.example")).isFalse();
    assertThat(fits("https://crm.example", "https://crm.example:8443")).isFalse();
  }

  @Test
  void a_query_counts_only_where_it_is_written() {
    assertThat(fits("https://crm.example/a", "https://crm.example/a?b=c")).isTrue();
    assertThat(fits("https://crm.example/a?b=c", "https://crm.example/a?b=c")).isTrue();
    assertThat(fits("https://crm.example/a?b=c", "https://crm.example/a?b=d")).isFalse();
    assertThat(fits("https://crm.example/a?b=c", "https://crm.example/a")).isFalse();
  }

  @Test
  void a_star_at_the_end_stands_for_anything() {
    assertThat(fits("https://crm.example/*", "https://crm.example/a/b?c=d")).isTrue();
    assertThat(fits("https://crm.example/a*", "https://crm.example/ab")).isTrue();
    assertThat(fits("https://crm.example/a?b=*", "https://crm.example/a?b=c")).isTrue();
    assertThat(fits("https://crm.example/a/*", "https://crm.example/b")).isFalse();
    assertThat(fits("https://crm.example/*", "https://erp.example/")).isFalse();
  }

  @Test
  void messages_show_neither_user_nor_query() {
    assertThat(address("https://me:pw@crm.example/a?key=hush").shown())
        .isEqualTo("https://crm.example/a?...");
  }
}
