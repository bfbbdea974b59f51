package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.angarium.mta.association.ConnectorAction.ReturnReason;
import org.angarium.mta.association.ConnectorQueue.Claim;
import org.angarium.mta.association.Link.Phase;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.rtse.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What failed attempts and lost associations say of the peer: the wait for the next attempt, the signs of life that end it, what routing
 * may count on.
 */
final class Reachability {
  private final OpenRetry retry = new OpenRetry();
  private final Demand demand;
  private final ConnectorQueue queue;
  private final RunningTimers timers;
  private final ConnectorJournal journal;
  private final Consumer<ConnectorAction> out;
  private boolean available = true;
  /** Between the looks whose timer runs. */
  private Duration lookInterval = Duration.ZERO;

  Reachability(Demand demand, ConnectorQueue queue, RunningTimers timers, ConnectorJournal journal,
      Consumer<ConnectorAction> out) {
    this.demand = demand;
    this.queue = queue;
    this.timers = timers;
    this.journal = journal;
    this.out = out;
  }

  OpenRetry retry() {
    return retry;
  }

  boolean isAvailable() { return available; }

  private Duration openInterval() {
    return demand.config().override().retry().openInterval();
  }

  /**
   * The peer could not be reached, or reaching it was of no use. If mail can leave on another association all the same, only further ones
   * wait.
   *
   * @param haste how soon to try again if it is only the network that has failed, because something can be resumed; null if nothing can
   */
  void failed(Failure failure, @Nullable Duration haste, Instant now) {
    if (!demand.callsPeer(now)) {
      return;
    }
    Duration interval = openInterval();
    retry.failed(failure, now, interval);
    Duration soonest = haste == null || !retry.networkFailed() ? interval : haste;
    if (demand.isServed()) {
      retry.proven();
      timers.start(ConnectorTimer.OPEN_RETRY, retry.hold(now, interval, soonest, true));
      return;
    }
    setAvailable(false);
    returnTried();
    Duration wait = retry.hold(now, interval, soonest, false);
    timers.start(ConnectorTimer.OPEN_RETRY, wait);
    journal.openRetry(demand.config(), retry.attempts() + 1, wait);
  }

  /**
   * An association was lost that we had not ended. The next one may be opened at once, unless this one achieved nothing, since that could
   * go on for ever: then something has to wait, the entry under which associations keep getting lost or else the connector.
   *
   * @param claim what was being transferred on it, which is in the queue again; null if nothing
   * @param haste see {@link #failed}
   */
  void lost(Link link, @Nullable Claim claim, Failure failure, @Nullable Duration haste, Instant now) {
    if (link.advanced) {
      retry.proven();
    }
    if (!link.initiator || link.isUsed()) {
      return;
    }
    if (link.phase != Phase.OPENING && link.isOlderThanProof(now)) {
      if (failure.kind() != Failure.Kind.TIMEOUT) {
        retry.proven();
        return;
      }
      if (retry.attempts() == 0) {
        // The peer fell silent on an association that had been open for a while: counts, but the next attempt need not wait.
        retry.failed(failure, now, openInterval());
        return;
      }
    }
    if (claim != null && claim.isSuspect()) {
      queue.delay(claim.entry().id(), now.plus(openInterval()), now);
    } else {
      failed(failure, haste, now);
    }
  }

  /** Returns what has been here for as many failed attempts as there may be; the connector goes on trying. */
  private void returnTried() {
    int maximum = demand.config().override().retry().maximumOpenRetries();
    Instant since = retry.exhaustedSince(maximum);
    List<QueueEntry> returned = since == null ? List.of() : queue.takeArrivedUntil(since);
    returned
        .forEach(entry -> out.accept(new ConnectorAction.Return(entry, ReturnReason.OPEN_RETRIES_EXHAUSTED)));
    if (!returned.isEmpty()) {
      journal.returned(demand.config(), maximum, returned.size());
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

  /** The peer has opened an association. {@code sends}: mail can leave on it. */
  void openedByPeer(boolean sends, Instant now) {
    signOfLife("the peer has opened an association", now);
    if (sends) {
      setAvailable(true);
    }
  }

  void signOfLife(String what, Instant now) {
    Duration wait = retry.shorten(now);
    if (wait == null) {
      return;
    }
    journal.signOfLife(demand.config(), what);
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

  /**
   * Looks for the peer's return while there is reason to (eager recovery).
   *
   * @param whileSilent how often because the peer has fallen silent on an association; null if it has not
   */
  void probe(boolean reasonToOpen, @Nullable Duration whileSilent, Instant now) {
    Duration interval = !demand.config().eagerRecovery()
        ? null
        : reasonToOpen && retry.isHolding() && retry.networkFailed()
            ? retry.lookInterval(openInterval())
            : whileSilent;
    if (interval == null) {
      timers.stop(ConnectorTimer.PROBE);
    } else if (!timers.runs(ConnectorTimer.PROBE) || interval.compareTo(lookInterval) < 0) {
      Duration wait = retry.untilLook(interval, now);
      if (wait != null) {
        lookInterval = interval;
        timers.start(ConnectorTimer.PROBE, wait);
      }
    }
  }

  private void setAvailable(boolean nowAvailable) {
    if (available != nowAvailable) {
      available = nowAvailable;
      out.accept(new ConnectorAction.Availability(nowAvailable));
    }
  }
}
