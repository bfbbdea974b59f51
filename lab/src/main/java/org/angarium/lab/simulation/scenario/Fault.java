package org.angarium.lab.simulation.scenario;

import java.time.Duration;
import org.angarium.lab.simulation.network.Phase;
import org.jspecify.annotations.Nullable;

/**
 * A fault that will happen.
 *
 * @param at when, since the start
 * @param waitFor from then on, wait for an association in this phase for a while; null for at once
 * @param lasting how long it lasts, where it can last
 * @param target of lines and of MTAs, which one: reduced to how many there are
 * @param choice drawn for whatever else there is to choose
 */
public record Fault(FaultKind kind, Duration at, @Nullable Phase waitFor, Duration lasting, int target,
    long choice) {
  Fault lasting(Duration other) {
    return new Fault(kind, at, waitFor, other, target, choice);
  }
}
