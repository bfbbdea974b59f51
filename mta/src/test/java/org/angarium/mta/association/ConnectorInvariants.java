package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.angarium.mta.association.ConnectorView.AssociationView;
import org.angarium.mta.config.Activation;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.rtse.Failure;
import org.jspecify.annotations.Nullable;

/** What holds after every event in the life of a connector, whatever the peer, the network and the operators do. */
final class ConnectorInvariants {
  private static final Set<Failure.Kind> ANSWERS = Set.of(Failure.Kind.REFUSED_PERMANENT,
      Failure.Kind.REFUSED_TRANSIENT, Failure.Kind.PROTOCOL_ERROR, Failure.Kind.ABORTED);
  private final ConnectorMachine machine;
  private final PeerModel peer;
  private final Set<ConnectorTimer> timers;
  private final Map<Long, QueueEntry> here = new HashMap<>();
  private final Map<Long, QueueEntry> claims = new HashMap<>();
  private final Set<Long> opening = new HashSet<>();
  private final Set<Long> open = new HashSet<>();
  private final Set<Long> ending = new HashSet<>();
  private final Set<Long> turns = new HashSet<>();
  private final Set<Long> asking = new HashSet<>();
  private final Set<Long> twoWay = new HashSet<>();
  private final Set<Long> recovering = new HashSet<>();
  private @Nullable ConnectorConfig config;
  private @Nullable Instant lastOpen;
  private boolean stopped;
  private final List<ConnectorAction> effects = new ArrayList<>();
  private boolean timerRan;
  int checks;

  ConnectorInvariants(ConnectorMachine machine, PeerModel peer, Set<ConnectorTimer> timers) {
    this.machine = machine;
    this.peer = peer;
    this.timers = timers;
  }

  void configured(ConnectorConfig newConfig) {
    config = newConfig;
  }

  void submitted(List<QueueEntry> entries) {
    entries.forEach(entry -> here.put(entry.id(), entry));
  }

  boolean isHere(QueueEntry entry) {
    return here.containsKey(entry.id());
  }

  void withdrawn(Collection<Long> entries) {
    here.keySet().removeAll(entries);
  }

  /** Keeps the books that the machine's own must agree with. */
  void before(ConnectorEvent event) {
    effects.clear();
    timerRan = true;
    switch (event) {
      case ConnectorEvent.Opened opened -> {
        opening.remove(opened.association());
        opened(opened.association(), opened.twoWay(), opened.turnHere());
      }
      case ConnectorEvent.AcceptedInbound inbound ->
        opened(inbound.association(), inbound.twoWay(), inbound.turnHere());
      case ConnectorEvent.OpenFailed failed -> {
        if (recovering.contains(failed.association()) && ANSWERS.contains(failed.failure().kind())) {
          // It has answered: a new one is opened at once.
          lastOpen = null;
        }
        gone(failed.association());
      }
      case ConnectorEvent.Lost lost -> gone(lost.association());
      case ConnectorEvent.Closed closed -> gone(closed.association());
      case ConnectorEvent.Transferred done -> {
        QueueEntry entry = claims.remove(done.association());
        if (entry != null) {
          here.remove(entry.id());
        }
      }
      case ConnectorEvent.TransferFailed failed -> claims.remove(failed.association());
      case ConnectorEvent.TurnReceived turn -> {
        asking.remove(turn.association());
        if (open.contains(turn.association())) {
          turns.add(turn.association());
        }
      }
      case ConnectorEvent.TimerExpired expired -> timerRan = !timers.contains(expired.timer());
      case ConnectorEvent.Stop stop -> stopped = true;
      case ConnectorEvent.Reconfigured changed -> stopped = false;
      case ConnectorEvent.Queued queued -> {
      }
      case ConnectorEvent.Withdraw withdraw -> {
      }
      case ConnectorEvent.Receiving receiving -> {
      }
      case ConnectorEvent.TurnWanted wanted -> {
      }
      case ConnectorEvent.SignOfLife sign -> {
      }
      case ConnectorEvent.Looked looked -> {
      }
      case ConnectorEvent.Silent silent -> {
      }
      case ConnectorEvent.CutBefore cut -> {
      }
      case ConnectorEvent.ReceptionCutBefore cut -> {
      }
      case ConnectorEvent.RetryNow retry -> {
      }
    }
  }

