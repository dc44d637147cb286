package dev.vcond.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.testkit.SampleVcon;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkResultTest {

  @ParameterizedTest
  @CsvSource({
    "not_in_sample, not_in_sample",
    "Not in sample!, not_in_sample",
    "'', halted",
    "---, halted",
    "über 9, ber_9",
    "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeee, aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd"
  })
  void the_code_of_a_halt_becomes_a_label(String given, String code) {
    LinkResult halt = LinkResult.halt(SampleVcon.document().vcon(), given, "because");
    assertThat(((LinkResult.Halt) halt).code()).isEqualTo(code);
  }
}
