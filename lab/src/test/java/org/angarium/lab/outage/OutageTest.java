package org.angarium.lab.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import org.angarium.lab.LabMain;
import org.angarium.lab.namespace.NetworkNamespace;
import org.angarium.lab.process.Program;
import org.angarium.lab.process.Sandbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A few squares of the matrix that "angarium lab outage" runs as a whole. */
class OutageTest {
  private static final List<Square> SQUARES = List.of(new Square(OutageFault.ADDRESS, OutagePhase.CHECKPOINT),
      new Square(OutageFault.HOST, OutagePhase.DATA),
      new Square(OutageFault.KILL_CALLED, OutagePhase.ACTIVITY_END));

  private record Square(OutageFault fault, OutagePhase phase) {}

  @Test
  @Timeout(180)
  void realProcessesOnARealNetworkRecoverByThemselves() throws Exception {
    Optional<String> reason = NetworkNamespace.unavailable();
    assumeTrue(reason.isEmpty(), () -> reason.orElse(""));
    try (Sandbox sandbox = Sandbox.open(new Program(LabMain.class), Optional.empty(), true);
        OutageMatrix matrix = new OutageMatrix(sandbox, RecoverySettings.EAGER)) {
      for (Square square : SQUARES) {
        OutageOutcome outcome = matrix.run(square.fault(), square.phase());
        assertThat(outcome.isComplete()).as(outcome.toString()).isTrue();
        assertThat(outcome.isModest()).as(outcome.toString()).isTrue();
        assertThat(outcome.isThrifty()).as(outcome.toString()).isTrue();
      }
      assertThat(matrix.audit().isPerfect()).isTrue();
      assertThat(matrix.restarts()).isZero();
    }
  }
}
