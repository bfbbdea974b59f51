package org.angarium.lab.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.angarium.lab.mail.Audit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What counts as good, and that each thing that is not is seen. */
class OutageReportTest {
  /** Three checkpoints of ten kilooctets, and what is around each of the three pieces. */
  private static final long MOST = 30_720 + 3 * 64;
  private static final Audit PERFECT = new Audit(3, 3, 0, 0, 0);

  private static OutageReport report(Audit audit, int restarts, OutageOutcome... outcomes) {
    OutageReport report = new OutageReport();
    List.of(outcomes).forEach(report::add);
    report.add(audit, restarts);
    return report;
  }

  private static OutageOutcome outcome(@Nullable Double seconds, List<Long> repeated, int lost, int doubled,
      int attempts) {
    return new OutageOutcome(RecoverySettings.EAGER, OutageFault.HOST, OutagePhase.DATA, seconds, repeated,
        lost, doubled, attempts);
  }

  private static OutageOutcome repeating(Long... octets) {
    return outcome(0.5, List.of(octets), 0, 0, 1);
  }

  private static String printed(OutageReport report) {
    List<String> lines = new ArrayList<>();
    report.print(lines::add, false);
    return String.join("\n", lines);
  }

  @Test
  void theBoundIsWhatTheMtasAreConfiguredTo() {
    assertThat(RecoverySettings.WINDOW.mostResent()).isEqualTo(MOST);
    assertThat(RecoverySettings.WINDOW.toml().lines()).containsExactly("checkpoint-size = 10", "window = 3");
  }

  @Test
  void aCutMayCostAWindow() {
    OutageReport report = report(PERFECT, 0, repeating(), repeating(MOST), repeating(4_000L));
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.json()).containsEntry("success", true).containsEntry("resentWithinAllowed", true)
        .containsEntry("mostResentOctets", MOST).containsEntry("mostResentOctetsAllowed", MOST);
    assertThat(printed(report)).contains("Sent again after a cut: at most 30 KB; window 3 × 10 KB, kept");
  }

  @Test
  void eachOfSeveralCutsMayCostAWindow() {
    OutageReport report = report(PERFECT, 0, repeating(MOST, 20_000L, MOST));
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.json().get("outages").toString()).contains("octetsResent=" + (2 * MOST + 20_000));
  }

  @Test
  void aCutThatCostsMoreIsAFailure() {
    OutageReport report = report(PERFECT, 0, repeating(), repeating(4_000L, MOST + 1));
    assertThat(report.isSuccess()).isFalse();
    assertThat(report.json()).containsEntry("success", false).containsEntry("resentWithinAllowed", false)
        .containsEntry("mostResentOctets", MOST + 1);
    assertThat(printed(report)).contains("window 3 × 10 KB, EXCEEDED");
  }

  @Test
  void soIsEverythingElseThatIsNotAsItShouldBe() {
    assertThat(report(PERFECT, 1, repeating()).isSuccess()).as("a restart").isFalse();
    assertThat(report(new Audit(3, 2, 1, 0, 0), 0, repeating()).isSuccess()).as("lost").isFalse();
    assertThat(report(PERFECT, 0, outcome(null, List.of(), 0, 0, 1)).isSuccess()).as("no delivery").isFalse();
    assertThat(report(PERFECT, 0, outcome(1.1, List.of(), 0, 0, 1)).isSuccess()).as("late").isFalse();
    assertThat(report(PERFECT, 0, outcome(0.5, List.of(), 1, 0, 1)).isSuccess()).as("lost here").isFalse();
    assertThat(report(PERFECT, 0, outcome(0.5, List.of(), 0, 1, 1)).isSuccess()).as("doubled").isFalse();
    assertThat(report(PERFECT, 0, outcome(0.5, List.of(), 0, 0, 2)).isSuccess()).as("attempts").isFalse();
  }
}
