package org.angarium.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.angarium.lab.simulation.network.Phase;
import org.angarium.lab.simulation.scenario.FaultKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every fault in every phase of an association, on purpose; those pairs that do not exist are named with the reason. */
class FaultMatrixTest {
  private static final FaultMatrix MATRIX = new FaultMatrix();

  @BeforeAll
  static void live() {
    MATRIX.run(Statistics.reachable(), 1);
    // The second is one that is put back at once.
    MATRIX.run(
        Statistics.reachable().stream().filter(pair -> pair.kind() == FaultKind.CONNECTOR_REMOVED).toList(),
        4);
  }

  @Test
  void everyFaultHitsEveryPhaseItCanHit() {
    assertThat(MATRIX.statistics().missing()).isEmpty();
  }

  @Test
  void noLawIsBroken() {
    assertThat(MATRIX.failures()).isEmpty();
  }

  /**
   * Where there is no connection there is none to end or abort, nothing to damage, and no call that could be refused, dropped or left without
   * an answer; while it is being made nothing is sent yet.
   */
  @Test
  void onlyWhatNeedsAConnectionOrMailHasPhasesItCannotHit() {
    int all = FaultKind.values().length * Phase.values().length;
    int ends = 4 * 3 + 2;
    int damages = 3 * 4;
    int answers = 4 * 3;
    int mail = 5;
    assertThat(all - Statistics.reachable().size()).isEqualTo(ends + damages + answers + mail);
  }
}
