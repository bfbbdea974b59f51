package org.angarium.mta.lane;

import java.time.Duration;

/** Learns of lanes that stand still. Called in no lane. */
public interface LaneListener {
  /** A task has run for longer than any should. */
  void stuck(StuckTask task);

  /** A task of which that was told has ended. */
  void movesAgain(String lane, Duration after);
}
