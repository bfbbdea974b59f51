package org.angarium.mta.transfer;

import static org.angarium.mta.transfer.Desk.here;
import static org.angarium.mta.transfer.Desk.name;
import static org.assertj.core.api.Assertions.assertThat;

import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.junit.jupiter.api.Test;

/** Steps of one instant are told in the order in which they are written, so that must be the order of cause and effect. */
class TrackingOrderTest {
  private final Desk desk = new Desk("Anna");

  @Test
  void whatIsDecidedOnArrivalFollowsTheArrival() {
    desk.receive(desk.message(desk.recipient(here("Anna")), desk.recipient(name("CHARLIE", "Carla"))));
    assertThat(desk.tracked).extracting(TrackingRecord::step).containsExactly(TrackingStep.RECEIVED,
        TrackingStep.DELIVERED, TrackingStep.ROUTED);
  }

  @Test
  void theSameWithAProbe() {
    desk.receive(desk.probe(desk.recipient(here("Anna"))));
    assertThat(desk.tracked).extracting(TrackingRecord::step).startsWith(TrackingStep.RECEIVED,
        TrackingStep.DELIVERABLE);
  }
}
