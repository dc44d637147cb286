package dev.vcond.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.testserver.OpenRedis;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveInstancesTest {
  @Test
  void an_instance_lives_while_its_heartbeat_does() throws Exception {
    try (var server = OpenRedis.start()) {
      server.commands().hset("vcond:{in}:instances", Map.of("host-1-a", "r", "host-2-b", "r"));
      server.commands().set("vcond:{in}:heartbeat:host-1-a", "1");
      server.commands().hset("vcond:{other}:instances", Map.of("host-1-a", "r"));
      server.commands().set("vcond:{odd}:instances", "no hash");

      assertThat(new LiveInstances(server.redis()).read(List.of("in", "other", "odd", "none")))
          .isEqualTo(
              Map.of(
                  "in", List.of("host-1-a"),
                  "other", List.of(),
                  "odd", List.of(),
                  "none", List.of()));
    }
  }
}
