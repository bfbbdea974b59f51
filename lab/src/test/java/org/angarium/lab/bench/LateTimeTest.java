package org.angarium.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.angarium.lab.bench.LateTime.Cause;
import org.junit.jupiter.api.Test;

/** Time in which messages were late is counted once, and only for what was at work meanwhile. */
class LateTimeTest {
  private static Span span(int from, int to) {
    return new Span(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
  }

  @Test
  void messagesThatAreLateAtTheSameTimeCountOnce() {
    LateTime late = LateTime.of(List.of(span(100, 200), span(150, 250), span(400, 450)), Map.of());
    assertThat(late.all()).isEqualTo(Duration.ofMillis(200));
    assertThat(late.rest()).isEqualTo(late.all());
  }

  @Test
  void aCauseCountsWhileItLastsAndAMessageIsLate() {
    LateTime late = LateTime.of(List.of(span(100, 200), span(300, 400)),
        Map.of(Cause.DISK, List.of(span(50, 150), span(220, 280), span(390, 500)), Cause.PROCESSOR,
            List.of(span(140, 170))));
    assertThat(late.of(Cause.DISK)).isEqualTo(Duration.ofMillis(60));
    assertThat(late.of(Cause.PROCESSOR)).as("what the disk does not explain already")
        .isEqualTo(Duration.ofMillis(20));
    assertThat(late.of(Cause.COLLECTOR)).isZero();
    assertThat(late.rest()).isEqualTo(Duration.ofMillis(120));
  }

  @Test
  void whatGoesOnWhileNobodyIsLateDoesNotCount() {
    LateTime late = LateTime.of(List.of(), Map.of(Cause.COLLECTOR, List.of(span(0, 1000))));
    assertThat(late.all()).isZero();
    assertThat(late.of(Cause.COLLECTOR)).isZero();
  }
}
