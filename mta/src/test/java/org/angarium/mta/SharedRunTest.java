package org.angarium.mta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedRunTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void whoeverAsksWhileItIsDoneSharesTheNextTime() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    SharedRun<Integer> shared = new SharedRun<>(() -> {
      int number = begun.incrementAndGet();
      release.await();
      return number;
    });
    FutureTask<Integer> first = new FutureTask<>(shared::get);
    Thread.ofPlatform().start(first);
    await().atMost(SOON).until(() -> begun.get() == 1);
    List<FutureTask<Integer>> others = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      FutureTask<Integer> other = new FutureTask<>(shared::get);
      others.add(other);
      threads.add(Thread.ofPlatform().start(other));
    }
    await().atMost(SOON).until(() -> threads.stream().allMatch(
        thread -> thread.getState() == Thread.State.BLOCKED || thread.getState() == Thread.State.WAITING));
    release.countDown();
    assertThat(first.get()).isEqualTo(1);
    for (FutureTask<Integer> other : others) {
      assertThat(other.get()).isEqualTo(2);
    }
    assertThat(begun).hasValue(2);
    assertThat(shared.get()).as("nobody else asks").isEqualTo(3);
  }

  @Test
  void aFailureIsToldAndTheNextTimeIsAnother() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    SharedRun<String> shared = new SharedRun<>(() -> {
      if (begun.incrementAndGet() == 1) {
        throw new IllegalArgumentException("wrong");
      }
      return "right";
    });
    assertThatThrownBy(shared::get).isInstanceOf(ExecutionException.class).cause().hasMessage("wrong");
    assertThat(shared.get()).isEqualTo("right");
  }
}
