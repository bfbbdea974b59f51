package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.KeptSpool;
import org.angarium.mta.store.Spool;
import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived of APDUs whose transfer was interrupted or cut, kept for the recovery timeout so that the peer can go on where we
 * confirmed a checkpoint (X.228 §7.9); what the store has kept of them outlives this process. Remembers, too, which transfers were
 * completed a moment ago. Safe to use from any lane.
 */
public final class SuspendedReceptions {
  /** Beyond this the oldest is dropped: its transfer starts again. */
  private static final int MOST = 64;
  /** Completed activities that are remembered; for an older one the duplicate is recognised by its MTS-identifier. */
  private static final int MOST_COMPLETED = 256;

  private final Lanes lanes;
  private final Lane lane;
  private final Map<Activity, Reception> kept = new LinkedHashMap<>();
  private final Map<Activity, Lanes.Timer> timers = new HashMap<>();
  private final Map<Activity, String> completed = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Activity, String> eldest) {
      return size() > MOST_COMPLETED;
    }
  };

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

  /**
   * A reception that an earlier run has left.
   *
   * @param left for how long it can still go on
   */
  public record Remembered(ActivityLabel label, Duration left) {}

  /**
   * Takes up what an earlier run has left in the store; what is too old, or nobody's any longer, is dropped.
   *
   * @param recoveryTimeout of the connector of this name, zero if there is none
   */
  public List<Remembered> restore(List<KeptSpool> left, Function<String, Duration> recoveryTimeout,
      Instant now) {
    List<Remembered> remembered = new ArrayList<>();
    for (KeptSpool each : left) {
      ActivityLabel label = ActivityLabel.parse(each.label());
      Duration remaining = label == null
          ? Duration.ZERO
          : remaining(recoveryTimeout.apply(label.connector()), each.lastMark(), now);
      if (label == null || remaining.isZero()) {
        each.spool().close();
      } else {
        keep(label.activity(), new Reception(label.connector(), each.spool(), each.marks()), remaining);
        remembered.add(new Remembered(label, remaining));
      }
    }
    return remembered;
  }

  /** How much of the timeout is left; all of it for what seems to be of the future, zero when it is over. */
  public static Duration remaining(Duration timeout, Instant since, Instant now) {
    Duration age = Duration.between(since, now);
    Duration left = age.isNegative() ? timeout : timeout.minus(age);
    return left.isNegative() ? Duration.ZERO : left;
  }

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

  /** Responsibility for what was transferred by it is ours. */
  synchronized void complete(Activity activity, String connector) {
    completed.put(activity, connector);
  }

  synchronized boolean isCompleted(Activity activity, String connector) {
    return connector.equals(completed.get(activity));
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

  /** The MTA stops: what the store can keep is there for its next start. */
  public synchronized void leave() {
    kept.values().forEach(reception -> reception.spool().leave());
    kept.clear();
    timers.values().forEach(Lanes.Timer::cancel);
    timers.clear();
  }
}
