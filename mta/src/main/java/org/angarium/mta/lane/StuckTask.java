package org.angarium.mta.lane;

import java.time.Duration;
import java.util.List;

/**
 * A task that keeps its lane from all others.
 *
 * @param lane its name
 * @param runsFor how long it has run
 * @param where what its thread is doing, innermost call first; empty if that could not be seen
 */
public record StuckTask(String lane, Duration runsFor, List<String> where) {
  public StuckTask {
    where = List.copyOf(where);
  }
}
