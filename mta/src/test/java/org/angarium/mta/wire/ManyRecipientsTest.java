package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.wire.StackPeer.Caller;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages for more recipients than most people think of, as a peer sends them. */
@Timeout(150)
class ManyRecipientsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Caller PEER = Caller.of("PEER");

  @TempDir
  private Path directory;

  private TestMta mta() {
    return new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", 1)
        .with("activation", "remote-initiated").toml());
  }

  private static byte[] message(String local, int recipients) throws Exception {
    MessageEnvelope envelope = Apdus.envelope("PEER", local, TestConfig.address("ALPHA", "Anna"));
    OrName anna = OrName.parse(TestConfig.address("ALPHA", "Anna"));
    OrName nobody = OrName.parse(TestConfig.address("ALPHA", "Nobody"));
    return Apdus.message(envelope.withRecipients(IntStream.rangeClosed(1, recipients)
        .mapToObj(i -> PerRecipientMessageFields.of(i == 1 ? anna : nobody, i, PerRecipientIndicators.of(true,
            ReportRequest.NON_DELIVERY_REPORT, ReportRequest.NON_DELIVERY_REPORT)))
        .toList()), "for many");
  }

  /** Everybody who is told in reports that the peer gets, for the same reason. */
  private static Set<Integer> told(StackPeer peer, int reports, NonDeliveryDiagnostic why) {
    await().atMost(SOON).until(() -> peer.receivedApdus.size() == reports);
    Set<Integer> told = new HashSet<>();
    for (byte[] apdu : peer.receivedApdus) {
      for (PerRecipientReportFields one : ((MtsApdu.Report) Apdus.received(apdu)).content().recipients()) {
        assertThat(one.lastTraceInformation().outcome()).isEqualTo(
            new DeliveryOutcome.NotDelivered(NonDeliveryReason.UNABLE_TO_TRANSFER, why));
        told.add(one.originallySpecifiedNumber());
      }
    }
    return told;
  }

  @Test
  void fiveThousandAreServed() throws Exception {
    try (TestMta mta = mta(); StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
      peer.transfer(message("5000", 5000));
      peer.await(RtsIndication.TransferConfirmed.class, 1);
      assertThat(told(peer, 1, NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME)).hasSize(4999).doesNotContain(1);
      assertThat(mta.mailbox("anna")).hasSize(1);
      assertThat(mta.count(EventId.NON_DELIVERY_REPORT)).isEqualTo(101);
    }
  }

  /** Q183818. Two neighbours get a copy each, which names all and makes the neighbour responsible for its own half. */
  @Test
  void twentyThousandAreRelayedInOneCopyForEachNeighbour() throws Exception {
    int recipients = 20_000;
    List<String> neighbours = List.of("NORTH", "SOUTH");
    TestConfig config = new TestConfig("ALPHA", 0).mailbox("Anna");
    for (String name : List.of("PEER", "NORTH", "SOUTH")) {
      config.connector(name, 1).with("activation", "remote-initiated");
    }
    List<PerRecipientMessageFields> all = new ArrayList<>();
    for (int i = 1; i <= recipients; i++) {
      all.add(
          PerRecipientMessageFields.of(OrName.parse(TestConfig.address(neighbours.get(i % 2), "S" + i)), i,
              PerRecipientIndicators.of(true, ReportRequest.NON_DELIVERY_REPORT,
                  ReportRequest.NON_DELIVERY_REPORT)));
    }
    try (TestMta mta = new TestMta(directory, config.toml());
        StackPeer peer = StackPeer.bound(mta.port(), PEER);
        StackPeer south = StackPeer.bound(mta.port(), Caller.of("SOUTH"));
        StackPeer north = StackPeer.bound(mta.port(), Caller.of("NORTH"))) {
      peer.transfer(Apdus.message(
          Apdus.envelope("PEER", "20000", TestConfig.address("NORTH", "S0")).withRecipients(all),
          "for very many"));
      peer.await(RtsIndication.TransferConfirmed.class, 1);
      await().atMost(SOON).until(() -> mta.mta.queue().isEmpty());
      Set<Integer> served = new HashSet<>();
      for (StackPeer neighbour : List.of(north, south)) {
        assertThat(neighbour.receivedApdus).hasSize(1);
        MessageEnvelope copy = ((MtsApdu.Message) Apdus.received(neighbour.receivedApdus.getFirst()))
            .envelope();
        copy.recipients().stream().filter(one -> one.indicators().responsibility())
            .forEach(one -> assertThat(served.add(one.originallySpecifiedNumber())).isTrue());
      }
      assertThat(served).hasSize(recipients);
      assertThat(peer.receivedApdus).as("nothing to report").isEmpty();
    }
  }

  /** One more than ub-recipients: the peer is rid of it, nobody gets it, and its originator learns why. */
  @Test
  void moreThanTheStandardAllowsAreReturned() throws Exception {
    try (TestMta mta = mta(); StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
      peer.transfer(message("32768", 32_768));
      peer.await(RtsIndication.TransferConfirmed.class, 1);
      assertThat(told(peer, 7, NonDeliveryDiagnostic.TOO_MANY_RECIPIENTS)).hasSize(32_768);
      assertThat(mta.mailbox("anna")).isEmpty();
      assertThat(mta.mta.quarantine()).isEmpty();
      await().atMost(SOON).until(() -> mta.mta.queue().isEmpty());
    }
  }
}
