package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.angarium.mta.association.ConnectorQueue.Claim;
import org.angarium.mta.association.Link.Phase;
import org.angarium.mta.config.Activation;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;

/**
 * Everything one connector decides: how many associations to open and when, who transfers what, what a lost association means, when to
 * try again. Pure: no clock, thread, socket or disk; the same code runs live and in the simulator.
 *
 * <p>After every event the whole situation is looked at anew ({@link #dispatch}), so that no decision hangs on an event that was
 * missed.
 */
public class ConnectorMachine {
  /** No timer runs longer, so that no wait depends on one that was set long ago. */
  private static final Duration LONGEST_SLEEP = Duration.ofDays(1);
  private static final Failure TURN_NOT_GIVEN = new Failure(Layer.RTSE, Failure.Kind.TIMEOUT, -1, false,
      "the peer did not give the turn");
  private static final Failure CLOSED_UNUSED = new Failure(Layer.RTSE, Failure.Kind.ABORTED, -1, true,
      "the peer closed the association before it was of use");

  /** How long an entry is kept for an open association on which its transfer can go on, at most. */
  private static final Duration KEPT_FOR_RESUMPTION = Duration.ofSeconds(10);

  private final ConnectorQueue queue = new ConnectorQueue();
  private final Map<Long, Link> links = new LinkedHashMap<>();
  private final ConnectorJournal journal;
  private final RunningTimers timers;
  private final Recovery recovery;
  private final Resumptions resumptions = new Resumptions();
  /** Entries whose transfer an earlier run has begun, until they are queued. */
  private final Set<Long> cutBefore = new HashSet<>();
  private final Transfers transfers;
  private final OpeningHours hours = new OpeningHours();
  private ConnectorConfig config;
  private final LongSupplier associationNumbers;
  private Demand demand;
  /** Mail waits, but associations on which it cannot leave have taken all places. */
  private boolean crowded;
  private @Nullable Instant wakeAt;
  private Instant lastEvent = Instant.MIN;
  private List<ConnectorAction> out = new ArrayList<>();

  /** Makes the machine of a connector. */
  @FunctionalInterface
  public interface Maker {
    /** See {@link ConnectorMachine#ConnectorMachine}. */
    ConnectorMachine machine(ConnectorConfig config, LongSupplier associationNumbers);
  }

  /** @param associationNumbers numbers for the associations it opens, never one given before */
  public ConnectorMachine(ConnectorConfig config, LongSupplier associationNumbers) {
    this.config = config;
    this.associationNumbers = associationNumbers;
    this.journal = new ConnectorJournal(event -> out.add(new ConnectorAction.Log(event)));
    this.timers = new RunningTimers(action -> out.add(action));
    this.demand = new Demand(config, queue, false);
    this.transfers = new Transfers(queue, timers, journal, action -> out.add(action), resumptions);
    this.recovery = new Recovery(queue, timers, journal, action -> out.add(action));
  }

