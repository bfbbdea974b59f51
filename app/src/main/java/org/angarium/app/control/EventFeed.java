package org.angarium.app.control;

import java.time.Duration;
import java.util.List;

/** The events of a running MTA, in the order in which they happened. Safe to use from any thread. */
public interface EventFeed {
  /**
   * Events with a larger number, oldest first.
   *
   * @param limit most events answered; what is left out are the newest, so that a reader can go on after the last it got
   */
  List<LoggedEvent> after(long number, int limit);

  /** Number of the newest event, 0 before the first. */
  long newest();

  /** Waits until there is an event with a larger number; false if none came in time. */
  boolean await(long number, Duration timeout) throws InterruptedException;
}
