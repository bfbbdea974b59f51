package org.angarium.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.angarium.lab.mail.Audit;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final FaultOutcome SILENCE = new FaultOutcome(DemoFault.SILENCE, "m1", 10, 20, 3, 4.5, 1.2);

  private static Summary summary(Audit audit, int restarts) {
    return new Summary(audit, restarts, 1_000, 1_100, 1_200, 30, List.of(SILENCE));
  }

  @Test
  void onlyEverythingOnceWithoutRestartIsSuccess() {
    assertThat(summary(new Audit(5, 5, 0, 0, 0), 0).isSuccess()).isTrue();
    assertThat(summary(new Audit(5, 4, 1, 0, 0), 0).isSuccess()).isFalse();
    assertThat(summary(new Audit(5, 5, 0, 1, 0), 0).isSuccess()).isFalse();
    assertThat(summary(new Audit(5, 5, 0, 0, 1), 0).isSuccess()).isFalse();
    assertThat(summary(new Audit(5, 5, 0, 0, 0), 1).isSuccess()).isFalse();
  }

  @Test
  void programsFindTheFiguresUnderTheirNames() {
    assertThat(summary(new Audit(5, 4, 1, 2, 3), 6).json()).containsEntry("submitted", 5)
        .containsEntry("delivered", 4).containsEntry("lost", 1).containsEntry("duplicated", 2)
        .containsEntry("damaged", 3).containsEntry("restarts", 6).containsEntry("octetsResent", 100L);
    assertThat(summary(new Audit(5, 5, 0, 0, 0), 0).json().get("faults").toString())
        .contains("fault=silence").contains("recoverySeconds=1.2,");
  }

  @Test
  void peopleSeeEveryFaultAndTheAccount() {
    List<String> lines = new ArrayList<>();
    summary(new Audit(5, 5, 0, 0, 0), 0).print(lines::add, false);
    assertThat(lines).anyMatch(line -> line.matches(" *silence +10 B of 20 B +4.5 s +3 +1.2 s"));
    assertThat(lines).anyMatch(line -> line.matches(" *5 +5 +0 +0 +0 +0 +100 B of 1000 B"));
  }
}