  public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
    out = new ArrayList<>();
    if (now.isBefore(lastEvent)) {
      // Waits are as long as they were: they do not grow because somebody has set the clock back.
      Duration by = Duration.between(now, lastEvent);
      queue.clockSetBack(by, now);
      recovery.retry().clockSetBack(by);
      resumptions.clockSetBack(by);
      links.values().forEach(link -> link.clockSetBack(by));
    }
    lastEvent = now;
    react(event, now);
    dispatch(now);
    return out;
  }

  private void react(ConnectorEvent event, Instant now) {
    switch (event) {
      case ConnectorEvent.Queued queued -> queued.entries().forEach(entry -> queued(entry, now));
      case ConnectorEvent.Withdraw withdraw -> queue.withdraw(withdraw.entries());
      case ConnectorEvent.Opened opened ->
        withLink(opened.association(), "opened", link -> opened(link, opened, now));
      case ConnectorEvent.AcceptedInbound inbound -> acceptedInbound(inbound, now);
      case ConnectorEvent.OpenFailed failed -> withLink(failed.association(), "open failed",
          link -> openFailed(link, failed.failure(), now));
      case ConnectorEvent.Transferred done ->
        withLink(done.association(), "transfer confirmed", link -> {
          if (transfers.confirmed(config, link)) {
            recovery.retry().proven();
          }
        });
      case ConnectorEvent.TransferFailed failed -> withLink(failed.association(), "transfer failed",
          link -> transfers.failed(config, link, failed, now));
      case ConnectorEvent.Receiving receiving -> withLink(receiving.association(), "receiving",
          link -> receiving(link, receiving.underWay()));
      case ConnectorEvent.TurnReceived turn -> withLink(turn.association(), "turn received", link -> {
        timers.stop(ConnectorTimer.turn(link));
        link.turnReceived();
      });
      case ConnectorEvent.TurnWanted wanted ->
        withLink(wanted.association(), "turn wanted", link -> link.turnWanted(wanted.priority()));
      case ConnectorEvent.Closed closed ->
        withLink(closed.association(), "closed", link -> closed(link, closed.reason(), now));
      case ConnectorEvent.Lost lost ->
        withLink(lost.association(), "lost", link -> lost(link, lost, now));
      case ConnectorEvent.CutBefore cut -> {
        resumptions.cut(cut.entry(), cut.resumeAt(), cut.ours(), true, new RecoveryTime(now, cut.until()));
        cutBefore.add(cut.entry());
      }
      case ConnectorEvent.ReceptionCutBefore cut ->
        resumptions.receptionCut(cut.connection(), new RecoveryTime(now, cut.until()));
      case ConnectorEvent.TimerExpired expired -> timerExpired(expired.timer(), now);
      case ConnectorEvent.SignOfLife sign -> recovery.signOfLife(config, sign.what(), now);
      case ConnectorEvent.RetryNow retryNow -> {
        queue.release(now);
        links.values().forEach(link -> link.prefersFrom = null);
        recovery.signOfLife(config, "an operator asked for it", now);
      }
      case ConnectorEvent.Reconfigured changed -> reconfigured(changed.config(), now);
      case ConnectorEvent.Stop stop -> {
        demand = new Demand(config, queue, true);
        recovery.endHold();
        List.copyOf(links.values()).forEach(this::endWhenFree);
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

  /** An entry that an association has claimed is ours already. */
  private void queued(QueueEntry entry, Instant now) {
    boolean claimed = links.values().stream()
        .anyMatch(link -> link.claim != null && link.claim.entry().id() == entry.id());
    if (!claimed) {
      queue.add(heldNoLonger(entry, now), now);
      if (cutBefore.remove(entry.id())) {
        keepForRecovery(entry.id(), now);
      }
    }
  }

  private void keepForRecovery(long entry, Instant now) {
    Instant until = resumptions.keptAfterLoss(entry, demand.callsPeer(now), now);
    if (until != null) {
      queue.hold(entry, until, now);
    }
  }

  /** What was recorded by a clock that went ahead holds an entry no longer than any interval we know. */
  private QueueEntry heldNoLonger(QueueEntry entry, Instant now) {
    Duration transferInterval = config.override().retry().transferInterval();
    Duration openInterval = config.override().retry().openInterval();
    Instant latest = now.plus(transferInterval.compareTo(openInterval) > 0 ? transferInterval : openInterval);
    return entry.notBefore().isAfter(latest) ? entry.attempted(entry.attempts(), latest) : entry;
  }

  private void opened(Link link, ConnectorEvent.Opened event, Instant now) {
    if (link.phase != Phase.OPENING) {
      // It was given up while the peer's answer was under way; its end is still to come.
      return;
    }
    link.open(event.twoWay(), event.turnHere());
    hours.called();
    recovery.opened(link.sends);
    continued(link, now);
  }

  /** What goes on on an association that has just been opened. */
  private void continued(Link link, Instant now) {
    if (link.recovers == null) {
      boolean weCall = demand.callsPeer(now) && links.size() < config.maximumAssociations();
      resumptions.keptWithAWay(!link.initiator, weCall, now)
          .forEach((entry, until) -> queue.hold(entry, until, now));
    } else if (!link.mustEnd) {
      recovered(link, link.recovers, now);
    }
  }

  private void recovered(Link link, SessionConnectionReference connection, Instant now) {
    journal.recovered(config, link);
    keepNoLonger(connection, now);
    Resumptions.Pending pending = resumptions.recovered(connection, !link.initiator, now);
    if (pending != null) {
      link.prefer(pending.entry(), pending.from());
      Instant from = pending.from().isAfter(now) ? pending.from() : now;
      queue.hold(pending.entry(), from.plus(KEPT_FOR_RESUMPTION), now);
    }
  }

  /** Nothing else gets what is to go on on the association that is being recovered. */
  private void keepWhileRecovering(SessionConnectionReference connection, Instant now) {
    resumptions.keptWhileRecovering(connection).forEach((entry, until) -> queue.hold(entry, until, now));
  }

  private void keepNoLonger(SessionConnectionReference connection, Instant now) {
    resumptions.keptWhileRecovering(connection).forEach((entry, until) -> {
      queue.unhold(entry, until, now);
      Instant kept = resumptions.keptUntil(entry);
      if (kept != null) {
        queue.hold(entry, kept, now);
      }
    });
  }

  private void acceptedInbound(ConnectorEvent.AcceptedInbound event, Instant now) {
    Link link = new Link(event.association(), false, Phase.OPEN, now);
    link.open(event.twoWay(), event.turnHere());
    link.recovers = event.recovers();
    link.mustEnd = demand.stopped() || config.activation() == Activation.NEVER;
    links.put(link.id, link);
    continued(link, now);
    recovery.signOfLife(config, "the peer has opened an association", now);
    if (link.sends) {
      recovery.reachedByPeer();
    }
  }

  private void openFailed(Link link, Failure failure, Instant now) {
    boolean givenUp = link.phase == Phase.CLOSING;
    drop(link, now);
    if (link.recovers != null && givenUp) {
      notRecovered(link.recovers, now);
    } else if (link.recovers != null && recoveryRefused(link.recovers, failure, now)) {
      return;
    }
    if (!givenUp) {
      journal.openFailed(config, failure);
      hold(failure, now);
    }
  }

  /** Answers whether the peer is there but does not know the lost association: then a new one is opened, with nothing to wait for. */
  private boolean recoveryRefused(SessionConnectionReference connection, Failure failure, Instant now) {
    boolean answered = switch (failure.kind()) {
      case REFUSED_TRANSIENT, REFUSED_PERMANENT, PROTOCOL_ERROR, ABORTED -> true;
      case UNREACHABLE, CONNECTION_LOST, TIMEOUT -> false;
    };
    if (answered) {
      journal.recoveryRefused(config, failure);
      recovery.retry().answered();
      resumptions.refused(connection).forEach(entry -> queue.unhold(entry, now));
    } else {
      notRecovered(connection, now);
    }
    return answered;
  }

  /** The attempt came to nothing, whatever the peer would have said. */
  private void notRecovered(SessionConnectionReference connection, Instant now) {
    keepNoLonger(connection, now);
    resumptions.notReached(connection);
  }

  private void closed(Link link, String reason, Instant now) {
    boolean unused = link.initiator && link.phase == Phase.OPEN && !link.isUsed();
    drop(link, now);
    journal.closed(config, link.id, reason);
    if (unused) {
      hold(CLOSED_UNUSED, now);
    }
  }

  private void lost(Link link, ConnectorEvent.Lost event, Instant now) {
    Claim claim = link.claim;
    Failure failure = event.failure();
    Duration timeout = config.override().rts().recoveryTimeout();
    if (event.suspended() != null && link.initiator) {
      resumptions.receptionCut(event.suspended(), new RecoveryTime(now, now.plus(timeout)));
    }
    boolean endedByUs = link.phase == Phase.CLOSING;
    if (claim != null && event.resumeAt() != null) {
      link.advanced = Resumptions.isWorthWaitingFor(event.resumeAt())
          && event.resumeAt().octets() > claim.reached();
      link.claim = claim.reaching(event.resumeAt().octets());
    }
    drop(link, now);
    if (claim != null && event.resumeAt() != null) {
      resumptions.cut(claim.entry().id(), event.resumeAt(), link.initiator, link.advanced,
          Resumptions.Resumed.time(link.resumed, event.resumeAt(), timeout, now));
      keepForRecovery(claim.entry().id(), now);
    }
    journal.lost(config, link.id, failure, claim == null ? 0 : 1, links.isEmpty(), queue.size());
    if (!endedByUs) {
      afterLoss(link, claim, failure, now);
    }
  }

  /**
   * Whether the next association may be opened at once. Where this one achieved nothing, that could go on for ever: then something has to
   * wait, the entry under which associations keep getting lost or else the connector.
   */
  private void afterLoss(Link link, @Nullable Claim claim, Failure failure, Instant now) {
    if (link.advanced) {
      recovery.retry().proven();
    }
    if (!link.initiator || link.isUsed()) {
      return;
    }
    if (link.phase != Phase.OPENING && link.isOlderThanProof(now)) {
      if (failure.kind() != Failure.Kind.TIMEOUT) {
        recovery.retry().proven();
        return;
      }
      if (recovery.retry().attempts() == 0) {
        recovery.fellSilent(config, failure, now);
        return;
      }
    }
    if (claim != null && claim.isSuspect()) {
      queue.delay(claim, now.plus(config.override().retry().openInterval()), now);
    } else {
      hold(failure, now);
    }
  }

  /** Ends an association here, however it ended: its claim, its turn and its timers go in one step (law 2). */
  private void drop(Link link, Instant now) {
    links.remove(link.id);
    resumptions.gone(link);
    timers.stopAll(link);
    if (link.claim != null && link.advanced) {
      queue.putBack(link.claim, now);
    } else if (link.claim != null) {
      queue.giveBack(link.claim, now);
    }
    link.claim = null;
  }

  private void hold(Failure failure, Instant now) {
    if (demand.callsPeer(now)) {
      boolean another = links.values().stream()
          .anyMatch(link -> link.phase == Phase.OPEN && demand.isServedBy(link));
      recovery.failed(config, failure, another, resumptions.haste(queue::contains, now), now);
    }
  }

  private void reconfigured(ConnectorConfig newConfig, Instant now) {
    config = newConfig;
    resumptions.believe();
    demand = new Demand(config, queue, false);
    for (Link link : List.copyOf(links.values())) {
      // What the peer has opened does not depend on our values for opening, and only the peer can replace it.
      if (link.initiator || config.activation() == Activation.NEVER) {
        endWhenFree(link);
      }
    }
    recovery.signOfLife(config, "its configuration has changed", now);
    if (!demand.callsPeer(now)) {
      recovery.callsNoMore();
    }
  }

  private void endWhenFree(Link link) {
    link.mustEnd = true;
    timers.stop(ConnectorTimer.idle(link));
    if (link.phase == Phase.OPENING) {
      abort(link, "no longer wanted");
    }
  }

  private void receiving(Link link, boolean underWay) {
    link.receiving = underWay;
    link.received = true;
    link.closeWanted = false;
    timers.stop(ConnectorTimer.idle(link));
    recovery.retry().proven();
    if (!link.turnOverdue || link.phase != Phase.OPEN) {
      return;
    }
    if (!underWay) {
      timers.start(ConnectorTimer.turn(link), turnBound(link));
    } else if (link.mustEnd) {
      abort(link, "the peer goes on sending instead of giving the turn");
    }
  }

  private void timerExpired(ConnectorTimer timer, Instant now) {
    if (!timers.expired(timer)) {
      return;
    }
    switch (timer.kind()) {
      case OPEN_RETRY -> recovery.retry().holdEnds();
      case WAKE -> wakeAt = null;
      case PROBE -> out.add(new ConnectorAction.Probe());
      case IDLE, TURN, TRANSFER -> {
        Link link = links.get(timer.association());
        if (link != null) {
          waitedTooLong(link, timer.kind(), now);
        }
      }
    }
  }

  private void waitedTooLong(Link link, ConnectorTimer.Kind what, Instant now) {
    if (what == ConnectorTimer.Kind.TRANSFER) {
      if (!transfers.stop(config, link)) {
        abort(link, "the transfer could not be stopped");
      }
    } else if (what == ConnectorTimer.Kind.TURN) {
      turnNotGiven(link, now);
    } else if (link.mayClose()) {
      link.closeWanted = true;
    } else if (!crowded || demand.isServedBy(link)) {
      abort(link, "idle for too long");
    }
  }

  /** Neither side can send on an association whose turn is nowhere (Q166594); one on which the peer sends is alive, but no use to us. */
  private void turnNotGiven(Link link, Instant now) {
    if (link.receiving) {
      link.turnOverdue = true;
      return;
    }
    boolean forMail = !link.closeWanted && !link.mustEnd;
    abort(link, TURN_NOT_GIVEN.text());
    if (forMail) {
      afterLoss(link, null, TURN_NOT_GIVEN, now);
    }
  }

  private void abort(Link link, String reason) {
    link.phase = Phase.CLOSING;
    timers.stopAll(link);
    out.add(new ConnectorAction.Abort(link.id, reason));
  }

  private void close(Link link) {
    link.phase = Phase.CLOSING;
    timers.stopAll(link);
    out.add(new ConnectorAction.Close(link.id));
  }

  /** Looks at everything anew: what expired, who can transfer, whether an association is missing or not needed. */
  private void dispatch(Instant now) {
    transfers.returnExpired(config, now);
    watchHours(now);
    links.values().forEach(link -> useTurn(link, now));
    int wanted = demand.associations(recovery.isAvailable(), hours.isCallDue(), now);
    askForTurn(now);
    openMissing(wanted, now);
    letUrgentPass(now);
    links.values().forEach(link -> watch(link, now));
    recovery.probe(config, wanted > 0 && demand.callsPeer(now));
    wakeFor(now);
  }

  /** At the end of a selected time what is under way may finish; what the peer has opened is the peer's affair. */
  private void watchHours(Instant now) {
    if (!hours.haveChanged(config, now)) {
      return;
    }
    if (!hours.areOpen()) {
      recovery.endHold();
      links.values().stream().filter(link -> link.initiator).toList().forEach(this::endWhenFree);
    }
    out.add(new ConnectorAction.Scheduled(hours.areOpen()));
  }

  private void useTurn(Link link, Instant now) {
    if (link.phase != Phase.OPEN || !link.turnHere || link.claim != null) {
      return;
    }
    if (link.mustEnd && link.mayClose()) {
      close(link);
      return;
    }
    QueueEntry next = link.mustEnd || !link.sends ? null : transfers.next(link, now);
    if (link.peerWants >= 0 && TurnPolicy.mustGive(link, next)) {
      link.turnGiven();
      out.add(new ConnectorAction.GiveTurn(link.id));
    } else if (next != null) {
      transfers.assign(config, link, now);
    } else if (link.closeWanted) {
      close(link);
    }
  }

  /** Lets what is more urgent pass a long transfer when every association that could take it is busy and no other is to be opened. */
  private void letUrgentPass(Instant now) {
    QueueEntry next = queue.peek(now);
    List<Link> serving = links.values().stream().filter(demand::isServedBy).toList();
    if (next == null || serving.stream().anyMatch(link -> link.phase == Phase.OPENING || link.claim == null
        || link.interrupting)) {
      return;
    }
    serving.stream().filter(link -> transfers.yieldsTo(link, next))
        .max(Comparator.comparingInt(link -> link.claim == null ? 0 : link.claim.entry().rank()))
        .ifPresent(transfers::interrupt);
  }

  /** Asks for as many turns as there are associations wanted for what waits, not for every turn there is. */
  private void askForTurn(Instant now) {
    for (Link link : links.values()) {
      QueueEntry preferred = transfers.waitingFor(link, now);
      if (preferred != null && link.lacksTurn() && demand.isServedBy(link)) {
        pleaseTurn(link, TurnPolicy.priority(preferred));
      }
    }
    QueueEntry next = queue.peek(now);
    if (next == null) {
      return;
    }
    int missing = demand.forMail(now);
    for (Link link : links.values()) {
      if (demand.isServedBy(link) && link.turnAsked) {
        missing--;
      }
    }
    for (Link link : links.values()) {
      if (missing > 0 && link.lacksTurn() && demand.isServedBy(link)) {
        missing--;
        pleaseTurn(link, TurnPolicy.priority(next));
      }
    }
  }

  private void pleaseTurn(Link link, int priority) {
    link.turnAsked = true;
    timers.stop(ConnectorTimer.idle(link));
    out.add(new ConnectorAction.PleaseTurn(link.id, priority));
    timers.start(ConnectorTimer.turn(link), turnBound(link));
  }

  private Duration turnBound(Link link) {
    return link.closeWanted || link.mustEnd
        ? config.override().association().disconnect()
        : config.override().bounds().answer();
  }

  private void openMissing(int wanted, Instant now) {
    int usable = 0;
    boolean reached = false;
    for (Link link : links.values()) {
      if (demand.isServedBy(link)) {
        usable++;
        reached |= link.phase == Phase.OPEN;
      }
    }
    boolean toRecover = resumptions.isDue(queue::contains, now);
    // One that is recovered comes in place of the lost one, whatever else is open.
    int due = toRecover ? Math.max(wanted, usable + 1) : wanted;
    boolean held = recovery.retry().isHolding() && !(usable == 0 && recovery.retry().holdsOnlyFurther());
    if (usable >= due || held || !demand.callsPeer(now)) {
      crowded = false;
      return;
    }
    int places = config.maximumAssociations() - links.size();
    noteCrowding(usable == 0 && wanted > 0 && places <= 0);
    // Until the peer has answered one attempt, it is not bothered with a second.
    int most = reached ? due - usable : 1 - usable;
    for (int missing = Math.min(most, places); missing > 0; missing--) {
      if (!reached && !recovery.keepsSpacing(now)) {
        return;
      }
      open(now);
    }
  }

  private void open(Instant now) {
    recovery.endHold();
    recovery.retry().attempting(now);
    long id = associationNumbers.getAsLong();
    Link link = new Link(id, true, Phase.OPENING, now);
    link.recovers = resumptions.nextToRecover(queue::contains, now);
    links.put(id, link);
    if (link.recovers != null) {
      journal.recovering(config);
      keepWhileRecovering(link.recovers, now);
    }
    out.add(new ConnectorAction.Open(id, link.recovers));
  }

  private void noteCrowding(boolean nowCrowded) {
    if (nowCrowded && !crowded) {
      journal.limitReached(config);
      links.values().forEach(link -> timers.stop(ConnectorTimer.idle(link)));
    }
    crowded = nowCrowded;
  }

  /** Ends what is not wanted and bounds every wait. */
  private void watch(Link link, Instant now) {
    if (!link.isFree()) {
      return;
    }
    boolean closing = link.closeWanted || link.mustEnd;
    if (link.mustEnd && !link.mayClose()) {
      abort(link, "no longer wanted");
    } else if (crowded && !demand.isServedBy(link) && link.isOlderThanProof(now)
        && links.values().stream().noneMatch(other -> other.phase == Phase.CLOSING)) {
      abort(link, "mail waits for its place");
    } else if (closing && link.lacksTurn()) {
      pleaseTurn(link, TurnPolicy.PRIORITY_TO_CLOSE);
    } else {
      watchIdle(link);
    }
  }

  /** The wait for a turn has its own bound. */
  private void watchIdle(Link link) {
    ConnectorTimer timer = ConnectorTimer.idle(link);
    if (timers.runs(timer) || timers.runs(ConnectorTimer.turn(link))) {
      return;
    }
    boolean inTheWay = crowded && !demand.isServedBy(link);
    if (isPermanent(link) && !inTheWay) {
      return;
    }
    Duration bound = link.mayClose()
        ? config.override().association().lifetime()
        : config.override().bounds().idle();
    timers.start(timer, inTheWay ? Link.PROVEN_AFTER : bound);
  }

  /** Of a permanent connector's, the first that we opened is kept, and what the peer keeps; TCP keep-alive watches them. */
  private boolean isPermanent(Link link) {
    return config.permanent() && (!link.initiator || links.values().stream()
        .filter(other -> other.initiator && other.phase == Phase.OPEN).findFirst().orElse(link) == link);
  }

  private void wakeFor(Instant now) {
    Instant next = earlier(queue.nextWake(), OpeningHours.nextChange(config, now));
    for (Link link : links.values()) {
      if (link.prefersFrom != null && link.prefersFrom.isAfter(now)) {
        next = earlier(next, link.prefersFrom);
      }
    }
    if (next == null) {
      wakeAt = null;
      timers.stop(ConnectorTimer.WAKE);
    } else if (!next.equals(wakeAt)) {
      wakeAt = next;
      Duration wait = Duration.between(now, next);
      timers.start(ConnectorTimer.WAKE, wait.compareTo(LONGEST_SLEEP) < 0 ? wait : LONGEST_SLEEP);
    }
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  /** What an operator sees of this connector. */
  public ConnectorView view(Instant now) {
    return ConnectorView.of(config, queue, links.values(), recovery.retry(), recovery.isAvailable(), now);
  }

  /** How many associations we are opening whose peer has not answered yet. */
  public int opening() {
    return (int) links.values().stream().filter(link -> link.phase == Phase.OPENING).count();
  }

  /** Everything that waits, in the order it would be transferred; what associations have claimed is not among it. */
  public List<QueueEntry> waiting() {
    return queue.entries();
  }

  /** Those of these entries that wait. */
  public List<QueueEntry> waiting(Collection<Long> entries) {
    return entries.stream().map(queue::find).filter(Objects::nonNull).toList();
  }

  /** What associations have claimed. */
  public List<Long> claimed() {
    return links.values().stream().map(link -> link.claim).filter(Objects::nonNull)
        .map(claim -> claim.entry().id()).toList();
  }

  /** Whether nothing is open and nothing is being opened. */
  public boolean isQuiet() {
    return links.isEmpty();
  }
}
