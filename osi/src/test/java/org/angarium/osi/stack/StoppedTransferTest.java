package org.angarium.osi.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.OpenProposal;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.osi.session.SessionConnectionReference;
import org.junit.jupiter.api.Test;

/** Interrupt, discard, exceptions, resumption and recovery (X.228 §7.5 to §7.9). */
class StoppedTransferTest {
  private static final int LOCAL_ERROR = 5;
  private static final int UNRECOVERABLE = 6;

  /** Stops supplying octets once so many have been asked for. */
  private static End.User stallsAt(long offset) {
    return (_, indication) -> indication instanceof RtsIndication.FetchOctets(long at, int _) && at >= offset;
  }

  private static Wire interruptedAt(long offset, byte[] apdu) {
    Wire wire = new Wire().open(Wire.alternating(1, 2));
    wire.initiator.user = stallsAt(offset);
    wire.initiator.send(apdu);
    wire.run();
    wire.initiator.request(new RtsEvent.Interrupt(LOCAL_ERROR));
    wire.run();
    wire.initiator.user = (_, _) -> false;
    return wire;
  }

  @Test
  void anInterruptedTransferIsResumedWhereTheReceiverConfirmedIt() {
    byte[] apdu = Wire.apdu(5000, 1);
    Wire wire = interruptedAt(3072, apdu);
    ResumePoint point = wire.initiator.last(RtsIndication.TransferStopped.class).resume();
    assertThat(point).isEqualTo(new ResumePoint(Wire.REFERENCE, 1, 3, 3072));
    assertThat(wire.responder.last(RtsIndication.TransferInterrupted.class).reason()).isEqualTo(LOCAL_ERROR);
    wire.responder.user = (end, indication) -> {
      if (indication instanceof RtsIndication.ResumeIndicated(ResumePoint asked)) {
        assertThat(asked).isEqualTo(new ResumePoint(Wire.REFERENCE, 1, 3, -1));
        end.request(new RtsEvent.AcceptResume(3072));
      }
      return false;
    };
    wire.initiator.request(new RtsEvent.Resume(point, apdu.length));
    wire.run();
    assertThat(wire.responder.receivedApdus.get(0)).isEqualTo(apdu);
    assertThat(wire.responder.last(RtsIndication.CheckpointReached.class))
        .isEqualTo(new RtsIndication.CheckpointReached(4, 4096));
    assertThat(wire.initiator.seen(RtsIndication.TransferConfirmed.class)).hasSize(1);
  }

  @Test
  void whatIsSentBehindAResumptionWaitsForTheUsersAnswer() {
    byte[] apdu = Wire.apdu(5000, 1);
    Wire wire = interruptedAt(2048, apdu);
    wire.responder.user = (_, indication) -> indication instanceof RtsIndication.ResumeIndicated;
    int seenBefore = wire.responder.receiving.size();
    wire.initiator.request(
        new RtsEvent.Resume(wire.initiator.last(RtsIndication.TransferStopped.class).resume(), 5000));
    wire.run();
    assertThat(wire.responder.receiving.size()).isEqualTo(seenBefore);
    wire.responder.request(new RtsEvent.AcceptResume(2048));
    wire.run();
    assertThat(wire.responder.receivedApdus.get(0)).isEqualTo(apdu);
  }

  @Test
  void anUnknownResumptionIsRefusedByAnExceptionAndTheTransferStartsAnew() {
    byte[] apdu = Wire.apdu(5000, 1);
    Wire wire = interruptedAt(2048, apdu);
    wire.responder.user = (end, indication) -> {
      if (indication instanceof RtsIndication.ResumeIndicated) {
        end.request(new RtsEvent.ReportException(UNRECOVERABLE));
      }
      return false;
    };
    wire.initiator.request(
        new RtsEvent.Resume(wire.initiator.last(RtsIndication.TransferStopped.class).resume(), 5000));
    wire.run();
    assertThat(wire.initiator.last(RtsIndication.ExceptionReported.class).reason()).isEqualTo(UNRECOVERABLE);
    wire.initiator.request(new RtsEvent.Discard(0));
    wire.run();
    assertThat(wire.initiator.last(RtsIndication.TransferStopped.class).resume()).isNull();
    wire.initiator.send(apdu);
    wire.run();
    assertThat(wire.responder.receivedApdus.get(0)).isEqualTo(apdu);
  }

