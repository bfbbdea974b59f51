package org.angarium.lab.simulation.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;
import org.junit.jupiter.api.Test;

class VirtualLanesTest {
  private final List<String> failures = new ArrayList<>();

  private VirtualLanes lanes(VirtualTime time) {
    return new VirtualLanes("mta", time, (lane, error) -> failures.add(lane + " " + error.getMessage()));
  }

  private static VirtualTime time(long seed) {
    return new VirtualTime(new SplittableRandom(seed));
  }

  private List<Integer> interleaving(long seed) {
    VirtualTime time = time(seed);
    Lanes lanes = lanes(time);
    List<Integer> order = new ArrayList<>();
    Lane even = lanes.lane("even");
    Lane odd = lanes.lane("odd");
    for (int i = 0; i < 6; i++) {
      int number = i;
      (i % 2 == 0 ? even : odd).execute(() -> order.add(number));
    }
    time.settle();
    return order;
  }

  @Test
  void theSeedDecidesHowLanesInterleave_withinOneTheOrderStays() {
    Set<List<Integer>> all = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      List<Integer> order = interleaving(seed);
      assertThat(order).isEqualTo(interleaving(seed)).containsSubsequence(0, 2, 4).containsSubsequence(1, 3,
          5);
      all.add(order);
    }
    assertThat(all).as("all 20 there are").hasSize(20);
  }

  @Test
  void timersRunAtTheirTimeUnlessCancelled() {
    VirtualTime time = time(1);
    Lanes lanes = lanes(time);
    Lane lane = lanes.lane("a");
    List<Duration> ran = new ArrayList<>();
    lanes.after(Duration.ofSeconds(5), lane, () -> ran.add(time.elapsed()));
    lanes.after(Duration.ofSeconds(2), lane, () -> ran.add(time.elapsed()));
    lanes.after(Duration.ofSeconds(3), lane, () -> ran.add(time.elapsed())).cancel();
    time.runUntil(VirtualTime.START.plusSeconds(4));
    assertThat(ran).containsExactly(Duration.ofSeconds(2));
    assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(4));
    time.runUntil(VirtualTime.START.plusSeconds(9));
    assertThat(ran).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(5));
  }

  @Test
  void whoAwaitsLetsTimePass() {
    VirtualTime time = time(1);
    Lanes lanes = lanes(time);
    CompletableFuture<String> answer = new CompletableFuture<>();
    lanes.after(Duration.ofHours(1), lanes.lane("a"), () -> answer.complete("done"));
    assertThat(lanes.await(answer)).isEqualTo("done");
    assertThat(time.elapsed()).isEqualTo(Duration.ofHours(1));
    CompletableFuture<String> never = new CompletableFuture<>();
    assertThatThrownBy(() -> lanes.await(never)).isInstanceOf(StandstillException.class);
  }

  @Test
  void aKilledProcessRunsNothing_aFrozenOneLater() {
    VirtualTime time = time(1);
    VirtualLanes lanes = lanes(time);
    Lane lane = lanes.lane("a");
    List<String> ran = new ArrayList<>();
    lanes.freeze();
    lane.execute(() -> ran.add("task"));
    lanes.after(Duration.ofSeconds(1), lane, () -> ran.add("timer"));
    time.runUntil(VirtualTime.START.plusSeconds(5));
    assertThat(ran).isEmpty();
    lanes.thaw();
    time.settle();
    assertThat(ran).containsExactly("task", "timer");
    lane.execute(() -> ran.add("late"));
    lanes.after(Duration.ofSeconds(1), lane, () -> ran.add("later"));
    lanes.kill();
    time.runUntil(VirtualTime.START.plusSeconds(9));
    assertThat(ran).containsExactly("task", "timer");
  }

  @Test
  void aJumpOfTheClockMovesNoTimer() {
    VirtualTime time = time(1);
    VirtualLanes lanes = lanes(time);
    List<Duration> ran = new ArrayList<>();
    lanes.after(Duration.ofSeconds(10), lanes.lane("a"), () -> ran.add(time.elapsed()));
    lanes.jumpClock(Duration.ofHours(-1));
    assertThat(lanes.clock().instant()).isEqualTo(VirtualTime.START.minusSeconds(3600));
    time.runUntil(VirtualTime.START.plusSeconds(20));
    assertThat(ran).containsExactly(Duration.ofSeconds(10));
  }

  @Test
  void aFailedTaskIsTold_andTheLaneGoesOn() {
    VirtualTime time = time(1);
    Lane lane = lanes(time).lane("a");
    List<String> ran = new ArrayList<>();
    lane.execute(() -> {
      throw new IllegalStateException("on purpose");
    });
    lane.execute(() -> ran.add("next"));
    time.settle();
    assertThat(failures).containsExactly("mta/a on purpose");
    assertThat(ran).containsExactly("next");
  }

  @Test
  void tasksWithoutEndAtOneInstantAreAStandstill() {
    VirtualTime time = time(1);
    Lane lane = lanes(time).lane("a");
    lane.execute(new Runnable() {
      @Override
      public void run() {
        lane.execute(this);
      }
    });
    assertThatThrownBy(time::settle).isInstanceOf(StandstillException.class);
  }
}
