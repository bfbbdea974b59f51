package org.angarium.mta.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.angarium.mta.store.MessageStore.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CommitQueueTest {
  private static final Duration FOR_EVER = Duration.ofHours(1);

  /** A unit that does nothing. */
  private record Idle(boolean patient, long octets) implements WriteUnit {
    @Override
    public Outcome apply(WriteStatements sql) {
      return Outcome.DONE;
    }

    @Override
    public void done(Outcome outcome) {}

    @Override
    public void failed(StoreException cause) {}
  }

  private static final Idle PATIENT = new Idle(true, 10);
  private static final Idle IMPATIENT = new Idle(false, 11);

  @Test
  void whatWaitsIsTakenTogetherInOrder() throws InterruptedException {
    CommitQueue queue = new CommitQueue(Duration.ZERO);
    List<WriteUnit> units = List.of(IMPATIENT, PATIENT, IMPATIENT);
    units.forEach(queue::offer);
    assertThat(queue.take()).isEqualTo(units);
  }

  @Test
  void aPatientUnitGoesWithTheNextImpatientOne() throws Exception {
    CommitQueue queue = new CommitQueue(FOR_EVER);
    queue.offer(PATIENT);
    CompletableFuture<List<WriteUnit>> taken = taking(queue);
    queue.offer(PATIENT);
    queue.offer(IMPATIENT);
    assertThat(taken.join()).containsExactly(PATIENT, PATIENT, IMPATIENT);
  }

  @Test
  void aPatientUnitWaitsNoLongerThanItsTime() throws InterruptedException {
    CommitQueue queue = new CommitQueue(Duration.ofMillis(5));
    queue.offer(PATIENT);
    assertThat(queue.take()).containsExactly(PATIENT);
  }

  @Test
  void manyPatientUnitsAreCompanyEnough() {
    CommitQueue queue = new CommitQueue(FOR_EVER);
    CompletableFuture<List<WriteUnit>> taken = taking(queue);
    for (int i = 0; i < 1100; i++) {
      queue.offer(PATIENT);
    }
    assertThat(taken.join()).hasSize(1024);
  }

  @Test
  void closingHandsOutTheRestAndLetsNothingIn() throws InterruptedException {
    CommitQueue queue = new CommitQueue(FOR_EVER);
    queue.offer(PATIENT);
    queue.close();
    assertThat(queue.offer(IMPATIENT)).isFalse();
    assertThat(queue.take()).containsExactly(PATIENT);
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void producersThatOutrunTheWriterAreHeldBack() throws InterruptedException {
    CommitQueue queue = new CommitQueue(FOR_EVER);
    Idle heavy = new Idle(false, 40L * 1024 * 1024);
    queue.offer(heavy);
    queue.offer(heavy);
    Thread producer = Thread.ofVirtual().start(() -> queue.offer(PATIENT));
    while (producer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(queue.take()).containsExactly(heavy);
    producer.join();
    assertThat(queue.take()).containsExactly(heavy);
    queue.close();
    assertThat(queue.take()).containsExactly(PATIENT);
  }

  private static CompletableFuture<List<WriteUnit>> taking(CommitQueue queue) {
    CompletableFuture<List<WriteUnit>> taken = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> {
      try {
        taken.complete(queue.take());
      } catch (InterruptedException e) {
        taken.completeExceptionally(e);
      }
    });
    return taken;
  }
}
