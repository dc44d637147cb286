package dev.vcond.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.config.ConfigValue.Mapping;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys that stand beside the options of a link. */
class LinkPolicyTest {
  private static final OnlyIf VIP =
      new OnlyIf(OnlyIf.Section.ATTACHMENTS, null, "tags", "priority:high");

  @TempDir Path folder;
  private ConfigFile file = new ConfigFile(Path.of("."));

  @BeforeEach
  void file_in_a_folder_of_its_own() {
    file = new ConfigFile(folder);
  }

  private LinkConfig link(String keys) {
    return file.config("links: {it: {module: links.tag, %s}}".formatted(keys)).link("it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "only_if: {section: attachments, purpose: tags, includes: 'priority:high'}",
        "options: {only_if: {section: attachments, purpose: tags, includes: 'priority:high'}}",
      })
  void only_if_stands_beside_the_options_or_inside(String keys) {
    assertThat(link(keys).policy().filter()).isEqualTo(new LinkFilter(VIP, null));
    assertThat(link(keys).options().entries()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sampling_rate: 0.5", "options: {sampling_rate: '0.5', tags: [a]}"})
  void a_rate_stands_beside_the_options_or_inside(String keys) {
    assertThat(link(keys).policy().filter()).isEqualTo(new LinkFilter(null, 0.5));
    assertThat(link(keys).options().entries()).doesNotContainKey("sampling_rate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "options: {only_if: {}, sampling_rate: }",
        "options: {only_if: null}",
        "options:",
        "options: {}",
        "only_if:",
      })
  void nothing_said_is_nothing_asked(String keys) {
    assertThat(link(keys).policy())
        .isEqualTo(new LinkPolicy(null, RetryConfig.DEFAULT, LinkFilter.NONE));
  }

  @Test
  void the_retry_is_the_same_record_as_that_of_storages() {
    assertThat(link("retry: {max_attempts: 5, wait: 100ms}, timeout: 5m").policy())
        .isEqualTo(
            new LinkPolicy(
                Duration.ofMinutes(5),
                new RetryConfig(5, Duration.ofMillis(100), 2, Duration.ofSeconds(10), 0.2),
                LinkFilter.NONE));
  }

  @Test
  void a_sampling_rate_of_the_sampler_stays_where_it_is_since_it_means_something_else() {
    LinkConfig sampler =
        file.config("links: {it: {module: links.sampler, options: {sampling_rate: 0.1}}}")
            .link("it");
    assertThat(sampler.options().entries()).containsOnlyKeys("sampling_rate");
    assertThat(sampler.policy().filter()).isEqualTo(LinkFilter.NONE);
  }

  @Test
  void what_is_written_twice_is_a_mistake() {
    assertThat(
            file.errors(
                "links: {it: {module: links.tag, sampling_rate: 1, options: {sampling_rate: 0}}}"))
        .singleElement()
        .asString()
        .contains("links.it.options.sampling_rate: is given twice");
  }

  @Test
  void what_cannot_be_is_said_with_its_place() {
    assertThat(file.errors("links: {it: {module: links.tag, options: {sampling_rate: -1}}}"))
        .singleElement()
        .asString()
        .contains("config.yml:1:", "sampling_rate", "expected a share from 0 to 1");
    assertThat(
            file.errors(
                "links: {it: {module: links.tag, only_if: {section: analysis, includes: x}}}"))
        .singleElement()
        .asString()
        .contains("only_if.type", "is required, or purpose");
    assertThat(file.errors("links: {it: {module: links.tag, only_if: {section: party, type: x}}}"))
        .anySatisfy(said -> assertThat(said).contains("only_if.includes"))
        .anySatisfy(said -> assertThat(said).contains("only_if.section").contains("analysis"));
  }

  @Test
  void more_than_all_is_answered_with_a_word() {
    assertThat(file.says("links: {it: {module: links.tag, options: {sampling_rate: 50}}}"))
        .anySatisfy(said ->
            assertThat(said)
                .contains("links.it.sampling_rate: is more than 1, which means every vCon"));
  }

  @Test
  void what_a_chain_says_is_laid_over_what_the_link_says() {
    Problems problems = new Problems();
    Mapping inline =
        file.config(
                """
                links: {it: {module: links.tag}}
                chains:
                  main:
                    ingress_lists: [a]
                    links: [{it: {sampling_rate: 0.1, only_if: , tags: [b]}}]
                """)
            .chain("main")
            .links()
            .getFirst()
            .inlineOptions();
    LinkConfig named =
        link(
            "options: {tags: [a]}, sampling_rate: 0.5, timeout: 1s, only_if: {section: attachments,"
                + " purpose: tags, includes: 'priority:high'}");

    LinkConfig laid = named.over(inline, problems);

    assertThat(problems.list()).isEmpty();
    assertThat(laid).isNotNull();
    if (laid != null) {
      assertThat(laid.policy().filter()).isEqualTo(new LinkFilter(VIP, 0.1));
      assertThat(laid.policy().timeout()).isEqualTo(Duration.ofSeconds(1));
      assertThat(laid.options().entries()).containsOnlyKeys("tags");
      assertThat(laid.options().get("tags")).isEqualTo(inline.get("tags"));
    }
  }
}
