package org.angarium.mta;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.Events;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.StoreException;

/** Forgets, from time to time, what has been kept for as long as it is to be. In a lane of its own, since it waits for the store. */
final class Retention {
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final Supplier<MtaConfig> config;
  private final MessageStore store;
  private final Events events;
  private final Lanes lanes;
  private final Lane lane;

  Retention(Supplier<MtaConfig> config, MessageStore store, Events events, Lanes lanes) {
    this.config = config;
    this.store = store;
    this.events = events;
    this.lanes = lanes;
    this.lane = lanes.lane("retention");
  }

  void begin() {
    lanes.after(INTERVAL, lane, () -> {
      forget(lanes.clock().instant(), config.get());
      begin();
    });
  }

  private void forget(Instant now, MtaConfig current) {
    try {
      store.forgetSeenBefore(now.minus(current.duplicateMemory()));
      store.forgetTracking(now.minus(current.tracking().keep()), current.tracking().maximumOctets());
    } catch (StoreException e) {
      events.log(Event.of(EventId.STORE_FAILED, "reason", String.valueOf(e.getMessage())));
    }
  }
}
