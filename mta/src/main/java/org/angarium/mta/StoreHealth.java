package org.angarium.mta;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.Events;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.StoreRoom;
import org.angarium.mta.store.WatchedStore;
import org.jspecify.annotations.Nullable;

/** Watches the store: tells when there is no room on its disk any more, when there is again, and when it works again after it failed. */
final class StoreHealth {
  /** What can come in meanwhile has room in what must be free. */
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final MessageStore store;
  private final Events told;
  private final String directory;
  private final StoreRoom room;
  private final AtomicBoolean failed = new AtomicBoolean();
  private boolean hasDisk;
  private volatile boolean stopped;

  /** @param directory of the store, for a person */
  StoreHealth(MessageStore store, Events events, String directory, long leastFree) {
    this.store = new WatchedStore(store, this::committed);
    this.told = events;
    this.directory = directory;
    this.room = new StoreRoom(leastFree);
  }

  /** The store, to be used in place of the one that is watched. */
  MessageStore store() {
    return store;
  }

  /** Where everybody tells what happens, as they tell that the store failed, too. */
  Events events() {
    return new Events() {
      @Override
      public void log(Event event) {
        if (event.id() == EventId.STORE_FAILED) {
          failed.set(true);
        }
        told.log(event);
      }

      @Override
      public void consoleLevel(Optional<EventId.Level> level) {
        told.consoleLevel(level);
      }
    };
  }

  StoreRoom room() {
    return room;
  }

  /** The room on the disk; null if the store has none. */
  StoreRoom.@Nullable View disk() {
    StoreRoom.View now = room.view();
    return now.free() == Long.MAX_VALUE ? null : now;
  }

  private void committed() {
    if (failed.getAndSet(false)) {
      told.log(Event.of(EventId.STORE_RECOVERED));
    }
  }

  /** Looks at the disk from now on, if the store has one. */
  void watch(Lanes lanes, Lane lane) {
    OptionalLong free = stopped ? OptionalLong.empty() : store.freeOctets();
    free.ifPresent(this::measured);
    hasDisk |= free.isPresent();
    // A disk that could not be asked once is asked again.
    if (hasDisk && !stopped) {
      lanes.after(INTERVAL, lane, () -> watch(lanes, lane));
    }
  }

  /** The store is about to be closed. */
  void stop() {
    stopped = true;
  }

  /** So many octets must be free from now on. */
  void require(long leastFree) {
    room.require(leastFree).ifPresent(this::tell);
  }

  private void measured(long free) {
    room.measured(free).ifPresent(this::tell);
  }

  private void tell(StoreRoom.View now) {
    told.log(now.low()
        ? Event.of(EventId.DISK_LOW, "free", now.free(), "directory", directory, "limit", now.least())
        : Event.of(EventId.DISK_RECOVERED, "free", now.free(), "directory", directory));
  }
}
