package org.angarium.osi.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is lost, wherever: each end comes to exactly one ending, with no timer running. */
class LostConnectionTest {
  private static Wire dialogue(long octetsUntilCut) {
    Wire wire = new Wire();
    wire.octetsUntilCut = octetsUntilCut;
    wire.open(Wire.alternating(1, 2));
    if (!wire.cut) {
      wire.initiator.send(Wire.apdu(2500, 1));
      wire.run();
    }
    if (!wire.cut) {
      wire.initiator.request(new RtsEvent.Close());
      wire.run();
    }
    return wire;
  }

  @Test
  void aCutAtEveryOctetEndsBothEnds() {
    long whole = dialogue(Long.MAX_VALUE).delivered;
    assertThat(whole).isGreaterThan(3000);
    for (long at = 1; at < whole; at++) {
      Wire wire = dialogue(at);
      for (End end : List.of(wire.initiator, wire.responder)) {
        assertThat(end.endings()).as("cut at %d", at).hasSize(1);
        assertThat(end.timers).as("cut at %d", at).isEmpty();
        assertThat(end.disconnected).isTrue();
        assertThat(end.association.finished()).isTrue();
        assertThat(end.association.on(new StackEvent.Received(new byte[]{3, 0}))).isEmpty();
        assertThat(end.association.on(new StackEvent.User(new RtsEvent.Transfer(1)))).isEmpty();
      }
      boolean confirmed = !wire.initiator.seen(RtsIndication.TransferConfirmed.class).isEmpty();
      boolean accepted = !wire.responder.receivedApdus.isEmpty();
      assertThat(accepted || !confirmed).as("confirmed without being received, cut at %d", at).isTrue();
    }
  }

  @Test
  void aHostThatCannotBeReachedIsSaidToBeUnreachable() {
    End end = End.initiator(Wire.LIMITS);
    end.request(new RtsEvent.Open(Wire.monologue(1, 1)));
    assertThat(end.timers).containsOnlyKeys(StackTimer.OPEN);
    end.on(new StackEvent.Disconnected("connection refused"));
    assertThat(end.failure()).isEqualTo(new Failure(Layer.TCP, Failure.Kind.UNREACHABLE, -1, true,
        "no TCP connection: connection refused"));
    assertThat(end.timers).isEmpty();
    assertThat(end.disconnected).isTrue();
  }

  @Test
  void aTransportSelectorThatIsNotServedIsRefusedByTheTransportLayer() {
    Wire template = new Wire();
    End caller = template.initiator;
    End called = new End(new RtsAssociation(Wire.LIMITS,
        selector -> new String(selector, StandardCharsets.US_ASCII).equals("other")));
    caller.request(new RtsEvent.Open(Wire.monologue(1, 1)));
    caller.on(new StackEvent.Connected());
    called.on(new StackEvent.Connected());
    called.on(new StackEvent.Received(caller.outbound.remove()));
    caller.on(new StackEvent.Received(called.outbound.remove()));
    assertThat(caller.failure()).satisfies(f -> assertThat(f.layer()).isEqualTo(Layer.TRANSPORT),
        f -> assertThat(f.kind()).isEqualTo(Failure.Kind.REFUSED_PERMANENT),
        f -> assertThat(f.code()).isEqualTo(3));
    assertThat(called.failure().text()).contains("353931");
    assertThat(called.disconnected).isTrue();
    assertThat(caller.disconnected).isTrue();
    assertThat(called.timers).isEmpty();
  }

  @Test
  void theOpeningIsBoundedAtEachStage() {
    End noTcp = End.initiator(Wire.LIMITS);
    noTcp.request(new RtsEvent.Open(Wire.monologue(1, 1)));
    noTcp.expire(StackTimer.OPEN);
    assertThat(noTcp.failure()).satisfies(f -> assertThat(f.layer()).isEqualTo(Layer.TCP),
        f -> assertThat(f.kind()).isEqualTo(Failure.Kind.TIMEOUT));
    assertThat(noTcp.disconnected).isTrue();

    End noTransport = End.initiator(Wire.LIMITS);
    noTransport.request(new RtsEvent.Open(Wire.monologue(1, 1)));
    noTransport.on(new StackEvent.Connected());
    noTransport.expire(StackTimer.OPEN);
    assertThat(noTransport.failure().layer()).isEqualTo(Layer.TRANSPORT);
    assertThat(noTransport.disconnected).isTrue();

    Wire wire = new Wire();
    wire.initiator.request(new RtsEvent.Open(Wire.monologue(1, 1)));
    for (int i = 0; i < 3; i++) {
      wire.step();
    }
    wire.initiator.expire(StackTimer.OPEN);
    assertThat(wire.initiator.failure().layer()).isEqualTo(Layer.SESSION);
    endsWithinItsTimer(wire.initiator);
  }

  /** An end that could still tell its peer waits for it to go, but not for ever. */
  private static void endsWithinItsTimer(End end) {
    assertThat(end.endings()).hasSize(1);
    assertThat(end.timers).containsOnlyKeys(StackTimer.SESSION_DISCONNECT);
    end.expire(StackTimer.SESSION_DISCONNECT);
    assertThat(end.disconnected).isTrue();
    assertThat(end.timers).isEmpty();
    assertThat(end.endings()).hasSize(1);
  }

