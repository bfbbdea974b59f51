package org.angarium.mta.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.angarium.mta.config.AccessUnitConfig;
import org.angarium.mta.config.Deliverability;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.QueueEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When an access unit counts as gone ({@code unavailable-after}), in virtual time. */
class AccessUnitPresenceTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ManualLanes lanes = new ManualLanes(NOW);
  private final List<Event> events = new ArrayList<>();
  private final List<Long> unavailable = new ArrayList<>();
  private final List<Long> expired = new ArrayList<>();
  private final AccessQueues queues = new AccessQueues(lanes, lanes.lane("test"), events::add,
      new AccessQueues.Returns() {
        @Override
        public void expired(QueueEntry entry) {
          expired.add(entry.id());
        }

        @Override
        public void unavailable(QueueEntry entry, Instant since) {
          unavailable.add(entry.id());
        }
      });

  @BeforeEach
  void configure() {
    use(HOUR);
  }

  private void use(Duration unavailableAfter) {
    assertThat(queues.use(List.of(new AccessUnitConfig("edi", List.of(), Optional.empty(),
        Deliverability.ANYTHING, unavailableAfter)))).isEmpty();
  }

  private void add(long id, ApduKind kind) {
    queues.add("edi", List.of(new QueueEntry(id, id, kind, "m" + id, "edi", 1, 10, List.of(0), NOW,
        NOW.plus(Duration.ofDays(10)), 0, Instant.MIN)));
  }

  private CompletableFuture<AccessQueues.Claim> claim(Duration wait) {
    return queues.claim("edi", 1, MINUTE, wait);
  }

  private long told() {
    return events.stream().filter(event -> event.id() == EventId.ACCESS_UNIT_UNAVAILABLE).count();
  }

  @Test
  void whatWaitsForOneThatAsksForNothingIsReturned_andWhatComesThenAtOnce() {
    add(1, ApduKind.MESSAGE);
    add(2, ApduKind.REPORT);
    lanes.pass(HOUR.minus(MINUTE));
    assertThat(unavailable).isEmpty();
    lanes.pass(MINUTE);
    assertThat(unavailable).containsExactly(1L);
    add(3, ApduKind.MESSAGE);
    assertThat(unavailable).containsExactly(1L, 3L);
    assertThat(told()).as("once").isEqualTo(1);

    assertThat(claim(Duration.ZERO).join().entries()).extracting(QueueEntry::id)
        .as("nobody is told of a report").containsExactly(2L);
    add(4, ApduKind.MESSAGE);
    assertThat(unavailable).as("it is back").hasSize(2);
    lanes.pass(HOUR);
    assertThat(unavailable).containsExactly(1L, 3L, 4L);
    assertThat(told()).isEqualTo(2);
    assertThat(expired).isEmpty();
  }

  @Test
  void whoWaitsForSomethingIsThereAndWhoSettlesToo() {
    CompletableFuture<AccessQueues.Claim> waiting = claim(HOUR.multipliedBy(3));
    lanes.pass(HOUR.multipliedBy(2));
    add(1, ApduKind.MESSAGE);
    assertThat(waiting.join().entries()).hasSize(1);
    add(2, ApduKind.MESSAGE);
    lanes.pass(HOUR.minus(MINUTE));
    assertThat(queues.settle("edi", 1).entry()).isNotNull();
    queues.settled("edi", 1);
    lanes.pass(HOUR.minus(MINUTE));
    assertThat(unavailable).isEmpty();
    waiting = claim(Duration.ZERO);
    assertThat(waiting.join().entries()).extracting(QueueEntry::id).containsExactly(2L);
    queues.settled("edi", 2);
    assertThat(claim(HOUR)).isNotDone();
    lanes.pass(HOUR);
    add(3, ApduKind.MESSAGE);
    lanes.pass(HOUR.minus(MINUTE));
    assertThat(unavailable).as("it counts from the end of the wait").isEmpty();
    lanes.pass(MINUTE);
    assertThat(unavailable).containsExactly(3L);
  }

  @Test
  void withoutABoundMailWaitsUntilItsTimeIsOver_andABoundThatComesLaterCounts() {
    use(Duration.ZERO);
    add(1, ApduKind.MESSAGE);
    lanes.pass(Duration.ofDays(9));
    assertThat(unavailable).isEmpty();
    use(HOUR);
    assertThat(unavailable).containsExactly(1L);
    use(Duration.ZERO);
    add(2, ApduKind.MESSAGE);
    lanes.pass(Duration.ofDays(2));
    assertThat(expired).containsExactly(2L);
    assertThat(unavailable).containsExactly(1L);
  }
}
