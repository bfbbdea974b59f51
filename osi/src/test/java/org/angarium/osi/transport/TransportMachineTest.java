package org.angarium.osi.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.angarium.osi.session.Mutation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportMachineTest {
  private static final byte[] NONE = new byte[0];
  private static final int MAX_TSDU = 100_000;

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static byte[] tpkt(Tpdu tpdu) {
    return TpktFramer.frame(TpduCodec.encode(tpdu));
  }

  private static List<TransportAction> give(TransportMachine machine, Tpdu tpdu) {
    return machine.on(new TransportEvent.Received(tpkt(tpdu)));
  }

  private static Tpdu sent(List<TransportAction> actions) throws TransportProtocolException {
    byte[] octets = ((TransportAction.Send) actions.getFirst()).octets();
    return TpduCodec.decode(Arrays.copyOfRange(octets, TpktFramer.HEADER, octets.length));
  }

  private static TransportMachine initiator(int size) {
    TransportMachine machine = new TransportMachine(1, size, MAX_TSDU);
    assertThat(machine.on(new TransportEvent.ConnectRequest(NONE, hex("353931"))))
        .containsExactly(new TransportAction.Connect());
    machine.on(new TransportEvent.Connected());
    return machine;
  }

  private static TransportMachine open(int size) {
    TransportMachine machine = initiator(size);
    give(machine, new Tpdu.Cc(1, 2, 0, NONE, NONE, 8192, 0));
    assertThat(machine.state()).isEqualTo(TransportMachine.State.OPEN);
    return machine;
  }

  private static TransportMachine responder() {
    TransportMachine machine = new TransportMachine(0x4321, 8192, MAX_TSDU);
    assertThat(machine.on(new TransportEvent.Connected())).isEmpty();
    return machine;
  }

  @Test
  void connectsAsInTheRecording() {
    TransportMachine calling = new TransportMachine(1, 8192, MAX_TSDU);
    calling.on(new TransportEvent.ConnectRequest(NONE, hex("353931")));
    byte[] cr = ((TransportAction.Send) calling.on(new TransportEvent.Connected()).getFirst()).octets();
    assertThat(cr).isEqualTo(hex("030000130ee00000000100c0010dc203353931"));
    TransportMachine called = responder();
    TransportAction.ConnectIndicated indicated = (TransportAction.ConnectIndicated) called
        .on(new TransportEvent.Received(cr)).getFirst();
    assertThat(indicated.calledSelector()).isEqualTo(hex("353931"));
    byte[] cc = ((TransportAction.Send) called.on(new TransportEvent.AcceptConnection(hex("353931")))
        .getFirst()).octets();
    assertThat(cc).isEqualTo(hex("030000130ed00001432100c0010dc203353931"));
    TransportAction.ConnectConfirmed confirmed = (TransportAction.ConnectConfirmed) calling
        .on(new TransportEvent.Received(cc)).getFirst();
    assertThat(confirmed.respondingSelector()).isEqualTo(hex("353931"));
    assertThat(confirmed.tpduSize()).isEqualTo(8192);
  }

  @ParameterizedTest
  @CsvSource({"0,0,0,0", "2048,0,2048,0", "8192,0,4096,0", "128,0,128,0", "8192,65408,0,4096",
      "1024,256,0,256", "0,1920,0,1920"})
  void responderComesDownToTheSmallerSize(int proposed, int preferred, int answered, int answeredPreferred)
      throws TransportProtocolException {
    TransportMachine machine = new TransportMachine(9, 4096, MAX_TSDU);
    machine.on(new TransportEvent.Connected());
    give(machine, new Tpdu.Cr(5, 0, List.of(), NONE, NONE, proposed, preferred));
    assertThat(sent(machine.on(new TransportEvent.AcceptConnection(NONE)))).usingRecursiveComparison()
        .isEqualTo(new Tpdu.Cc(5, 9, 0, NONE, NONE, answered, answeredPreferred));
    int size = answered > 0 ? answered : answeredPreferred > 0 ? answeredPreferred : 4096;
    byte[] octets = ((TransportAction.Send) machine.on(new TransportEvent.Data(new byte[10_000])).getFirst())
        .octets();
    assertThat((octets[2] & 0xFF) << 8 | octets[3] & 0xFF).isEqualTo(size + TpktFramer.HEADER);
  }

  @ParameterizedTest
  @CsvSource({"0,0,2048", "2048,0,2048", "1024,0,1024", "8192,0,2048", "0,256,256"})
  void initiatorObeysTheAnswerButNeverGoesBeyondItsProposal(int answered, int preferred, int used) {
    TransportMachine machine = initiator(2048);
    List<TransportAction> actions = give(machine, new Tpdu.Cc(1, 7, 0, NONE, NONE, answered, preferred));
    assertThat(((TransportAction.ConnectConfirmed) actions.getFirst()).tpduSize()).isEqualTo(used);
  }

  @ParameterizedTest
  @CsvSource({"0,,true", "4,0,true", "2,'2,0',true", "4,'3,2',false", "1,,false"})
  void onlyClass0IsAccepted(int preferred, String alternatives, boolean accepted)
      throws TransportProtocolException {
    List<Integer> classes = alternatives == null
        ? List.of()
        : Arrays.stream(alternatives.split(",")).map(Integer::valueOf).toList();
    TransportMachine machine = responder();
    List<TransportAction> actions = give(machine, new Tpdu.Cr(5, preferred, classes, NONE, NONE, 2048, 0));
    if (accepted) {
      assertThat(actions).hasSize(1).hasOnlyElementsOfType(TransportAction.ConnectIndicated.class);
      assertThat(((Tpdu.Cc) sent(machine.on(new TransportEvent.AcceptConnection(NONE)))).selectedClass())
          .isZero();
    } else {
      assertThat(((Tpdu.Dr) sent(actions)).reason()).isEqualTo(130);
      assertThat(actions.get(1)).isEqualTo(new TransportAction.Disconnect());
      assertThat(actions.get(2)).isInstanceOf(TransportAction.Disconnected.class);
    }
  }

  @Test
  void refusalIsADisconnectRequestWithItsReason() throws TransportProtocolException {
    TransportMachine called = responder();
    give(called, new Tpdu.Cr(1, 0, List.of(), NONE, NONE, 0, 0));
    List<TransportAction> actions = called
        .on(new TransportEvent.RefuseConnection(DisconnectReason.ADDRESS_UNKNOWN));
    assertThat(sent(actions)).usingRecursiveComparison().isEqualTo(new Tpdu.Dr(1, 0, 3, NONE));
    assertThat(actions.get(1)).isEqualTo(new TransportAction.Disconnect());
    assertThat(called.on(new TransportEvent.Disconnected("closed by peer"))).isEmpty();

    TransportMachine calling = initiator(8192);
    assertThat(give(calling, new Tpdu.Dr(1, 0, 3, hex("4142")))).containsExactly(
        new TransportAction.Disconnect(),
        new TransportAction.Disconnected(3,
            "peer disconnected: address unknown (3), additional information 4142", true));
  }

  @Test
  void disconnectRequestOnAnOpenConnectionIsTakenAsItsEndAfterTheDataBeforeIt() {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    octets.writeBytes(tpkt(new Tpdu.Dt(true, new byte[]{1})));
    octets.writeBytes(tpkt(new Tpdu.Dr(1, 2, 128, NONE)));
    octets.writeBytes(tpkt(new Tpdu.Dt(true, new byte[]{2})));
    List<TransportAction> actions = open(8192).on(new TransportEvent.Received(octets.toByteArray()));
    assertThat(actions).hasSize(3);
    assertThat(((TransportAction.DataReceived) actions.getFirst()).tsdu()).containsExactly(1);
    assertThat(actions.get(2)).isEqualTo(
        new TransportAction.Disconnected(128,
            "peer disconnected: normal disconnect initiated by the session entity (128)", true));
  }

  @Test
  void closeIsTheEndOfTheTcpConnection() {
    TransportMachine machine = open(8192);
    assertThat(machine.on(new TransportEvent.Close())).containsExactly(new TransportAction.Disconnect());
    assertThat(machine.on(new TransportEvent.Close())).isEmpty();
    assertThat(machine.on(new TransportEvent.Received(tpkt(new Tpdu.Dt(true, NONE))))).isEmpty();
    assertThat(machine.on(new TransportEvent.Disconnected("closed by peer"))).isEmpty();
  }

  @Test
  void lossOfTheTcpConnectionIsIndicatedOnce() {
    for (TransportMachine machine : List.of(initiator(8192), open(8192), responder())) {
      assertThat(machine.on(new TransportEvent.Disconnected("connection reset by peer")))
          .containsExactly(new TransportAction.Disconnected(-1, "connection reset by peer", true));
      assertThat(machine.on(new TransportEvent.Disconnected("again"))).isEmpty();
    }
  }

  @Test
  void badAnswersAreRejected() throws TransportProtocolException {
    for (Tpdu tpdu : List.of(new Tpdu.Cc(2, 7, 0, NONE, NONE, 0, 0), new Tpdu.Cc(1, 7, 2, NONE, NONE, 0, 0),
        new Tpdu.Dt(true, NONE),
        new Tpdu.Cr(1, 0, List.of(), NONE, NONE, 0, 0))) {
      List<TransportAction> actions = give(initiator(8192), tpdu);
      assertThat(sent(actions)).isInstanceOf(Tpdu.Er.class);
      assertThat(actions.get(1)).isEqualTo(new TransportAction.Disconnect());
      TransportAction.Disconnected disconnected = (TransportAction.Disconnected) actions.get(2);
      assertThat(disconnected.reason()).isEqualTo(133);
      assertThat(disconnected.byPeer()).isFalse();
    }
  }

  @Test
  void whatIsNotClass0IsRejected() throws TransportProtocolException {
    List<TransportAction> actions = open(8192).on(new TransportEvent.Received(hex("03000008 03 10 8000")));
    assertThat(sent(actions)).usingRecursiveComparison()
        .isEqualTo(new Tpdu.Er(2, Tpdu.Er.INVALID_TPDU_TYPE, hex("0310")));
    assertThat(((TransportAction.Disconnected) actions.getLast()).text())
        .isEqualTo("received a bad TPDU: ED in transport state OPEN (at octet 1)");
  }

  @Test
  void rejectionByThePeerIsTheEnd() {
    assertThat(give(open(8192), new Tpdu.Er(1, 3, NONE))).containsExactly(new TransportAction.Disconnect(),
        new TransportAction.Disconnected(-1, "peer rejected a TPDU: invalid parameter value", true));
  }

  @ParameterizedTest
  @CsvSource({"474554202f,'TPKT version is 71, not 3 (at octet 0)'",
      "03000006,'TPKT length is 6, less than 7 (at octet 2)'"})
  void whatIsNoTpktClosesWithoutAnAnswer(String octets, String message) {
    List<TransportAction> actions = responder().on(new TransportEvent.Received(hex(octets)));
    assertThat(actions).containsExactly(new TransportAction.Disconnect(),
        new TransportAction.Disconnected(133, "received octets are not RFC 1006: " + message, false));
  }

  @Test
  void requestsOutOfTurnAreThrownBack() {
    assertThatThrownBy(() -> responder().on(new TransportEvent.Data(NONE)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Data is not allowed in transport state WAIT_CR");
    assertThatThrownBy(() -> open(8192).on(new TransportEvent.AcceptConnection(NONE)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> open(8192).on(new TransportEvent.Connected()))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512, 1024, 2048, 4096, 8192})
  void tsdusOfAnyLengthArriveOverEveryTpduSize(int size) {
    Random random = new Random(size);
    TransportMachine sender = open(size);
    TransportMachine receiver = open(8192);
    List<Integer> lengths = new ArrayList<>(
        List.of(0, 1, 2, size - 4, size - 3, size - 2, 2 * size - 6, 2 * size - 5, 70_000));
    for (int i = 0; i < 20; i++) {
      lengths.add(random.nextInt(70_000));
    }
    for (int length : lengths) {
      byte[] tsdu = new byte[length];
      random.nextBytes(tsdu);
      List<TransportAction> sent = sender.on(new TransportEvent.Data(tsdu));
      assertThat(sent).hasSize(1);
      byte[] octets = ((TransportAction.Send) sent.getFirst()).octets();
      List<byte[]> received = new ArrayList<>();
      for (int at = 0; at < octets.length;) {
        int end = Math.min(octets.length, at + 1 + random.nextInt(5000));
        receive(receiver, Arrays.copyOfRange(octets, at, end), received);
        at = end;
      }
      assertThat(received).hasSize(1);
      assertThat(received.getFirst()).isEqualTo(tsdu);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 8192})
  void tsdusArriveOctetByOctet(int size) {
    byte[] tsdu = new byte[70_000];
    new Random(size).nextBytes(tsdu);
    TransportMachine receiver = open(8192);
    List<byte[]> received = new ArrayList<>();
    for (byte octet : ((TransportAction.Send) open(size).on(new TransportEvent.Data(tsdu)).getFirst())
        .octets()) {
      receive(receiver, new byte[]{octet}, received);
    }
    assertThat(received).hasSize(1);
    assertThat(received.getFirst()).isEqualTo(tsdu);
  }

  @Test
  void tpdusLargerThanAgreedAreTaken() {
    List<byte[]> received = new ArrayList<>();
    receive(open(128), tpkt(new Tpdu.Dt(true, new byte[TpktFramer.MAX_TPDU - 3])), received);
    assertThat(received.getFirst()).hasSize(65_528);
  }

  private static void receive(TransportMachine machine, byte[] octets, List<byte[]> received) {
    for (TransportAction action : machine.on(new TransportEvent.Received(octets))) {
      received.add(((TransportAction.DataReceived) action).tsdu());
    }
  }

  @Test
  void tsduBeyondItsBoundEndsTheConnection() {
    TransportMachine machine = open(8192);
    byte[] dt = tpkt(new Tpdu.Dt(false, new byte[30_000]));
    for (int i = 0; i < 3; i++) {
      assertThat(machine.on(new TransportEvent.Received(dt))).isEmpty();
    }
    List<TransportAction> actions = machine.on(new TransportEvent.Received(dt));
    assertThat(((TransportAction.Disconnected) actions.getLast()).text())
        .contains("TSDU is longer than 100000 octets");
  }

  @Test
  void framerHoldsNoMoreThanOneTpkt() throws TransportProtocolException {
    TpktFramer framer = new TpktFramer();
    Random random = new Random(5);
    byte[] stream = new byte[0];
    for (int i = 0; i < 2000; i++) {
      byte[] tpkt = TpktFramer.frame(new byte[3 + random.nextInt(3000)]);
      stream = Arrays.copyOf(stream, stream.length + tpkt.length);
      System.arraycopy(tpkt, 0, stream, stream.length - tpkt.length, tpkt.length);
      int cut = random.nextInt(stream.length + 1);
      framer.push(Arrays.copyOf(stream, cut));
      stream = Arrays.copyOfRange(stream, cut, stream.length);
      while (framer.next() != null) {
        assertThat(framer.held()).isNotNegative();
      }
      assertThat(framer.held()).isLessThan(65_535);
    }
  }

  @Test
  void damagedOctetsNeverBreakAMachine() {
    Random random = new Random(6);
    byte[] cr = tpkt(new Tpdu.Cr(1, 0, List.of(0), hex("31"), hex("353931"), 8192, 0));
    byte[] cc = tpkt(new Tpdu.Cc(1, 2, 0, NONE, NONE, 8192, 0));
    byte[] dt = tpkt(new Tpdu.Dt(true, new byte[50]));
    int ended = 0;
    int alive = 0;
    for (int i = 0; i < 20_000; i++) {
      TransportMachine machine = switch (i % 3) {
        case 0 -> responder();
        case 1 -> initiator(2048);
        default -> open(2048);
      };
      byte[] octets = Mutation.of(i % 3 == 0 ? cr : i % 3 == 1 ? cc : dt, random);
      List<TransportAction> actions = machine.on(new TransportEvent.Received(octets));
      if (machine.state() == TransportMachine.State.ENDED) {
        assertThat(actions.getLast()).isInstanceOf(TransportAction.Disconnected.class);
        ended++;
      } else {
        alive++;
      }
    }
    assertThat(ended).isPositive();
    assertThat(alive).isPositive();
  }
}
