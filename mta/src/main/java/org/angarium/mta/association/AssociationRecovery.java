package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.angarium.mta.association.ConnectorQueue.Claim;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;

/**
 * Lost associations that are continued by others (X.228 §7.8), and what is kept in the queue for that: what was cut with one goes on only
 * on the one that recovers it, for a bounded time; on any other it starts again.
 */
final class AssociationRecovery {
  /** How long an entry is kept for an open association on which its transfer can go on, at most. */
  private static final Duration KEPT_FOR_RESUMPTION = Duration.ofSeconds(10);

  private final Demand demand;
  private final ConnectorQueue queue;
  private final Resumptions resumptions;
  private final ConnectorJournal journal;
  /** Entries whose transfer an earlier run has begun, until they are queued. */
  private final Set<Long> cutBefore = new HashSet<>();

  AssociationRecovery(Demand demand, ConnectorQueue queue, Resumptions resumptions,
      ConnectorJournal journal) {
    this.demand = demand;
    this.queue = queue;
    this.resumptions = resumptions;
    this.journal = journal;
  }

  /** Whether a lost association should be recovered now. */
  boolean isDue(Instant now) {
    return resumptions.isDue(entry -> queue.isTimely(entry, now), now);
  }

  /** How soon an attempt that the network has failed should be made again for it; null if there is no haste. */
  @Nullable
  Duration haste(Instant now) {
    return resumptions.haste(queue::contains, now);
  }

  void cutBefore(ConnectorEvent.CutBefore cut, Instant now) {
    resumptions.cut(cut.entry(), cut.resumeAt(), cut.ours(), true, new RecoveryTime(now, cut.until()));
    cutBefore.add(cut.entry());
  }

  void receptionCutBefore(ConnectorEvent.ReceptionCutBefore cut, Instant now) {
    resumptions.receptionCut(cut.connection(), new RecoveryTime(now, cut.until()));
  }

  /** The entry has come to the queue. */
  void queued(long entry, Instant now) {
    if (cutBefore.remove(entry)) {
      keepAfterLoss(entry, now);
    }
  }

  /**
   * An association has been lost.
   *
   * @param claim what was being transferred on it, which is in the queue again; null if nothing
   */
  void lost(Link link, @Nullable Claim claim, ConnectorEvent.Lost event, Instant now) {
    Duration timeout = demand.config().override().rts().recoveryTimeout();
    if (event.suspended() != null && link.initiator) {
      resumptions.receptionCut(event.suspended(), new RecoveryTime(now, now.plus(timeout)));
    }
    if (claim != null && event.resumeAt() != null) {
      resumptions.cut(claim.entry().id(), event.resumeAt(), link.initiator, link.advanced,
          Resumptions.Resumed.time(link.resumed, event.resumeAt(), timeout, now));
      keepAfterLoss(claim.entry().id(), now);
    }
  }

  private void keepAfterLoss(long entry, Instant now) {
    Instant until = resumptions.keptAfterLoss(entry, demand.callsPeer(now), now);
    if (until != null) {
      queue.hold(entry, until, now);
    }
  }

  /** The lost association that the next one to be opened should continue, or null. Nothing else gets what is to go on on it. */
  @Nullable
  SessionConnectionReference begin(Instant now) {
    SessionConnectionReference lost = resumptions
        .nextToRecover(entry -> queue.isTimely(entry, now), now);
    if (lost != null) {
      journal.recovering(demand.config());
      resumptions.keptWhileRecovering(lost).forEach((entry, until) -> queue.hold(entry, until, now));
    }
    return lost;
  }

  /** The association has just been opened, by whomever: what goes on on it, or what waits for another to be recovered. */
  void opened(Link link, Instant now) {
    if (link.recovers == null) {
      boolean weCall = demand.callsPeer(now) && demand.places() > 0;
      resumptions.keptWithAWay(!link.initiator, weCall, now)
          .forEach((entry, until) -> queue.hold(entry, until, now));
    } else if (!link.mustEnd) {
      recovered(link, link.recovers, now);
    }
  }

  private void recovered(Link link, SessionConnectionReference lost, Instant now) {
    journal.recovered(demand.config(), link);
    keepNoLonger(lost, now);
    Resumptions.Pending pending = resumptions.recovered(lost, link, now);
    if (pending != null) {
      link.prefer(pending.entry(), pending.from());
      Instant from = pending.from().isAfter(now) ? pending.from() : now;
      queue.hold(pending.entry(), from.plus(KEPT_FOR_RESUMPTION), now);
    }
  }

  private void keepNoLonger(SessionConnectionReference lost, Instant now) {
    resumptions.keptWhileRecovering(lost).forEach((entry, until) -> {
      queue.unhold(entry, now);
      Instant kept = resumptions.keptUntil(entry);
      if (kept != null) {
        queue.hold(entry, kept, now);
      }
    });
  }

  /**
   * An attempt has failed. Answers whether it was the recovery that the peer refused: it is there but does not know the lost association.
   *
   * @param givenUp whether it was we who ended the attempt
   */
  boolean refused(Link link, boolean givenUp, Failure failure, Instant now) {
    SessionConnectionReference lost = link.recovers;
    if (lost == null) {
      return false;
    }
    boolean answered = !givenUp && failure.isAnswer();
    if (answered) {
      journal.recoveryRefused(demand.config(), failure);
      resumptions.refused(lost).forEach(entry -> queue.unhold(entry, now));
    } else {
      keepNoLonger(lost, now);
      resumptions.notReached(lost);
    }
    return answered;
  }
}
