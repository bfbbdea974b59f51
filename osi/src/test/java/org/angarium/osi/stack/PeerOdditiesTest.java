package org.angarium.osi.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.osi.transport.Tpdu;
import org.angarium.osi.transport.TpduCodec;
import org.angarium.osi.transport.TpktFramer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What foreign stacks do that ours would not, all of it allowed: whole associations go well with it. */
class PeerOdditiesTest {
  private static final byte[] NONE = {};
  private static final String PLEASE_PRIORITY_5 = "610a3008020103a003020105";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  /** Each TPKT of what was sent at once. */
  private static byte[] eachTpkt(byte[] octets, java.util.function.UnaryOperator<byte[]> change) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < octets.length;) {
      int length = (octets[at + 2] & 0xFF) << 8 | octets[at + 3] & 0xFF;
      out.writeBytes(change.apply(Arrays.copyOfRange(octets, at, at + length)));
      at += length;
    }
    return out.toByteArray();
  }

  private static void messagesPassBothWaysAndTheAssociationIsReleased(Wire wire, int messages) {
    wire.run();
    for (int i = 0; i < messages; i++) {
      wire.initiator.send(Wire.apdu(3000, i));
      wire.run();
    }
    wire.responder.request(new RtsEvent.PleaseTurn(4));
    wire.run();
    wire.initiator.request(new RtsEvent.GiveTurn());
    wire.run();
    wire.responder.send(Wire.apdu(5000, -1));
    wire.run();
    wire.responder.request(new RtsEvent.GiveTurn());
    wire.run();
    wire.initiator.request(new RtsEvent.Close());
    wire.run();
    assertThat(wire.responder.receivedApdus).hasSize(messages);
    assertThat(wire.responder.receivedApdus.getLast()).isEqualTo(Wire.apdu(3000, messages - 1));
    assertThat(wire.initiator.receivedApdus).singleElement().isEqualTo(Wire.apdu(5000, -1));
    for (End end : List.of(wire.initiator, wire.responder)) {
      assertThat(end.endings()).containsExactly(new RtsIndication.Closed());
      assertThat(end.disconnected).isTrue();
      assertThat(end.timers).isEmpty();
    }
  }

  /** RFC 1006 has a reserved octet in every TPKT; a known sender puts 17 there, whose value means nothing. */
  @ParameterizedTest
  @EnumSource(ProtocolMode.class)
  void theReservedOctetOfEveryTpktMayBeSet(ProtocolMode mode) {
    Wire wire = new Wire();
    wire.underway = (_, octets) -> eachTpkt(octets, tpkt -> {
      tpkt[1] = 0x11;
      return tpkt;
    });
    wire.open(Wire.proposal(mode, org.angarium.osi.rtse.OpenProposal.Dialogue.TWO_WAY_ALTERNATE, 1, 3));
    messagesPassBothWaysAndTheAssociationIsReleased(wire, 2);
  }

  @ParameterizedTest
  @EnumSource(ProtocolMode.class)
  void oursIsZero(ProtocolMode mode) {
    Wire wire = new Wire();
    wire.underway = (_, octets) -> eachTpkt(octets, tpkt -> {
      assertThat(tpkt[1]).isZero();
      return tpkt;
    });
    wire.open(Wire.proposal(mode, org.angarium.osi.rtse.OpenProposal.Dialogue.TWO_WAY_ALTERNATE, 1, 3));
    messagesPassBothWaysAndTheAssociationIsReleased(wire, 2);
  }

  /** A stack that would rather have class 4, with expedited data, checksums and acknowledgements: class 0 has none of them. */
  @Test
  void aCallerThatOffersExpeditedDataGetsClass0WithoutIt() {
    Wire wire = new Wire();
    byte[] offer = hex("29 e0 0000 0001 40 c0010d c2 03 353931 c7 01 00 c6 01 03 c3 02 0000 85 02 0014 "
        + "87 02 000a 88 04 00000001 8b 02 000a");
    offer[0] = (byte) (offer.length - 1);
    wire.underway = (byInitiator, octets) -> {
      if (octets[5] == (byte) 0xE0) {
        return TpktFramer.frame(offer);
      }
      if (!byInitiator && octets[5] == (byte) 0xD0) {
        assertThat(octets[10]).as("class 0").isZero();
        assertThat(HexFormat.ofDelimiter(" ").formatHex(octets, 11, octets.length))
            .as("size and selector, and nothing that was offered beyond them")
            .isEqualTo("c0 01 0b c2 03 35 39 31");
      }
      return octets;
    };
    wire.open(Wire.alternating(1, 3));
    messagesPassBothWaysAndTheAssociationIsReleased(wire, 100);
  }

  /** The confirm is there before our request has left, and however it is cut. */
  @Test
  void aConnectConfirmThatComesTooEarlyDoesNoHarm() {
    byte[] confirm = TpktFramer.frame(TpduCodec.encode(new Tpdu.Cc(1, 1, 0, NONE, NONE, 2048, 0)));
    for (int cut = 0; cut <= confirm.length; cut++) {
      End initiator = End.initiator(Wire.LIMITS);
      End responder = End.responder(Wire.LIMITS);
      initiator.request(new RtsEvent.Open(Wire.alternating(1, 3)));
      initiator.on(new StackEvent.Connected());
      initiator.on(new StackEvent.Received(Arrays.copyOf(confirm, cut)));
      initiator.on(new StackEvent.Received(Arrays.copyOfRange(confirm, cut, confirm.length)));
      responder.on(new StackEvent.Connected());
      assertThat(initiator.outbound).as("CR and CN").hasSize(2);
      initiator.outbound.forEach(octets -> responder.on(new StackEvent.Received(octets)));
      responder.outbound.remove();
      responder.outbound.forEach(octets -> initiator.on(new StackEvent.Received(octets)));
      assertThat(initiator.seen(RtsIndication.OpenConfirmed.class)).hasSize(1);
    }
  }

  /**
   * A plea for the turn around the confirmation of an activity's end: in a TSDU of its own before or after it, within the same TSDU, or
   * both. PT is of category 0: it may go before the AEA in its TSDU.
   */
  @ParameterizedTest
  @CsvSource({"before", "within", "after", "before and within", "within and after"})
  void aPleaForTheTurnComesInAnyTsdu(String where) {
    Wire wire = new Wire();
    byte[] apart = spdus("02 11 10 01 01 c1 0c" + PLEASE_PRIORITY_5);
    wire.underway = (byInitiator, octets) -> {
      // AEA, behind a PT that asks for nothing.
      if (byInitiator || octets[7] != 0x02 || octets[9] != 0x2A) {
        return octets;
      }
      byte[] acknowledgement = Arrays.copyOfRange(octets, 9, octets.length);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      if (where.contains("before")) {
        out.writeBytes(apart);
      }
      out.writeBytes(spdus((where.contains("within") ? "02 11 10 01 01 c1 0c" + PLEASE_PRIORITY_5 : "02 00")
          + HexFormat.of().formatHex(acknowledgement)));
      if (where.contains("after")) {
        out.writeBytes(apart);
      }
      return out.toByteArray();
    };
    wire.open(Wire.alternating(1, 3));
    wire.initiator.send(Wire.apdu(2000, 1));
    wire.run();
    assertThat(wire.initiator.seen(RtsIndication.TransferConfirmed.class)).hasSize(1);
    assertThat(wire.initiator.seen(RtsIndication.TurnWanted.class)).hasSize(where.contains("and") ? 2 : 1)
        .allMatch(wanted -> wanted.priority() == 5);
    wire.initiator.request(new RtsEvent.GiveTurn());
    wire.run();
    assertThat(wire.responder.seen(RtsIndication.TurnReceived.class)).hasSize(1);
    assertThat(wire.initiator.endings()).isEmpty();
  }

  /** In an activity, too; and one that names no priority asks all the same. */
  @Test
  void aPleaWithoutAPriorityIsTheLeastUrgent() {
    Wire wire = new Wire();
    wire.underway = (byInitiator, octets) -> !byInitiator && octets[7] == 0x02 && octets[8] != 0
        ? spdus("02 03 10 01 01")
        : octets;
    wire.open(Wire.alternating(1, 3));
    wire.responder.request(new RtsEvent.PleaseTurn(4));
    wire.run();
    assertThat(wire.initiator.endings()).isEmpty();
    assertThat(wire.initiator.last(RtsIndication.TurnWanted.class).priority()).isEqualTo(7);
  }

  private static byte[] spdus(String octets) {
    return TpktFramer.frame(TpduCodec.encode(new Tpdu.Dt(true, hex(octets))));
  }
}
