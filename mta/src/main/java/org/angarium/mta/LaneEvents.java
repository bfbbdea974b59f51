package org.angarium.mta;

import java.time.Duration;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.Events;
import org.angarium.mta.lane.LaneListener;
import org.angarium.mta.lane.StuckTask;

/** Tells of lanes that stand still. */
record LaneEvents(Events events) implements LaneListener {
  @Override
  public void stuck(StuckTask task) {
    events.log(Event.of(EventId.LANE_STUCK, "lane", task.lane(), "seconds", task.runsFor().toSeconds(),
        "where", String.join(" < ", task.where())));
  }

  @Override
  public void movesAgain(String lane, Duration after) {
    events.log(Event.of(EventId.LANE_MOVES_AGAIN, "lane", lane, "seconds", after.toSeconds()));
  }
}
