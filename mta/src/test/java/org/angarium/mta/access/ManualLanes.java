package org.angarium.mta.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;

/** One lane, in the thread of the test, whose time goes on when the test wants it. */
final class ManualLanes implements Lanes {
  private record Due(Instant at, Runnable task) {}

  private final List<Due> timers = new ArrayList<>();
  private Instant now;

  ManualLanes(Instant start) {
    now = start;
  }

  void pass(Duration time) {
    Instant end = now.plus(time);
    while (true) {
      Due next = timers.stream().min(Comparator.comparing(Due::at)).orElse(null);
      if (next == null || next.at().isAfter(end)) {
        now = end;
        return;
      }
      timers.remove(next);
      now = next.at();
      next.task().run();
    }
  }

  @Override
  public InstantSource clock() {
    return () -> now;
  }

  @Override
  public Lane lane(String name) {
    return Runnable::run;
  }

  @Override
  public Timer after(Duration delay, Lane lane, Runnable task) {
    Due due = new Due(now.plus(delay.isNegative() ? Duration.ZERO : delay), task);
    timers.add(due);
    return () -> timers.remove(due);
  }

  @Override
  public <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
