package org.angarium.mta.store;

import static org.angarium.mta.store.MessageStore.Outcome.DONE;
import static org.angarium.mta.store.MessageStore.Outcome.DUPLICATE;
import static org.angarium.mta.store.SampleMessages.NOON;
import static org.angarium.mta.store.SampleMessages.contentOf;
import static org.angarium.mta.store.SampleMessages.messageFor;
import static org.angarium.mta.store.SampleMessages.octets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.angarium.mta.store.MessageStore.Outcome;
import org.angarium.mta.store.NewMessage.SharedWith;
import org.angarium.mta.store.StoreChange.Accept;
import org.angarium.mta.store.StoreChange.Attempted;
import org.angarium.mta.store.StoreChange.Remove;
import org.angarium.mta.store.StoreChange.Reroute;
import org.angarium.mta.store.StoreChange.Take;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.junit.jupiter.api.Test;

/** What every {@link MessageStore} must do. A subclass opens the implementation. */
public abstract class MessageStoreContract extends KeptSpoolContract {
  @Test
  void anAcceptedMessageIsThereAsGiven() {
    byte[] content = octets(1, 2000);
    NewMessage message = accepted(messageFor(store).content(content).entry("south").entry("north"));
    for (int round = 0; round < 2; round++) {
      assertThat(store.entries()).isEqualTo(message.entries());
      try (StoredMessage stored = store.load(message.id()).orElseThrow()) {
        assertThat(stored.id()).isEqualTo(message.id());
        assertThat(stored.kind()).isEqualTo(ApduKind.MESSAGE);
        assertThat(stored.mtsId()).isEqualTo(message.mtsId());
        assertThat(stored.envelope()).isEqualTo(message.envelope());
        assertThat(stored.arrival()).isEqualTo(NOON);
        assertThat(stored.content().length()).isEqualTo(2000);
      }
      assertThat(contentOf(store, message.id())).isEqualTo(content);
      reopen();
    }
  }

  @Test
  void anEntryKeepsEveryField() {
    NewMessage plain = messageFor(store).build();
    List<QueueEntry> entries = List.of(
        new QueueEntry(store.nextId(), plain.id(), ApduKind.MESSAGE, plain.mtsId(), "a", 0, 17,
            List.of(3, 0, 12), NOON,
            NOON.plusSeconds(9), 4, NOON.plusMillis(1)),
        new QueueEntry(store.nextId(), plain.id(), ApduKind.MESSAGE, plain.mtsId(), "b", 2, 0, List.of(),
            NOON.minusSeconds(5),
            Instant.MAX, 0, Instant.MIN));
    commit(new Accept(
        new NewMessage(plain.id(), plain.kind(), plain.mtsId(), Set.of(), plain.envelope(), plain.content(),
            NOON, entries, List.of())));
    reopen();
    assertThat(store.entries()).isEqualTo(entries);
  }

  @Test
  void aMessageGoesWithItsLastEntry() {
    NewMessage message = accepted(messageFor(store).entry("a").entry("b"));
    commit(new Remove(message.entries().get(0).id()));
    assertThat(store.entries()).containsExactly(message.entries().get(1));
    assertThat(store.load(message.id())).isPresent();
    commit(new Remove(message.entries().get(1).id()));
    assertThat(store.entries()).isEmpty();
    assertThat(store.load(message.id())).isEmpty();
    reopen();
    assertThat(store.load(message.id())).isEmpty();
  }

  @Test
  void aMessageStaysWhileItLiesInAMailbox() {
    NewMessage message = accepted(messageFor(store).content(octets(2, 300)).entry("a").delivery("jo"));
    commit(new Remove(entryOf(message)));
    assertThat(contentOf(store, message.id())).isEqualTo(octets(2, 300));
    commit(new Take(message.deliveries().getFirst().id()));
    assertThat(store.load(message.id())).isEmpty();
  }

  @Test
  void aMessageNobodyWaitsForIsNotKept() {
    NewMessage message = accepted(messageFor(store).key("done already"));
    assertThat(store.load(message.id())).isEmpty();
    assertThat(commit(new Accept(messageFor(store).key("done already").entry("a").build())))
        .isEqualTo(DUPLICATE);
  }

