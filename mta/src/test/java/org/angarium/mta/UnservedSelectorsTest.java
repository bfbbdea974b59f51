package org.angarium.mta;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnservedSelectorsTest {
  private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

  private final UnservedSelectors selectors = new UnservedSelectors();

  @Test
  void ofAHostsCallsOneIsToldInAnInterval_thenHowManyThereWere() {
    assertThat(selectors.called("192.0.2.1:1", START)).isEqualTo(1);
    for (int i = 1; i <= 500; i++) {
      assertThat(selectors.called("192.0.2.1:" + i, START.plusSeconds(1))).isZero();
    }
    assertThat(selectors.called("192.0.2.2:1", START.plusSeconds(1))).as("another host").isEqualTo(1);
    assertThat(selectors.called("192.0.2.1:9", START.plus(UnservedSelectors.INTERVAL))).isEqualTo(501);
    assertThat(selectors.called("192.0.2.1:9", START.plus(UnservedSelectors.INTERVAL))).isZero();
  }

  @Test
  void hostsWithoutEndTakeNoRoomWithoutEnd() {
    for (int i = 0; i < 100_000; i++) {
      assertThat(selectors.called("2001:db8::" + Integer.toHexString(i) + ":1", START)).isEqualTo(1);
    }
    assertThat(selectors.called("2001:db8::0:1", START)).as("forgotten long ago").isEqualTo(1);
  }
}
