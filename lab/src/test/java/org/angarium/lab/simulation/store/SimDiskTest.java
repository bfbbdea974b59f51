package org.angarium.lab.simulation.store;

import static org.angarium.mta.store.SampleMessages.messageFor;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.junit.jupiter.api.Test;

/** What a crash leaves on a simulated disk. */
class SimDiskTest {
  private static NewMessage accept(SimStore store, List<CompletableFuture<?>> results) {
    NewMessage message = messageFor(store).entry("a").build();
    results.add(store.commit(List.of(new StoreChange.Accept(message))).toCompletableFuture());
    return message;
  }

  @Test
  void whatWasAcknowledgedSurvivesACrash_whatWasNotMayOrMayNot() {
    Set<Integer> survivors = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      SimDisk disk = new SimDisk(new SplittableRandom(seed));
      List<Runnable> disktime = new ArrayList<>();
      SimStore store = disk.open((delay, task) -> disktime.add(task));
      List<CompletableFuture<?>> results = new ArrayList<>();
      NewMessage first = accept(store, results);
      disktime.removeFirst().run();
      assertThat(results.getFirst()).isCompleted();
      NewMessage second = accept(store, results);
      NewMessage third = accept(store, results);

      disk.crash(false);
      disktime.forEach(Runnable::run);

      assertThat(results.subList(1, 3)).noneMatch(CompletableFuture::isDone);
      List<Long> kept = disk.entries().stream().map(QueueEntry::message).toList();
      assertThat(kept).as("in order, without a gap")
          .isEqualTo(List.of(first.id(), second.id(), third.id()).subList(0, kept.size()));
      survivors.add(kept.size());
    }
    assertThat(survivors).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void afterACrashNumbersGoOn() {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    long before = disk.open(DiskTime.NONE).nextId();
    disk.crash(false);
    assertThat(disk.open(DiskTime.NONE).nextId()).isGreaterThan(before);
  }

  @Test
  void aFullDiskFailsCommitsUntilThereIsRoom() {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    SimStore store = disk.open(DiskTime.NONE);
    List<CompletableFuture<?>> results = new ArrayList<>();
    disk.full(true);
    accept(store, results);
    disk.full(false);
    accept(store, results);
    assertThat(results.get(0)).isCompletedExceptionally();
    assertThat(results.get(1)).isCompleted();
    assertThat(disk.entryCount()).isEqualTo(1);
  }
}
