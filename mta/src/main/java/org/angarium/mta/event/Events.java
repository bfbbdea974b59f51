package org.angarium.mta.event;

import java.util.Optional;

/** Takes events; never blocks its caller for long and never fails. */
@FunctionalInterface
public interface Events {
  void log(Event event);

  /** The least grave events shown on the console from now on; empty shows none. */
  default void consoleLevel(Optional<EventId.Level> level) {
    // whoever shows none has nothing to change
  }
}
