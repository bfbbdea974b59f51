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

  @Test
  void onlyWhatEndsOrAbortsConnectionsNeedsOneAndOperatorsNeedMail() {
    int all = FaultKind.values().length * Phase.values().length;
    assertThat(all - Statistics.reachable().size()).isEqualTo(4 * 3 + 2 + 5);
  }
}
