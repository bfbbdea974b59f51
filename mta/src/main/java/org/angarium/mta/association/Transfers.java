package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.angarium.mta.association.ConnectorAction.ReturnReason;
import org.angarium.mta.association.ConnectorEvent.TransferProblem;
import org.angarium.mta.association.ConnectorQueue.Claim;
import org.angarium.mta.association.Resumptions.Resumed;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.rtse.ResumePoint;
import org.jspecify.annotations.Nullable;

/** What becomes of entries that associations have claimed: they leave, or go back to the queue, or to their originators. */
final class Transfers {
  private static final int MOST_BEFORE_PREFERRED = 10;
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final ConnectorQueue queue;
  private final RunningTimers timers;
  private final ConnectorJournal journal;
  private final Consumer<ConnectorAction> out;
  private final Resumptions resumptions;
  private final Interruptions interruptions;

  Transfers(ConnectorQueue queue, RunningTimers timers, ConnectorJournal journal,
      Consumer<ConnectorAction> out, Resumptions resumptions, Interruptions interruptions) {
    this.queue = queue;
    this.timers = timers;
    this.journal = journal;
    this.out = out;
    this.resumptions = resumptions;
    this.interruptions = interruptions;
  }

  /** Gives the association, which has the turn, the next entry. */
  void assign(ConnectorConfig config, Link link, Instant now) {
    Long preferred = preferred(link, now);
    Claim claim = preferred == null ? queue.claim(now) : queue.claim((long) preferred);
    if (claim == null) {
      return;
    }
    if (preferred != null || link.prefers != null && !queue.contains(link.prefers)) {
      link.prefersNothing();
    } else if (link.prefers != null) {
      link.beforePreferred++;
    }
    link.claim = claim;
    link.closeWanted = false;
    timers.stop(ConnectorTimer.idle(link));
    Resumed resumed = resumptions.resumeOn(link, claim.entry().id(), now);
    link.resumed = resumed;
    out.accept(
        new ConnectorAction.Assign(link.id, claim.entry(), resumed == null ? null : resumed.point()));
    timers.start(ConnectorTimer.transfer(link), bound(config, claim.entry()));
  }

  /** What would be sent next on this association. */
  @Nullable
  QueueEntry next(Link link, Instant now) {
    Long preferred = preferred(link, now);
    return preferred == null ? queue.peek(now) : queue.find(preferred);
  }

  /** The entry that should go on on the association, unless something more urgent passes it, of which there is a limited number. */
  private @Nullable Long preferred(Link link, Instant now) {
    QueueEntry preferred = waitingFor(link, now);
    QueueEntry first = queue.peek(now);
    boolean passed = preferred != null && first != null && first.rank() < preferred.rank()
        && link.beforePreferred < MOST_BEFORE_PREFERRED;
    return preferred == null || passed ? null : link.prefers;
  }

  /** The entry that waits to go on on this association, if it is time. */
  @Nullable
  QueueEntry waitingFor(Link link, Instant now) {
    boolean tooEarly = link.prefersFrom != null && now.isBefore(link.prefersFrom);
    return link.prefers == null || tooEarly ? null : queue.find(link.prefers);
  }

  private static Duration bound(ConnectorConfig config, QueueEntry entry) {
    long kilooctets = Math.max(1, (entry.octets() + 1023) / 1024);
    return config.override().transferTimeout().ofRank(entry.rank()).multipliedBy(kilooctets);
  }

  /** The bound has passed. Answers whether the transfer was told to stop; if it was already, only the association's end is left. */
  boolean stop(ConnectorConfig config, Link link) {
    if (link.transferStopping) {
      return false;
    }
    link.transferStopping = true;
    out.accept(new ConnectorAction.StopTransfer(link.id));
    timers.start(ConnectorTimer.transfer(link), config.override().bounds().answer());
    return true;
  }

  /** Answers whether there was a transfer. */
  boolean confirmed(ConnectorConfig config, Link link) {
    if (link.claim == null) {
      journal.unknownAssociation(config, link.id, "transfer confirmed without a transfer");
      return false;
    }
    interruptions.transferred(link.claim.entry().id());
    end(link);
    link.transferred++;
    return true;
  }

