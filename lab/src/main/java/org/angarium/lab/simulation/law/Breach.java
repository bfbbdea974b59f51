package org.angarium.lab.simulation.law;

import java.time.Duration;

/**
 * A law that did not hold.
 *
 * @param at since the start of the history
 * @param law its short name
 * @param what who did what
 */
public record Breach(Duration at, String law, String what) {
  @Override
  public String toString() {
    return law + ": " + what;
  }
}
