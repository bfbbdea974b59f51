package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.wire.StackPeer.Caller;
import org.angarium.osi.rtse.RtsIndication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Octets that are no protocol, at every layer, from callers and from peers that were let in: that connection ends, the operator reads
 * what was wrong, and a good peer's association does not notice.
 */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class MalformedInputTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final HexFormat HEX = HexFormat.of();
  /** Data TPDU, end of TSDU. */
  private static final String DT = "02f080";
  /** AB and RF SPDU. */
  private static final String ABORT = "19";
  private static final String REFUSE = "0c";
  private static final String GIVE_TOKENS = "0100";
  private static final String ACTIVITY_START = DT + GIVE_TOKENS + "2d052903020101";

  @TempDir
  private static Path directory;
  private static TestMta mta;
  private static StackPeer bystander;
  private static int bystanderSent;

  /**
   * One attack.
   *
   * @param answer what the MTA's last TPKT must begin with behind its header, in hexadecimal; empty if the layer has no abort of its own
   */
  record Attack(String name, String answer, EventId event, String words, List<byte[]> octets) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() {
    mta = new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").connector("GOOD", 1)
        .with("activation", "remote-initiated").connector("BAD", 1).with("activation", "remote-initiated")
        .with("maximum-associations", 3).toml());
    bystander = StackPeer.bound(mta.port(), Caller.of("GOOD"));
  }

  @AfterAll
  static void stop() {
    bystander.close();
    mta.close();
  }

  private static byte[] tpkt(String tpdu) {
    return tpkt(HEX.parseHex(tpdu));
  }

  private static byte[] tpkt(byte[] tpdu) {
    byte[] header = {3, 0, (byte) (tpdu.length + 4 >> 8), (byte) (tpdu.length + 4)};
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header);
    out.writeBytes(tpdu);
    return out.toByteArray();
  }

  private static byte[] connectRequest() {
    return tpkt("0de00000000100c0010dc1023031");
  }

  /** The recorded CONNECT SPDU with other user data. */
  private static byte[] connect(byte[] userData) {
    byte[] recorded = Recorded.dialogue(Recorded.IPM_1988).get(2).tpkt();
    ByteArrayOutputStream parameters = new ByteArrayOutputStream();
    // Up to the session user data: what is before it in the SPDU.
    parameters.write(recorded, 9, 46);
    parameters.writeBytes(lengthed(0xC1, userData));
    ByteArrayOutputStream spdu = new ByteArrayOutputStream();
    spdu.writeBytes(HEX.parseHex(DT));
    spdu.writeBytes(lengthed(0x0D, parameters.toByteArray()));
    return tpkt(spdu.toByteArray());
  }

  private static byte[] lengthed(int code, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(code);
    if (value.length > 254) {
      out.write(0xFF);
      out.write(value.length >> 8);
    }
    out.write(value.length);
    out.writeBytes(value);
    return out.toByteArray();
  }

  private static byte[] nested(int depth) {
    byte[] deep = new byte[2 * depth];
    for (int i = 0; i < depth; i++) {
      deep[2 * i] = 0x31;
      deep[2 * i + 1] = (byte) 0x80;
    }
    return deep;
  }

  /** The recorded user data of the CONNECT with one octet changed. */
  private static byte[] changed(int from, String octets) {
    byte[] recorded = Recorded.dialogue(Recorded.IPM_1988).get(2).tpkt();
    byte[] userData = Arrays.copyOfRange(recorded, 57, recorded.length);
    byte[] change = HEX.parseHex(octets);
    System.arraycopy(change, 0, userData, from, change.length);
    return userData;
  }

  private static byte[] garbage(int length) {
    byte[] octets = new byte[length];
    new Random(7).nextBytes(octets);
    return octets;
  }

  private static Attack caller(String name, String answer, String words, byte[]... octets) {
    return new Attack(name, answer, EventId.ASSOCIATION_REFUSED_HERE, words, List.of(octets));
  }

  static Stream<Attack> ofCallers() {
    return Stream.of(caller("HTTP", "", "TPKT", "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
        caller("garbage", "", "TPKT", garbage(5000)), //
        caller("TPKT shorter than its header", "", "TPKT", HEX.parseHex("03000003")),
        caller("TPKT of version 4", "", "TPKT", HEX.parseHex("0400000702f080")),
        caller("TPDU length beyond the TPKT", "", "TPDU", tpkt("3ee00000000100")),
        caller("data before the connect request", "", "at octet", tpkt(DT + "0d00")),
        caller("an unknown TPDU", "", "TPDU", tpkt("05ab0000000100")),
        caller("an SPDU longer than its TSDU", ABORT, "at octet", connectRequest(), tpkt(DT + "0d7f01")),
        caller("an unknown SPDU", ABORT, "at octet", connectRequest(), tpkt(DT + "7700")),
        caller("an SPDU that may not come first", "", "STA 01C", connectRequest(), tpkt(ACTIVITY_START)),
        caller("a session parameter longer than its SPDU", ABORT, "at octet", connectRequest(),
            tpkt(DT + "0d0301ff00")),
        caller("a CP that is no SET", REFUSE, "at octet", connectRequest(),
            connect(HEX.parseHex("0403010203"))),
        caller("a CP that ends early", REFUSE, "at octet", connectRequest(),
            connect(HEX.parseHex("3182100003"))),
        caller("a CP with a length of 2 GB", REFUSE, "at octet", connectRequest(),
            connect(HEX.parseHex("31847ffffff0a000"))),
        caller("a CP nested too deep", REFUSE, "at octet", connectRequest(), connect(nested(4000))),
        caller("a CP of garbage", REFUSE, "at octet", connectRequest(), connect(garbage(300))),
        caller("an AARQ with a wrong tag", REFUSE, "at octet", connectRequest(), connect(changed(71, "7f"))),
        caller("an RTORQ of garbage", REFUSE, "at octet", connectRequest(),
            connect(changed(97, "ffffffff"))));
  }

  static Stream<Attack> ofPeers() {
    return Stream.of(peer("garbage", "", "at octet", garbage(100)), //
        peer("TPKT shorter than its header", "", "TPKT", HEX.parseHex("03000001")),
        peer("TPDU length beyond the TPKT", "", "TPDU", tpkt("3ff080")),
        peer("a second connect request", "", "at octet", connectRequest()),
        peer("an unknown SPDU", ABORT, "at octet", tpkt(DT + "7700")),
        peer("an SPDU longer than its TSDU", ABORT, "at octet", tpkt(DT + "01002d7f29")),
        peer("the end of an activity that was not started", ABORT, "STA 713",
            tpkt(DT + GIVE_TOKENS + "29032a0131")),
        peer("data outside of an activity", ABORT, "STA 713", tpkt(DT + GIVE_TOKENS + "0100" + "61800000")),
        peer("a PPDU of garbage", ABORT, "at octet", tpkt(ACTIVITY_START),
            tpkt(DT + GIVE_TOKENS + "0100" + "77ab12")),
        peer("a PPDU that ends early", ABORT, "at octet", tpkt(ACTIVITY_START),
            tpkt(DT + GIVE_TOKENS + "0100" + "618210003080")),
        peer("a value cut inside a checkpoint", ABORT, "at octet", tpkt(ACTIVITY_START),
            tpkt(DT + GIVE_TOKENS + "0100" + "610b3009020103a00404020102"),
            tpkt(DT + GIVE_TOKENS + "31032a0131"),
            tpkt(DT + GIVE_TOKENS + "0100" + "61823020300d020103a0080406010203"),
            tpkt(DT + GIVE_TOKENS + "31032a0132")),
        peer("a PPDU with a length of 2 GB", ABORT, "at octet", tpkt(ACTIVITY_START),
            tpkt(DT + GIVE_TOKENS + "0100" + "61847ffffff0")),
        peer("a PPDU nested too deep", ABORT, "at octet", tpkt(ACTIVITY_START),
            tpkt(DT + GIVE_TOKENS + "0100" + HEX.formatHex(nested(2000)))),
        peer("a TSDU without end", "", "longer than", endlessTsdu()));
  }

  /** A megabyte and more in data TPDUs of which none is the last. */
  private static byte[] endlessTsdu() {
    byte[] tpdu = new byte[60_003];
    tpdu[0] = 2;
    tpdu[1] = (byte) 0xF0;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 300; i++) {
      out.writeBytes(tpkt(tpdu));
    }
    return out.toByteArray();
  }

  private static Attack peer(String name, String answer, String words, byte[]... octets) {
    return new Attack(name, answer, EventId.PROTOCOL_ERROR, words, List.of(octets));
  }

  @ParameterizedTest
  @Execution(ExecutionMode.SAME_THREAD)
  @MethodSource("ofCallers")
  void endsACallThatIsNoProtocol(Attack attack) {
    int before = mta.events.size();
    try (RawPeer peer = RawPeer.call(mta.port())) {
      for (byte[] octets : attack.octets()) {
        if (octets != attack.octets().getFirst()) {
          peer.next();
        }
        peer.send(octets);
      }
      peer.awaitEnd();
      if (!attack.answer().isEmpty()) {
        assertThat(HEX.formatHex(peer.received.getLast())).matches("030000..02f080" + attack.answer() + ".*");
      }
    }
    isTold(attack, before);
    assertThatTheBystanderDoesNotNotice();
  }

  @ParameterizedTest
  @Execution(ExecutionMode.SAME_THREAD)
  @MethodSource("ofPeers")
  void endsAnAssociationThatBreaksTheProtocol(Attack attack) {
    int before = mta.events.size();
    try (StackPeer peer = StackPeer.bound(mta.port(), Caller.of("BAD"))) {
      attack.octets().forEach(peer::raw);
      peer.awaitEnd(SOON);
      if (attack.answer().equals(ABORT)) {
        assertThat(peer.seen(RtsIndication.Aborted.class)).as("told by an abort").hasSize(1);
        assertThat(peer.seen(RtsIndication.Aborted.class).getFirst().failure().text())
            .doesNotContain("connection was lost");
      }
    }
    isTold(attack, before);
    await().atMost(SOON).until(() -> mta.mta.connectors().stream()
        .filter(connector -> connector.name().equals("BAD")).allMatch(bad -> bad.associations().isEmpty()));
    assertThatTheBystanderDoesNotNotice();
  }

  private static void isTold(Attack attack, int before) {
    await(attack.name() + ": " + attack.event()).atMost(SOON).until(() -> since(before)
        .anyMatch(event -> event.id() == attack.event() && event.text().contains(attack.words())));
    assertThat(mta.count(EventId.UNEXPECTED_ERROR)).isZero();
  }

  private static Stream<Event> since(int before) {
    return mta.events.stream().skip(before);
  }

  private static synchronized void assertThatTheBystanderDoesNotNotice() {
    bystanderSent++;
    bystander.transfer(
        Apdus.message("GOOD", "good-" + bystanderSent, TestConfig.address("ALPHA", "Anna"), "hello"));
    bystander.await(RtsIndication.TransferConfirmed.class, bystanderSent);
    assertThat(mta.mailbox("anna")).hasSize(bystanderSent);
    await("only the bystander's connection").atMost(SOON).until(() -> mta.connections() == 1);
  }
}
