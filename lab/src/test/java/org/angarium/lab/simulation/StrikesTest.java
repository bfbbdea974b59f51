package org.angarium.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.angarium.lab.simulation.network.Phase;
import org.angarium.lab.simulation.scenario.Fault;
import org.angarium.lab.simulation.scenario.FaultKind;
import org.angarium.lab.simulation.scenario.Letter;
import org.angarium.lab.simulation.scenario.LineValues;
import org.angarium.lab.simulation.scenario.Scenario;
import org.angarium.lab.simulation.scenario.Topology;
import org.angarium.x400.mts.Priority;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A fault that something has to meet on the line counts where it is met, not where it begins. */
class StrikesTest {
  private static final Duration MAIL = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final long WITHOUT_RESET = 4;

  private static Statistics live(FaultKind kind, Duration at, @Nullable Phase waitFor, long choice) {
    Letter letter = new Letter(MAIL, "ALPHA", List.of("BRAVO"), Priority.NORMAL, 40_000, false);
    History history = new History(new Scenario(1, Topology.pair(), LineValues.CLASSIC, Duration.ofHours(1),
        false, List.of(letter), List.of(new Fault(kind, at, waitFor, LONG, 0, choice))), Pieces.REAL, false);
    assertThat(history.run()).isNull();
    return history.statistics();
  }

  private static Map<Phase, Long> strikes(Statistics statistics, FaultKind kind) {
    Map<Phase, Long> strikes = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      if (statistics.faults(kind, phase) > 0) {
        strikes.put(phase, statistics.faults(kind, phase));
      }
    }
    return strikes;
  }

  /** All of them begin while nobody is connected and nothing waits. */
  @ParameterizedTest
  @CsvSource({"REFUSED,CONNECTING", "CONNECT_TIMEOUT,CONNECTING", "TRUNCATION,TRANSPORT",
      "CORRUPTION,TRANSPORT", "ALTERATION,TRANSPORT"})
  void whatBeginsOnAQuietLineStrikesTheNextCall(FaultKind kind, Phase phase) {
    Statistics statistics = live(kind, Duration.ofSeconds(30), null, WITHOUT_RESET);
    assertThat(statistics.faults(kind)).isEqualTo(1);
    assertThat(strikes(statistics, kind)).containsOnlyKeys(phase);
  }

  @ParameterizedTest
  @EnumSource(value = FaultKind.class, names = {"TRUNCATION", "CORRUPTION", "ALTERATION"})
  void octetsThatAreDamagedCountOnce(FaultKind kind) {
    Statistics statistics = live(kind, MAIL, Phase.CHECKPOINT, 0);
    assertThat(strikes(statistics, kind)).containsExactly(Map.entry(Phase.CHECKPOINT, 1L));
  }

  @ParameterizedTest
  @EnumSource(value = FaultKind.class, names = {"REFUSED", "CONNECT_TIMEOUT", "NEVER_ANSWERS",
      "SILENT_LAYER"})
  void whatIsResetWithItCountsToo(FaultKind kind) {
    for (long choice = 0; choice < 20; choice++) {
      Map<Phase, Long> strikes = strikes(live(kind, MAIL, Phase.ACTIVITY_END, 3 * choice), kind);
      if (strikes.containsKey(Phase.ACTIVITY_END)) {
        return;
      }
    }
    throw new AssertionError("no choice resets the connection");
  }

  /** Of what a peer answers something was sent before, by whoever misses the rest. */
  @ParameterizedTest
  @EnumSource(value = FaultKind.class, names = {"NEVER_ANSWERS", "SILENT_LAYER"})
  void whoFallsSilentDoesSoWhereItsAnswerIsMissed(FaultKind kind) {
    for (long choice = 0; choice < 8; choice++) {
      Statistics statistics = live(kind, Duration.ofSeconds(30), null, choice);
      assertThat(strikes(statistics, kind)).isNotEmpty().doesNotContainKeys(Phase.NONE, Phase.RETRY_WAIT);
    }
  }

  @Test
  void whatNothingMeetsStrikesNothing() {
    Statistics statistics = live(FaultKind.CORRUPTION, Duration.ofMinutes(59), null, 0);
    assertThat(statistics.faults(FaultKind.CORRUPTION)).isEqualTo(1);
    assertThat(strikes(statistics, FaultKind.CORRUPTION)).isEmpty();
  }
}