  void failed(ConnectorConfig config, Link link, ConnectorEvent.TransferFailed failed, Instant now) {
    Claim claim = link.claim;
    if (claim == null) {
      journal.unknownAssociation(config, link.id, "transfer failed without a transfer");
      return;
    }
    ResumePoint point = failed.resumeAt();
    RecoveryTime time = point == null
        ? null
        : Resumed.time(link.resumed, point, config.override().rts().recoveryTimeout(), now);
    end(link);
    switch (failed.problem()) {
      case TransferProblem.INTERRUPTED -> {
        interruptions.interrupted(claim.entry().id());
        queue.putBack(claim, now);
        goOn(link, claim, point, time, now, now);
      }
      case TransferProblem.REFUSED -> {
        boolean canGoOn = !config.override().rts().recoveryTimeout().isZero();
        if (canGoOn && point != null && point.octets() > claim.reached()) {
          backOff(config, link, claim, point, failed.reason(), now);
        } else {
          retry(config, link, claim, point, time, failed.reason(), now);
        }
      }
      case TransferProblem.TOO_SLOW -> giveUp(claim.entry(), ReturnReason.TRANSFER_TOO_SLOW);
      case TransferProblem.IMPOSSIBLE -> giveUp(claim.entry(), ReturnReason.TRANSFER_IMPOSSIBLE);
      case TransferProblem.NO_FORM_FOR_PEER -> giveUp(claim.entry(), ReturnReason.NO_FORM_FOR_PEER);
    }
  }

  /** Keeps the entry for the association on which it has stopped, from then on. */
  private void goOn(Link link, Claim claim, @Nullable ResumePoint point, @Nullable RecoveryTime time,
      Instant from, Instant now) {
    if (point != null && time != null) {
      resumptions.suspended(claim.entry().id(), point, link, time, from);
      link.prefer(claim.entry().id(), from);
    }
    queue.hold(claim.entry().id(), from.plus(KEPT), now);
  }

  /**
   * The peer could not take more of it for the moment. It has come further than ever before, so this was no vain attempt; it goes on after
   * the transfer interval, or while the peer still keeps what it has.
   */
  private void backOff(ConnectorConfig config, Link link, Claim claim, ResumePoint point, String reason,
      Instant now) {
    Duration interval = config.override().retry().transferInterval();
    Duration inTime = config.override().rts().recoveryTimeout().dividedBy(2);
    Duration wait = inTime.compareTo(interval) < 0 ? inTime : interval;
    QueueEntry entry = claim.entry().attempted(claim.entry().attempts(), now.plus(wait));
    Claim further = new Claim(entry, 0, point.octets());
    queue.putBack(further, now);
    RecoveryTime time = new RecoveryTime(now, now.plus(config.override().rts().recoveryTimeout()));
    goOn(link, further, point, time, now.plus(wait), now);
    journal.transferFailed(config, entry, entry.attempts() + 1, reason, wait);
  }

  /** It has come no further. It goes on where it had come, if that is still possible then, but the last retry begins anew. */
  private void retry(ConnectorConfig config, Link link, Claim claim, @Nullable ResumePoint point,
      @Nullable RecoveryTime time, String reason, Instant now) {
    QueueEntry entry = claim.entry();
    int attempts = entry.attempts() + 1;
    if (attempts > config.override().retry().maximumTransferRetries()) {
      giveUp(entry, ReturnReason.TRANSFER_RETRIES_EXHAUSTED);
      return;
    }
    Duration interval = config.override().retry().transferInterval();
    Instant notBefore = now.plus(interval);
    out.accept(new ConnectorAction.RecordAttempt(entry, attempts, notBefore));
    Claim again = new Claim(entry.attempted(attempts, notBefore), 0, claim.reached());
    queue.putBack(again, now);
    boolean last = attempts == config.override().retry().maximumTransferRetries();
    if (time != null && !time.isOver(notBefore) && !last) {
      goOn(link, again, point, time, notBefore, now);
    }
    journal.transferFailed(config, entry, attempts, reason, interval);
  }

  private void giveUp(QueueEntry entry, ReturnReason reason) {
    out.accept(new ConnectorAction.Return(entry, reason));
  }

  void returnExpired(ConnectorConfig config, Instant now) {
    queue.takeExpired(now).forEach(entry -> {
      journal.expired(config, entry);
      giveUp(entry, ReturnReason.EXPIRED);
    });
  }

  private void end(Link link) {
    link.claim = null;
    link.resumed = null;
    link.transferStopping = false;
    link.interrupting = false;
    link.sentSincePeerWants++;
    timers.stop(ConnectorTimer.transfer(link));
  }
}
