package org.angarium.lab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The small configurations of the model, and what must be found wrong with its faulty variants. */
class ModelTest {
  @Test
  void recoveryKeepsItsPromisesAndEachFaultBreaksTheOneItMust() throws Exception {
    List<Verdict> verdicts = new ArrayList<>();
    for (ModelCheck check : ModelCheck.small()) {
      verdicts.add(ModelRun.of(check, false, (running, output) -> {}));
    }
    assertThat(verdicts).allSatisfy(verdict -> {
      assertThat(verdict.error()).isNull();
      assertThat(verdict.results()).as(verdict.check().name()).isNotEmpty()
          .allMatch(Verdict.Result::asExpected);
    });
    assertThat(verdicts).filteredOn(verdict -> verdict.check().refutes() == null)
        .hasSize(3)
        .allSatisfy(verdict -> assertThat(verdict.states()).isGreaterThan(2_000));
    assertThat(verdicts).filteredOn(verdict -> verdict.check().name().equals("FoundingFault"))
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.trace()).anyMatch(line -> line.contains("LateEvent"))
            .last().asString().contains("nothing more ever happens"));
  }
}
