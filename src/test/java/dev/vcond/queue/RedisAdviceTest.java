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
    assertThat(RedisAdvice.with("NOPERM this user has no permissions")).contains("ACL SETUSER");
    assertThat(RedisAdvice.with("Failed to resolve 'redis.nowhere'")).contains("Correct the host");
  }

  @Test
  void what_only_time_mends_gets_no_advice() {
    assertThat(RedisAdvice.with("LOADING Redis is loading the dataset in memory"))
        .isEqualTo("LOADING Redis is loading the dataset in memory.");
  }
}
