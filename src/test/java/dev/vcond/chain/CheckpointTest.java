package dev.vcond.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.VconId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckpointTest {
  private static final String SHA1 = "a".repeat(40);

  private final VconId id = SampleVcon.id("0F9C2A1E-7B3D-4C5A-9E8F-112233445566");

  private Checkpoint with(List<String> links, Set<String> storages, List<Route> routes) {
    return new Checkpoint(SHA1, "", id, links, storages, routes, false);
  }

  private Checkpoint links(String... names) {
    return with(List.of(names), Set.of(), List.of());
  }

  @Test
  void what_is_written_can_be_read() {
    var other = new Route("elsewhere", SampleVcon.randomId());
    var full =
        new Checkpoint(
            SHA1,
            "b".repeat(40),
            id,
            List.of("tag", "a name with blanks"),
            Set.of("disk", "table"),
            List.of(new Route("vip", id), other),
            true);
    assertThat(Checkpoint.decode(full.encode())).contains(full);
  }

  @Test
  void a_time_to_live_that_a_link_asked_for_is_kept() {
    var full =
        new Checkpoint(
            SHA1,
            "",
            id,
            List.of("expire"),
            Set.of("disk"),
            List.of(new Route("vip", id)),
            List.of(
                new Expiry(id, Duration.ofDays(7)),
                new Expiry(SampleVcon.randomId(), Duration.ofMillis(250))),
            false);
    assertThat(Checkpoint.decode(full.encode())).contains(full);
    assertThat(full.lacking(Set.of("disk")).expiries()).isEqualTo(full.expiries());
  }

  @Test
  void one_without_a_time_to_live_is_written_as_older_versions_read_it() {
    assertThat(links("tag").encode().split("\n", -1)).hasSize(7);
  }

  @Test
  void an_empty_one_can_be_read() {
    assertThat(Checkpoint.decode(links().encode())).contains(links());
  }

  @Test
  void it_begins_with_the_hash_of_its_document() {
    // write_back.lua puts the hash of what Redis really has in that place.
    assertThat(links("tag").encode()).startsWith(SHA1 + "\n");
  }

  @Test
  void anything_else_is_none() {
    assertThat(Checkpoint.decode("")).isEmpty();
    assertThat(Checkpoint.decode("{}")).isEmpty();
    assertThat(Checkpoint.decode(links("tag").encode() + "\nmore")).isEmpty();
    assertThat(Checkpoint.decode(links("tag").encode().replace(id.asPopped(), "no id"))).isEmpty();
  }

  @Test
  void links_that_would_not_fit_in_the_record_run_again_and_the_rest_is_kept() {
    assertThat(Checkpoint.decode(links("n".repeat(500)).encode())).contains(links("n".repeat(500)));
    assertThat(Checkpoint.decode(links("n".repeat(600)).encode())).contains(links());
    var long_routes = with(List.of("tag"), Set.of("disk"), List.of(new Route("r".repeat(600), id)));
    assertThat(Checkpoint.decode(long_routes.encode()))
        .contains(with(List.of(), Set.of("disk"), List.of()));
  }

  @Test
  void storages_that_would_not_fit_are_written_again_and_egress_is_still_known_to_be_done() {
    var long_storages =
        new Checkpoint(
            "a".repeat(40), "", id, List.of("tag"), Set.of("s".repeat(600)), List.of(), true);
    Checkpoint kept = Checkpoint.decode(long_storages.encode()).orElseThrow();
    assertThat(kept.storages()).isEmpty();
    assertThat(kept.links()).isEmpty();
    assertThat(kept.egressed()).isTrue();
  }

  @Test
  void after_a_swap_links_cannot_run_again_on_the_other_document() {
    var swapped =
        new Checkpoint(
            "a".repeat(40),
            "b".repeat(40),
            id,
            List.of("n".repeat(600)),
            Set.of("disk"),
            List.of(),
            true);
    assertThat(swapped.encode()).isEmpty();
  }

  @Test
  void its_length_is_counted_in_bytes() {
    assertThat(Checkpoint.decode(links("\u6f22".repeat(200)).encode())).contains(links());
    assertThat(links("\u6f22".repeat(150)).encode().getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(640);
  }

  @Test
  void names_that_could_not_be_told_apart_again_leave_it_out() {
    assertThat(links("a\tb").encode()).isEmpty();
    assertThat(links("a\nb").encode()).isEmpty();
    assertThat(with(List.of(), Set.of("a\tb"), List.of()).encode()).isEmpty();
    assertThat(with(List.of(), Set.of(), List.of(new Route("a\tb", id))).encode()).isEmpty();
    assertThat(with(List.of(), Set.of(), List.of(new Route("", id))).encode()).isEmpty();
  }
}
