package org.angarium.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.angarium.lab.simulation.law.Laws;
import org.angarium.lab.simulation.law.TaskCheck;
import org.angarium.mta.Holdings;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.QueueEntry;
import org.junit.jupiter.api.Test;

/** What is checked after every task finds what a history would have to bring about. */
class TaskCheckTest {
  private final List<String> broken = new ArrayList<>();
  private final Laws laws = (law, what) -> broken.add(law);

  private static QueueEntry entry(long id) {
    return new QueueEntry(id, 1, ApduKind.MESSAGE, "m", "BRAVO", 1, 0, List.of(0), Instant.EPOCH, Instant.MAX,
        0,
        Instant.MIN);
  }

  private void check(List<QueueEntry> waitingForStore, List<QueueEntry> held) {
    new TaskCheck("ALPHA", laws).run(new Holdings(List.of(), Set.of(), 0, waitingForStore, held));
  }

  @Test
  void aCopyInTwoPlacesIsFound() {
    check(List.of(entry(1)), List.of(entry(2), entry(1)));

    assertThat(broken).containsExactly("copy in two places");
  }

  @Test
  void copiesInOnePlaceEachAreInOrder() {
    check(List.of(entry(1)), List.of(entry(2), entry(3)));

    assertThat(broken).isEmpty();
  }
}
