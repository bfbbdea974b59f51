package org.angarium.osi.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {
  static Stream<Arguments> sizes() {
    Stream.Builder<Arguments> cases = Stream.builder();
    for (int checkpoint : new int[]{0, 1, 30}) {
      for (int window = 1; window <= 5; window++) {
        for (int length : new int[]{1, 1023, 1024, 1025, 30720, 100_000}) {
          cases.add(Arguments.of(checkpoint, window, length));
        }
      }
      cases.add(Arguments.of(checkpoint, 3, 2 << 20));
    }
    return cases.build();
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void theReceiverGetsWhatWasSentAndTheSenderIsToldSo(int checkpoint, int window, int length) {
    Wire wire = new Wire();
    wire.responder.acceptCheckpoint = checkpoint;
    wire.open(Wire.monologue(checkpoint, window));
    byte[] apdu = Wire.apdu(length, 7);
    wire.initiator.send(apdu);
    wire.run();
    assertThat(wire.responder.receivedApdus).hasSize(1);
    assertThat(wire.responder.receivedApdus.get(0)).isEqualTo(apdu);
    assertThat(wire.initiator.seen(RtsIndication.TransferConfirmed.class)).hasSize(1);
    int checkpoints = checkpoint == 0 ? 0 : (length - 1) / (checkpoint * 1024);
    assertThat(wire.initiator.seen(RtsIndication.CheckpointConfirmed.class)).hasSize(checkpoints);
    assertThat(wire.initiator.timers).isEmpty();
    assertThat(wire.responder.timers).isEmpty();
    closesInOrder(wire);
  }

  /** Lengths at and around every border of the first checkpoints, and around it with what frames a piece. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 15, 16, 31, 32, 63, 64, 100, 255, 256, 1000})
  void contentsOfEveryLengthAroundTheBordersOfCheckpointsArriveWhole(int checkpoint) {
    Wire wire = new Wire();
    wire.responder.acceptCheckpoint = checkpoint;
    wire.open(Wire.monologue(checkpoint, 3));
    int sent = 0;
    for (int border = 1; border <= 2; border++) {
      for (int offset : new int[]{-65, -64, -33, -17, -16, -9, -4, -3, -2, -1, 0, 1, 2, 9, 64}) {
        byte[] apdu = Wire.apdu(border * checkpoint * 1024 + offset, offset);
        wire.initiator.send(apdu);
        wire.run();
        assertThat(wire.responder.receivedApdus).hasSize(++sent);
        assertThat(Arrays.equals(wire.responder.receivedApdus.getLast(), apdu))
            .as("%d octets over checkpoints of %d K", apdu.length, checkpoint).isTrue();
      }
    }
  }

  private static void closesInOrder(Wire wire) {
    wire.initiator.request(new RtsEvent.Close());
    wire.run();
    for (End end : new End[]{wire.initiator, wire.responder}) {
      assertThat(end.endings()).containsExactly(new RtsIndication.Closed());
      assertThat(end.disconnected).isTrue();
      assertThat(end.timers).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(ProtocolMode.class)
  void everyProtocolModeCarriesMessagesBothWays(ProtocolMode mode) {
    Wire wire = new Wire();
    wire.open(Wire.proposal(mode, Dialogue.TWO_WAY_ALTERNATE, 2, 2));
    assertThat(wire.responder.last(RtsIndication.OpenIndicated.class).proposal().mode()).isEqualTo(mode);
    byte[] there = Wire.apdu(9000, 1);
    byte[] back = Wire.apdu(5000, 2);
    wire.initiator.send(there);
    wire.run();
    wire.responder.request(new RtsEvent.PleaseTurn(5));
    wire.run();
    assertThat(wire.initiator.last(RtsIndication.TurnWanted.class).priority()).isEqualTo(5);
    wire.initiator.request(new RtsEvent.GiveTurn());
    wire.run();
    wire.responder.send(back);
    wire.run();
    assertThat(wire.responder.receivedApdus.get(0)).isEqualTo(there);
    assertThat(wire.initiator.receivedApdus.get(0)).isEqualTo(back);
    wire.responder.request(new RtsEvent.GiveTurn());
    wire.run();
    closesInOrder(wire);
  }

  @Test
  void theInitiatorSeesEachLayerComeUp() {
    Wire wire = new Wire().open(Wire.monologue(1, 1));
    assertThat(wire.initiator.seen(RtsIndication.Progress.class)).extracting(RtsIndication.Progress::layer)
        .containsExactly(Layer.TCP, Layer.TRANSPORT, Layer.SESSION, Layer.PRESENTATION, Layer.ACSE,
            Layer.RTSE);
  }

  @Test
  void theSenderNeverHasMorePiecesOutThanTheWindow() {
    Wire wire = new Wire();
    wire.open(Wire.monologue(1, 3));
    wire.responder.user = (_, indication) -> indication instanceof RtsIndication.CheckpointReached;
    wire.initiator.send(Wire.apdu(50 * 1024, 3));
    wire.run();
    assertThat(wire.responder.seen(RtsIndication.CheckpointReached.class)).hasSize(3);
    assertThat(wire.initiator.seen(RtsIndication.FetchOctets.class)).hasSize(3);
    wire.responder.request(new RtsEvent.ConfirmCheckpoint(2));
    wire.run();
    assertThat(wire.initiator.seen(RtsIndication.FetchOctets.class)).hasSize(5);
    assertThat(wire.initiator.last(RtsIndication.CheckpointConfirmed.class).point().octets()).isEqualTo(2048);
  }

  @Test
  void withoutCheckpointsALargeApduIsRefusedAtTheSender() {
    Wire wire = new Wire();
    wire.responder.acceptCheckpoint = 0;
    wire.open(Wire.monologue(10, 3));
    wire.initiator.send(new byte[(3 << 20) + 1]);
    assertThat(wire.initiator.last(RtsIndication.TransferRefused.class).failure().text())
        .contains("no checkpoints");
    wire.initiator.send(new byte[3 << 20]);
    wire.run();
    assertThat(wire.responder.receivedApdus.get(0)).hasSize(3 << 20);
  }

  @Test
  void octetByOctetDeliveryMakesNoDifference() {
    Wire wire = new Wire();
    wire.chunk = 1;
    wire.open(Wire.alternating(1, 2));
    byte[] apdu = Wire.apdu(5000, 4);
    wire.initiator.send(apdu);
    wire.run();
    assertThat(wire.responder.receivedApdus.get(0)).isEqualTo(apdu);
    closesInOrder(wire);
  }

  @Test
  void turnsPassInAnyOrder() {
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      Wire wire = new Wire();
      wire.chunk = random.nextInt(3) * 700;
      wire.open(Wire.alternating(random.nextInt(4), 1 + random.nextInt(4)));
      End holder = wire.initiator;
      End other = wire.responder;
      int[] sent = {0, 0};
      for (int i = 0; i < 25; i++) {
        switch (random.nextInt(3)) {
          case 0 -> {
            holder.send(Wire.apdu(1 + random.nextInt(8000), seed));
            sent[holder == wire.initiator ? 0 : 1]++;
            if (random.nextBoolean()) {
              other.request(new RtsEvent.PleaseTurn(random.nextInt(8)));
            }
          }
          case 1 -> {
            holder.request(new RtsEvent.GiveTurn());
            if (random.nextBoolean()) {
              holder.request(new RtsEvent.PleaseTurn(1));
            }
            End former = holder;
            holder = other;
            other = former;
          }
          default -> other.request(new RtsEvent.PleaseTurn(random.nextInt(8)));
        }
        wire.run();
      }
      assertThat(wire.responder.receivedApdus).hasSize(sent[0]);
      assertThat(wire.initiator.receivedApdus).hasSize(sent[1]);
      if (holder == wire.responder) {
        holder.request(new RtsEvent.GiveTurn());
        wire.run();
      }
      closesInOrder(wire);
    }
  }
}
