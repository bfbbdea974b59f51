package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.angarium.mta.association.ConnectorAction.ReturnReason;
import org.angarium.mta.association.ConnectorEvent.TransferProblem;
import org.angarium.mta.association.ConnectorQueue.Claim;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.store.QueueEntry;
import org.jspecify.annotations.Nullable;

/** What becomes of entries that associations have claimed: they leave, or go back to the queue, or to their originators. */
final class Transfers {
  /** Shorter ones are soon over. */
  private static final long LONG_OCTETS = 256 * 1024;
  private static final int MOST_INTERRUPTIONS = 3;
  private static final int MOST_BEFORE_PREFERRED = 10;
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final Map<Long, Integer> interruptions = new LinkedHashMap<>() {
    private static final int MOST = 1000;
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
      return size() > MOST;
    }
  };
  private final ConnectorQueue queue;
  private final RunningTimers timers;
  private final ConnectorJournal journal;
  private final Consumer<ConnectorAction> out;
  private final Resumptions resumptions;

  Transfers(ConnectorQueue queue, RunningTimers timers, ConnectorJournal journal,
      Consumer<ConnectorAction> out, Resumptions resumptions) {
    this.queue = queue;
    this.timers = timers;
    this.journal = journal;
    this.out = out;
    this.resumptions = resumptions;
  }

  /** Gives the association, which has the turn, the next entry. */
  void assign(ConnectorConfig config, Link link, Instant now) {
    Long preferred = preferred(link, now);
    Claim claim = preferred == null ? queue.claim(now) : queue.claim((long) preferred);
    if (claim == null) {
      return;
    }
    if (preferred != null || link.prefers != null && !queue.contains(link.prefers)) {
      link.prefers = null;
      link.beforePreferred = 0;
    } else if (link.prefers != null) {
      link.beforePreferred++;
    }
    link.claim = claim;
    link.closeWanted = false;
    timers.stop(ConnectorTimer.idle(link));
    out.accept(new ConnectorAction.Assign(link.id, claim.entry(),
        resumptions.resumeOn(link, claim.entry().id(), now)));
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
    QueueEntry preferred = link.prefers == null ? null : queue.find(link.prefers);
    QueueEntry first = queue.peek(now);
    boolean passed = preferred != null && first != null && first.rank() < preferred.rank()
        && link.beforePreferred < MOST_BEFORE_PREFERRED;
    return preferred == null || passed ? null : link.prefers;
  }

  /**
   * Whether the transfer on this association should let the entry pass: it is long and less urgent, and has not been interrupted too
   * often, so that it comes to its end whatever else there is.
   */
  boolean yieldsTo(Link link, QueueEntry urgent) {
    return link.claim != null && !link.interrupting && !link.transferStopping
        && link.claim.entry().rank() > urgent.rank() && link.claim.entry().octets() >= LONG_OCTETS
        && interruptions.getOrDefault(link.claim.entry().id(), 0) < MOST_INTERRUPTIONS;
  }

  void interrupt(Link link) {
    link.interrupting = true;
    out.accept(new ConnectorAction.Interrupt(link.id));
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
    interruptions.remove(link.claim.entry().id());
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
    end(link);
    if (failed.resumeAt() != null) {
      resumptions.suspended(claim.entry().id(), failed.resumeAt(), link,
          now.plus(config.override().rts().recoveryTimeout()));
      link.prefers = claim.entry().id();
      link.beforePreferred = 0;
    }
    switch (failed.problem()) {
      case TransferProblem.INTERRUPTED -> {
        interruptions.merge(claim.entry().id(), 1, Integer::sum);
        queue.putBack(claim, now);
        queue.hold(claim.entry().id(), now.plus(KEPT), now);
      }
      case TransferProblem.REFUSED -> retry(config, claim.entry(), failed.reason(), now);
      case TransferProblem.TOO_SLOW -> giveUp(claim.entry(), ReturnReason.TRANSFER_TOO_SLOW);
      case TransferProblem.IMPOSSIBLE -> giveUp(claim.entry(), ReturnReason.TRANSFER_IMPOSSIBLE);
      case TransferProblem.NOT_DOWNGRADABLE -> giveUp(claim.entry(), ReturnReason.NOT_DOWNGRADABLE);
    }
  }

  private void retry(ConnectorConfig config, QueueEntry entry, String reason, Instant now) {
    int attempts = entry.attempts() + 1;
    if (attempts > config.override().retry().maximumTransferRetries()) {
      giveUp(entry, ReturnReason.TRANSFER_RETRIES_EXHAUSTED);
      return;
    }
    Duration interval = config.override().retry().transferInterval();
    Instant notBefore = now.plus(interval);
    out.accept(new ConnectorAction.RecordAttempt(entry, attempts, notBefore));
    queue.add(entry.attempted(attempts, notBefore), now);
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
    link.transferStopping = false;
    link.interrupting = false;
    link.sentSincePeerWants++;
    timers.stop(ConnectorTimer.transfer(link));
  }
}
