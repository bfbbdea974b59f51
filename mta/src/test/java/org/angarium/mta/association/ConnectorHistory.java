package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.angarium.mta.config.Activation;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.OverrideValues;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.Turn;

/** One random history of a connector: trouble for a while, then a healthy peer and network until the queue must be empty. */
final class ConnectorHistory {
  private static final Duration TROUBLE = Duration.ofMinutes(30);
  /** Beyond the open interval: idle associations of the peer, turns and transfers that are still to time out, then the mail itself. */
  private static final Duration SETTLING = Duration.ofMinutes(60);

  final ConnectorInvariants invariants;
  private final Random random;
  private final ConnectorMachine machine;
  private final PeerModel peer;
  private final Map<ConnectorTimer, Object> timers = new HashMap<>();
  private final Deque<ConnectorEvent> pending = new ArrayDeque<>();
  private final Instant end;
  private ConnectorConfig config;
  private boolean running;
  private long lastEntry;

  ConnectorHistory(long seed) {
    random = new Random(seed);
    config = randomConfig();
    machine = new ConnectorMachine(config, new AtomicLong(1)::getAndIncrement);
    peer = new PeerModel(config, random, random.nextInt(4) * 0.12, this::happens);
    invariants = new ConnectorInvariants(machine, peer, timers.keySet());
    end = TestConnector.START.plus(TROUBLE);
  }

  void run() {
    invariants.configured(config);
    int incidents = 5 + random.nextInt(40);
    for (int i = 0; i < incidents; i++) {
      peer.at(TestConnector.START.plusMillis(random.nextLong(TROUBLE.toMillis())), this::incident);
    }
    while (peer.runNext(end)) {
      // the history unfolds
    }
    peer.faultsEnd();
    reconfigure();
    Instant settled = end.plus(config.override().retry().openInterval()).plus(SETTLING);
    if (config.activation() == Activation.REMOTE_INITIATED) {
      peerCallsUntil(settled);
    }
    while (peer.runNext(settled)) {
      // and settles
    }
    if (config.activation() != Activation.NEVER) {
      invariants.allMailHasLeft();
    }
    happens(new ConnectorEvent.Stop());
    Instant stopped = settled.plus(Duration.ofMinutes(20));
    while (peer.runNext(stopped)) {
      // and ends
    }
    invariants.isQuiet();
  }

  private void peerCallsUntil(Instant time) {
    for (Instant at = peer.now(); at.isBefore(time); at = at.plusSeconds(60)) {
      peer.at(at, () -> peer.openInbound(true, false));
    }
  }

  private void incident() {
    switch (random.nextInt(16)) {
      case 0 -> peer.networkUp(false);
      case 1, 2 -> peer.networkUp(true);
      case 3 -> peer.openInbound(true, random.nextBoolean());
      case 4 -> peer.openInbound(config.dialogue() == Dialogue.TWO_WAY_ALTERNATE, false);
      case 5 -> happens(new ConnectorEvent.RetryNow());
      case 6 -> happens(new ConnectorEvent.SignOfLife("a word from the neighbourhood"));
      case 7 -> withdrawSome();
      case 8 -> reconfigure();
      case 9 -> {
        if (random.nextInt(3) == 0) {
          happens(new ConnectorEvent.Stop());
          peer.after(Duration.ofSeconds(random.nextInt(300)), this::restart);
        }
      }
      case 10 -> {
        for (int i = 0; i < 5; i++) {
          peer.openInbound(random.nextBoolean(), false);
        }
      }
      case 11 -> submit(60 + random.nextInt(100));
      default -> submit(1 + random.nextInt(3));
    }
  }

