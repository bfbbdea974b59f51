package org.angarium.mta.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds tasks that do not come to an end. Knows no clock and no thread: it is told what runs, and for how long. */
final class LaneWatch {
  private final Duration bound;
  private final Map<Object, Running> told = new HashMap<>();

  /** @param bound what runs for longer is stuck */
  LaneWatch(Duration bound) {
    this.bound = bound;
  }

  /**
   * A task that runs.
   *
   * @param task itself, as long as it runs the same
   */
  record Running(Object task, String lane, Duration runsFor) {}

  /** What is to be told. */
  sealed interface Finding {
    /** Told once of each task. */
    record Stuck(Running running) implements Finding {}

    /** What was told to be stuck has ended; it had run for so long when it was last seen. */
    record MovesAgain(Running running) implements Finding {}
  }

  /** @param running everything that runs now */
  List<Finding> look(Collection<Running> running) {
    List<Finding> findings = new ArrayList<>();
    Map<Object, Running> now = new HashMap<>();
    running.forEach(each -> now.put(each.task(), each));
    told.entrySet().removeIf(before -> {
      Running still = now.get(before.getKey());
      if (still == null) {
        findings.add(new Finding.MovesAgain(before.getValue()));
        return true;
      }
      before.setValue(still);
      return false;
    });
    for (Running each : running) {
      if (isStuck(each) && told.putIfAbsent(each.task(), each) == null) {
        findings.add(new Finding.Stuck(each));
      }
    }
    return findings;
  }

  boolean isStuck(Running running) {
    return running.runsFor().compareTo(bound) > 0;
  }
}
