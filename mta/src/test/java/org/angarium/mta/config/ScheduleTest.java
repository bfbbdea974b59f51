package org.angarium.mta.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static Schedule schedule(String zone, String... windows) {
    return new Schedule(
        List.of(windows).stream().map(text -> ScheduleText.parse(text).orElseThrow()).toList(),
        ZoneId.of(zone));
  }

  @ParameterizedTest
  @CsvSource({"2026-03-02T07:59:59Z,false", "2026-03-02T08:00:00Z,true", "2026-03-02T17:59:59Z,true",
      "2026-03-02T18:00:00Z,false", "2026-03-01T12:00:00Z,false", "2026-03-07T23:00:00Z,true",
      "2026-03-08T05:59:00Z,true", "2026-03-08T06:00:00Z,false"})
  void itIsOpenInItsWindows(String moment, boolean open) {
    Schedule schedule = schedule("UTC", "Mon-Fri 08:00-18:00", "Sat 22:00-06:00");
    assertThat(schedule.isOpen(Instant.parse(moment))).isEqualTo(open);
  }

  @Test
  void itKnowsWhenItChangesNext() {
    Schedule schedule = schedule("UTC", "Mon 08:00-18:00");
    assertThat(schedule.nextChange(Instant.parse("2026-03-02T08:00:00Z"))).isEqualTo("2026-03-02T18:00:00Z");
    assertThat(schedule.nextChange(Instant.parse("2026-03-02T18:00:00Z"))).isEqualTo("2026-03-09T08:00:00Z");
    assertThat(Schedule.ALWAYS.nextChange(Instant.EPOCH)).isNull();
    assertThat(Schedule.ALWAYS.isOpen(Instant.EPOCH)).isTrue();
  }

  /** On 29 March 2026 two o'clock becomes three in Berlin, on 25 October three becomes two. */
  @Test
  void itFollowsTheClockOfItsZone() {
    Schedule schedule = schedule("Europe/Berlin", "02:00-03:30");
    assertThat(schedule.isOpen(Instant.parse("2026-03-28T01:15:00Z"))).isTrue();
    assertThat(schedule.isOpen(Instant.parse("2026-03-29T01:15:00Z"))).isTrue();
    assertThat(schedule.isOpen(Instant.parse("2026-03-29T01:45:00Z"))).isFalse();
    assertThat(schedule.isOpen(Instant.parse("2026-03-30T00:15:00Z"))).isTrue();
  }

  @Test
  void aWholeDayIsWrittenUntilTwentyFour() {
    Schedule schedule = schedule("UTC", "sunday 00:00-24:00");
    assertThat(schedule.isOpen(Instant.parse("2026-03-01T00:00:00Z"))).isTrue();
    assertThat(schedule.isOpen(Instant.parse("2026-03-01T23:59:59Z"))).isTrue();
    assertThat(schedule.isOpen(Instant.parse("2026-03-02T00:00:00Z"))).isFalse();
  }

  /** Q280347: no day of four years is different. */
  @Test
  void everyDayOfFourYearsIsOpenForTenHours() {
    Schedule schedule = schedule("UTC", "08:00-18:00");
    Instant moment = Instant.parse("2027-12-31T18:00:00Z");
    for (int day = 0; day < 4 * 366; day++) {
      Instant opens = schedule.nextChange(moment);
      assertThat(opens).isEqualTo(moment.plusSeconds(14 * 3600L));
      moment = schedule.nextChange(opens);
      assertThat(moment).isEqualTo(opens.plusSeconds(10 * 3600L));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "always", "Mon", "8-18", "Mon 8:00-8:00", "Mon 25:00-26:00", "Mon 08:60-09:00",
      "Man 08:00-09:00", "Mon-Tue-Wed 08:00-09:00", "24:00-24:00"})
  void whatIsNoSpanOfTimesIsRefused(String text) {
    assertThat(ScheduleText.parse(text)).isEmpty();
  }
}
