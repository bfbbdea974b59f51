package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.rtse.Failure;

/** A connector machine in virtual time: runs its timers and keeps what it asked for. */
final class VirtualConnector {
  final ConnectorMachine machine;
  private final Map<ConnectorTimer, Instant> timers = new HashMap<>();
  private final List<ConnectorAction> asked = new ArrayList<>();
  private final List<Instant> calls = new ArrayList<>();
  private Instant now = TestConnector.START;

  VirtualConnector(ConnectorConfig config) {
    machine = new ConnectorMachine(config, new AtomicLong(1)::getAndIncrement);
  }

  VirtualConnector(TestConnector config) {
    this(config.build());
  }

  Instant now() {
    return now;
  }

  VirtualConnector on(ConnectorEvent event) {
    for (ConnectorAction action : machine.on(event, now)) {
      asked.add(action);
      if (action instanceof ConnectorAction.StartTimer(ConnectorTimer timer, Duration after)) {
        assertThat(after).isGreaterThanOrEqualTo(Duration.ZERO);
        timers.put(timer, now.plus(after));
      } else if (action instanceof ConnectorAction.StopTimer(ConnectorTimer timer)) {
        assertThat(timers.remove(timer)).as("stopped timer ran: %s", timer).isNotNull();
      } else if (action instanceof ConnectorAction.Open || action instanceof ConnectorAction.Probe) {
        calls.add(now);
      }
    }
    return this;
  }

  /** Lets time pass; timers expire on the way. */
  VirtualConnector pass(Duration time) {
    Instant until = now.plus(time);
    Optional<Map.Entry<ConnectorTimer, Instant>> due = nextDue(until);
    while (due.isPresent()) {
      now = due.get().getValue();
      ConnectorTimer timer = due.get().getKey();
      timers.remove(timer);
      on(new ConnectorEvent.TimerExpired(timer));
      due = nextDue(until);
    }
    now = until;
    return this;
  }

  VirtualConnector passSeconds(long seconds) {
    return pass(Duration.ofSeconds(seconds));
  }

  private Optional<Map.Entry<ConnectorTimer, Instant>> nextDue(Instant until) {
    return timers.entrySet().stream().filter(timer -> !timer.getValue().isAfter(until))
        .min(Map.Entry.<ConnectorTimer, Instant>comparingByValue()
            .thenComparing(timer -> timer.getKey().kind())
            .thenComparing(timer -> timer.getKey().association()))
        .map(timer -> Map.entry(timer.getKey(), timer.getValue()));
  }

  /** Somebody sets the clock back; timers run on as they were. */
  VirtualConnector setClockBack(Duration by) {
    now = now.minus(by);
    timers.replaceAll((timer, due) -> due.minus(by));
    return this;
  }

  Optional<Duration> left(ConnectorTimer timer) {
    return Optional.ofNullable(timers.get(timer)).map(due -> Duration.between(now, due));
  }

  boolean runs(ConnectorTimer.Kind kind) {
    return timers.keySet().stream().anyMatch(timer -> timer.kind() == kind);
  }

  VirtualConnector queue(QueueEntry... entries) {
    return on(new ConnectorEvent.Queued(List.of(entries)));
  }

  VirtualConnector queueMessages(int from, int to) {
    return on(new ConnectorEvent.Queued(
        IntStream.rangeClosed(from, to).mapToObj(TestConnector::message).toList()));
  }

  /** The peer accepts a two-way alternate association that we opened; the turn is here. */
  VirtualConnector opened(long association) {
    return on(new ConnectorEvent.Opened(association, true, true));
  }

  VirtualConnector openFails(long association) {
    return on(new ConnectorEvent.OpenFailed(association, TestConnector.UNREACHABLE));
  }

  /** The peer opens a two-way alternate association and has the turn. */
  VirtualConnector inbound(long association) {
    return on(new ConnectorEvent.AcceptedInbound(association, true, false));
  }

  VirtualConnector transferred(long association) {
    return on(new ConnectorEvent.Transferred(association));
  }

  VirtualConnector refused(long association) {
    return on(new ConnectorEvent.TransferFailed(association, ConnectorEvent.TransferProblem.REFUSED, "full"));
  }

  VirtualConnector lost(long association, Failure failure) {
    return on(new ConnectorEvent.Lost(association, failure));
  }

  VirtualConnector receives(long association) {
    return on(new ConnectorEvent.Receiving(association, true))
        .on(new ConnectorEvent.Receiving(association, false));
  }

  /** What was asked for, of one kind, since {@link #forget}. */
  <T extends ConnectorAction> List<T> asked(Class<T> kind) {
    return asked.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** When the peer was called: to open an association, or to see whether it can be reached. */
  List<Instant> calls() {
    return List.copyOf(calls);
  }

  List<Long> opens() {
    return asked(ConnectorAction.Open.class).stream().map(ConnectorAction.Open::association).toList();
  }

  /** Entries assigned to associations, in order. */
  List<Long> assigned() {
    return asked(ConnectorAction.Assign.class).stream().map(assign -> assign.entry().id()).toList();
  }

  List<Long> returned() {
    return asked(ConnectorAction.Return.class).stream().map(action -> action.entry().id()).sorted().toList();
  }

  List<Long> waiting() {
    return machine.waiting().stream().map(QueueEntry::id).sorted().toList();
  }

  long logged(EventId id) {
    return asked(ConnectorAction.Log.class).stream().filter(log -> log.event().id() == id).count();
  }

  VirtualConnector forget() {
    asked.clear();
    return this;
  }

  ConnectorView view() {
    return machine.view(now);
  }

  /** Associations of the connector, oldest first. */
  List<Long> associations() {
    return view().associations().stream().map(ConnectorView.AssociationView::id)
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