  @Test
  void aReceiverThatCannotGoOnReportsAnExceptionAndKeepsTheAssociation() {
    Wire wire = new Wire().open(Wire.alternating(1, 3));
    wire.responder.user = (end, indication) -> {
      if (indication instanceof RtsIndication.CheckpointReached(int serial, long _) && serial == 3) {
        end.request(new RtsEvent.ReportException(1));
        return true;
      }
      return false;
    };
    wire.initiator.send(Wire.apdu(9000, 2));
    wire.run();
    RtsIndication.ExceptionReported reported = wire.initiator.last(RtsIndication.ExceptionReported.class);
    assertThat(reported).isEqualTo(
        new RtsIndication.ExceptionReported(1, new ResumePoint(Wire.REFERENCE, 1, 2, 2048)));
    assertThat(wire.responder.timers).containsOnlyKeys(StackTimer.ANSWER);
    wire.initiator.request(new RtsEvent.Interrupt(0));
    wire.run();
    assertThat(wire.initiator.last(RtsIndication.TransferStopped.class).resume())
        .isEqualTo(reported.confirmed());
    assertThat(wire.responder.seen(RtsIndication.TransferInterrupted.class)).hasSize(1);
    wire.responder.user = (_, _) -> false;
    wire.initiator.send(Wire.apdu(100, 3));
    wire.run();
    assertThat(wire.responder.receivedApdus).hasSize(1);
    assertThat(wire.initiator.timers).isEmpty();
    assertThat(wire.responder.timers).isEmpty();
  }

  @Test
  void aStopIsAnsweredOnlyAfterTheUserHasConfirmedItsCheckpoints() {
    Wire wire = new Wire().open(Wire.alternating(1, 2));
    wire.responder.user = (_, indication) -> indication instanceof RtsIndication.CheckpointReached;
    wire.initiator.send(Wire.apdu(9000, 2));
    wire.run();
    wire.initiator.request(new RtsEvent.Discard(0));
    wire.run();
    assertThat(wire.initiator.seen(RtsIndication.TransferStopped.class)).isEmpty();
    wire.responder.request(new RtsEvent.ConfirmCheckpoint(1));
    wire.run();
    assertThat(wire.responder.seen(RtsIndication.TransferDiscarded.class)).isEmpty();
    wire.responder.request(new RtsEvent.ConfirmCheckpoint(2));
    wire.run();
    assertThat(wire.responder.seen(RtsIndication.TransferDiscarded.class)).hasSize(1);
    assertThat(wire.initiator.seen(RtsIndication.TransferStopped.class)).hasSize(1);
  }

  @Test
  void aDiscardOfWhatTheReceiverHasTakenIsAnsweredByTransferCompleted() {
    Wire wire = new Wire().open(Wire.monologue(1, 2));
    wire.responder.user = (_, indication) -> indication instanceof RtsIndication.TransferEnded;
    wire.initiator.send(Wire.apdu(3000, 2));
    wire.run();
    wire.initiator.request(new RtsEvent.Discard(0));
    wire.run();
    wire.responder.request(new RtsEvent.AcceptTransfer());
    wire.run();
    assertThat(wire.initiator.seen.subList(wire.initiator.seen.size() - 2, wire.initiator.seen.size()))
        .hasExactlyElementsOfTypes(RtsIndication.TransferConfirmed.class, RtsIndication.Aborted.class);
    assertThat(wire.initiator.failure().code()).isEqualTo(7);
    assertThat(wire.responder.failure().code()).isEqualTo(7);
    assertThat(wire.responder.disconnected).isTrue();
  }

  @Test
  void aDiscardOfWhatTheReceiverRefusesIsOrderly() {
    Wire wire = new Wire().open(Wire.monologue(1, 2));
    wire.responder.user = (_, indication) -> indication instanceof RtsIndication.TransferEnded;
    wire.initiator.send(Wire.apdu(3000, 2));
    wire.run();
    wire.initiator.request(new RtsEvent.Discard(0));
    wire.run();
    wire.responder.request(new RtsEvent.ReportException(LOCAL_ERROR));
    wire.run();
    assertThat(wire.initiator.seen(RtsIndication.TransferStopped.class)).hasSize(1);
    assertThat(wire.responder.seen(RtsIndication.TransferDiscarded.class)).hasSize(1);
    assertThat(wire.initiator.endings()).isEmpty();
  }

  @Test
  void aTransferGoesOnAfterTheAssociationWasLostAndRecovered() {
    byte[] apdu = Wire.apdu(20_000, 5);
    Wire lost = new Wire().open(Wire.monologue(1, 3));
    lost.initiator.user = stallsAt(7168);
    lost.initiator.send(apdu);
    lost.run();
    lost.cut();
    ResumePoint point = lost.initiator.last(RtsIndication.CheckpointConfirmed.class).point();
    assertThat(point.octets()).isEqualTo(7168);

    OpenProposal plain = Wire.monologue(1, 3);
    SessionConnectionReference second = Wire.reference(2);
    Wire recovered = new Wire();
    recovered.responder.receiving
        .writeBytes(Arrays.copyOf(lost.responder.receiving.toByteArray(), (int) point.octets()));
    recovered.responder.user = (end, indication) -> {
      if (indication instanceof RtsIndication.ResumeIndicated(ResumePoint asked)) {
        assertThat(asked).isEqualTo(new ResumePoint(Wire.REFERENCE, 1, point.serial(), -1));
        end.request(new RtsEvent.AcceptResume(point.octets()));
      }
      return false;
    };
    recovered.open(new OpenProposal(plain.calling(), plain.called(), plain.mode(), plain.dialogue(),
        plain.initialTurn(), 1, 3,
        new byte[0], second, Wire.REFERENCE));
    OpenProposal offered = recovered.responder.last(RtsIndication.OpenIndicated.class).proposal();
    assertThat(offered.recover()).isEqualTo(Wire.REFERENCE);
    assertThat(offered.reference()).isEqualTo(second);
    recovered.initiator.sending = apdu;
    recovered.initiator.request(new RtsEvent.Resume(point, apdu.length));
    recovered.run();
    assertThat(recovered.responder.receivedApdus.get(0)).isEqualTo(apdu);
    assertThat(recovered.initiator.last(RtsIndication.CheckpointConfirmed.class).point())
        .satisfies(p -> assertThat(p.connection()).isEqualTo(Wire.REFERENCE),
            p -> assertThat(p.activity()).isEqualTo(1));
  }