  @Test
  void aMailboxShowsItsDeliveriesOldestFirst() {
    NewMessage first = accepted(messageFor(store).content(octets(1, 10)).delivery("jo").delivery("ann"));
    NewMessage second = accepted(messageFor(store).content(octets(2, 20)).delivery("jo"));
    reopen();
    DeliveredMessage one = new DeliveredMessage(first.deliveries().get(0).id(), "jo", first.id(),
        ApduKind.MESSAGE,
        first.mtsId(), 0, 10, NOON);
    DeliveredMessage two = new DeliveredMessage(second.deliveries().get(0).id(), "jo", second.id(),
        ApduKind.MESSAGE,
        second.mtsId(), 0, 20, NOON);
    assertThat(store.mailbox("jo")).containsExactly(one, two);
    assertThat(store.mailbox("ann")).extracting(DeliveredMessage::recipient).containsExactly(1);
    assertThat(store.mailbox("nobody")).isEmpty();
    assertThat(store.delivery(two.id())).contains(two);
    commit(new Take(one.id()));
    assertThat(store.delivery(one.id())).isEmpty();
    assertThat(store.mailbox("jo")).containsExactly(two);
    assertThat(store.load(first.id())).isPresent();
  }

  @Test
  void aKeySeenBeforeChangesNothing() {
    NewMessage first = accepted(messageFor(store).key("K").entry("a"));
    NewMessage again = messageFor(store).key("K").entry("a").delivery("jo").build();
    for (int round = 0; round < 2; round++) {
      assertThat(commit(new Accept(again), new Remove(entryOf(first)))).isEqualTo(DUPLICATE);
      assertThat(store.entries()).isEqualTo(first.entries());
      assertThat(store.mailbox("jo")).isEmpty();
      assertThat(store.load(again.id())).isEmpty();
      reopen();
    }
  }

  @Test
  void aKeyIsSeenEvenWhenTheMessageHasGone() {
    NewMessage first = accepted(messageFor(store).key("K").entry("a"));
    commit(new Remove(entryOf(first)));
    assertThat(commit(new Accept(messageFor(store).key("K").entry("a").build()))).isEqualTo(DUPLICATE);
  }

  @Test
  void ofTwoMessagesInOneCommitADuplicateDropsBothAndRecordsNoKey() {
    accepted(messageFor(store).key("old").entry("a"));
    NewMessage fresh = messageFor(store).key("new").entry("b").build();
    NewMessage duplicate = messageFor(store).key("old").entry("c").build();
    assertThat(commit(new Accept(fresh), new Accept(duplicate))).isEqualTo(DUPLICATE);
    assertThat(store.load(fresh.id())).isEmpty();
    assertThat(commit(new Accept(fresh))).isEqualTo(DONE);
  }

  @Test
  void oneOfManyKeysSeenBeforeDropsTheMessageAndRecordsNoneOfTheOthers() {
    accepted(messageFor(store).key("K 2").entry("a"));
    NewMessage whole = messageFor(store).key("K 1", "K 2", "K 3").entry("a").build();
    assertThat(commit(new Accept(whole))).isEqualTo(DUPLICATE);
    assertThat(store.isSeen("K 1") || store.isSeen("K 3")).isFalse();
    assertThat(store.load(whole.id())).isEmpty();
    NewMessage others = messageFor(store).key("K 1", "K 3").entry("a").build();
    assertThat(commit(new Accept(others))).isEqualTo(DONE);
    reopen();
    assertThat(List.of("K 1", "K 2", "K 3")).allMatch(store::isSeen);
  }

  @Test
  void keysRecordedBeforeATimeAreForgotten() {
    accepted(messageFor(store).key("K").entry("a"));
    store.forgetSeenBefore(NOON);
    assertThat(store.isSeen("K")).isTrue();
    assertThat(store.isSeen("k")).isFalse();
    assertThat(commit(new Accept(messageFor(store).key("K").entry("a").build()))).isEqualTo(DUPLICATE);
    store.forgetSeenBefore(NOON.plus(Duration.ofMillis(1)));
    assertThat(store.isSeen("K")).isFalse();
    assertThat(commit(new Accept(messageFor(store).key("K").entry("a").build()))).isEqualTo(DONE);
  }

