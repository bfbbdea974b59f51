package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.angarium.mta.association.ConnectorQueue.Claim;
import org.angarium.mta.association.Link.Phase;
import org.angarium.mta.config.Activation;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.jspecify.annotations.Nullable;

/**
 * Everything one connector decides: how many associations to open and when, who transfers what, what a lost association means, when to
 * try again. Pure: no clock, thread, socket or disk; the same code runs live and in the simulator.
 *
 * <p>After every event the whole situation is looked at anew ({@link #dispatch}), so that no decision hangs on an event that was
 * missed. Here events are told to those whom they concern; what each of them decides is theirs.
 */
public class ConnectorMachine {
  /** No timer runs longer, so that no wait depends on one that was set long ago. */
  private static final Duration LONGEST_SLEEP = Duration.ofDays(1);
  private static final Failure TURN_NOT_GIVEN = new Failure(Layer.RTSE, Failure.Kind.TIMEOUT, -1, false,
      "the peer did not give the turn");
  private static final Failure CLOSED_UNUSED = new Failure(Layer.RTSE, Failure.Kind.ABORTED, -1, true,
      "the peer closed the association before it was of use");

  private final ConnectorQueue queue = new ConnectorQueue();
  private final Resumptions resumptions = new Resumptions();
  private final OpeningHours hours = new OpeningHours();
  private final ConnectorJournal journal;
  private final RunningTimers timers;
  private final Links links;
  private final Demand demand;
  private final Interruptions interruptions;
  private final Transfers transfers;
  private final Reachability reachability;
  private final AssociationRecovery recovery;
  private final Openings openings;
  private final Turns turns;
  private final IdleWatch idle;
  private final PeerPresence presence;
  private final SilentPeer silence;
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
    Consumer<ConnectorAction> wanted = action -> out.add(action);
    journal = new ConnectorJournal(event -> wanted.accept(new ConnectorAction.Log(event)));
    timers = new RunningTimers(wanted);
    links = new Links(timers, wanted);
    demand = new Demand(config, queue, links);
    interruptions = new Interruptions(queue, wanted);
    transfers = new Transfers(queue, timers, journal, wanted, resumptions, interruptions);
    reachability = new Reachability(demand, queue, timers, journal, wanted);
    recovery = new AssociationRecovery(demand, queue, resumptions, journal);
    openings = new Openings(links, demand, reachability, recovery, associationNumbers, wanted);
    turns = new Turns(links, demand, transfers, timers, wanted);
    idle = new IdleWatch(links, demand, turns, timers, journal);
    presence = new PeerPresence(demand, links, wanted);
    silence = new SilentPeer(demand, links);
  }

  public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
    out = new ArrayList<>();
    if (now.isBefore(lastEvent)) {
      // Waits are as long as they were: they do not grow because somebody has set the clock back.
      Duration by = Duration.between(now, lastEvent);
      queue.clockSetBack(by, now);
      reachability.retry().clockSetBack(by);
      resumptions.clockSetBack(by);
      links.clockSetBack(by);
      presence.clockSetBack(by);
    }
    lastEvent = now;
    react(event, now);
    dispatch(now);
    return out;
  }

  private void react(ConnectorEvent event, Instant now) {
    switch (event) {
      case ConnectorEvent.Queued queued -> queued(queued.entries(), now);
      case ConnectorEvent.Withdraw withdraw -> queue.withdraw(withdraw.entries());
      case ConnectorEvent.Opened opened ->
        withLink(opened.association(), "opened", link -> opened(link, opened, now));
      case ConnectorEvent.AcceptedInbound inbound -> acceptedInbound(inbound, now);
      case ConnectorEvent.OpenFailed failed -> withLink(failed.association(), "open failed",
          link -> openFailed(link, failed.failure(), now));
      case ConnectorEvent.Transferred done ->
        withLink(done.association(), "transfer confirmed", link -> {
          if (transfers.confirmed(demand.config(), link)) {
            reachability.retry().proven();
            silence.proven();
          }
        });
      case ConnectorEvent.TransferFailed failed -> withLink(failed.association(), "transfer failed",
          link -> transfers.failed(demand.config(), link, failed, now));
      case ConnectorEvent.Receiving receiving -> withLink(receiving.association(), "receiving",
          link -> receiving(link, receiving.underWay()));
      case ConnectorEvent.TurnReceived turn -> withLink(turn.association(), "turn received", link -> {
        turns.received(link);
        presence.turnGiven();
      });
      case ConnectorEvent.TurnWanted wanted ->
        withLink(wanted.association(), "turn wanted", link -> link.turnWanted(wanted.priority()));
      case ConnectorEvent.Closed closed ->
        withLink(closed.association(), "closed", link -> closed(link, closed.reason(), now));
      case ConnectorEvent.Lost lost ->
        withLink(lost.association(), "lost", link -> lost(link, lost, now));
      case ConnectorEvent.CutBefore cut -> recovery.cutBefore(cut, now);
      case ConnectorEvent.ReceptionCutBefore cut -> recovery.receptionCutBefore(cut, now);
      case ConnectorEvent.TimerExpired expired -> timerExpired(expired.timer(), now);
      case ConnectorEvent.SignOfLife sign -> reachability.signOfLife(sign.what(), now);
      case ConnectorEvent.Looked looked -> looked(looked.answered(), now);
      case ConnectorEvent.Silent silent -> withLink(silent.association(), "silence",
          link -> silence.heard(link, silent.silent()));
      case ConnectorEvent.RetryNow retryNow -> {
        queue.release(now);
        links.forEach(link -> link.prefersFrom = null);
        presence.believe();
        reachability.signOfLife("an operator asked for it", now);
      }
      case ConnectorEvent.Reconfigured changed -> reconfigured(changed.config(), now);
      case ConnectorEvent.Stop stop -> {
        demand.stop();
        reachability.endHold();
        links.endWhenFree(link -> true);
      }
    }
  }

  /** An event for an association that is gone is logged and dropped (law 2). */
  private void withLink(long association, String what, Consumer<Link> reaction) {
    Link link = links.find(association);
    if (link == null) {
      journal.unknownAssociation(demand.config(), association, what);
    } else {
      reaction.accept(link);
    }
  }

  private void looked(boolean answered, Instant now) {
    silence.looked(answered);
    if (answered) {
      reachability.signOfLife(
          demand.config().host() + ":" + demand.config().port() + " accepts connections again", now);
    }
  }

  /** An entry that an association has claimed is ours already. */
  private void queued(List<QueueEntry> entries, Instant now) {
    List<Long> claimed = links.claimed();
    entries.stream().filter(entry -> !claimed.contains(entry.id())).forEach(entry -> {
      queue.add(heldNoLonger(entry, now), now);
      recovery.queued(entry.id(), now);
    });
  }

  /** What was recorded by a clock that went ahead holds an entry no longer than any interval we know. */
  private QueueEntry heldNoLonger(QueueEntry entry, Instant now) {
    Duration transferInterval = demand.config().override().retry().transferInterval();
    Duration openInterval = demand.config().override().retry().openInterval();
    Instant latest = now.plus(transferInterval.compareTo(openInterval) > 0 ? transferInterval : openInterval);
    return entry.notBefore().isAfter(latest) ? entry.attempted(entry.attempts(), latest) : entry;
  }

  private void opened(Link link, ConnectorEvent.Opened event, Instant now) {
    if (link.phase != Phase.OPENING) {
      // It was given up while the peer's answer was under way; its end is still to come.
      return;
    }
    link.open(event.twoWay(), event.turnHere(), now);
    hours.called();
    reachability.opened(link.sends);
    recovery.opened(link, now);
  }

  private void acceptedInbound(ConnectorEvent.AcceptedInbound event, Instant now) {
    Link link = new Link(event.association(), false, Phase.OPEN, now);
    link.open(event.twoWay(), event.turnHere(), now);
    link.recovers = event.recovers();
    link.mustEnd = demand.isStopped() || demand.config().activation() == Activation.NEVER;
    links.add(link);
    recovery.opened(link, now);
    reachability.openedByPeer(link.sends, now);
  }

  private void openFailed(Link link, Failure failure, Instant now) {
    boolean givenUp = link.phase == Phase.CLOSING;
    drop(link, now);
    if (recovery.refused(link, givenUp, failure, now)) {
      // A new one is opened, with nothing to wait for.
      reachability.retry().answered();
    } else if (!givenUp) {
      journal.openFailed(demand.config(), failure);
      reachability.failed(failure, recovery.haste(now), now);
    }
  }

  private void closed(Link link, String reason, Instant now) {
    boolean unused = link.initiator && link.phase == Phase.OPEN && !link.isUsed();
    drop(link, now);
    journal.closed(demand.config(), link.id, reason);
    if (unused) {
      reachability.failed(CLOSED_UNUSED, recovery.haste(now), now);
    }
  }

  private void lost(Link link, ConnectorEvent.Lost event, Instant now) {
    boolean endedByUs = link.phase == Phase.CLOSING;
    if (event.resumeAt() != null) {
      link.cutAt(event.resumeAt());
    }
    Claim claim = link.claim;
    drop(link, now);
    recovery.lost(link, claim, event, now);
    journal.lost(demand.config(), link.id, event.failure(), claim == null ? 0 : 1, links.isEmpty(),
        queue.size());
    if (!endedByUs) {
      presence.lost(now);
      reachability.lost(link, claim, event.failure(), recovery.haste(now), now);
    }
  }

  /** Ends an association here, however it ended: its claim, its turn and its timers go in one step (law 2). */
  private void drop(Link link, Instant now) {
    links.remove(link);
    resumptions.gone(link);
    timers.stopAll(link);
    if (link.claim != null && link.advanced) {
      queue.putBack(link.claim, now);
    } else if (link.claim != null) {
      queue.giveBack(link.claim, now);
    }
    link.claim = null;
  }

  private void reconfigured(ConnectorConfig newConfig, Instant now) {
    resumptions.believe();
    presence.believe();
    demand.use(newConfig);
    // What the peer has opened does not depend on our values for opening, and only the peer can replace it.
    links.endWhenFree(link -> link.initiator || newConfig.activation() == Activation.NEVER);
    reachability.signOfLife("its configuration has changed", now);
    if (!demand.callsPeer(now)) {
      reachability.callsNoMore();
    }
  }

  private void receiving(Link link, boolean underWay) {
    link.receiving = underWay;
    link.received = true;
    link.closeWanted = false;
    timers.stop(ConnectorTimer.idle(link));
    reachability.retry().proven();
    turns.peerSends(link, underWay);
  }

  private void timerExpired(ConnectorTimer timer, Instant now) {
    if (!timers.expired(timer)) {
      return;
    }
    switch (timer.kind()) {
      case OPEN_RETRY -> reachability.retry().holdRanOut(now);
      case WAKE -> wakeAt = null;
      case PROBE -> {
        if (reachability.retry().looks(now)) {
          out.add(new ConnectorAction.Probe());
        }
      }
      case IDLE, TURN, TRANSFER -> {
        Link link = links.find(timer.association());
        if (link != null) {
          waitedTooLong(link, timer.kind(), now);
        }
      }
    }
  }

  private void waitedTooLong(Link link, ConnectorTimer.Kind what, Instant now) {
    if (what == ConnectorTimer.Kind.TRANSFER) {
      if (!transfers.stop(demand.config(), link)) {
        links.abort(link, "the transfer could not be stopped");
      }
    } else if (what == ConnectorTimer.Kind.IDLE) {
      idle.idleTooLong(link);
    } else if (turns.notGiven(link, TURN_NOT_GIVEN.text())) {
      presence.turnNotGiven();
      reachability.lost(link, null, TURN_NOT_GIVEN, recovery.haste(now), now);
    }
  }

  /** Looks at everything anew: what expired, who can transfer, whether an association is missing or not needed. */
  private void dispatch(Instant now) {
    transfers.returnExpired(demand.config(), now);
    watchHours(now);
    turns.use(now);
    int wanted = demand.associations(reachability.isAvailable(), hours.isCallDue(), now);
    turns.askFor(now);
    openings.openMissing(wanted, now);
    idle.noteCrowding(openings.areCrowdedOut());
    interruptions.letUrgentPass(links.stream().filter(demand::isServedBy).toList(), now);
    idle.look(now);
    presence.look(now);
    reachability.probe(wanted > 0 && demand.callsPeer(now), silence.lookInterval(now), now);
    wakeFor(now);
  }

  /** At the end of a selected time what is under way may finish; what the peer has opened is the peer's affair. */
  private void watchHours(Instant now) {
    if (!hours.haveChanged(demand.config(), now)) {
      return;
    }
    if (!hours.areOpen()) {
      reachability.endHold();
      links.endWhenFree(link -> link.initiator);
    }
    out.add(new ConnectorAction.Scheduled(hours.areOpen()));
  }

  private void wakeFor(Instant now) {
    Instant next = earlier(earlier(queue.nextWake(), OpeningHours.nextChange(demand.config(), now)),
        presence.nextLook());
    for (Link link : links) {
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
    return ConnectorView.of(demand.config(), queue, links, reachability, now);
  }

  /** How many associations we are opening whose peer has not answered yet. */
  public int opening() {
    return links.opening();
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
    return links.claimed();
  }

  /** Whether nothing is open and nothing is being opened. */
  public boolean isQuiet() {
    return links.isEmpty();
  }
}
