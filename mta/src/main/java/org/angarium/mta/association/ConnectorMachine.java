package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.angarium.mta.association.ConnectorAction.ReturnReason;
import org.angarium.mta.association.ConnectorEvent.TransferProblem;
import org.angarium.mta.association.ConnectorQueue.Claim;
import org.angarium.mta.association.Link.Phase;
import org.angarium.mta.config.Activation;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.rtse.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Everything one connector decides: how many associations to open and when, who transfers what, what a lost association means, when to
 * try again. Pure: no clock, thread, socket or disk; the same code runs live and in the simulator.
 *
 * <p>After every event the whole situation is looked at anew ({@link #dispatch}), so that no decision hangs on an event that was
 * missed.
 */
public final class ConnectorMachine {
  /** Messages that may still go out before a turn that the peer wants is given, however urgent ours are. */
  private static final int SENDS_BEFORE_TURN_IS_GIVEN = 10;
  /** Priority of a turn request that asks in order to close (X.228 §7.3). */
  private static final int PRIORITY_TO_CLOSE = 0;
  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);

  private final ConnectorQueue queue = new ConnectorQueue();
  private final Map<Long, Link> links = new LinkedHashMap<>();
  private final OpenRetry retry = new OpenRetry();
  private final ConnectorJournal journal;
  private ConnectorConfig config;
  private final LongSupplier associationNumbers;
  private boolean available = true;
  private boolean stopped;
  private boolean probing;
  private @Nullable Instant wakeAt;
  private List<ConnectorAction> out = new ArrayList<>();

  /** @param associationNumbers numbers for the associations it opens, never one given before */
  public ConnectorMachine(ConnectorConfig config, LongSupplier associationNumbers) {
    this.config = config;
    this.associationNumbers = associationNumbers;
    this.journal = new ConnectorJournal(event -> out.add(new ConnectorAction.Log(event)));
  }

  public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
    out = new ArrayList<>();
    react(event, now);
    dispatch(now);
    return out;
  }

  private void react(ConnectorEvent event, Instant now) {
    switch (event) {
      case ConnectorEvent.Queued queued -> queued.entries().forEach(entry -> queue.add(entry, now));
      case ConnectorEvent.Withdraw withdraw -> withdraw.entries().forEach(queue::remove);
      case ConnectorEvent.Opened opened -> opened(opened);
      case ConnectorEvent.AcceptedInbound inbound -> acceptedInbound(inbound, now);
      case ConnectorEvent.OpenFailed failed -> openFailed(failed, now);
      case ConnectorEvent.Transferred done ->
        withLink(done.association(), "transfer confirmed", this::transferred);
      case ConnectorEvent.TransferFailed failed -> withLink(failed.association(), "transfer failed",
          link -> transferFailed(link, failed, now));
      case ConnectorEvent.Receiving receiving -> withLink(receiving.association(), "receiving",
          link -> receiving(link, receiving.underWay()));
      case ConnectorEvent.TurnReceived turn -> withLink(turn.association(), "turn received", link -> {
        link.turnHere = true;
        link.turnAsked = false;
      });
      case ConnectorEvent.TurnWanted wanted -> withLink(wanted.association(), "turn wanted", link -> {
        link.peerWants = wanted.priority();
        link.sentSincePeerWants = 0;
      });
      case ConnectorEvent.Closed closed -> withLink(closed.association(), "closed", link -> {
        drop(link, now);
        journal.closed(config, link.id, closed.reason());
      });
      case ConnectorEvent.Lost lost ->
        withLink(lost.association(), "lost", link -> lost(link, lost.failure(), now));
      case ConnectorEvent.TimerExpired expired -> timerExpired(expired.timer(), now);
      case ConnectorEvent.SignOfLife sign -> signOfLife(sign.what(), now);
      case ConnectorEvent.RetryNow retryNow -> {
        queue.release();
        signOfLife("an operator asked for it", now);
      }
      case ConnectorEvent.Reconfigured changed -> reconfigured(changed.config(), now);
      case ConnectorEvent.Stop stop -> {
        stopped = true;
        endHold();
        stopProbing();
      }
    }
  }

  /** An event for an association that is gone is logged and dropped (law 2). */
  private void withLink(long association, String what, Consumer<Link> reaction) {
    Link link = links.get(association);
    if (link == null) {
      journal.unknownAssociation(config, association, what);
    } else {
      reaction.accept(link);
    }
  }

  private void opened(ConnectorEvent.Opened event) {
    withLink(event.association(), "opened", link -> {
      link.open(event.twoWay(), event.turnHere());
      retry.opened();
      out.add(new ConnectorAction.StopTimer(ConnectorTimer.OPEN_RETRY));
      stopProbing();
      setAvailable(true);
    });
  }

  private void acceptedInbound(ConnectorEvent.AcceptedInbound event, Instant now) {
    Link link = new Link(event.association(), false, Phase.OPEN, now);
    link.open(event.twoWay(), event.turnHere());
    links.put(link.id, link);
    signOfLife("the peer has opened an association", now);
    setAvailable(true);
  }

  private void openFailed(ConnectorEvent.OpenFailed event, Instant now) {
    withLink(event.association(), "open failed", link -> {
      drop(link, now);
      journal.openFailed(config, event.failure());
      hold(event.failure(), now);
    });
  }

  private void lost(Link link, Failure failure, Instant now) {
    int returned = link.claim == null ? 0 : 1;
    drop(link, now);
    journal.lost(config, link.id, failure, returned, links.isEmpty(), queue.size());
    if (link.initiator && !stopped && !link.isProven(now)) {
      // It achieved nothing: opening the next one at once could go on like this for ever.
      hold(failure, now);
    }
  }

  /** Ends an association here, however it ended: its claim, its turn and its timers go in one step (law 2). */
  private void drop(Link link, Instant now) {
    links.remove(link.id);
    stopTimers(link);
    if (link.claim != null) {
      queue.giveBack(link.claim, now);
      link.claim = null;
    }
  }

  private void hold(Failure failure, Instant now) {
    Duration interval = config.override().retry().openInterval();
    int maximum = config.override().retry().maximumOpenRetries();
    boolean another = links.values().stream().anyMatch(link -> link.phase == Phase.OPEN && link.sends);
    retry.failed(failure, now, interval);
    out.add(new ConnectorAction.StartTimer(ConnectorTimer.OPEN_RETRY, interval));
    if (another) {
      retry.countAnew();
      return;
    }
    setAvailable(false);
    if (retry.attempts() >= maximum) {
      List<QueueEntry> returned = queue.takeAll();
      returned
          .forEach(entry -> out.add(new ConnectorAction.Return(entry, ReturnReason.OPEN_RETRIES_EXHAUSTED)));
      journal.returned(config, retry.attempts(), returned.size());
      retry.countAnew();
    }
    journal.openRetry(config, retry.attempts() + 1, interval);
    if (config.eagerRecovery() && retry.networkFailed() && !probing) {
      probing = true;
      out.add(new ConnectorAction.StartTimer(ConnectorTimer.PROBE, PROBE_INTERVAL));
    }
  }

  private void signOfLife(String what, Instant now) {
    if (!retry.isHolding()) {
      return;
    }
    journal.signOfLife(config, what);
    stopProbing();
    Duration wait = retry.shorten(now);
    if (wait.isZero()) {
      out.add(new ConnectorAction.StopTimer(ConnectorTimer.OPEN_RETRY));
    } else {
      out.add(new ConnectorAction.StartTimer(ConnectorTimer.OPEN_RETRY, wait));
    }
  }

  private void reconfigured(ConnectorConfig newConfig, Instant now) {
    config = newConfig;
    stopped = false;
    links.values().forEach(link -> link.outdated = true);
    signOfLife("its configuration has changed", now);
  }

  private void transferred(Link link) {
    if (link.claim == null) {
      journal.unknownAssociation(config, link.id, "transfer confirmed without a transfer");
      return;
    }
    link.claim = null;
    link.transferred++;
    link.sentSincePeerWants++;
    out.add(new ConnectorAction.StopTimer(new ConnectorTimer(ConnectorTimer.Kind.TRANSFER, link.id)));
  }

  private void transferFailed(Link link, ConnectorEvent.TransferFailed failed, Instant now) {
    Claim claim = link.claim;
    if (claim == null) {
      journal.unknownAssociation(config, link.id, "transfer failed without a transfer");
      return;
    }
    link.claim = null;
    link.sentSincePeerWants++;
    out.add(new ConnectorAction.StopTimer(new ConnectorTimer(ConnectorTimer.Kind.TRANSFER, link.id)));
    QueueEntry entry = claim.entry();
    if (failed.problem() != TransferProblem.REFUSED) {
      out.add(new ConnectorAction.Return(entry, failed.problem() == TransferProblem.TOO_SLOW
          ? ReturnReason.TRANSFER_TOO_SLOW
          : ReturnReason.TRANSFER_IMPOSSIBLE));
      return;
    }
    int attempts = entry.attempts() + 1;
    if (attempts > config.override().retry().maximumTransferRetries()) {
      out.add(new ConnectorAction.Return(entry, ReturnReason.TRANSFER_RETRIES_EXHAUSTED));
      return;
    }
    Duration interval = config.override().retry().transferInterval();
    Instant notBefore = now.plus(interval);
    out.add(new ConnectorAction.RecordAttempt(entry, attempts, notBefore));
    queue.add(entry.attempted(attempts, notBefore), now);
    journal.transferFailed(config, entry, attempts, failed.reason(), interval);
  }

  private void receiving(Link link, boolean underWay) {
    link.receiving = underWay;
    stopIdleTimer(link);
  }

  private void timerExpired(ConnectorTimer timer, Instant now) {
    switch (timer.kind()) {
      case OPEN_RETRY -> retry.holdEnds();
      case WAKE -> wakeAt = null;
      case PROBE -> {
        if (retry.isHolding() && config.eagerRecovery() && hasReasonToOpen(now)) {
          out.add(new ConnectorAction.Probe());
        }
        out.add(new ConnectorAction.StartTimer(ConnectorTimer.PROBE, PROBE_INTERVAL));
      }
      case IDLE -> {
        Link link = links.get(timer.association());
        if (link != null && link.idleTimerRuns) {
          link.idleTimerRuns = false;
          idleTooLong(link);
        }
      }
      case TRANSFER -> {
        Link link = links.get(timer.association());
        if (link != null && link.claim != null) {
          out.add(new ConnectorAction.StopTransfer(link.id));
        }
      }
    }
  }

  private void idleTooLong(Link link) {
    if (!link.isFree()) {
      return;
    }
    if (!link.mayClose() || link.closeWanted) {
      abort(link, "idle for too long");
    } else {
      link.closeWanted = true;
    }
  }

  private void abort(Link link, String reason) {
    link.phase = Phase.CLOSING;
    stopTimers(link);
    out.add(new ConnectorAction.Abort(link.id, reason));
  }

  /** Looks at everything anew: what expired, who can transfer, whether an association is missing or not needed. */
  private void dispatch(Instant now) {
    queue.takeExpired(now).forEach(entry -> {
      journal.expired(config, entry);
      out.add(new ConnectorAction.Return(entry, ReturnReason.EXPIRED));
    });
    for (Link link : List.copyOf(links.values())) {
      useTurn(link, now);
    }
    int ready = queue.readyCount(now);
    if (ready > 0) {
      askForTurn(now);
    }
    openMissing(ready, now);
    for (Link link : links.values()) {
      watchIdle(link);
    }
    wakeFor(now);
  }

  private void useTurn(Link link, Instant now) {
    if (link.phase != Phase.OPEN || !link.turnHere || link.claim != null) {
      return;
    }
    if (stopped || link.outdated || link.closeWanted && queue.readyCount(now) == 0) {
      if (link.mayClose()) {
        link.phase = Phase.CLOSING;
        stopTimers(link);
        out.add(new ConnectorAction.Close(link.id));
        return;
      }
    }
    if (link.peerWants >= 0 && mustGiveTurn(link, now)) {
      link.peerWants = -1;
      link.turnHere = false;
      out.add(new ConnectorAction.GiveTurn(link.id));
      return;
    }
    Claim claim = stopped || !link.sends ? null : queue.claim(now);
    if (claim == null) {
      return;
    }
    link.claim = claim;
    link.closeWanted = false;
    stopIdleTimer(link);
    out.add(new ConnectorAction.Assign(link.id, claim.entry()));
    out.add(new ConnectorAction.StartTimer(new ConnectorTimer(ConnectorTimer.Kind.TRANSFER, link.id),
        transferBound(claim.entry())));
  }

  private boolean mustGiveTurn(Link link, Instant now) {
    QueueEntry next = queue.peek(now);
    return next == null || link.sentSincePeerWants >= SENDS_BEFORE_TURN_IS_GIVEN
        || turnPriority(next) >= link.peerWants
            && link.peerWants != PRIORITY_TO_CLOSE;
  }

  /** 4 urgent, 6 normal, 7 non-urgent, as the P3 operations have it; reports and probes 5. */
  private static int turnPriority(QueueEntry entry) {
    return switch (entry.kind()) {
      case PROBE, REPORT -> 5;
      case MESSAGE -> entry.rank() == 0 ? 4 : 5 + entry.rank();
    };
  }

  private Duration transferBound(QueueEntry entry) {
    long kilooctets = Math.max(1, (entry.octets() + 1023) / 1024);
    return config.override().transferTimeout().ofRank(entry.rank()).multipliedBy(kilooctets);
  }

  private void askForTurn(Instant now) {
    QueueEntry next = queue.peek(now);
    for (Link link : links.values()) {
      boolean canAsk = link.phase == Phase.OPEN && link.twoWay && !link.turnHere && !link.turnAsked;
      if (canAsk && next != null && !stopped) {
        link.turnAsked = true;
        out.add(new ConnectorAction.PleaseTurn(link.id, turnPriority(next)));
        return;
      }
    }
  }

  private void openMissing(int ready, Instant now) {
    int usable = 0;
    for (Link link : links.values()) {
      if (link.sends && link.phase != Phase.CLOSING) {
        usable++;
      }
    }
    int wanted = ready == 0
        ? config.permanent() ? 1 : 0
        : 1 + (ready - 1) / config.override().association().threshold();
    if (usable >= wanted || !mayOpen()) {
      return;
    }
    if (links.size() >= config.maximumAssociations()) {
      if (usable == 0) {
        journal.limitReached(config);
      }
      return;
    }
    while (usable < wanted && links.size() < config.maximumAssociations()) {
      long id = associationNumbers.getAsLong();
      links.put(id, new Link(id, true, Phase.OPENING, now));
      retry.attempting(now);
      out.add(new ConnectorAction.Open(id));
      usable++;
    }
  }

  private boolean mayOpen() {
    return !stopped && !retry.isHolding() && config.activation() == Activation.ALWAYS
        && !config.host().isEmpty();
  }

  private boolean hasReasonToOpen(Instant now) {
    return config.permanent() || queue.readyCount(now) > 0;
  }

  /** An association that is free has its idle time bounded; a permanent one has not, TCP keep-alive watches it. */
  private void watchIdle(Link link) {
    if (link.isFree() && link.closeWanted && !link.turnHere && !link.turnAsked && link.twoWay) {
      link.turnAsked = true;
      out.add(new ConnectorAction.PleaseTurn(link.id, PRIORITY_TO_CLOSE));
    }
    if (!link.isFree() || link.idleTimerRuns || config.permanent() && !link.closeWanted) {
      return;
    }
    link.idleTimerRuns = true;
    Duration bound = link.closeWanted || stopped
        ? config.override().association().disconnect()
        : link.mayClose() ? config.override().association().lifetime() : config.override().bounds().idle();
    out.add(new ConnectorAction.StartTimer(new ConnectorTimer(ConnectorTimer.Kind.IDLE, link.id), bound));
  }

  private void wakeFor(Instant now) {
    Instant next = queue.nextWake();
    if (next == null) {
      if (wakeAt != null) {
        wakeAt = null;
        out.add(new ConnectorAction.StopTimer(ConnectorTimer.WAKE));
      }
    } else if (!next.equals(wakeAt)) {
      wakeAt = next;
      out.add(new ConnectorAction.StartTimer(ConnectorTimer.WAKE, Duration.between(now, next)));
    }
  }

  private void stopTimers(Link link) {
    stopIdleTimer(link);
    if (link.claim != null) {
      out.add(new ConnectorAction.StopTimer(new ConnectorTimer(ConnectorTimer.Kind.TRANSFER, link.id)));
    }
  }

  private void stopIdleTimer(Link link) {
    if (link.idleTimerRuns) {
      link.idleTimerRuns = false;
      out.add(new ConnectorAction.StopTimer(new ConnectorTimer(ConnectorTimer.Kind.IDLE, link.id)));
    }
  }

  private void endHold() {
    if (retry.isHolding()) {
      retry.holdEnds();
      out.add(new ConnectorAction.StopTimer(ConnectorTimer.OPEN_RETRY));
    }
  }

  private void stopProbing() {
    if (probing) {
      probing = false;
      out.add(new ConnectorAction.StopTimer(ConnectorTimer.PROBE));
    }
  }

  private void setAvailable(boolean nowAvailable) {
    if (available != nowAvailable) {
      available = nowAvailable;
      out.add(new ConnectorAction.Availability(nowAvailable));
    }
  }

  /** What an operator sees of this connector. */
  public ConnectorView view(Instant now) {
    return ConnectorView.of(config, queue, links.values(), retry, available, now);
  }

  /** Everything that waits, in the order it would be transferred; what associations have claimed is not among it. */
  public List<QueueEntry> waiting() {
    return queue.entries();
  }

  /** Whether nothing is open and nothing is being opened. */
  public boolean isQuiet() {
    return links.isEmpty();
  }
}