  @Test
  void attemptsAndTheWaitAfterThemAreKept() {
    NewMessage message = accepted(messageFor(store).entry("a"));
    commit(new Attempted(entryOf(message), 3, NOON.plusSeconds(60)));
    reopen();
    assertThat(store.entries()).singleElement().satisfies(entry -> {
      assertThat(entry.attempts()).isEqualTo(3);
      assertThat(entry.notBefore()).isEqualTo(NOON.plusSeconds(60));
    });
    commit(new Attempted(entryOf(message), 4, Instant.MIN));
    assertThat(store.entries().getFirst().notBefore()).isEqualTo(Instant.MIN);
  }

  @Test
  void commitsOfOneCallerTakeEffectInOrder() {
    NewMessage message = accepted(messageFor(store).entry("a"));
    for (int i = 0; i < 200; i++) {
      store.commit(List.of(new Reroute(entryOf(message), "connector " + i)));
    }
    store.commit(List.of(new Remove(-5)));
    commit(new Reroute(entryOf(message), "last"));
    assertThat(store.entries()).extracting(QueueEntry::connector).containsExactly("last");
    reopen();
    assertThat(store.entries()).extracting(QueueEntry::connector).containsExactly("last");
  }

  @Test
  void aCopyCanGoOnForFewerRecipients() {
    NewMessage message = accepted(messageFor(store).entry("a"));
    commit(new StoreChange.Narrow(entryOf(message), List.of(7, 9)));
    assertThat(store.entries().getFirst().recipients()).containsExactly(7, 9);
    reopen();
    assertThat(store.entries()).singleElement()
        .isEqualTo(message.entries().getFirst().narrowedTo(List.of(7, 9)));
  }

  @Test
  void stepsAboutWhatIsGoneDoNothing() {
    NewMessage message = accepted(messageFor(store).entry("a"));
    assertThat(commit(new Remove(-1), new Take(-1), new Attempted(-1, 1, NOON), new Reroute(-1, "b")))
        .isEqualTo(DONE);
    assertThat(commit()).isEqualTo(DONE);
    assertThat(store.entries()).isEqualTo(message.entries());
  }

