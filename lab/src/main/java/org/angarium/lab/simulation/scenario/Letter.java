package org.angarium.lab.simulation.scenario;

import java.time.Duration;
import java.util.List;
import org.angarium.x400.mts.Priority;

/**
 * A message that will be submitted.
 *
 * @param at when, since the start
 * @param to MTAs of its recipients
 * @param octets length of its content
 * @param report whether a delivery report is asked for
 * @param deferral how long after its submission it is to be delivered at the earliest, zero for at once
 */
public record Letter(Duration at, String from, List<String> to, Priority priority, int octets,
    boolean report, Duration deferral) {
  /** One to be delivered at once. */
  public Letter(Duration at, String from, List<String> to, Priority priority, int octets, boolean report) {
    this(at, from, to, priority, octets, report, Duration.ZERO);
  }

  Letter deferred(Duration by) {
    return new Letter(at, from, to, priority, octets, report, by);
  }
}