  @Test
  void aCallerThatSaysNothingIsDropped() {
    End silent = End.responder(Wire.LIMITS);
    silent.on(new StackEvent.Connected());
    silent.expire(StackTimer.OPEN);
    assertThat(silent.failure().kind()).isEqualTo(Failure.Kind.TIMEOUT);
    assertThat(silent.disconnected).isTrue();
  }

  @Test
  void aCallerThatStopsAfterTheTransportConnectionIsDropped() {
    Wire wire = new Wire();
    wire.initiator.request(new RtsEvent.Open(Wire.monologue(1, 1)));
    wire.step();
    wire.step();
    wire.responder.expire(StackTimer.OPEN);
    assertThat(wire.responder.failure().layer()).isEqualTo(Layer.SESSION);
    assertThat(wire.responder.disconnected).isTrue();
  }

  enum Wait {
    CHECKPOINT, END, STOP, TURN, RELEASE
  }

  @ParameterizedTest
  @EnumSource(Wait.class)
  void everyAnswerOfThePeerIsBounded(Wait wait) {
    Wire wire = new Wire().open(Wire.alternating(1, 2));
    End end = wire.initiator;
    switch (wait) {
      case CHECKPOINT -> end.send(Wire.apdu(9000, 1));
      case END -> end.send(Wire.apdu(10, 1));
      case STOP -> {
        end.user = (_, indication) -> indication instanceof RtsIndication.FetchOctets;
        end.send(Wire.apdu(10, 1));
        assertThat(end.timers).isEmpty();
        end.request(new RtsEvent.Discard(0));
      }
      case TURN -> end.request(new RtsEvent.GiveTurn());
      case RELEASE -> end.request(new RtsEvent.Close());
    }
    assertThat(end.timers).containsOnlyKeys(StackTimer.ANSWER);
    assertThat(end.timers.get(StackTimer.ANSWER))
        .isEqualTo(wait == Wait.END ? Wire.LIMITS.endAnswer() : Wire.LIMITS.answer());
    end.expire(StackTimer.ANSWER);
    assertThat(end.failure().kind()).isEqualTo(Failure.Kind.TIMEOUT);
    assertThat(end.failure().text()).startsWith("no ").contains(switch (wait) {
      case CHECKPOINT -> "checkpoint";
      case END -> "end of a transfer";
      case STOP -> "interrupt or discard";
      case TURN -> "turn";
      case RELEASE -> "release";
    });
    endsWithinItsTimer(end);
  }

  @Test
  void aSenderThatFallsSilentIsDroppedButNotWhileTheReceiverItselfIsDue() {
    Wire wire = new Wire().open(Wire.monologue(1, 2));
    End receiver = wire.responder;
    receiver.user = (_, indication) -> indication instanceof RtsIndication.CheckpointReached;
    wire.initiator.user = (_, indication) -> indication instanceof RtsIndication.FetchOctets(long at, int _)
        && at > 1024;
    wire.initiator.send(Wire.apdu(9000, 1));
    wire.run();
    assertThat(receiver.timers).isEmpty();
    receiver.request(new RtsEvent.ConfirmCheckpoint(1));
    receiver.request(new RtsEvent.ConfirmCheckpoint(2));
    assertThat(receiver.timers).containsOnlyKeys(StackTimer.RECEIVE);
    receiver.expire(StackTimer.RECEIVE);
    assertThat(receiver.failure().text()).contains("next octets");
    endsWithinItsTimer(receiver);
  }

  @Test
  void noTimerRunsWhileTheReceiverDecidesAboutTheWhole() {
    Wire wire = new Wire().open(Wire.monologue(1, 2));
    wire.responder.user = (_, indication) -> indication instanceof RtsIndication.TransferEnded;
    wire.initiator.send(Wire.apdu(9000, 1));
    wire.run();
    assertThat(wire.responder.timers).isEmpty();
    assertThat(wire.initiator.timers).containsOnlyKeys(StackTimer.ANSWER);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRefusalOfTheUserReachesTheCaller(boolean permanent) {
    Wire wire = new Wire();
    byte[] bindError = {(byte) 0xB2, 3, 2, 1, 2};
    wire.responder.user = (end, indication) -> {
      if (indication instanceof RtsIndication.OpenIndicated) {
        end.request(new RtsEvent.Refuse(permanent, 2, bindError));
        return true;
      }
      return false;
    };
    wire.open(Wire.monologue(1, 2));
    RtsIndication.OpenRefused refused = wire.initiator.last(RtsIndication.OpenRefused.class);
    assertThat(refused.userData()).isEqualTo(bindError);
    assertThat(refused.failure().layer()).isEqualTo(Layer.APPLICATION);
    assertThat(refused.failure().code()).isEqualTo(2);
    assertThat(refused.failure().kind())
        .isEqualTo(permanent ? Failure.Kind.REFUSED_PERMANENT : Failure.Kind.REFUSED_TRANSIENT);
    assertThat(wire.initiator.seen(RtsIndication.Progress.class)).hasSize(6);
    assertThat(wire.responder.endings()).hasSize(1);
    assertThat(wire.responder.disconnected).isTrue();
    assertThat(wire.responder.timers).isEmpty();
  }
}