  @Test
  void aFailedCommitChangesNothingAndHarmsNoOther() {
    NewMessage message = accepted(messageFor(store).entry("a"));
    NewMessage fresh = messageFor(store).key("fresh").content(octets(3, 100_000)).entry("b").build();
    List<CompletionStage<Outcome>> others = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      others.add(store.commit(List.of(new Accept(messageFor(store).entry("c").build()))));
    }
    var failing = store.commit(List.of(new Remove(entryOf(message)), new Accept(fresh),
        new Accept(messageFor(store).content(new SharedWith(-9, 5)).entry("d").build())));
    for (int i = 0; i < 20; i++) {
      others.add(store.commit(List.of(new Accept(messageFor(store).entry("c").build()))));
    }
    assertThatThrownBy(() -> failing.toCompletableFuture().join()).isInstanceOf(CompletionException.class)
        .cause().isInstanceOf(StoreException.class).hasMessageContaining("-9");
    assertThat(others).allSatisfy(other -> assertThat(other.toCompletableFuture().join()).isEqualTo(DONE));
    assertThat(store.entries()).hasSize(41).contains(message.entries().getFirst());
    assertThat(store.load(fresh.id())).isEmpty();
    assertThat(commit(new Accept(fresh))).isEqualTo(DONE);
    assertThat(contentOf(store, fresh.id())).isEqualTo(octets(3, 100_000));
  }

  @Test
  void identifiersGrowAndNeverRepeat() {
    long last = 0;
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 20_000; i++) {
        long next = store.nextId();
        assertThat(next > last).as("%d after %d", next, last).isTrue();
        last = next;
      }
      reopen();
    }
  }

  @Test
  void commitsOfManyCallersAreAllThere() throws Exception {
    Set<Long> kept = ConcurrentHashMap.newKeySet();
    Set<Long> removed = ConcurrentHashMap.newKeySet();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < 64; caller++) {
        callers.submit(() -> {
          for (int i = 0; i < 20; i++) {
            NewMessage message = messageFor(store).entry("a").build();
            commit(new Accept(messageWithItsOwnContent(message)));
            assertThat(contentOf(store, message.id())).isEqualTo(octets(message.id(), 2048));
            if (i % 4 == 0) {
              commit(new Remove(entryOf(message)));
              removed.add(message.id());
            } else {
              kept.add(message.id());
            }
          }
          return null;
        });
      }
    }
    assertThat(kept).hasSize(64 * 15);
    assertThat(removed).hasSize(64 * 5);
    reopen();
    assertThat(store.entries()).extracting(QueueEntry::message).containsExactlyInAnyOrderElementsOf(kept);
    assertThat(kept).allSatisfy(id -> assertThat(contentOf(store, id)).isEqualTo(octets(id, 2048)));
    assertThat(removed).allSatisfy(id -> assertThat(store.load(id)).isEmpty());
  }

  private static NewMessage messageWithItsOwnContent(NewMessage message) {
    return new NewMessage(message.id(), message.kind(), message.mtsId(), Set.of("key " + message.id()),
        message.envelope(),
        new NewMessage.InMemory(octets(message.id(), 2048)), message.arrival(), message.entries(),
        message.deliveries());
  }

  @Test
  void whatWasHandedInBeforeCloseIsStored() {
    List<CompletionStage<Outcome>> stages = new ArrayList<>();
    NewMessage gone = accepted(messageFor(store).entry("a"));
    for (int i = 0; i < 100; i++) {
      stages.add(store.commit(List.of(new Accept(messageFor(store).entry("a").build()))));
    }
    stages.add(store.commit(List.of(new Remove(entryOf(gone)))));
    reopen();
    assertThat(stages).allSatisfy(stage -> assertThat(stage.toCompletableFuture().join()).isEqualTo(DONE));
    assertThat(store.entries()).hasSize(100);
  }

  @Test
  void afterCloseNothingIsStored() {
    NewMessage message = messageFor(store).entry("a").build();
    store.close();
    assertThatThrownBy(() -> commit(new Accept(message))).hasCauseInstanceOf(StoreException.class);
    store = open();
    assertThat(store.entries()).isEmpty();
  }

  @Test
  void whatIsTrackedIsWrittenWithItsCommit() {
    NewMessage message = messageFor(store).key("twice").entry("a").build();
    commit(new Accept(message), tracked(TrackingStep.RECEIVED, message, 0));
    commit(new Remove(message.entries().getFirst().id()), tracked(TrackingStep.TRANSFERRED, message, 1));
    for (int round = 0; round < 2; round++) {
      assertThat(store.tracked(TrackingQuery.of(message.mtsId()))).singleElement()
          .satisfies(found -> assertThat(found.records()).extracting(TrackingRecord::step)
              .containsExactly(TrackingStep.RECEIVED, TrackingStep.TRANSFERRED));
      reopen();
    }
  }

  @Test
  void aDuplicateIsNotTracked() {
    NewMessage first = messageFor(store).key("twice").entry("a").build();
    NewMessage again = messageFor(store).key("twice").entry("a").build();
    commit(new Accept(first), tracked(TrackingStep.RECEIVED, first, 0));
    assertThat(store.commit(List.of(new Accept(again), tracked(TrackingStep.RECEIVED, again, 1)))
        .toCompletableFuture().join()).isEqualTo(DUPLICATE);
    assertThat(store.tracked(TrackingQuery.latest(10))).hasSize(1);
  }

  @Test
  void oldTrackingIsForgotten() {
    NewMessage message = messageFor(store).build();
    for (int second = 0; second < 10; second++) {
      commit(tracked(TrackingStep.RECEIVED, message, second));
    }
    store.forgetTracking(NOON.plusSeconds(6), Long.MAX_VALUE);
    assertThat(store.tracked(TrackingQuery.latest(100)).getFirst().records()).hasSize(4);
  }

  private static StoreChange.Track tracked(TrackingStep step, NewMessage message, int second) {
    return new StoreChange.Track(
        TrackingRecord.of(step, message.id(), message.mtsId()).at(NOON.plusSeconds(second)));
  }
}