  @Test
  void anAbortTellsThePeerItsReason() {
    Wire wire = new Wire().open(Wire.monologue(1, 3));
    wire.responder.request(new RtsEvent.Abort(3));
    wire.run();
    assertThat(wire.initiator.failure()).isEqualTo(new Failure(Layer.RTSE, Failure.Kind.ABORTED, 3, true,
        "the peer aborted: temporary problem (RTAB reason 3)"));
    assertThat(wire.responder.failure().byPeer()).isFalse();
    assertThat(wire.initiator.disconnected).isTrue();
    assertThat(wire.responder.disconnected).isTrue();
    assertThat(wire.responder.timers).isEmpty();
  }

  @Test
  void requestsOutOfTurnAreRefusedWithoutHarm() {
    Wire wire = new Wire().open(Wire.monologue(1, 3));
    assertThatThrownBy(() -> wire.responder.association.on(new StackEvent.User(new RtsEvent.Transfer(5))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> wire.initiator.association.on(new StackEvent.User(new RtsEvent.GiveTurn())))
        .isInstanceOf(IllegalStateException.class);
    wire.initiator.send(Wire.apdu(10, 1));
    wire.run();
    assertThat(wire.responder.receivedApdus).hasSize(1);
  }

  @Test
  void anyMixOfStopsExceptionsAndResumptionsDeliversEveryApduOnce() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Wire wire = new Wire();
      wire.chunk = random.nextInt(3) * 900;
      wire.open(Wire.alternating(1 + random.nextInt(2), 1 + random.nextInt(4)));
      End sender = wire.initiator;
      End receiver = wire.responder;
      byte[] apdu = Wire.apdu(1 + random.nextInt(12_000), seed);
      boolean[] done = {false};
      sender.user = (end, indication) -> {
        switch (indication) {
          case RtsIndication.FetchOctets _ when random.nextInt(8) == 0 -> {
            end.request(random.nextBoolean() ? new RtsEvent.Interrupt(0) : new RtsEvent.Discard(0));
            return true;
          }
          case RtsIndication.ExceptionReported _ ->
            end.request(random.nextBoolean() ? new RtsEvent.Interrupt(0) : new RtsEvent.Discard(0));
          case RtsIndication.TransferStopped(ResumePoint point) ->
            end.request(
                point == null ? new RtsEvent.Transfer(apdu.length) : new RtsEvent.Resume(point, apdu.length));
          case RtsIndication.TransferConfirmed _ -> done[0] = true;
          default -> {
          }
        }
        return false;
      };
      receiver.user = (end, indication) -> {
        switch (indication) {
          case RtsIndication.ResumeIndicated(ResumePoint point) -> {
            RtsIndication.CheckpointReached at = end.seen(RtsIndication.CheckpointReached.class).stream()
                .filter(c -> c.serial() == point.serial()).toList().getLast();
            byte[] kept = Arrays.copyOf(end.receiving.toByteArray(), (int) at.octets());
            end.receiving.reset();
            end.receiving.writeBytes(kept);
            end.request(new RtsEvent.AcceptResume(at.octets()));
          }
          case RtsIndication.CheckpointReached _ when random.nextInt(8) == 0 -> {
            end.request(new RtsEvent.ReportException(1));
            return true;
          }
          case RtsIndication.TransferEnded _ when random.nextInt(4) == 0 -> {
            end.request(new RtsEvent.ReportException(1));
            return true;
          }
          default -> {
          }
        }
        return false;
      };
      sender.send(apdu);
      wire.run();
      assertThat(done[0]).as("seed %d", seed).isTrue();
      assertThat(receiver.receivedApdus).hasSize(1);
      assertThat(receiver.receivedApdus.get(0)).as("seed %d", seed).isEqualTo(apdu);
      assertThat(sender.timers).isEmpty();
      assertThat(receiver.timers).isEmpty();
    }
  }
}
