package org.angarium.x400.mts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {
  private static BerElement time(String text) throws BerException {
    return BerReader.single(new BerWriter().ascii(Tag.context(0), text).toByteArray());
  }

  @ParameterizedTest
  @CsvSource({"261123135627Z,2026-11-23T13:56:27Z", "2611231356Z,2026-11-23T13:56:00Z",
      "261123135627+0530,2026-11-23T08:26:27Z", "2611231356-0800,2026-11-23T21:56:00Z",
      "000101000000Z,2000-01-01T00:00:00Z",
      "491231235959Z,2049-12-31T23:59:59Z", "500101000000Z,1950-01-01T00:00:00Z",
      "991231235959Z,1999-12-31T23:59:59Z", "240229120000Z,2024-02-29T12:00:00Z"})
  void everyFormOfUtcTimeIsAccepted(String text, Instant expected) throws BerException {
    assertThat(UtcTime.decode(time(text), "arrival-time")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1261123160317Z,2026-11-23T16:03:17Z", "1000101000000Z,2000-01-01T00:00:00Z",
      "1261123160317+0100,2026-11-23T15:03:17Z"})
  void theYearsSince1900ThatIsodeWritesAreUnderstood(String text, Instant expected) throws BerException {
    assertThat(UtcTime.decode(time(text), "arrival-time")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2261123160317Z", "0261123160317Z", "1501123160317Z", "12611231603Z",
      "261123135627", "26112313562Z", "26112313Z", "261323135627Z", "261131135627Z",
      "261123245627Z", "261123136027Z", "261123135660Z", "250229120000Z", "261123135627z",
      "261123135627+530", "261123135627+1900", "20261123135627Z", "261123135627Z ", "26112313562\u00007Z",
      "-61123135627Z",
      "491231235900-0100", "500101000000+0100"})
  void whatIsNoUtcTimeIsRefusedByName(String text) {
    assertThatThrownBy(() -> UtcTime.decode(time(text), "arrival-time")).isInstanceOf(BerException.class)
        .hasMessageContaining("arrival-time");
  }

  @Test
  void emptyTimeIsRefusedClearly() {
    assertThatThrownBy(() -> UtcTime.decode(time(""), "arrival-time")).isInstanceOf(BerException.class)
        .hasMessageContaining("arrival-time is an empty UTCTime");
  }

  @Test
  void hugeTimeDoesNotReachTheMessage() {
    assertThatThrownBy(() -> UtcTime.decode(time("9".repeat(100_000)), "arrival-time"))
        .isInstanceOf(BerException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
  }

  @Test
  void timeInSegmentsIsJoined() throws BerException {
    BerWriter writer = new BerWriter().begin(Tag.UTC_TIME).ascii(Tag.OCTET_STRING, "26112313")
        .ascii(Tag.OCTET_STRING, "5627Z").end();
    assertThat(UtcTime.decode(BerReader.single(writer.toByteArray()), "time"))
        .isEqualTo("2026-11-23T13:56:27Z");
  }

  @Test
  void everySecondOfTheWindowRoundTrips() {
    Random random = new Random(1);
    long first = Instant.parse("1950-01-01T00:00:00Z").getEpochSecond();
    long last = Instant.parse("2049-12-31T23:59:59Z").getEpochSecond();
    for (int i = 0; i < 5000; i++) {
      Instant time = Instant.ofEpochSecond(random.nextLong(first, last + 1));
      assertThat(UtcTime.parse(UtcTime.format(time.plusMillis(random.nextInt(1000))))).isEqualTo(time);
    }
  }

  @Test
  void timesOutsideTheWindowAreNotSent() {
    assertThatThrownBy(() -> UtcTime.format(Instant.parse("2050-01-01T00:00:00Z")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> UtcTime.format(Instant.parse("1949-12-31T23:59:59Z")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
