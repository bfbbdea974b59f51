package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.wire.StackPeer.Caller;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.TextMessage;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What our MTAs say to each other, recorded and read by an analyser that others wrote. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class TsharkTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");
  private static final String BERT = TestConfig.address("BRAVO", "Bert");
  private static final int MESSAGES_EACH_WAY = 3;

  @TempDir
  private static Path directory;
  private static Tshark tshark;

  @BeforeAll
  static void record() throws Exception {
    if (!Tshark.isThere()) {
      return;
    }
    Path capture = directory.resolve("own.pcap");
    try (Pcap pcap = new Pcap(capture)) {
      int alphaPort = TestConfig.freePort();
      int bravoPort = TestConfig.freePort();
      try (RecordingRelay toBravo = new RecordingRelay(bravoPort, pcap);
          RecordingRelay toAlpha = new RecordingRelay(alphaPort, pcap);
          TestMta alpha = new TestMta(directory.resolve("alpha"),
              new TestConfig("ALPHA", alphaPort).defaults("checkpoint-size", 1)
                  .defaults("association-lifetime", 1).mailbox("Anna").connector("BRAVO", toBravo.port())
                  .connector("PEER", 1).with("activation", "remote-initiated").toml());
          TestMta bravo = new TestMta(directory.resolve("bravo"),
              new TestConfig("BRAVO", bravoPort).defaults("checkpoint-size", 1).mailbox("Bert")
                  .connector("ALPHA", toAlpha.port()).with("activation", "remote-initiated").toml())) {
        betweenMtas(alpha, bravo);
        withAPeer(alpha, toAlpha.port());
      }
    }
    tshark = new Tshark(capture);
  }

  /** Before each, so that each is reported as skipped. */
  @BeforeEach
  void needsTshark() {
    assumeTrue(Tshark.isThere(), "tshark is not installed: what is on the wire is not checked by it");
  }

  /** Messages with checkpoints, a probe and reports, both ways on ALPHA's associations; release. */
  private static void betweenMtas(TestMta alpha, TestMta bravo) throws RequestException {
    for (int i = 1; i <= MESSAGES_EACH_WAY; i++) {
      alpha.submit("anna", BERT, ipm(ANNA, BERT, "to Bert " + i, 4000 * i), Priority.NORMAL, i == 1);
      bravo.submit("bert", ANNA, ipm(BERT, ANNA, "to Anna " + i, 3000 * i), Priority.URGENT, false);
    }
    alpha.mta.submit("anna",
        TestMta.submission(ReportRequest.REPORT, BERT).probe(-1).contentIdentifier("a probe").build(),
        new ByteArrayInputStream(new byte[0]));
    alpha.submit("anna", TestConfig.address("BRAVO", "Nobody"), ipm(ANNA, BERT, "to nobody", 10),
        Priority.NON_URGENT, false);
    await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == MESSAGES_EACH_WAY);
    // With the delivery report, the report on the probe, and the non-delivery report.
    await().atMost(SOON).until(() -> alpha.mailbox("anna").size() == MESSAGES_EACH_WAY + 3);
    await().atMost(SOON).until(() -> alpha.count(EventId.ASSOCIATION_CLOSED) >= 1);
  }

  /** What goes wrong in order: a transfer that its receiver refuses, one that its sender gives up, an abort, a refused bind. */
  private static void withAPeer(TestMta alpha, int port) throws RequestException {
    Caller caller = Caller.of("PEER");
    try (StackPeer peer = StackPeer.bound(port, caller)) {
      peer.withhold(indication -> indication instanceof RtsIndication.TransferEnded
          || indication instanceof RtsIndication.FetchOctets(long offset, int _) && offset > 0);
      alpha.submit("anna", TestConfig.address("PEER", "Carl"), ipm(ANNA, BERT, "is not taken", 10),
          Priority.NORMAL, false);
      peer.await(RtsIndication.TransferEnded.class, 1);
      peer.request(new RtsEvent.ReportException(0));
      peer.await(RtsIndication.TransferDiscarded.class, 1);
      peer.request(new RtsEvent.PleaseTurn(0));
      peer.await(RtsIndication.TurnReceived.class, 1);
      // Last: the analyser puts what was discarded in front of the next APDU.
      peer.transfer(Apdus.message("PEER", "given-up", ANNA, "x".repeat(3000)));
      peer.await(RtsIndication.FetchOctets.class, 2);
      peer.request(new RtsEvent.Discard(0));
      peer.await(RtsIndication.TransferStopped.class, 1);
      peer.request(new RtsEvent.Abort(5));
      peer.awaitEnd(SOON);
    }
    try (StackPeer refused = StackPeer.call(port, caller.withPassword("wrong"))) {
      refused.await(RtsIndication.OpenRefused.class, 1);
      refused.awaitEnd(SOON);
    }
    await().atMost(SOON).until(() -> alpha.connections() == 0);
  }

  private static byte[] ipm(String from, String to, String subject, int length) {
    try {
      return new TextMessage(OrName.of(OrAddress.parse(from)), "1").to(OrName.of(OrAddress.parse(to)))
          .subject(subject).text("0123456789".repeat(length / 10)).message().encode();
    } catch (AddressSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void findsNothingMalformed() throws IOException, InterruptedException {
    assertThat(tshark.frames(
        "_ws.malformed || (_ws.expert.severity >= 6291456 && !tcp.analysis.flags)",
        "frame.number", "_ws.col.Info", "_ws.expert.message")).isEmpty();
  }

  @Test
  void findsEveryApduThatWasSent() throws IOException, InterruptedException {
    List<String> p1 = tshark.frames("p1 || p22", "_ws.col.Info");
    assertThat(p1).filteredOn(info -> info.startsWith("Bind-Argument")).hasSizeGreaterThanOrEqualTo(3);
    assertThat(p1).filteredOn(info -> info.startsWith("Bind-Result")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(p1).filteredOn(info -> info.equals("Bind-Error (authentication-error)")).hasSize(1);
    assertThat(p1).filteredOn(info -> info.equals("Transfer probe")).hasSize(1);
    assertThat(p1).filteredOn(info -> info.equals("Transfer delivery report")).hasSize(2);
    assertThat(p1).filteredOn(info -> info.endsWith("non-delivery report")).as("with the content it returns")
        .containsExactly("InterPersonal Message (to nobody) non-delivery report");
    assertThat(p1)
        .filteredOn(info -> info.startsWith("InterPersonal Message") && !info.endsWith("report"))
        .containsExactlyInAnyOrder(
            "InterPersonal Message (to Bert 1)", "InterPersonal Message (to Bert 2)",
            "InterPersonal Message (to Bert 3)", "InterPersonal Message (to Anna 1)",
            "InterPersonal Message (to Anna 2)", "InterPersonal Message (to Anna 3)",
            "InterPersonal Message (to nobody)", "InterPersonal Message (is not taken)");
    assertThat(tshark.count("p1.MTS_APDU")).isEqualTo(12);
    assertThat(tshark.count("p22")).as("one comes back in a report").isEqualTo(9);
  }

  @Test
  void findsTheProtocolBelow() throws IOException, InterruptedException {
    List<String> seen = tshark.frames("tpkt", "_ws.col.Info");
    List<String> expected = List.of("CR TPDU", "CC TPDU", "ACTIVITY START (AS) SPDU",
        "MINOR SYNC POINT (MIP) SPDU", "MINOR SYNC ACK (MIA) SPDU", "MAJOR SYNC ACK (MAA) SPDU",
        "Turn-Please",
        "GIVE TOKENS CONFIRM (GTC) SPDU", "GIVE TOKENS ACK (GTA) SPDU", "EXCEPTION DATA (ED) SPDU",
        "ACTIVITY DISCARD (AD) SPDU", "ACTIVITY DISCARD ACK (ADA) SPDU", "Abort (permanentProblem)",
        "Release-Request (normal)", "Release-Response (normal)");
    assertThat(expected).allMatch(start -> seen.stream().anyMatch(info -> info.startsWith(start)));
    assertThat(tshark.count("ses.type == 49")).as("checkpoints of 1 K").isGreaterThan(20);
    assertThat(tshark.count("ses.type == 50"))
        .as("all confirmed but the one behind which a transfer was given up")
        .isBetween(tshark.count("ses.type == 49") - 1, tshark.count("ses.type == 49"));
    assertThat(tshark.count("ses.type == 21")).as("each turn taken")
        .isEqualTo(tshark.count("ses.type == 22"));
    assertThat(tshark.count("rtse.fragments")).isEqualTo(12);
  }
}
