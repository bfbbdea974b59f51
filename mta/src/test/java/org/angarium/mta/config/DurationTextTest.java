package org.angarium.mta.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({"10m,PT10M", "90s,PT1M30S", "1h 30m,PT1H30M", "1h30m,PT1H30M", "0.5s,PT0.5S", "250ms,PT0.25S",
      "7d,PT168H",
      " 2 h ,PT2H", "0s,PT0S"})
  void unitsAddUp(String text, Duration expected) {
    assertThat(DurationText.parse(text)).contains(expected);
  }

  @Test
  void numbersAreSeconds() {
    assertThat(DurationText.parse(600L)).contains(Duration.ofMinutes(10));
    assertThat(DurationText.parse(0.1)).contains(Duration.ofMillis(100));
    assertThat(DurationText.parse(-1L)).contains(Duration.ofSeconds(-1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "10", "m", "10 minutes", "-5s", "10m x", "999999999d", "1w", "1..5s"})
  void otherTextsAreNoDurations(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @Test
  void numbersBeyondReasonAreNoDurations() {
    assertThat(DurationText.parse(Long.MAX_VALUE)).isEmpty();
    assertThat(DurationText.parse(Long.MIN_VALUE)).isEmpty();
    assertThat(DurationText.parse(Double.NaN)).isEmpty();
    assertThat(DurationText.parse(Double.POSITIVE_INFINITY)).isEmpty();
    assertThat(DurationText.parse(1e300)).isEmpty();
    assertThat(DurationText.parse(true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PT0S,0 s", "PT10M,10 m", "PT1M30S,90 s", "PT24H,1 d", "PT0.1S,100 ms",
      "PT0.0000005S,0.0000005 s"})
  void theLargestUnitWithoutAFractionIsShown(Duration duration, String expected) {
    assertThat(DurationText.format(duration)).isEqualTo(expected);
  }
}