  private void opened(long association, boolean isTwoWay, boolean turnHere) {
    open.add(association);
    if (turnHere) {
      turns.add(association);
    }
    if (isTwoWay) {
      twoWay.add(association);
    }
  }

  private void gone(long association) {
    for (Set<Long> set : List.of(opening, open, ending, turns, asking, twoWay)) {
      set.remove(association);
    }
    claims.remove(association);
  }

  /** Nothing is asked for that is not allowed at this moment. */
  void asked(ConnectorAction action) {
    effects.add(action);
    switch (action) {
      case ConnectorAction.Open wanted -> {
        openAsked(wanted.association());
        if (wanted.recovers() != null) {
          recovering.add(wanted.association());
        }
      }
      case ConnectorAction.Assign assign -> {
        isUsableWithTurn(assign.association());
        assertThat(claims.values()).extracting(QueueEntry::id).doesNotContain(assign.entry().id());
        assertThat(here).containsKey(assign.entry().id());
        assertThat(assign.entry().expiry()).isAfter(peer.now());
        assertThat(stopped).as("nothing is begun after the stop").isFalse();
        claims.put(assign.association(), assign.entry());
      }
      case ConnectorAction.StopTransfer stop -> assertThat(claims).containsKey(stop.association());
      case ConnectorAction.Interrupt interrupt -> assertThat(claims).containsKey(interrupt.association());
      case ConnectorAction.GiveTurn give -> {
        isUsableWithTurn(give.association());
        assertThat(twoWay).contains(give.association());
        turns.remove(give.association());
      }
      case ConnectorAction.PleaseTurn please -> {
        isUsable(please.association());
        assertThat(twoWay).contains(please.association());
        assertThat(turns).doesNotContain(please.association());
        assertThat(asking.add(please.association())).as("the turn is asked for once").isTrue();
      }
      case ConnectorAction.Close close -> {
        isUsableWithTurn(close.association());
        assertThat(close.association()).as("the initiator's association").isLessThan(1_000_000);
        ending.add(close.association());
      }
      case ConnectorAction.Abort abort -> {
        assertThat(opening.contains(abort.association()) || open.contains(abort.association())).isTrue();
        assertThat(ending.add(abort.association())).as("ended once").isTrue();
      }
      case ConnectorAction.Return back -> {
        assertThat(claims.values()).extracting(QueueEntry::id).doesNotContain(back.entry().id());
        assertThat(here.remove(back.entry().id())).as("returned once, by who has it").isNotNull();
      }
      case ConnectorAction.StartTimer start ->
        assertThat(start.after()).isGreaterThanOrEqualTo(Duration.ZERO);
      case ConnectorAction.StopTimer stop -> assertThat(timers).contains(stop.timer());
      case ConnectorAction.Probe probe -> assertThat(stopped).isFalse();
      case ConnectorAction.RecordAttempt attempt -> {
      }
      case ConnectorAction.Scheduled scheduled -> {
      }
      case ConnectorAction.Availability availability -> {
      }
      case ConnectorAction.Log log -> {
      }
    }
  }

