package dev.vcond.vcon;

import static dev.vcond.vcon.Samples.vcon;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreatedAtTest {
  @ParameterizedTest
  @CsvSource({
    "2024-03-16T07:07:11.241551, 2024-03-16T07:07:11.241551Z",
    "2024-03-16T07:07:11Z, 2024-03-16T07:07:11Z",
    "2024-03-16t07:07:11z, 2024-03-16T07:07:11Z",
    "2024-03-16T07:07:11+00:00, 2024-03-16T07:07:11Z",
    "2024-03-16T23:30:00-05:00, 2024-03-16T23:30:00-05:00",
    "2024-03-16T23:30:00+0530, 2024-03-16T23:30:00+05:30",
    "2024-03-16T23:30:00+09, 2024-03-16T23:30:00+09:00",
    "2024-03-16 07:07:11, 2024-03-16T07:07:11Z",
    "2024-03-16 07:07:11.5 +02:00, 2024-03-16T07:07:11.5+02:00",
    "2024-03-16 07:07:11 UTC, 2024-03-16T07:07:11Z",
    "'2024-03-16T07:07:11,250Z', 2024-03-16T07:07:11.250Z",
    "2024-03-16T07:07:11.1234567891234Z, 2024-03-16T07:07:11.123456789Z",
    "2024-03-16T07:07, 2024-03-16T07:07:00Z",
    "2024-03-16, 2024-03-16T00:00:00Z",
    "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
    "' 2024-03-16T07:07:11Z ', 2024-03-16T07:07:11Z",
    "'Sat, 16 Mar 2024 07:07:11 -0500', 2024-03-16T07:07:11-05:00",
    "'Sat, 16 Mar 2024 07:07:11 GMT', 2024-03-16T07:07:11Z",
    "1710572831, 2024-03-16T07:07:11Z",
    "1710572831.24, 2024-03-16T07:07:11Z",
    "1710572831241, 2024-03-16T07:07:11.241Z",
  })
  void a_date_is_read_however_it_is_written(String text, OffsetDateTime expected) {
    Vcon vcon = vcon("{'created_at': '" + text + "'}");

    assertThat(vcon.createdAtTime()).contains(expected);
    assertThat(vcon.createdOn()).contains(expected.toLocalDate());
    assertThat(vcon.createdAt()).contains(text);
  }

  @Test
  void a_number_is_read_as_seconds_and_its_text_is_kept() {
    Vcon vcon = vcon("{'created_at': 1710572831}");

    assertThat(vcon.createdAt()).contains("1710572831");
    assertThat(vcon.createdAtTime()).contains(OffsetDateTime.parse("2024-03-16T07:07:11Z"));
  }

  @Test
  void the_day_is_that_of_its_own_offset() {
    assertThat(vcon("{'created_at': '2024-03-16T23:30:00-05:00'}").createdOn())
        .contains(LocalDate.of(2024, 3, 16));
    assertThat(vcon("{'created_at': '2024-03-17T00:30:00+09:00'}").createdOn())
        .contains(LocalDate.of(2024, 3, 17));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2024-02-30T00:00:00Z",
        "2024-13-01",
        "2024-03-16T25:00:00Z",
        "2024-03-16T07:07:11+19:00",
        "16/03/2024",
        "2024-03-16T07:07:11Z2024-03-16T07:07:11Z",
        "../../../../etc/passwd",
        "999999999999999999999"
      })
  void what_is_no_date_has_no_day_but_keeps_its_text(String text) {
    Vcon vcon = vcon("{'created_at': '" + text + "'}");

    assertThat(vcon.createdAtTime()).isEmpty();
    assertThat(vcon.createdOn()).isEmpty();
    assertThat(vcon.createdAt()).contains(text);
  }

  @Test
  void an_object_or_an_endless_text_is_no_date() {
    assertThat(vcon("{'created_at': {'y': 2024}}").createdAtTime()).isEmpty();
    assertThat(vcon("{'created_at': '" + "2".repeat(1_000_000) + "'}").createdAtTime()).isEmpty();
  }
}
