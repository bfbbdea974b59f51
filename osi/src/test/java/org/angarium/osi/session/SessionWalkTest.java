package org.angarium.osi.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random dialogues: users that do whatever is allowed, TSDUs that take their time, octets that are damaged. */
class SessionWalkTest {
  private static final byte[] NONE = new byte[0];

  private static SessionEvent.Request request(Random random) {
    byte[] activity = {2, 1, (byte) random.nextInt(256)};
    return switch (random.nextInt(16)) {
      case 0 -> new SessionEvent.ActivityStart(activity);
      case 1 -> new SessionEvent.ActivityResume(activity, activity, random.nextInt(3), SessionPair.REFERENCE);
      case 2, 3 -> new SessionEvent.Data(new byte[random.nextInt(200)]);
      case 4, 5 -> new SessionEvent.SyncMinor();
      case 6, 7 -> new SessionEvent.SyncMinorResponse(random.nextInt(1, 9));
      case 8 -> new SessionEvent.ActivityEnd();
      case 9 -> new SessionEvent.ActivityEndResponse();
      case 10 ->
        random.nextBoolean() ? new SessionEvent.ActivityInterrupt(5) : new SessionEvent.ActivityDiscard(0);
      case 11 -> new SessionEvent.ActivityInterruptResponse();
      case 12 -> new SessionEvent.ActivityDiscardResponse();
      case 13 -> new SessionEvent.ExceptionReport(5);
      case 14 -> new SessionEvent.ControlGive();
      default -> new SessionEvent.TokenPlease(NONE);
    };
  }

  /** Issues the request if it is allowed; if not, it must not have changed anything that can be seen. */
  private static boolean tried(SessionPair pair, SessionPair.Side side, SessionEvent.Request request) {
    SessionState before = side.machine.state();
    int serial = side.machine.nextSerial();
    try {
      pair.issue(side, request);
      return true;
    } catch (IllegalStateException e) {
      assertThat(side.machine.state()).isEqualTo(before);
      assertThat(side.machine.nextSerial()).isEqualTo(serial);
      return false;
    }
  }

  @Test
  void whateverUsersDoAndHoweverLateItArrivesBothSidesStayInStep() {
    Set<Class<?>> requests = new HashSet<>();
    Set<Class<?>> indications = new HashSet<>();
    int agreements = 0;
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      SessionPair pair = SessionPair.connected(FunctionalUnits.RTSE, random.nextBoolean());
      for (int step = 0; step < 400; step++) {
        SessionPair.Side side = random.nextBoolean() ? pair.initiator : pair.responder;
        if (random.nextInt(3) == 0) {
          pair.deliverOne(side);
        } else {
          SessionEvent.Request request = request(random);
          if (tried(pair, side, request)) {
            requests.add(request.getClass());
          }
        }
        if (random.nextInt(20) == 0) {
          pair.deliverAll();
        }
        boolean quiet = pair.initiator.inbound.isEmpty() && pair.responder.inbound.isEmpty();
        if (quiet && pair.initiator.machine.state() == SessionState.DATA_TRANSFER
            && pair.responder.machine.state() == SessionState.DATA_TRANSFER) {
          pair.assertAgreement();
          agreements++;
        }
      }
      pair.assertNobodyAborted();
      for (SessionPair.Side side : List.of(pair.initiator, pair.responder)) {
        side.indications.forEach(indication -> indications.add(indication.getClass()));
      }
    }
    assertThat(agreements).isGreaterThan(1000);
    assertThat(requests).hasSize(14);
    assertThat(indications).contains(SessionAction.ExceptionReported.class,
        SessionAction.ActivityDiscardConfirmed.class,
        SessionAction.ActivityInterruptConfirmed.class, SessionAction.ActivityResumed.class,
        SessionAction.ControlGiven.class,
        SessionAction.SyncMinorConfirmed.class, SessionAction.ActivityEndConfirmed.class);
  }

  @Test
  void damagedTsdusNeverBreakAMachine() {
    int aborted = 0;
    int undisturbed = 0;
    for (int seed = 0; seed < 1200; seed++) {
      Random random = new Random(seed);
      SessionPair pair = SessionPair.connected(FunctionalUnits.RTSE, random.nextBoolean());
      for (int step = 0; step < 60; step++) {
        SessionPair.Side side = random.nextBoolean() ? pair.initiator : pair.responder;
        byte[] tsdu = side.inbound.poll();
        if (tsdu == null) {
          tried(pair, side, request(random));
        } else {
          pair.issue(side,
              new SessionEvent.TsduReceived(random.nextInt(12) == 0 ? Mutation.of(tsdu, random) : tsdu));
        }
      }
      for (SessionPair.Side side : List.of(pair.initiator, pair.responder)) {
        boolean ended = side.machine.state() == SessionState.CLOSED
            || side.machine.state() == SessionState.AWAIT_TRANSPORT_DISCONNECT;
        boolean told = side.indications.stream()
            .anyMatch(
                i -> i instanceof SessionAction.ProviderAborted || i instanceof SessionAction.UserAborted);
        assertThat(told).as("seed %d: the user hears of the end", seed).isEqualTo(ended && !released(side));
        if (told) {
          aborted++;
        } else {
          undisturbed++;
        }
      }
    }
    assertThat(aborted).isGreaterThan(200);
    assertThat(undisturbed).isGreaterThan(50);
  }

  /** A mutation may have turned something into a legal FN or DN. */
  private static boolean released(SessionPair.Side side) {
    return side.indications.stream().anyMatch(SessionAction.ReleaseConfirmed.class::isInstance);
  }

  @Test
  void randomOctetsInsteadOfConnectNeverBreakAMachine() {
    Random random = new Random(3);
    byte[] cn = SpduCodec.encode(
        new Spdu.Cn(SessionPair.REFERENCE, Spdu.TsduMaximumSize.NONE, 3, 0, FunctionalUnits.RTSE, NONE, NONE,
            false, new byte[20]));
    Set<SessionState> reached = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      SessionMachine machine = new SessionMachine(SessionRole.RESPONDER, SessionPair.LIMITS);
      machine.on(new SessionEvent.TransportConnected());
      machine.on(new SessionEvent.TsduReceived(Mutation.of(cn, random)));
      reached.add(machine.state());
    }
    assertThat(reached).contains(SessionState.CONNECT_RESPONSE_DUE, SessionState.AWAIT_TRANSPORT_DISCONNECT,
        SessionState.CLOSED);
  }
}
