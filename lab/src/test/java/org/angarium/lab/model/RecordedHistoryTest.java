package org.angarium.lab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recorded histories against the model. */
class RecordedHistoryTest {
  private static List<String> sample() throws IOException {
    return new ArrayList<>(ModelFiles.resource("lost-and-resumed.jsonl").lines().toList());
  }

  @Test
  void aTransferLostAndResumedIsAHistoryOfTheModel() throws Exception {
    HistoryVerdict verdict = ModelRun.of(RecordedHistory.parse(sample()));
    assertThat(verdict.error()).isNull();
    assertThat(verdict.ok()).isTrue();
    assertThat(verdict.accepted()).isEqualTo(verdict.records());
  }

  @Test
  void everyActionOfARecordIsOneThatTheModelNames() throws Exception {
    assertThat(ModelRun.recordable()).hasSizeGreaterThan(30)
        .containsAll(
            RecordedHistory.parse(sample()).steps().stream().map(RecordedHistory.Step::action).toList());
  }

  @Test
  void confirmingBeforeTheCommitIsNot() throws Exception {
    List<String> lines = sample();
    int commit = lines
        .indexOf(lines.stream().filter(line -> line.contains("\"Commit\"")).findFirst().orElseThrow());
    lines.remove(commit);
    HistoryVerdict verdict = ModelRun.of(RecordedHistory.parse(lines));
    assertThat(verdict.error()).isNull();
    assertThat(verdict.ok()).isFalse();
    assertThat(verdict.accepted()).isEqualTo(commit);
    assertThat(verdict.offending()).contains("Confirm");
  }

  @Test
  void whatIsNoRecordIsNamedWithItsLine() {
    assertThatThrownBy(() -> RecordedHistory.parse(List.of("{\"action\":\"Open\",\"mta\":\"A\"}", "", "{")))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("line 3: ");
    assertThatThrownBy(() -> RecordedHistory.parse(List.of("{\"action\":\"Open\",\"mta\":\"C\"}")))
        .hasMessage("line 1: mta must be A or B, not \"C\"");
    assertThatThrownBy(() -> RecordedHistory.parse(List.of("{\"mta\":\"A\"}")))
        .hasMessageStartingWith("line 1: action");
    assertThatThrownBy(() -> RecordedHistory.parse(List.of(""))).hasMessage("there is no record in it");
  }
}
