package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.StoredMessage;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.LastTraceInformation;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtaBind;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ReportContent;
import org.angarium.x400.p1.ReportEnvelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reports on their way through: those of a peer, and ours past a connector that is dead. */
@Timeout(90)
class PeerReportsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int MANY = 150;
  private static final GlobalDomainIdentifier DOMAIN = GlobalDomainIdentifier.of("XX", "TEST", "PEER");
  private static final Instant THEN = Instant.parse("2026-11-26T12:00:00Z");

  @TempDir
  private Path directory;

  private TestMta alpha() {
    return new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", 1)
        .with("activation", "remote-initiated").toml());
  }

  private static byte[] report(MessageEnvelope on, int number, OrName name) {
    PerRecipientMessageFields recipient = on.recipients().get(number - 1).withRecipientName(name);
    return Apdus.of(new MtsApdu.Report(
        new ReportEnvelope(MtsIdentifier.of(DOMAIN, "report-" + number), on.originatorName(),
            List.of(TraceInformationElement.relayed(DOMAIN, THEN)), Extensions.NONE, List.of()),
        ReportContent.on(on, List.of(PerRecipientReportFields.of(recipient, new LastTraceInformation(THEN,
            new DeliveryOutcome.NotDelivered(NonDeliveryReason.UNABLE_TO_TRANSFER,
                NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME)))))));
  }

  private static MtsApdu.Report delivered(TestMta mta, DeliveredMessage one) {
    try (StoredMessage stored = mta.mta.load(one.message()).orElseThrow()) {
      return (MtsApdu.Report) MtsApdu.decode(stored.envelope());
    } catch (BerException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Q166619, Q285366: each recipient in a report of its own, the first by its directory name; all are delivered, and known by number. */
  @Test
  void manyReportsOnOneMessageAreDeliveredWhateverNamesTheyGive() throws Exception {
    String[] recipients = IntStream.rangeClosed(1, MANY)
        .mapToObj(i -> TestConfig.address("PEER", "User-" + i)).toArray(String[]::new);
    try (TestMta mta = alpha(); StackPeer peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"))) {
      mta.mta.submit("anna", TestMta.submission(ReportRequest.REPORT, recipients).build(),
          new ByteArrayInputStream(new byte[10]));
      await().atMost(SOON).until(() -> peer.receivedApdus.size() == 1);
      MessageEnvelope message = Apdus.receivedMessage(peer.receivedApdus.getFirst());
      for (int number = 1; number <= MANY; number++) {
        OrName name = number == 1
            ? CodeRows.directoryName()
            : message.recipients().get(number - 1).recipientName();
        peer.transfer(report(message, number, name));
        peer.await(RtsIndication.TransferConfirmed.class, number);
      }
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == MANY);
      assertThat(mta.mailbox("anna")).extracting(one -> delivered(mta, one).content())
          .allSatisfy(content -> assertThat(content.subjectIdentifier())
              .isEqualTo(message.messageIdentifier()))
          .extracting(content -> content.recipients().getFirst().originallySpecifiedNumber())
          .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, MANY).boxed().toList());
      assertThat(mta.mta.queue()).isEmpty();
      assertThat(mta.count(EventId.REPORT_UNROUTABLE) + mta.count(EventId.UNEXPECTED_ERROR)).isZero();
    }
  }

  /** Q273939: a report waits for a connector whose peer does not answer, and takes the other way. */
  @Test
  void aReportTakesAnotherWayWhenItsConnectorIsDead() {
    try (
        CalledPeers dear = new CalledPeers(
            CalledPeers.bindResult("MTA-DEAR", "secret-DEAR", MtaBind.Mode.NORMAL));
        TestMta mta = new TestMta(directory,
            new TestConfig("ALPHA", 0).connector("IN", 1).with("activation", "remote-initiated")
                .connector("CHEAP", "CHEAP", TestConfig.freePort(), "C=XX;A=TEST;P=PEER", 1)
                .connector("DEAR", "DEAR", dear.port(), "C=XX;A=TEST;P=PEER", 50).toml());
        StackPeer in = StackPeer.bound(mta.port(), StackPeer.Caller.of("IN"))) {
      in.transfer(Apdus.message("PEER", "m1", TestConfig.address("ALPHA", "Nobody"), "to nobody"));
      in.await(RtsIndication.TransferConfirmed.class, 1);
      await().atMost(SOON).until(() -> dear.first().receivedApdus.size() == 1);
      MtsApdu.Report report = (MtsApdu.Report) Apdus.received(dear.first().receivedApdus.getFirst());
      assertThat(report.content().subjectIdentifier()).isEqualTo(MtsIdentifier.of(DOMAIN, "m1"));
      assertThat(mta.count(EventId.MESSAGE_REROUTED)).isEqualTo(1);
      await().atMost(SOON).until(() -> mta.mta.queue().isEmpty());
    }
  }
}
