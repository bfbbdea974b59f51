package org.angarium.mta.association;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.Spool;
import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived of APDUs whose transfer was interrupted or cut, kept for the recovery timeout so that the peer can go on where we
 * confirmed a checkpoint (X.228 §7.9). Safe to use from any lane.
 */
public final class SuspendedReceptions {
  /** Beyond this the oldest is dropped: its transfer starts again. */
  private static final int MOST = 64;

  private final Lanes lanes;
  private final Lane lane;
  private final Map<Activity, Reception> kept = new LinkedHashMap<>();
  private final Map<Activity, Lanes.Timer> timers = new HashMap<>();

  public SuspendedReceptions(Lanes lanes) {
    this.lanes = lanes;
    this.lane = lanes.lane("suspended receptions");
  }

  /** An activity, named for ever: the association it was started on and its number there. */
  public record Activity(SessionConnectionReference connection, int number) {}

  /**
   * What has arrived.
   *
   * @param connector whose peer was sending
   * @param checkpoints octets before each checkpoint that was confirmed
   */
  record Reception(String connector, Spool spool, NavigableMap<Integer, Long> checkpoints) {}

  synchronized void keep(Activity activity, Reception reception, Duration recoveryTimeout) {
    drop(activity);
    if (kept.size() >= MOST) {
      Iterator<Activity> oldest = kept.keySet().iterator();
      drop(oldest.next());
    }
    kept.put(activity, reception);
    timers.put(activity, lanes.after(recoveryTimeout, lane, () -> drop(activity)));
  }

  /** Takes out what is kept, if it came over this connector. */
  synchronized @Nullable Reception take(Activity activity, String connector) {
    Reception reception = kept.get(activity);
    if (reception == null || !reception.connector().equals(connector)) {
      return null;
    }
    kept.remove(activity);
    stopTimer(activity);
    return reception;
  }

  private synchronized void drop(Activity activity) {
    Reception reception = kept.remove(activity);
    if (reception != null) {
      reception.spool().close();
    }
    stopTimer(activity);
  }

  private void stopTimer(Activity activity) {
    Lanes.Timer timer = timers.remove(activity);
    if (timer != null) {
      timer.cancel();
    }
  }

  /** Drops everything: the MTA stops. */
  public synchronized void clear() {
    for (Activity activity : kept.keySet().toArray(Activity[]::new)) {
      drop(activity);
    }
  }
}
