package org.angarium.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.angarium.lab.simulation.law.Breach;
import org.angarium.lab.simulation.network.Phase;
import org.angarium.lab.simulation.scenario.Fault;
import org.angarium.lab.simulation.scenario.FaultKind;
import org.angarium.lab.simulation.scenario.Letter;
import org.angarium.lab.simulation.scenario.LineValues;
import org.angarium.lab.simulation.scenario.Scenario;
import org.angarium.lab.simulation.scenario.Topology;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.x400.mts.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults of our own that random histories brought to light, each in the shortest history that shows it. */
class FoundBySimulationTest {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final int ALPHA = 0;
  private static final int BRAVO = 1;
  private static final int TIMINGS = 45;
  /** Milliseconds after the end of the activity was sent, of which it takes twenty to arrive. */
  private static final int DURING_THE_COMMIT = 22;

  private static Letter letter(String from, String to) {
    return new Letter(SOON, from, List.of(to), Priority.NORMAL, 2000, false);
  }

  private static LineValues values(int maximumAssociations, Dialogue dialogue) {
    LineValues classic = LineValues.CLASSIC;
    return new LineValues(classic.openInterval(), classic.transferInterval(), classic.checkpointKilooctets(),
        classic.window(), classic.maximumOpenRetries(), classic.lifetime(), classic.threshold(),
        maximumAssociations, classic.eager(), dialogue, classic.recoveryTimeout());
  }

  private static History history(LineValues values, List<Letter> letters, List<Fault> faults) {
    return new History(new Scenario(1, Topology.pair(), values, Duration.ofHours(2), false, letters, faults),
        Pieces.REAL, false);
  }

  /** An association that ends while it is being let in was kept as one of its connector's for ever. */
  @ParameterizedTest
  @EnumSource(value = FaultKind.class, names = {"RESET", "ORDERLY_CLOSE", "PROCESS_CRASH", "TRUNCATION",
      "PARAMETERS_CHANGE"})
  void anAssociationMayEndWhileItIsBeingLetIn(FaultKind kind) {
    List<Breach> breaches = new ArrayList<>();
    for (int timing = 0; timing < TIMINGS; timing++) {
      Fault fault = new Fault(kind, Duration.ZERO, Phase.BIND, Duration.ofSeconds(5), ALPHA, 3L * timing + 1);
      Breach breach = history(LineValues.CLASSIC, List.of(letter("ALPHA", "BRAVO")), List.of(fault)).run();
      if (breach != null) {
        breaches.add(breach);
      }
    }
    assertThat(breaches).isEmpty();
  }

  /** With one place each, two MTAs that called each other at the same moment refused each other at every retry. */
  @ParameterizedTest
  @EnumSource(Dialogue.class)
  void twoMtasMayCallEachOtherAtTheSameMoment(Dialogue dialogue) {
    History history = history(values(1, dialogue),
        List.of(letter("ALPHA", "BRAVO"), letter("BRAVO", "ALPHA")), List.of());
    assertThat(history.run()).isNull();
    assertThat(history.recovered()).as("before the end, not after another retry").isEqualTo(Duration.ZERO);
  }

  /** A mistake of the simulator: an MTA that died while it was being stopped took the history with it, which then counted for nothing. */
  @Test
  void anMtaMayDieWhileItIsBeingStopped() {
    for (int steps = 0; steps < TIMINGS; steps++) {
      Fault crash = new Fault(FaultKind.CRASH_AT_STORE, Duration.ZERO, Phase.DATA, Duration.ofSeconds(5),
          ALPHA,
          3L * steps);
      Fault stop = new Fault(FaultKind.ORDERLY_RESTART, Duration.ZERO, Phase.DATA, Duration.ofSeconds(5),
          ALPHA,
          3L * steps);
      assertThat(history(LineValues.CLASSIC, List.of(letter("ALPHA", "BRAVO"), letter("BRAVO", "ALPHA")),
          List.of(crash, stop)).run()).isNull();
    }
  }

  /** What had been deferred was returned for attempts that had failed while it was held. */
  @Test
  void whatWasDeferredIsEntitledToItsRetries() {
    LineValues classic = LineValues.CLASSIC;
    LineValues few = new LineValues(classic.openInterval(), classic.transferInterval(),
        classic.checkpointKilooctets(), classic.window(), 4, classic.lifetime(), classic.threshold(),
        classic.maximumAssociations(), classic.eager(), classic.dialogue(), classic.recoveryTimeout());
    Letter deferred = new Letter(SOON, "ALPHA", List.of("BRAVO"), Priority.NORMAL, 2000, false,
        Duration.ofMinutes(29));
    Fault refused = new Fault(FaultKind.REFUSED, Duration.ZERO, null, Duration.ofHours(1), ALPHA, 0);
    assertThat(history(few, List.of(letter("ALPHA", "BRAVO"), deferred), List.of(refused)).run()).isNull();
  }

  /**
   * When the receiver cannot commit, nothing of what it had taken in is kept: all of it is sent again, and arrives once. An exception while it
   * is taking in costs only what was not confirmed.
   */
  @Test
  void whatCannotBeCommittedIsSentAgainAsAWhole() {
    int octets = 40_000;
    Letter letter = new Letter(SOON, "ALPHA", List.of("BRAVO"), Priority.NORMAL, octets, false);
    Fault full = new Fault(FaultKind.DISK_FULL, Duration.ZERO, Phase.ACTIVITY_END, Duration.ofSeconds(30),
        BRAVO, DURING_THE_COMMIT);
    History history = history(LineValues.CLASSIC, List.of(letter), List.of(full));
    assertThat(history.run()).isNull();
    assertThat(history.statistics().traffic().exceptions()).isEqualTo(1);
    assertThat(history.statistics().traffic().refused()).as("the receiver knows nothing of it").isEqualTo(1);
    assertThat(history.statistics().traffic().octets()).isBetween(2L * octets, 3L * octets);
    assertThat(history.statistics().delivered()).isEqualTo(1);
    assertThat(history.statistics().nonDeliveries()).isZero();
  }

  /** A copy whose transfer could not be recorded stayed in the store, to be transferred again after the next start. */
  @Test
  void aTransferIsRecordedWhenTheStoreWorksAgain() {
    Fault full = new Fault(FaultKind.DISK_FULL, Duration.ZERO, Phase.ACTIVITY_END, Duration.ofMinutes(3),
        ALPHA, 0);
    assertThat(history(LineValues.CLASSIC, List.of(letter("ALPHA", "BRAVO")), List.of(full)).run()).isNull();
  }
}
