package org.angarium.mta.store;

import static org.angarium.mta.store.SampleMessages.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentMessagesTest {
  private final RecentMessages recent = new RecentMessages(5_000);

  private static NewMessage message(long id) {
    QueueEntry entry = new QueueEntry(id + 1000, id, ApduKind.MESSAGE, "m" + id, "a", 1, 0, List.of(0), NOON,
        NOON, 0,
        Instant.MIN);
    return new NewMessage(id, ApduKind.MESSAGE, "m" + id, Set.of(), new byte[100], null, NOON, List.of(entry),
        List.of());
  }

  private void remember(long id, int octets) {
    recent.remember(message(id), new StoredContent.Inline(new byte[octets]));
  }

  @Test
  void theOldestMakeRoom() {
    for (long id = 1; id <= 4; id++) {
      remember(id, 1200);
    }
    assertThat(recent.find(1)).isEmpty();
    assertThat(recent.find(2)).isPresent();
    assertThat(recent.find(4)).isPresent();
  }

  @Test
  void whatIsForgottenGivesItsRoomBack() {
    for (long id = 1; id <= 100; id++) {
      remember(id, 1200);
      recent.forget(id);
      assertThat(recent.find(id)).isEmpty();
    }
    remember(101, 1200);
    remember(102, 1200);
    remember(103, 1200);
    assertThat(recent.find(101)).isPresent();
  }

  @Test
  void whatIsTooLargeDisplacesNothing() {
    remember(1, 100);
    remember(2, 5_000);
    assertThat(recent.find(1)).isPresent();
    assertThat(recent.find(2)).isEmpty();
  }
}
