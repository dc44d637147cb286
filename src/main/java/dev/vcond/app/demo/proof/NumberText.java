package dev.vcond.app.demo.proof;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/**
 * A number as it was written.
 *
 * @param text bears annotations, so that a tree shows it as it is
 */
record NumberText(@JsonValue @JsonRawValue String text) {
  private static final int MOST_DIGITS_BEFORE_THE_POINT = 131_072;
  private static final int MOST_DIGITS_BEHIND_THE_POINT = 16_383;
  private static final int LONGEST_EXPONENT = 8;

  /** Whether the type {@code numeric} of Postgres, and so {@code jsonb}, can hold it. */
  boolean fitsJsonb() {
    if (text.length() - Math.max(text.indexOf('e'), text.indexOf('E')) > LONGEST_EXPONENT
        && text.matches(".*[eE].*")) {
      return false;
    }
    BigDecimal number = new BigDecimal(text);
    return number.scale() <= MOST_DIGITS_BEHIND_THE_POINT
        && (long) number.precision() - number.scale() <= MOST_DIGITS_BEFORE_THE_POINT;
  }

  /** As Postgres writes it after {@code jsonb} has read it: without exponent, every digit kept. */
  String inJsonb() {
    return fitsJsonb() ? new BigDecimal(text).toPlainString() : text;
  }
}
