package dev.vcond.vcon;

import static dev.vcond.vcon.Samples.vcon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class NumberTextTest {
  private static JsonNode number(String text) {
    return vcon("{'n': " + text + "}").tree().get("n");
  }

  @Test
  void ordinary_numbers_are_the_nodes_that_links_know() {
    assertThat(number("7").isInt()).isTrue();
    assertThat(number("-12345678901").isLong()).isTrue();
    assertThat(number("123456789012345678901234567890").bigIntegerValue())
        .isEqualTo(new BigInteger("123456789012345678901234567890"));
    assertThat(number("54.264").isDouble()).isTrue();
  }

  @Test
  void a_number_that_keeps_its_text_has_every_value() {
    JsonNode number = number("1.20e3");

    assertThat(number.isNumber()).isTrue();
    assertThat(number.isFloatingPointNumber()).isTrue();
    assertThat(number.intValue()).isEqualTo(1200);
    assertThat(number.longValue()).isEqualTo(1200L);
    assertThat(number.doubleValue()).isEqualTo(1200.0);
    assertThat(number.floatValue()).isEqualTo(1200.0f);
    assertThat(number.decimalValue()).isEqualTo(new BigDecimal("1.20e3"));
    assertThat(number.numberValue()).isEqualTo(new BigDecimal("1.20e3"));
    assertThat(number.bigIntegerValue()).isEqualTo(BigInteger.valueOf(1200));
    assertThat(number.canConvertToInt()).isTrue();
    assertThat(number.canConvertToLong()).isTrue();
    assertThat(number.canConvertToExactIntegral()).isTrue();
    assertThat(number.asText()).isEqualTo("1.20e3");
    assertThat(number)
        .hasToString("1.20e3")
        .isEqualTo(number("1.20e3"))
        .isNotEqualTo(number("1.2e3"));
  }

  @Test
  void a_number_out_of_range_says_so_and_stays_cheap() {
    JsonNode huge = number("1e999999999");

    assertThat(huge.canConvertToInt()).isFalse();
    assertThat(huge.canConvertToLong()).isFalse();
    assertThat(number("0.50").canConvertToExactIntegral()).isFalse();
    assertThat(huge.doubleValue()).isInfinite();
    assertThatThrownBy(huge::bigIntegerValue)
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("1e999999999");
  }

  @Test
  void its_text_survives_other_writers_too() throws Exception {
    JsonNode tree = vcon("{'n': 0.10, 'm': -0}").tree();

    assertThat(new ObjectMapper().writeValueAsString(tree)).isEqualTo("{\"n\":0.10,\"m\":-0}");
    assertThat(new ObjectMapper().treeToValue(tree.get("n"), BigDecimal.class))
        .isEqualTo(new BigDecimal("0.10"));
  }
}
