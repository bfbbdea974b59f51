package org.angarium.mta.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.angarium.mta.lane.LaneWatch.Finding;
import org.angarium.mta.lane.LaneWatch.Running;
import org.junit.jupiter.api.Test;

/** What is told of tasks that take long. */
class LaneWatchTest {
  private final LaneWatch watch = new LaneWatch(Duration.ofMinutes(1));
  private final Object task = new Object();

  private Running atIt(long seconds) {
    return new Running(task, "switchboard", Duration.ofSeconds(seconds));
  }

  @Test
  void nothingOfATaskWithinTheBound() {
    assertThat(watch.look(List.of(atIt(60)))).isEmpty();
    assertThat(watch.look(List.of())).isEmpty();
  }

  @Test
  void onceThatItIsStuckAndOnceThatItHasEnded() {
    assertThat(watch.look(List.of(atIt(61)))).containsExactly(new Finding.Stuck(atIt(61)));
    assertThat(watch.look(List.of(atIt(66)))).isEmpty();
    assertThat(watch.look(List.of())).containsExactly(new Finding.MovesAgain(atIt(66)));
    assertThat(watch.look(List.of())).isEmpty();
  }

  /** The lane has ended one task and is at another that takes as long. */
  @Test
  void eachTaskOfALaneForItself() {
    Running next = new Running(new Object(), "switchboard", Duration.ofSeconds(62));
    watch.look(List.of(atIt(65)));
    assertThat(watch.look(List.of(next))).containsExactly(new Finding.MovesAgain(atIt(65)),
        new Finding.Stuck(next));
  }

  @Test
  void ofTwoLanesOnlyTheOneThatIsStuck() {
    Running other = new Running(new Object(), "housekeeping", Duration.ofSeconds(1));
    assertThat(watch.look(List.of(other, atIt(61)))).containsExactly(new Finding.Stuck(atIt(61)));
    assertThat(watch.isStuck(other)).isFalse();
    assertThat(watch.isStuck(atIt(61))).isTrue();
  }
}