  private void submit(int count) {
    List<QueueEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant expiry = random.nextInt(30) == 0
          ? peer.now().plusSeconds(random.nextInt(3000))
          : TestConnector.START.plus(Duration.ofDays(30));
      entries.add(TestConnector.message(++lastEntry, random.nextInt(3), expiry));
    }
    invariants.submitted(entries);
    happens(new ConnectorEvent.Queued(entries));
    if (random.nextInt(8) == 0) {
      // The store is read again, perhaps while something of it is being transferred.
      happens(new ConnectorEvent.Queued(entries.stream().filter(invariants::isHere).toList()));
    }
  }

  private void withdrawSome() {
    List<Long> entries = machine.waiting().stream().map(QueueEntry::id).filter(id -> random.nextInt(4) == 0)
        .toList();
    invariants.withdrawn(entries);
    happens(new ConnectorEvent.Withdraw(entries));
  }

  private void restart() {
    if (peer.now().isBefore(end)) {
      reconfigure();
    }
  }

  private void reconfigure() {
    config = randomConfig();
    peer.reconfigured(config);
    invariants.configured(config);
    happens(new ConnectorEvent.Reconfigured(config));
  }

  private ConnectorConfig randomConfig() {
    TestConnector some = new TestConnector();
    some.dialogue = oneIn(4) ? Dialogue.MONOLOGUE : Dialogue.TWO_WAY_ALTERNATE;
    some.initialTurn = oneIn(4) && some.dialogue == Dialogue.TWO_WAY_ALTERNATE
        ? Turn.RESPONDER
        : Turn.INITIATOR;
    some.activation = oneIn(8)
        ? Activation.REMOTE_INITIATED
        : oneIn(20) ? Activation.NEVER : Activation.ALWAYS;
    if (some.activation == Activation.REMOTE_INITIATED) {
      some.dialogue = Dialogue.TWO_WAY_ALTERNATE;
    }
    some.maximumAssociations = oneIn(3) ? 1 : 1 + random.nextInt(5);
    some.permanent = oneIn(4) && some.activation == Activation.ALWAYS;
    some.eagerRecovery = oneIn(2);
    some.maximumOpenRetries = oneIn(3) ? 1 + random.nextInt(4) : 144;
    some.openInterval = Duration.ofSeconds(oneIn(2) ? 600 : 1 + random.nextInt(60));
    some.transferInterval = Duration.ofSeconds(oneIn(2) ? 120 : 1 + random.nextInt(20));
    some.association = new OverrideValues.Association(Duration.ofSeconds(oneIn(2) ? 300 : 3),
        Duration.ofSeconds(120), oneIn(2) ? 50 : 1 + random.nextInt(5));
    if (oneIn(4)) {
      some.transferTimeout = new OverrideValues.TransferTimeout(Duration.ofSeconds(1),
          Duration.ofSeconds(20), Duration.ofSeconds(60));
    }
    return some.build();
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** Events that arise while one is being taken wait for it, as in a lane. */
  private void happens(ConnectorEvent event) {
    pending.add(event);
    if (running) {
      return;
    }
    running = true;
    while (!pending.isEmpty()) {
      ConnectorEvent next = pending.remove();
      invariants.before(next);
      List<ConnectorAction> actions = machine.on(next, peer.now());
      for (ConnectorAction action : actions) {
        invariants.asked(action);
        runTimers(action);
        peer.take(action);
      }
      if (pending.isEmpty()) {
        invariants.after(next);
      }
    }
    running = false;
  }

  private void runTimers(ConnectorAction action) {
    if (action instanceof ConnectorAction.StartTimer(ConnectorTimer timer, Duration after)) {
      Object started = new Object();
      timers.put(timer, started);
      peer.after(after, () -> {
        if (timers.remove(timer, started)) {
          happens(new ConnectorEvent.TimerExpired(timer));
        } else if (oneInHundred()) {
          overtakenByItsStop(timer);
        }
      });
    } else if (action instanceof ConnectorAction.StopTimer(ConnectorTimer timer)) {
      timers.remove(timer);
    }
  }

  private boolean oneInHundred() {
    return random.nextInt(100) == 0;
  }

  /** The expiry of a stopped timer that was on its way must have no effect; one that was started anew is not known apart. */
  private void overtakenByItsStop(ConnectorTimer timer) {
    if (!timers.containsKey(timer)) {
      happens(new ConnectorEvent.TimerExpired(timer));
    }
  }
}