  private void openAsked(long association) {
    Instant last = lastOpen;
    assertThat(config).isNotNull();
    assertThat(stopped).isFalse();
    assertThat(config.activation()).isEqualTo(Activation.ALWAYS);
    if (open.isEmpty() && last != null) {
      assertThat(Duration.between(last, peer.now())).as("spacing of attempts to a peer that does not answer")
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
    lastOpen = peer.now();
    opening.add(association);
    assertThat(opening.size() + open.size()).isLessThanOrEqualTo(config.maximumAssociations());
  }

  private void isUsable(long association) {
    assertThat(open).contains(association);
    assertThat(ending).doesNotContain(association);
    assertThat(claims).doesNotContainKey(association);
  }

  private void isUsableWithTurn(long association) {
    isUsable(association);
    assertThat(turns).contains(association);
  }

  void after(ConnectorEvent event) {
    checks++;
    assertThat(timerRan || effects.isEmpty()).as("a stopped timer has no effect: %s", effects).isTrue();
    ConnectorView view = machine.view(peer.now());
    Set<Long> waiting = new HashSet<>();
    machine.waiting().forEach(entry -> assertThat(waiting.add(entry.id())).isTrue());
    Set<Long> accounted = new HashSet<>(waiting);
    for (AssociationView association : view.associations()) {
      QueueEntry claim = claims.get(association.id());
      assertThat(association.transferring()).as("claim of %s", association)
          .isEqualTo(claim == null ? null : claim.mtsId());
      if (claim != null) {
        assertThat(accounted.add(claim.id())).as("%s has one owner", claim.mtsId()).isTrue();
      }
    }
    assertThat(accounted).as("nothing is lost, nothing is there twice").isEqualTo(here.keySet());
    assertThat(view.associations()).extracting(AssociationView::id)
        .containsExactlyInAnyOrderElementsOf(peer.associations.keySet());
    everyWaitIsBounded(view);
    if (config != null) {
      mailIsNotStuck(view, config);
    }
  }

  /** An association on which nothing is under way is watched by a timer; what is under way is bounded by the layers below. */
  private void everyWaitIsBounded(ConnectorView view) {
    for (AssociationView association : view.associations()) {
      boolean permanent = config != null && config.permanent();
      if (association.state().equals("idle") && !permanent || asking.contains(association.id())) {
        assertThat(has(ConnectorTimer.Kind.IDLE, association.id())
            || has(ConnectorTimer.Kind.TURN, association.id())
            || association.state().equals("receiving") || association.state().equals("closing"))
            .as("wait of %s", association).isTrue();
      }
      if (association.state().equals("sending")) {
        assertThat(has(ConnectorTimer.Kind.TRANSFER, association.id())).isTrue();
      }
    }
    assertThat(timers).allMatch(
        timer -> timer.association() == 0 || peer.associations.containsKey(timer.association()),
        "timer of a living association");
  }

  private boolean has(ConnectorTimer.Kind kind, long association) {
    return timers.contains(new ConnectorTimer(kind, association));
  }

  /** While mail could leave, something is under way that makes it leave, or a timer runs that will. */
  private void mailIsNotStuck(ConnectorView view, ConnectorConfig current) {
    boolean ready = machine.waiting().stream().anyMatch(entry -> !entry.notBefore().isAfter(peer.now()));
    boolean mayCall = !stopped && current.activation() == Activation.ALWAYS;
    if (!ready) {
      assertThat(machine.waiting().isEmpty() || timers.contains(ConnectorTimer.WAKE)).isTrue();
      return;
    }
    if (!mayCall) {
      return;
    }
    boolean moving = timers.contains(ConnectorTimer.OPEN_RETRY)
        || view.associations().size() >= current.maximumAssociations();
    for (AssociationView association : view.associations()) {
      moving |= association.state().equals("opening") || association.state().equals("sending")
          || asking.contains(association.id());
    }
    assertThat(moving).as("mail is stuck: %s", view).isTrue();
  }

  void allMailHasLeft() {
    assertThat(here.values()).as("mail left behind: %s", machine.view(peer.now())).isEmpty();
  }

  void isQuiet() {
    assertThat(machine.isQuiet()).as("still open: %s", machine.view(peer.now())).isTrue();
    assertThat(timers).allMatch(timer -> timer.equals(ConnectorTimer.WAKE));
  }
}
