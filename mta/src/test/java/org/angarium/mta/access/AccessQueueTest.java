package org.angarium.mta.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.QueueEntry;
import org.junit.jupiter.api.Test;

class AccessQueueTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Instant EXPIRY = NOW.plusSeconds(1000);

  private final AccessQueue queue = new AccessQueue();

  private static QueueEntry entry(long id, int rank) {
    return new QueueEntry(id, id, ApduKind.MESSAGE, "m" + id, "unit", rank, 10, List.of(0), NOW, EXPIRY, 0,
        Instant.MIN);
  }

  private List<Long> claim(int most, int seconds) {
    return queue.claim(most, NOW.plusSeconds(seconds), Optional.empty()).stream().map(QueueEntry::id)
        .toList();
  }

  @Test
  void urgentComesFirstThenTheOldest() {
    queue.add(entry(1, 2));
    queue.add(entry(2, 1));
    queue.add(entry(3, 0));
    queue.add(entry(4, 1));
    assertThat(claim(3, 10)).containsExactly(3L, 2L, 4L);
    assertThat(claim(3, 10)).containsExactly(1L);
  }

  @Test
  void whatIsClaimedIsHandedOutAgainOnlyWhenTheClaimHasLapsed() {
    queue.add(entry(1, 1));
    assertThat(claim(1, 10)).containsExactly(1L);
    assertThat(queue.next()).isEqualTo(NOW.plusSeconds(10));
    assertThat(queue.lapse(NOW.plusSeconds(9)).unclaimed()).isEmpty();
    assertThat(claim(1, 10)).isEmpty();
    assertThat(queue.lapse(NOW.plusSeconds(10)).unclaimed()).extracting(QueueEntry::id).containsExactly(1L);
    assertThat(claim(1, 20)).containsExactly(1L);
  }

  @Test
  void nothingExpiresWhileItIsClaimedOrBeingSettled() {
    queue.add(entry(1, 1));
    queue.add(entry(2, 1));
    queue.add(entry(3, 1));
    assertThat(claim(1, 2000)).containsExactly(1L);
    assertThat(queue.settle(2, Optional.empty()).entry()).isNotNull();
    assertThat(queue.lapse(EXPIRY).expired()).extracting(QueueEntry::id).containsExactly(3L);
    queue.unsettled(2);
    assertThat(queue.lapse(EXPIRY).expired()).extracting(QueueEntry::id).containsExactly(2L);
    AccessQueue.Lapsed lapsed = queue.lapse(NOW.plusSeconds(2000));
    assertThat(lapsed.unclaimed()).hasSize(1);
    assertThat(lapsed.expired()).hasSize(1);
    assertThat(queue.size()).isZero();
    assertThat(queue.next()).isNull();
  }

  @Test
  void whatIsPutOffComesWhenItsTimeHasComeAndExpiresIfThatIsEarlier() {
    queue.add(entry(1, 1).attempted(1, NOW.plusSeconds(60)));
    queue.add(entry(2, 1).attempted(1, EXPIRY.plusSeconds(1)));
    assertThat(claim(2, 10)).isEmpty();
    assertThat(queue.next()).isEqualTo(NOW.plusSeconds(60));
    queue.lapse(NOW.plusSeconds(60));
    assertThat(claim(2, 70)).containsExactly(1L);
    assertThat(queue.settle(1, Optional.empty()).entry()).isNotNull();
    queue.remove(1);
    assertThat(queue.lapse(EXPIRY).expired()).extracting(QueueEntry::id).containsExactly(2L);
  }

  @Test
  void oneSettlesAtATimeAndAClaimIsNotNeededForIt() {
    queue.add(entry(1, 1));
    assertThat(queue.settle(1, Optional.empty()))
        .isEqualTo(new AccessQueues.Begun(entry(1, 1), false, Optional.empty()));
    assertThat(queue.settle(1, Optional.empty()))
        .isEqualTo(new AccessQueues.Begun(null, true, Optional.empty()));
    assertThat(claim(1, 10)).isEmpty();
    queue.unsettled(1);
    assertThat(claim(1, 10)).containsExactly(1L);
    assertThat(queue.settle(1, Optional.empty()).busy()).isFalse();
    queue.remove(1);
    queue.unsettled(1);
    assertThat(queue.settle(1, Optional.empty()))
        .isEqualTo(new AccessQueues.Begun(null, false, Optional.empty()));
  }

  @Test
  void onlyWhatNobodyHasClaimedCanBeTakenAway() {
    queue.add(entry(1, 1));
    queue.add(entry(2, 1));
    queue.add(entry(3, 1));
    assertThat(claim(1, 10)).containsExactly(1L);
    assertThat(queue.withdraw(1)).isNull();
    assertThat(queue.withdraw(2)).isNotNull();
    assertThat(queue.withdraw(2)).isNull();
    assertThat(queue.unclaimed()).extracting(QueueEntry::id).containsExactly(3L);
    assertThat(queue.clear()).extracting(QueueEntry::id).containsExactly(1L, 3L);
  }
}
