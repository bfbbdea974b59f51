package org.angarium.mta.association;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.angarium.mta.association.ConnectorEvent.TransferProblem;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.OverrideValues.Bounds;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a connector: the peer, the network between, and the layers below with their bounded waits. Answers after random
 * delays, and as long as faults are on, answers badly or not at all. Virtual time, one seed, one history.
 */
final class PeerModel {
  /** One association as it truly is. */
  static final class Association {
    final long id;
    final boolean initiator;
    boolean open;
    boolean ending;
    boolean twoWay;
    boolean turnHere;
    boolean turnAsked;
    boolean transferring;
    boolean peerSending;
    /** Where its transfer goes on. */
    @Nullable
    ResumePoint confirmed;
    /** The line is dead without anybody having been told. */
    boolean silent;

    Association(long id, boolean initiator) {
      this.id = id;
      this.initiator = initiator;
    }
  }

  private record Scheduled(Instant at, long sequence, Runnable step) implements Comparable<Scheduled> {
    @Override
    public int compareTo(Scheduled other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  private static final long FIRST_INBOUND = 1_000_000;

  final Map<Long, Association> associations = new HashMap<>();
  private final PriorityQueue<Scheduled> agenda = new PriorityQueue<>();
  private final Random random;
  private static final Failure CANNOT_RECOVER = new Failure(Layer.RTSE, Failure.Kind.REFUSED_PERMANENT, 1,
      true, "cannot recover");
  /** Associations of the peer whose loss has cut a transfer; it recovers one now and then. */
  private final Deque<SessionConnectionReference> lostInbound = new ArrayDeque<>();
  private final Consumer<ConnectorEvent> tell;
  private final double faultRate;
  private Instant now = TestConnector.START;
  private ConnectorConfig config;
  private long sequence;
  private long nextInbound = FIRST_INBOUND;
  private boolean networkUp = true;
  private boolean faults = true;

  PeerModel(ConnectorConfig config, Random random, double faultRate, Consumer<ConnectorEvent> tell) {
    this.config = config;
    this.random = random;
    this.faultRate = faultRate;
    this.tell = tell;
  }

  Instant now() {
    return now;
  }

  void reconfigured(ConnectorConfig newConfig) {
    config = newConfig;
  }

  void networkUp(boolean up) {
    networkUp = up;
    if (!up) {
      for (Association association : associations.values().toArray(Association[]::new)) {
        if (random.nextBoolean()) {
          association.silent = true;
        } else {
          after(seconds(20), () -> lose(association));
        }
      }
    }
  }

  /** From now on everything works that has not been broken before. */
  void faultsEnd() {
    faults = false;
    networkUp = true;
  }

  /** Answers whether there was something left to do until then. */
  boolean runNext(Instant until) {
    Scheduled next = agenda.peek();
    if (next == null || next.at.isAfter(until)) {
      now = until;
      return false;
    }
    agenda.remove();
    now = next.at;
    next.step.run();
    return true;
  }

  void at(Instant time, Runnable step) {
    agenda.add(new Scheduled(time, sequence++, step));
  }

  void after(Duration delay, Runnable step) {
    at(now.plus(delay), step);
  }

  private boolean fault() {
    return faults && random.nextDouble() < faultRate;
  }

  private Duration seconds(int most) {
    return Duration.ofMillis(random.nextInt(most * 1000 + 1));
  }

  private Duration briefly() {
    return Duration.ofMillis(random.nextInt(800));
  }

  private Bounds bounds() {
    return config.override().bounds();
  }

  /** Takes what the machine asks for. */
  void take(ConnectorAction action) {
    switch (action) {
      case ConnectorAction.Open open -> open(open.association(), open.recovers());
      case ConnectorAction.Assign assign ->
        transfer(associations.get(assign.association()), assign.resumeAt());
      case ConnectorAction.StopTransfer stop -> stopTransfer(associations.get(stop.association()));
      case ConnectorAction.Interrupt interrupt -> interrupt(associations.get(interrupt.association()));
      case ConnectorAction.PleaseTurn please -> {
        Association association = associations.get(please.association());
        association.turnAsked = true;
        considerTurn(association);
      }
      case ConnectorAction.GiveTurn give -> {
        Association association = associations.get(give.association());
        association.turnHere = false;
        answer(association, bounds().answer(), () -> peerHasTurn(association));
      }
      case ConnectorAction.Close close -> {
        Association association = associations.get(close.association());
        association.ending = true;
        answer(association, config.override().association().disconnect(), () -> {
          gone(association);
          tell.accept(new ConnectorEvent.Closed(association.id, "released"));
        });
      }
      case ConnectorAction.Abort abort -> {
        Association association = associations.get(abort.association());
        association.ending = true;
        after(briefly(), () -> end(association, TestConnector.OUR_ABORT));
      }
      case ConnectorAction.Probe probe ->
        after(briefly(), () -> tell.accept(new ConnectorEvent.Looked(networkUp)));
      case ConnectorAction.StartTimer timer -> {
      }
      case ConnectorAction.StopTimer timer -> {
      }
      case ConnectorAction.Return entry -> {
      }
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

  private void open(long id, @Nullable SessionConnectionReference recovers) {
    Association association = new Association(id, true);
    associations.put(id, association);
    after(random.nextInt(4) == 0 ? seconds(60) : briefly(), () -> {
      if (!networkUp || fault()) {
        gone(association, () -> new ConnectorEvent.OpenFailed(id, openFailure()));
      } else if (recovers != null && random.nextInt(3) == 0) {
        gone(association, () -> new ConnectorEvent.OpenFailed(id, CANNOT_RECOVER));
      } else if (associations.containsKey(id)) {
        // Even if it has been given up: the abort and the peer's answer may cross.
        establish(association, config.dialogue() == Dialogue.TWO_WAY_ALTERNATE,
            config.initialTurn() == Turn.INITIATOR);
        tell.accept(new ConnectorEvent.Opened(id, association.twoWay, association.turnHere));
      }
    });
  }

  private Failure openFailure() {
    return networkUp && random.nextBoolean()
        ? TestConnector.REFUSED
        : random.nextBoolean()
            ? TestConnector.UNREACHABLE
            : new Failure(Layer.SESSION, Failure.Kind.TIMEOUT, -1, false, "no answer to CN");
  }

  /** The peer opens an association, if the acceptor lets it. */
  void openInbound(boolean twoWay, boolean turnHere) {
    if (!networkUp || associations.size() >= config.maximumAssociations()) {
      return;
    }
    Association association = new Association(nextInbound++, false);
    associations.put(association.id, association);
    establish(association, twoWay, turnHere);
    boolean recovers = !lostInbound.isEmpty() && random.nextBoolean();
    tell.accept(new ConnectorEvent.AcceptedInbound(association.id, twoWay, turnHere,
        recovers ? lostInbound.remove() : null));
    if (!turnHere) {
      after(briefly(), () -> peerHasTurn(association));
    }
    after(seconds(900), () -> peerWantsToClose(association));
  }

  private void establish(Association association, boolean twoWay, boolean turnHere) {
    association.open = true;
    association.twoWay = twoWay;
    association.turnHere = turnHere;
    if (fault()) {
      after(seconds(random.nextBoolean() ? 2 : 300), () -> lose(association));
    }
    if (twoWay && random.nextInt(3) == 0) {
      after(seconds(120), () -> wantTurn(association, 4 + random.nextInt(4)));
    }
  }

  private void wantTurn(Association association, int priority) {
    if (isLively(association) && association.turnHere && association.twoWay) {
      tell.accept(new ConnectorEvent.TurnWanted(association.id, priority));
    }
  }

  private boolean isLively(Association association) {
    return associations.get(association.id) == association && !association.ending && !association.silent;
  }

  private void transfer(Association association, @Nullable ResumePoint resumeAt) {
    association.transferring = true;
    association.confirmed = resumeAt;
    answer(association, bounds().endAnswer(), () -> {
      if (!association.transferring) {
        return;
      }
      association.transferring = false;
      if (fault()) {
        TransferProblem problem = random.nextInt(8) == 0
            ? TransferProblem.IMPOSSIBLE
            : TransferProblem.REFUSED;
        boolean resumable = problem == TransferProblem.REFUSED && random.nextBoolean();
        tell.accept(new ConnectorEvent.TransferFailed(association.id, problem, "refused",
            resumable ? comeFurther(association) : null));
      } else {
        tell.accept(new ConnectorEvent.Transferred(association.id));
      }
    });
  }

  /** Some cannot be interrupted any more. */
  private void interrupt(Association association) {
    answer(association, bounds().answer(), () -> {
      if (association.transferring && random.nextInt(3) > 0) {
        association.transferring = false;
        tell.accept(new ConnectorEvent.TransferFailed(association.id, TransferProblem.INTERRUPTED, "urgent",
            comeFurther(association)));
      }
    });
  }

  private void stopTransfer(Association association) {
    answer(association, bounds().answer(), () -> {
      if (association.transferring) {
        association.transferring = false;
        tell.accept(new ConnectorEvent.TransferFailed(association.id, TransferProblem.TOO_SLOW, "stopped"));
      }
    });
  }

  /** A peer with the turn sends something or not, then gives the turn if it was asked; a faulty one forgets. */
  private void peerHasTurn(Association association) {
    if (!isLively(association) || association.turnHere || association.peerSending) {
      return;
    }
    if (random.nextInt(3) == 0) {
      association.peerSending = true;
      tell.accept(new ConnectorEvent.Receiving(association.id, true));
      boundReceiving(association);
      after(seconds(random.nextInt(10) == 0 ? 170 : 3), () -> {
        if (isLively(association)) {
          association.peerSending = false;
          tell.accept(new ConnectorEvent.Receiving(association.id, false));
          after(briefly(), () -> peerHasTurn(association));
        }
      });
    } else {
      considerTurn(association);
    }
  }

  private void boundReceiving(Association association) {
    after(bounds().receive(), () -> {
      if (association.silent && association.peerSending) {
        end(association, TestConnector.SILENCE);
      }
    });
  }

  private void considerTurn(Association association) {
    if (!association.turnAsked || association.peerSending || fault()) {
      return;
    }
    after(briefly(), () -> {
      if (isLively(association) && association.turnAsked && !association.peerSending
          && !association.turnHere) {
        association.turnAsked = false;
        association.turnHere = true;
        tell.accept(new ConnectorEvent.TurnReceived(association.id));
        if (association.twoWay && random.nextInt(4) == 0) {
          after(briefly(), () -> wantTurn(association, random.nextInt(8)));
        }
      }
    });
  }

  private void peerWantsToClose(Association association) {
    if (!isLively(association)) {
      return;
    }
    if (association.turnHere) {
      wantTurn(association, TurnPolicy.PRIORITY_TO_CLOSE);
      after(Duration.ofSeconds(5), () -> peerWantsToClose(association));
    } else if (association.peerSending) {
      after(Duration.ofSeconds(5), () -> peerWantsToClose(association));
    } else {
      gone(association);
      tell.accept(new ConnectorEvent.Closed(association.id, "released by the peer"));
    }
  }

  /** An answer that is due: it comes, or the line is lost, or nothing comes until the bound of the layers below. */
  private void answer(Association association, Duration bound, Runnable comes) {
    if (fault()) {
      if (random.nextBoolean()) {
        association.silent = true;
      } else {
        after(seconds(3), () -> lose(association));
        return;
      }
    }
    boolean[] answered = new boolean[1];
    after(random.nextInt(20) == 0 ? seconds(90) : briefly(), () -> {
      if (associations.get(association.id) == association && !association.silent) {
        answered[0] = true;
        comes.run();
      }
    });
    after(bound, () -> {
      if (!answered[0]) {
        end(association, TestConnector.SILENCE);
      }
    });
  }

  /** Where the transfer under way can go on: at what was confirmed before, or further on. */
  private ResumePoint comeFurther(Association association) {
    ResumePoint before = association.confirmed;
    return before == null
        ? new ResumePoint(reference(association), 1, 1, random.nextInt(200_000))
        : new ResumePoint(before.connection(), before.activity(), before.serial() + 1,
            before.octets() + random.nextInt(2) * random.nextInt(100_000));
  }

  private static SessionConnectionReference reference(Association association) {
    byte[] number = Long.toString(association.id).getBytes(StandardCharsets.US_ASCII);
    return new SessionConnectionReference(number, number, new byte[0]);
  }

  private ConnectorEvent.Lost lost(Association association, Failure failure) {
    ResumePoint point = association.transferring && random.nextBoolean() ? comeFurther(association) : null;
    SessionConnectionReference received = association.peerSending && random.nextBoolean()
        ? reference(association)
        : null;
    if (association.id >= FIRST_INBOUND && (point != null || received != null)) {
      lostInbound.add(point == null ? reference(association) : point.connection());
    }
    return new ConnectorEvent.Lost(association.id, failure, point, received);
  }

  private void lose(Association association) {
    Failure[] ways = {TestConnector.RESET, TestConnector.SILENCE, TestConnector.ABORTED,
        new Failure(Layer.SESSION, Failure.Kind.PROTOCOL_ERROR, -1, false, "unexpected SPDU")};
    end(association, ways[random.nextInt(ways.length)]);
  }

  private void end(Association association, Failure failure) {
    gone(association, () -> association.open || random.nextBoolean()
        ? lost(association, failure)
        : new ConnectorEvent.OpenFailed(association.id, failure));
  }

  private void gone(Association association, Supplier<ConnectorEvent> ending) {
    if (associations.get(association.id) == association) {
      gone(association);
      tell.accept(ending.get());
    }
  }

  private void gone(Association association) {
    associations.remove(association.id);
    if (faults && random.nextInt(5) == 0) {
      // Something that was on its way when the association ended.
      after(briefly(), () -> tell.accept(Stream
          .of(new ConnectorEvent.Transferred(association.id), new ConnectorEvent.TurnReceived(association.id),
              new ConnectorEvent.Receiving(association.id, true),
              new ConnectorEvent.Lost(association.id, TestConnector.RESET))
          .toList().get(random.nextInt(4))));
    }
  }
}
