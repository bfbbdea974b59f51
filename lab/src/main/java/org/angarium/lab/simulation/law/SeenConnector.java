package org.angarium.lab.simulation.law;

import java.time.Duration;
import java.util.Set;
import org.angarium.mta.Holdings;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.config.Activation;
import org.jspecify.annotations.Nullable;

/**
 * Whether mail can leave over one connector, as far as that can be seen from outside. What does not show is left open: then nothing is held
 * against whoever takes the connector, nor against whoever avoids it.
 */
final class SeenConnector {
  /** More than the least spacing of calls, which says nothing of the peer. */
  static final Duration PAUSE = SignWatch.BOUND;

  private Standing standing = Standing.UNCERTAIN;
  private Duration since;
  private @Nullable Duration waitingSince;
  private @Nullable Set<Long> calls;
  private Set<Long> sending = Set.of();

  /** Whether mail can leave. */
  enum Standing {
    /** It can, or nothing has failed since it was not needed. */
    READY,
    /**
     * It could not for more than {@link #PAUSE} on end, while no call was under way and the next one was waited for; and no association has
     * been opened since on which it can.
     */
    RETRYING,
    /**
     * An association was lost, and the next call is to show more; or a call has failed or is waited for though an association is open, which
     * may be of no use, as the peer does not give the turn; or it has just been configured; or it does not call whenever there is mail.
     */
    UNCERTAIN
  }

  /** @param now since the start */
  SeenConnector(Duration now) {
    this.since = now;
  }

  /**
   * Looks at it after anything has happened.
   *
   * @param now since the start
   * @param runningSince from when on its process has run without a stop
   * @return whether it stands differently
   */
  boolean look(Holdings.OfConnector connector, Duration now, Duration runningSince) {
    Standing before = standing;
    if (waitingSince != null) {
      Duration waited = now.minus(later(waitingSince, runningSince));
      if (waited.compareTo(PAUSE) > 0) {
        become(Standing.RETRYING, now);
      }
    }
    ConnectorView view = connector.view();
    become(connector.config().activation() == Activation.ALWAYS ? next(view) : Standing.UNCERTAIN, now);
    if (!Sight.waits(view)) {
      waitingSince = null;
    } else if (waitingSince == null) {
      waitingSince = now;
    }
    calls = Sight.calling(view);
    sending = Sight.sending(view);
    return standing != before;
  }

  private void become(Standing next, Duration now) {
    if (standing != next) {
      standing = next;
      since = now;
    }
  }

  private Standing next(ConnectorView view) {
    Set<Long> open = Sight.sending(view);
    boolean callFailed = calls != null && !Sight.associations(view).containsAll(calls);
    if (!open.isEmpty()) {
      boolean opened = calls != null && !sending.containsAll(open);
      boolean asBefore = standing == Standing.READY && !callFailed && view.nextAttempt() == null;
      return opened || asBefore ? Standing.READY : Standing.UNCERTAIN;
    }
    if (view.state().equals("idle")) {
      return Standing.READY;
    }
    boolean lost = !sending.isEmpty();
    boolean asBefore = standing == Standing.READY && !lost && !callFailed && !Sight.waits(view);
    return asBefore || standing == Standing.RETRYING ? standing : Standing.UNCERTAIN;
  }

  /** Whether it has stood so for longer than this. */
  boolean is(Standing expected, Duration age, Duration now, Duration runningSince) {
    return standing == expected && now.minus(later(since, runningSince)).compareTo(age) > 0;
  }

  private static Duration later(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  @Override
  public String toString() {
    return standing + " since " + since;
  }
}
