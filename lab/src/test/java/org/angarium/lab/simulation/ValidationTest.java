package org.angarium.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.angarium.lab.model.HistoryVerdict;
import org.angarium.lab.model.ModelRun;
import org.angarium.lab.model.RecordedHistory;
import org.angarium.lab.model.RecordedHistory.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real MTAs do under faults is what the formal model says they may do; what they never do is not. */
class ValidationTest {
  private static final int HISTORIES = 5;

  @Test
  void historiesOfTheSimulatorAreHistoriesOfTheModel() throws Exception {
    Validation validation = new Validation();
    validation.run(1, HISTORIES);
    assertThat(validation.checked()).hasSize(HISTORIES)
        .allSatisfy(each -> assertThat(each.verdict().ok()).as(each.toString()).isTrue());
  }

  /** Histories that the model or their records once did not allow for. */
  @ParameterizedTest
  @ValueSource(longs = {5004, 5010, 20002, 30012})
  void historiesThatOnceWereRejectedAreHistoriesOfTheModel(long seed) throws Exception {
    HistoryVerdict verdict = ModelRun.of(history(seed));
    assertThat(verdict.ok()).as(verdict.toString()).isTrue();
  }

  /** A full disk: at commits whose activity had ended (6), at octets that arrive (56), right after a resumption (46). */
  @ParameterizedTest
  @ValueSource(longs = {6, 46, 56})
  void historiesWithExceptionsAreHistoriesOfTheModel(long seed) throws Exception {
    RecordedHistory history = history(seed);
    assertThat(history.steps()).extracting(Step::action).contains("RefuseTransfer");
    HistoryVerdict verdict = ModelRun.of(history);
    assertThat(verdict.ok()).as(verdict.toString()).isTrue();
  }

  /** What comes of an exception is told apart: interrupted to go on, or given up. */
  @Test
  void exceptionsEndInBothWays() {
    assertThat(history(6).steps()).extracting(Step::action).contains("InterruptAfterException",
        "TransferFailed", "TransferStopped", "TransferDiscarded");
  }

  /** An MTA that gives a transfer up, or stops it, for an exception that nobody has reported. */
  @Test
  void anExceptionOutOfNothingIsNot() throws Exception {
    List<Step> steps = new ArrayList<>(history(6).steps());
    Step refused = steps.stream().filter(step -> step.action().equals("RefuseTransfer")).findFirst()
        .orElseThrow();
    int at = steps.indexOf(refused);
    steps.remove(at);
    HistoryVerdict verdict = ModelRun.of(new RecordedHistory(steps));
    assertThat(verdict.error()).isNull();
    assertThat(verdict.ok()).isFalse();
    assertThat(verdict.accepted()).isGreaterThanOrEqualTo(at);
  }

  /** Without each of these a history is one that only a faulty MTA could have. */
  @ParameterizedTest
  @ValueSource(strings = {"Commit", "GiveTurn", "Accept"})
  void aHistoryWithARecordTakenOutIsNot(String action) throws Exception {
    List<Step> steps = new ArrayList<>(history(3).steps());
    Step taken = steps.stream().filter(step -> step.action().equals(action)).findFirst().orElseThrow();
    int at = steps.indexOf(taken);
    steps.remove(at);
    HistoryVerdict verdict = ModelRun.of(new RecordedHistory(steps));
    assertThat(verdict.error()).isNull();
    assertThat(verdict.ok()).isFalse();
    assertThat(verdict.accepted()).isGreaterThanOrEqualTo(at);
  }

  @Test
  void aMessageTransferredTwiceWithoutALossIsNot() throws Exception {
    List<Step> steps = new ArrayList<>(history(3).steps());
    Step assigned = steps.stream().filter(step -> step.action().equals("Assign")).findFirst().orElseThrow();
    steps.add(steps.indexOf(assigned) + 1, assigned);
    assertThat(ModelRun.of(new RecordedHistory(steps)).ok()).isFalse();
  }

  private static RecordedHistory history(long seed) {
    return Objects.requireNonNull(Validation.record(seed));
  }
}
