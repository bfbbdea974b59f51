package org.angarium.osi.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.angarium.osi.rtse.OpenProposal;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.osi.session.SessionConnectionReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Both ends against what PP on ISODE really sent. */
class CaptureReplayTest {
  static final List<String> CAPTURES = Capture.NAMES;

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  @ParameterizedTest
  @CsvSource({"p1-1988-normal-short-ipm,NORMAL", "p1-1988-x410mode-short,X410_1988",
      "p1-1984-short,X410_1984"})
  void aRecordedInitiatorGetsItsMessageThrough(String name, ProtocolMode mode) {
    End responder = End.responder(Wire.LIMITS);
    responder.on(new StackEvent.Connected());
    for (byte[] tpkt : Capture.ofInitiator(name)) {
      responder.on(new StackEvent.Received(tpkt));
    }
    OpenProposal proposal = responder.last(RtsIndication.OpenIndicated.class).proposal();
    assertThat(proposal.mode()).isEqualTo(mode);
    assertThat(proposal.dialogue()).isEqualTo(Dialogue.MONOLOGUE);
    assertThat(proposal.checkpointKilooctets()).isEqualTo(63);
    assertThat(proposal.window()).isEqualTo(3);
    assertThat(new String(proposal.called().transport(), StandardCharsets.US_ASCII))
        .startsWith("59");
    assertThat(HexFormat.of().formatHex(proposal.userData()))
        .contains(mode == ProtocolMode.NORMAL ? "b018" : "a1")
        .contains(HexFormat.of().formatHex("PP-MTA-A".getBytes(StandardCharsets.US_ASCII)));
    assertThat(proposal.reference().userReference()).isEqualTo(hex("1402766d"));
    assertThat(responder.receivedApdus).hasSize(1);
    assertThat(responder.receivedApdus.get(0)[0])
        .isEqualTo((byte) (mode == ProtocolMode.NORMAL ? 0x28 : 0xA0));
    assertThat(responder.endings()).containsExactly(new RtsIndication.Closed());
    responder.on(new StackEvent.Disconnected("closed by peer"));
    assertThat(responder.timers).isEmpty();
    assertThat(responder.disconnected).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"p1-1988-normal-short-ipm,NORMAL,b118", "p1-1988-x410mode-short,X410_1988,a116",
      "p1-1984-short,X410_1984,a116"})
  void aRecordedResponderLetsATransferComplete(String name, ProtocolMode mode, String resultStart) {
    End initiator = End.initiator(Wire.LIMITS);
    Deque<byte[]> answers = new ArrayDeque<>(Capture.ofResponder(name));
    OpenProposal plain = Wire.proposal(mode, Dialogue.MONOLOGUE, 63, 3);
    initiator.request(new RtsEvent.Open(new OpenProposal(plain.calling(), plain.called(), mode,
        plain.dialogue(),
        plain.initialTurn(), 63, 3, plain.userData(),
        new SessionConnectionReference(hex("1402766d"), hex("170d3236313132333133353632375a"), new byte[0]),
        null)));
    initiator.on(new StackEvent.Connected());
    byte[] confirm = answers.remove();
    // The CC answers the reference of the recorded CR; ours is 1.
    confirm[6] = 0;
    confirm[7] = 1;
    initiator.on(new StackEvent.Received(confirm));
    initiator.on(new StackEvent.Received(answers.remove()));
    RtsIndication.OpenConfirmed opened = initiator.last(RtsIndication.OpenConfirmed.class);
    assertThat(opened.checkpointKilooctets()).isEqualTo(1);
    assertThat(opened.window()).isEqualTo(3);
    assertThat(HexFormat.of().formatHex(opened.userData())).startsWith(resultStart);
    initiator.send(Wire.apdu(700, 1));
    initiator.on(new StackEvent.Received(answers.remove()));
    assertThat(initiator.seen(RtsIndication.TransferConfirmed.class)).hasSize(1);
    initiator.request(new RtsEvent.Close());
    initiator.on(new StackEvent.Received(answers.remove()));
    assertThat(initiator.endings()).containsExactly(new RtsIndication.Closed());
    assertThat(initiator.disconnected).isTrue();
    assertThat(initiator.timers).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("CAPTURES")
  void aRecordedInitiatorDeliveredOctetByOctet(String name) {
    End responder = End.responder(Wire.LIMITS);
    responder.on(new StackEvent.Connected());
    for (byte[] tpkt : Capture.ofInitiator(name)) {
      for (int i = 0; i < tpkt.length; i++) {
        responder.on(new StackEvent.Received(Arrays.copyOfRange(tpkt, i, i + 1)));
      }
    }
    assertThat(responder.receivedApdus).hasSize(1);
    assertThat(responder.endings()).containsExactly(new RtsIndication.Closed());
  }
}
