package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.angarium.mta.association.ConnectorAction.ReturnReason;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.rtse.Failure;
import org.jspecify.annotations.Nullable;

/** What failed attempts to reach the peer mean: the wait for the next, the signs of life that end it, what routing may count on. */
final class Recovery {
  private final OpenRetry retry = new OpenRetry();
  private final ConnectorQueue queue;
  private final RunningTimers timers;
  private final ConnectorJournal journal;
  private final Consumer<ConnectorAction> out;
  private boolean available = true;

  Recovery(ConnectorQueue queue, RunningTimers timers, ConnectorJournal journal,
      Consumer<ConnectorAction> out) {
    this.queue = queue;
    this.timers = timers;
    this.journal = journal;
    this.out = out;
  }

  OpenRetry retry() {
    return retry;
  }

  boolean isAvailable() { return available; }

  /**
   * The peer could not be reached, or reaching it was of no use.
   *
   * @param another whether mail can leave on another association all the same: then only further ones wait
   * @param haste how soon to try again if it is only the network that has failed, because something can be resumed; null if nothing can
   */
  void failed(ConnectorConfig config, Failure failure, boolean another, @Nullable Duration haste,
      Instant now) {
    Duration interval = config.override().retry().openInterval();
    retry.failed(failure, now, interval);
    Duration soonest = haste == null || !retry.networkFailed() ? interval : haste;
    if (another) {
      retry.proven();
      timers.start(ConnectorTimer.OPEN_RETRY, retry.hold(now, interval, soonest, true));
      return;
    }
    setAvailable(false);
    returnTried(config);
    Duration wait = retry.hold(now, interval, soonest, false);
    timers.start(ConnectorTimer.OPEN_RETRY, wait);
    journal.openRetry(config, retry.attempts() + 1, wait);
  }

  /** The peer fell silent on an association that had been open for a while. Counts, but the next attempt need not wait. */
  void fellSilent(ConnectorConfig config, Failure failure, Instant now) {
    retry.failed(failure, now, config.override().retry().openInterval());
  }

  /** Returns what has been here for as many failed attempts as there may be; the connector goes on trying. */
  private void returnTried(ConnectorConfig config) {
    int maximum = config.override().retry().maximumOpenRetries();
    Instant since = retry.exhaustedSince(maximum);
    List<QueueEntry> returned = since == null ? List.of() : queue.takeArrivedUntil(since);
    returned
        .forEach(entry -> out.accept(new ConnectorAction.Return(entry, ReturnReason.OPEN_RETRIES_EXHAUSTED)));
    if (!returned.isEmpty()) {
      journal.returned(config, maximum, returned.size());
    }
  }

  /** An association is open. {@code sends}: mail can leave on it. */
  void opened(boolean sends) {
    retry.opened();
    timers.stop(ConnectorTimer.OPEN_RETRY);
    if (sends) {
      setAvailable(true);
    }
  }

  /** An association that mail can leave on was opened by the peer. */
  void reachedByPeer() {
    setAvailable(true);
  }

  void signOfLife(ConnectorConfig config, String what, Instant now) {
    Duration wait = retry.shorten(now);
    if (wait == null) {
      return;
    }
    journal.signOfLife(config, what);
    if (wait.isZero()) {
      timers.stop(ConnectorTimer.OPEN_RETRY);
    } else {
      timers.start(ConnectorTimer.OPEN_RETRY, wait);
    }
  }

  void endHold() {
    retry.holdEnds();
    timers.stop(ConnectorTimer.OPEN_RETRY);
  }

  /** Answers whether an attempt may be made now; if it comes too soon after the last, it waits for the least spacing. */
  boolean keepsSpacing(Instant now) {
    if (retry.spacing(now).isZero()) {
      return true;
    }
    timers.start(ConnectorTimer.OPEN_RETRY, retry.holdForSpacing(now));
    return false;
  }

  /** The connector no longer opens associations itself: there is nothing to retry, and nothing known against the peer. */
  void callsNoMore() {
    endHold();
    setAvailable(true);
  }

  /** Looks for the peer's return while there is reason to (eager recovery). */
  void probe(ConnectorConfig config, boolean reasonToOpen) {
    boolean wanted = reasonToOpen && config.eagerRecovery() && retry.isHolding() && retry.networkFailed();
    if (!wanted) {
      timers.stop(ConnectorTimer.PROBE);
    } else if (!timers.runs(ConnectorTimer.PROBE)) {
      timers.start(ConnectorTimer.PROBE, retry.probeInterval(config.override().retry().openInterval()));
    }
  }

  private void setAvailable(boolean nowAvailable) {
    if (available != nowAvailable) {
      available = nowAvailable;
      out.accept(new ConnectorAction.Availability(nowAvailable));
    }
  }
}
