package dev.vcond.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.config.RedisUrl;
import dev.vcond.queue.Submitter.Outcome;
import dev.vcond.testkit.FaultProxy;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.TestRedis;
import dev.vcond.vcon.Vcon;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SubmitterTest {
  private static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");

  private EmbeddedRedis server;
  private RedisClient client;
  private RedisCommands<String, String> commands;
  private Redis redis;

  @BeforeEach
  void start() throws Exception {
    server = TestRedis.start();
    client = RedisClient.create(server.url());
    commands = client.connect().sync();
    redis = Redis.connect(RedisUrl.parse(server.url()));
  }

  @AfterEach
  void stop() throws Exception {
    redis.close();
    client.shutdown();
    server.close();
  }

  private Submitter submitter() {
    return submitter(redis);
  }

  private static Submitter submitter(Redis redis) {
    return new Submitter(
        redis,
        Duration.ofMinutes(10),
        new SearchIndex("vcons", Duration.ofHours(2), InstantSource.fixed(NOW)));
  }

  @Test
  void body_index_and_id_are_where_producers_put_them() throws Exception {
    Vcon vcon = SampleVcon.document().vcon();
    String id = vcon.id().asPopped();

    assertThat(submitter().submit("in", List.of(vcon))).containsExactly(new Outcome.Submitted(""));

    assertThat(commands.get("vcon:" + id)).isEqualTo(vcon.text());
    assertThat(commands.ttl("vcon:" + id)).isBetween(590L, 600L);
    assertThat(commands.lrange("in", 0, -1)).containsExactly(id);
    // 2026-03-14T15:09:26.535+01:00
    assertThat(commands.zscore("vcons", "vcon:" + id)).isEqualTo(1_773_497_366);
    for (String set : List.of("tel:+12025550123", "name:Ada", "mailto:help@example.com")) {
      assertThat(commands.smembers(set)).as(set).containsExactly(id);
      assertThat(commands.ttl(set)).as(set).isBetween(7190L, 7200L);
    }
    assertThat(commands.ttl("vcons")).isEqualTo(-1);
  }

  @Test
  void without_end_and_without_index_there_is_the_body_and_the_id_alone() throws Exception {
    Vcon vcon = SampleVcon.document().vcon();

    new Submitter(redis, Duration.ZERO, null).submit("in", List.of(vcon));

    assertThat(commands.ttl("vcon:" + vcon.id())).isEqualTo(-1);
    assertThat(commands.keys("*")).containsExactlyInAnyOrder("vcon:" + vcon.id(), "in");
  }

  @Test
  void a_document_without_a_date_or_with_odd_parties_is_indexed_by_what_it_has() throws Exception {
    Vcon vcon =
        SampleVcon.document()
            .without("created_at")
            .with("parties", "[{\"tel\": \"\", \"name\": null, \"mailto\": {\"a\": 1}}, 7, null]")
            .vcon();

    assertThat(submitter().submit("in", List.of(vcon))).containsExactly(new Outcome.Submitted(""));

    assertThat(commands.zscore("vcons", "vcon:" + vcon.id()))
        .isEqualTo((double) NOW.getEpochSecond());
    assertThat(commands.keys("*:*")).containsExactly("vcon:" + vcon.id());
  }

  @Test
  void thousands_arrive_in_their_order() throws Exception {
    List<Vcon> many = Stream.generate(() -> SampleVcon.document().vcon()).limit(1_700).toList();

    assertThat(submitter().submit("in", many))
        .hasSize(1_700)
        .containsOnly(new Outcome.Submitted(""));

    assertThat(commands.lrange("in", 0, -1))
        .containsExactlyElementsOf(many.stream().map(vcon -> vcon.id().asPopped()).toList());
  }

  @Test
  void a_document_larger_than_a_group_goes_alone() throws Exception {
    Vcon large = SampleVcon.document().withBody(9_000_000).vcon();
    List<Vcon> all = List.of(SampleVcon.document().vcon(), large, SampleVcon.document().vcon());

    assertThat(submitter().submit("in", all)).containsOnly(new Outcome.Submitted(""));

    assertThat(commands.strlen("vcon:" + large.id())).isEqualTo(large.size());
    assertThat(commands.llen("in")).isEqualTo(3);
  }

  @Test
  void what_is_no_list_is_found_before_and_after() throws Exception {
    commands.set("in", "text");
    Vcon vcon = SampleVcon.document().vcon();

    assertThat(submitter().objection("in"))
        .hasValueSatisfying(why -> assertThat(why).contains("in", "string"));
    assertThat(submitter().objection("other")).isEmpty();
    assertThat(submitter().submit("in", List.of(vcon)))
        .satisfiesExactly(refused ->
            assertThat(((Outcome.Refused) refused).why()).contains("is stored", "WRONGTYPE"));
  }

  @Test
  void a_refused_body_is_never_pushed_and_its_neighbours_are() throws Exception {
    commands.aclSetuser(
        "picky",
        AclSetuserArgs.Builder.on().nopass().allCommands().keyPattern("in").keyPattern("vcon:1*"));
    try (Redis picky = Redis.connect(RedisUrl.parse(server.url().replace("//", "//picky:any@")))) {
      Vcon good =
          SampleVcon.document()
              .id(SampleVcon.id("1" + "1111111-2222-4333-8444-555555555555"))
              .vcon();
      Vcon bad =
          SampleVcon.document()
              .id(SampleVcon.id("2" + "1111111-2222-4333-8444-555555555555"))
              .vcon();

      List<Outcome> outcomes =
          new Submitter(picky, Duration.ZERO, null).submit("in", List.of(bad, good));

      assertThat(outcomes.get(0)).isInstanceOf(Outcome.Refused.class);
      assertThat(outcomes.get(1)).isEqualTo(new Outcome.Submitted(""));
      assertThat(commands.lrange("in", 0, -1)).containsExactly(good.id().asPopped());
    }
  }

  @Test
  void a_full_redis_refuses_and_nothing_is_pushed() throws Exception {
    commands.configSet("maxmemory", "1");
    try {
      assertThat(submitter().submit("in", List.of(SampleVcon.document().vcon())))
          .satisfiesExactly(
              refused -> assertThat(((Outcome.Refused) refused).why()).contains("OOM"));
    } finally {
      commands.configSet("maxmemory", "0");
    }
    assertThat(commands.keys("*")).isEmpty();
  }

  @Test
  void what_the_search_index_refuses_is_submitted_and_said() throws Exception {
    commands.set("name:Ada", "not a set");

    assertThat(submitter().submit("in", List.of(SampleVcon.document().vcon())))
        .satisfiesExactly(
            done -> assertThat(((Outcome.Submitted) done).notIndexed()).contains("WRONGTYPE"));
    assertThat(commands.llen("in")).isOne();
  }

  @Test
  void after_redis_went_away_nothing_counts_as_submitted() throws Exception {
    List<Vcon> many = Stream.generate(() -> SampleVcon.document().vcon()).limit(600).toList();
    try (FaultProxy proxy =
            FaultProxy.before(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        Redis far =
            Redis.connect(RedisUrl.parse("redis://127.0.0.1:" + proxy.address().getPort()))) {
      proxy.down();

      assertThat(submitter(far).submit("in", many))
          .hasSize(600)
          .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Unconfirmed.class));
    }
    assertThat(commands.keys("*")).isEmpty();
  }
}
