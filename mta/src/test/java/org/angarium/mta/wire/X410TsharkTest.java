package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.osi.session.Spdu;
import org.angarium.osi.session.SpduCodec;
import org.angarium.osi.transport.Tpdu;
import org.angarium.osi.transport.TpduCodec;
import org.angarium.osi.transport.TpktFramer;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.TextMessage;
import org.angarium.x400.mts.Priority;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** X.410 mode between our MTAs, recorded and read by an analyser that others wrote. */
@Timeout(150)
class X410TsharkTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");
  private static final String BERT = TestConfig.address("BRAVO", "Bert");

  @TempDir
  private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"1988-x410", "1984"})
  void theAnalyserReadsBindMessageAndReport(String conformance) throws Exception {
    assumeTrue(Tshark.isThere(), "tshark is not installed: what is on the wire is not checked by it");
    Path capture = directory.resolve("x410.pcap");
    List<Recorded> passed;
    try (Pcap pcap = new Pcap(capture)) {
      int bravoPort = TestConfig.freePort();
      try (RecordingRelay toBravo = new RecordingRelay(bravoPort, pcap);
          TestMta bravo = new TestMta(directory.resolve("bravo"),
              new TestConfig("BRAVO", bravoPort).mailbox("Bert").connector("ALPHA", 1)
                  .with("activation", "remote-initiated").with("conformance", conformance).toml());
          TestMta alpha = new TestMta(directory.resolve("alpha"),
              new TestConfig("ALPHA", TestConfig.freePort()).defaults("association-lifetime", 1)
                  .defaults("checkpoint-size", 1).mailbox("Anna").connector("BRAVO", toBravo.port())
                  .with("conformance", conformance).toml())) {
        byte[] content = new TextMessage(OrName.of(OrAddress.parse(ANNA)), "1")
            .to(OrName.of(OrAddress.parse(BERT))).subject("over X.410").text("0123456789".repeat(500))
            .message().encode();
        alpha.submit("anna", BERT, content, Priority.NORMAL, true);
        await().atMost(SOON).until(() -> alpha.mailbox("anna").size() == 1);
        await().atMost(SOON).until(() -> alpha.count(EventId.ASSOCIATION_CLOSED) >= 1);
        await().atMost(SOON).until(() -> alpha.connections() == 0 && bravo.connections() == 0);
        passed = toBravo.passed();
      }
    }
    Tshark tshark = new Tshark(capture);
    theAnalyserReadsTheApdusInNormalMode(passed, conformance);
    // The analyser has no way from data of X.410 mode to P1; it says so of every DT, and of nothing else.
    assertThat(tshark.frames("_ws.malformed || (_ws.expert.severity >= 6291456 && !tcp.analysis.flags)",
        "_ws.col.Info", "_ws.expert.message")).allMatch(
            said -> said.equals("DATA TRANSFER (DT) SPDU\t"
                + "Internal error:can't get spdu type from session dissector"));
    assertThat(tshark.frames("p1", "_ws.col.Info")).containsExactly("Bind-Argument MTA-ALPHA simple",
        "Bind-Result MTA-BRAVO simple");
    String protocol = conformance.equals("1984") ? "1" : "12";
    assertThat(tshark.frames("rtse.applicationProtocol", "pres.mode_value", "rtse.applicationProtocol"))
        .containsExactly("0\t" + protocol);
    assertThat(tshark.count("acse")).isZero();
    assertThat(tshark.frames("ses.calling_ss_user_reference", "ses.calling_ss_user_reference"))
        .singleElement()
        .asString().as("a T61String").startsWith("14");
    assertThat(tshark.count("ses.type == 49")).as("checkpoints of 1 K").isGreaterThanOrEqualTo(4);
    assertThat(tshark.count("ses.type == 42")).as("message and report, each to its end").isEqualTo(2);
  }

  /** What our MTAs transferred in X.410 mode, put into associations of normal mode as it is: APDU for APDU nothing is wrong with it. */
  private void theAnalyserReadsTheApdusInNormalMode(List<Recorded> passed, String conformance)
      throws Exception {
    List<byte[]> apdus = new ArrayList<>(transferred(passed, true));
    apdus.addAll(transferred(passed, false));
    assertThat(apdus).as("message and report").hasSize(2);
    Path capture = directory.resolve("rewrapped.pcap");
    try (Pcap pcap = new Pcap(capture)) {
      Pcap.Stream stream = pcap.open();
      Wrapped association = new Wrapped(stream);
      for (byte[] one : apdus) {
        association.transfer(one);
      }
      stream.end(true);
      stream.end(false);
    }
    Tshark normal = new Tshark(capture);
    assertThat(normal.frames("_ws.malformed || (_ws.expert.severity >= 6291456 && !tcp.analysis.flags)",
        "_ws.col.Info", "_ws.expert.message")).isEmpty();
    assertThat(normal.frames("p1.MTS_APDU", "_ws.col.Info")).hasSize(2)
        .anyMatch(info -> info.contains("delivery report"));
    assertThat(normal.frames("p1.MTS_APDU && p1.built_in", "p1.built_in")).as("P2 to 1984, else P22")
        .anyMatch(type -> type.startsWith(conformance.equals("1984") ? "2" : "22"));
  }

  /** The octets of each activity of one side. */
  private static List<byte[]> transferred(List<Recorded> passed, boolean byInitiator) throws Exception {
    List<byte[]> apdus = new ArrayList<>();
    ByteArrayOutputStream apdu = new ByteArrayOutputStream();
    ByteArrayOutputStream tsdu = new ByteArrayOutputStream();
    for (Recorded one : passed) {
      byte[] tpdu = Arrays.copyOfRange(one.tpkt(), TpktFramer.HEADER, one.tpkt().length);
      if (one.byInitiator() != byInitiator || !(TpduCodec.decode(tpdu) instanceof Tpdu.Dt dt)) {
        continue;
      }
      tsdu.writeBytes(dt.data());
      if (!dt.endOfTsdu()) {
        continue;
      }
      for (Spdu spdu : SpduCodec.decode(tsdu.toByteArray())) {
        if (spdu instanceof Spdu.Dt data) {
          apdu.writeBytes(data.userData());
        } else if (spdu instanceof Spdu.Ae) {
          apdus.add(apdu.toByteArray());
          apdu.reset();
        }
      }
      tsdu.reset();
    }
    return apdus;
  }
}
