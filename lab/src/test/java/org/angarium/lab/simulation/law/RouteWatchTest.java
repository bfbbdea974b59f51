package org.angarium.lab.simulation.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.junit.jupiter.api.Test;

/** What is moved more often than ways change is tossed to and fro. */
class RouteWatchTest {
  private static final long ENTRY = 7;

  private final List<String> broken = new ArrayList<>();
  private final RouteWatch watch = new RouteWatch("ALPHA", Map.of("DELTA", Map.of("BRAVO", 5, "CARLO", 10)),
      (law, what) -> broken.add(law), () -> Duration.ofHours(1), new Altered());

  private void accept() {
    QueueEntry entry = new QueueEntry(ENTRY, 1, ApduKind.MESSAGE, "m", "BRAVO", 1, 0, List.of(0),
        Instant.EPOCH,
        Instant.MAX, 0, Instant.MIN);
    watch.durable(
        List.of(new StoreChange.Accept(new NewMessage(1, ApduKind.MESSAGE, "m", Set.of(), new byte[0],
            null, Instant.EPOCH, List.of(entry), List.of(), null))));
  }

  private void move(String to) {
    watch.durable(List.of(new StoreChange.Reroute(ENTRY, to)));
  }

  @Test
  void mailMayMoveWithEveryChangeOfItsWays() {
    accept();
    for (int i = 0; i < 10; i++) {
      watch.reconfigured();
      move(i % 2 == 0 ? "CARLO" : "BRAVO");
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void mailThatGoesToAndFroWhileNothingChangesIsTossed() {
    accept();
    move("CARLO");
    move("BRAVO");
    assertThat(broken).as("changes that nobody saw").isEmpty();
    move("CARLO");
    assertThat(broken).containsExactly("mail tossed to and fro");
  }
}
