package dev.vcond.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisAdviceTest {
  @Test
  void what_redis_says_becomes_one_sentence_and_what_to_do_another() {
    assertThat(RedisAdvice.with("Connection refused"))
        .isEqualTo("Connection refused. Start Redis, or correct redis.url (or REDIS_URL).");
    assertThat(RedisAdvice.with("WRONGPASS invalid username-password pair or user is disabled."))
        .startsWith("WRONGPASS invalid username-password pair or user is disabled. Correct user");
    assertThat(RedisAdvice.with("NOPERM this user has no permissions")).contains("check --connect");
    assertThat(RedisAdvice.with("Failed to resolve 'redis.nowhere'")).contains("Correct the host");
  }

  @Test
  void the_place_in_a_script_of_ours_is_left_out_and_a_full_stop_is_no_more_than_one() {
    String said =
        "ERR The user executing the script can't run this command or subcommand script:"
            + " c64b29ff79b5bb57dfa85bbf5a0ea7ab0ef0d7de, on @user_script:24.";

    assertThat(RedisAdvice.said(said))
        .isEqualTo("ERR The user executing the script can't run this command or subcommand");
    assertThat(RedisAdvice.with(said))
        .startsWith("ERR The user executing the script can't run this command or subcommand. The")
        .contains("vcond help operate access lists")
        .doesNotContain("..");
    assertThat(RedisAdvice.with("It ends...")).isEqualTo("It ends.");
  }

  @Test
  void what_only_time_mends_gets_no_advice() {
    assertThat(RedisAdvice.with("LOADING Redis is loading the dataset in memory"))
        .isEqualTo("LOADING Redis is loading the dataset in memory.");
  }
}
