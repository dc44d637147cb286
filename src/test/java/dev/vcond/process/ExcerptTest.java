package dev.vcond.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExcerptTest {
  private static Excerpt of(String text, int pieces) {
    var excerpt = new Excerpt();
    byte[] bytes = text.getBytes(UTF_8);
    for (int at = 0; at < bytes.length; at += pieces) {
      int length = Math.min(pieces, bytes.length - at);
      byte[] piece = new byte[pieces];
      System.arraycopy(bytes, at, piece, 0, length);
      excerpt.add(piece, length);
    }
    return excerpt;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 2_047, 2_048, 2_049, 4_095, 65_536})
  void a_text_that_fits_is_whole_in_whatever_pieces_it_comes(int pieces) {
    String text = "0123456789abcde\n".repeat(256).strip();

    assertThat(of(text, pieces).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000, 2_049, 20_000, 65_536})
  void of_a_longer_one_the_middle_is_left_out_and_counted(int pieces) {
    String text = "a".repeat(2_048) + "b".repeat(10_000) + "c".repeat(2_048);

    assertThat(of(text, pieces).text())
        .isEqualTo("a".repeat(2_048) + "\n[... 10000 bytes ...]\n" + "c".repeat(2_048));
  }

  @Test
  void nothing_said_is_no_line() {
    assertThat(of("", 1).lastLine()).isEmpty();
    assertThat(of(" \n\t\n", 1).lastLine()).isEmpty();
    assertThat(of("first\nlast\n\n", 1).lastLine()).isEqualTo("last");
  }
}
