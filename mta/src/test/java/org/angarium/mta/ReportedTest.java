package org.angarium.mta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.SubmittedRecipient;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.wire.Apdus;
import org.angarium.mta.wire.StackPeer;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.mts.AdditionalActions;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.RoutingAction;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.LastTraceInformation;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ProbeEnvelope;
import org.angarium.x400.p1.ReportContent;
import org.angarium.x400.p1.ReportEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is reported to whom, and when: asked for by the originator and by the originating MTA, with the content or without. */
@Timeout(60)
class ReportedTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");
  private static final String NOBODY = TestConfig.address("ALPHA", "Nobody");
  private static final int CONTENT_RETURN_REQUEST = 3;

  @TempDir
  private Path directory;
  private TestMta mta;

  @BeforeEach
  void start() {
    mta = new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").mailbox("Abel")
        .connector("PEER", 1).with("activation", "remote-initiated").toml());
  }

  @AfterEach
  void stop() {
    mta.close();
  }

  private StackPeer peer() {
    return StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"));
  }

  private static MessageEnvelope asking(String local, String address, ReportRequest mta, ReportRequest user) {
    return Apdus.envelope("PEER", local, address)
        .withEachRecipient(fields -> fields.withIndicators(PerRecipientIndicators.of(true, mta, user)));
  }

  /** The MTA of the originator gets what it asks for, whatever its user does (X.411 §12.2.1.1.1.6); it keeps the rest from him. */
  @ParameterizedTest
  @CsvSource(textBlock = """
      Anna,   REPORT,              NO_REPORT,           true
      Anna,   REPORT,              REPORT,              true
      Anna,   AUDITED_REPORT,      NO_REPORT,           true
      Anna,   NON_DELIVERY_REPORT, NON_DELIVERY_REPORT, false
      Nobody, NON_DELIVERY_REPORT, NO_REPORT,           true
      Nobody, NON_DELIVERY_REPORT, NON_DELIVERY_REPORT, true
      Nobody, NO_REPORT,           NO_REPORT,           false
      """)
  void theOriginatingMtaGetsTheReportsThatItAsksFor(String user, ReportRequest byMta, ReportRequest byUser,
      boolean reported) {
    try (StackPeer peer = peer()) {
      peer.transfer(Apdus.message(asking("m1", TestConfig.address("ALPHA", user), byMta, byUser), "text"));
      peer.await(RtsIndication.TransferConfirmed.class, 1);
      // Behind it another one, so that there is something to wait for where nothing is reported.
      peer.transfer(Apdus.message(asking("m2", NOBODY, ReportRequest.NON_DELIVERY_REPORT,
          ReportRequest.NON_DELIVERY_REPORT), "text"));
      await().atMost(SOON).until(() -> subjects(peer).contains("m2"));
      assertThat(subjects(peer)).containsExactlyElementsOf(reported ? List.of("m1", "m2") : List.of("m2"));
      PerRecipientIndicators told = report(peer, 0).content().recipients().getFirst().indicators();
      if (reported) {
        assertThat(told.originatorRequest()).as("so that its MTA knows whom to tell").isEqualTo(byUser);
      }
    }
  }

  private static MtsApdu.Report report(StackPeer peer, int number) {
    return (MtsApdu.Report) Apdus.received(peer.receivedApdus.get(number));
  }

  private static List<String> subjects(StackPeer peer) {
    return peer.receivedApdus.stream().map(
        apdu -> ((MtsApdu.Report) Apdus.received(apdu)).content().subjectIdentifier().localIdentifier())
        .toList();
  }

  /**
   * If the originating MTA asked for an audited report on one of them, the report shows the way that the subject took to the MTA that
   * reports, which is in it (X.411 §12.2.1.3.1.4); on a delivery as on a non-delivery, of a message as of a probe. Else it does not.
   */
  @ParameterizedTest
  @CsvSource(textBlock = """
      Anna,   AUDITED_REPORT,      false, true
      Nobody, AUDITED_REPORT,      false, true
      Anna,   AUDITED_REPORT,      true,  true
      Nobody, AUDITED_REPORT,      true,  true
      Anna,   REPORT,              false, false
      Nobody, REPORT,              false, false
      Nobody, NON_DELIVERY_REPORT, false, false
      Anna,   REPORT,              true,  false
      Nobody, NON_DELIVERY_REPORT, true,  false
      """)
  void anAuditedReportShowsTheWayOfItsSubject(String user, ReportRequest byMta, boolean probe,
      boolean shown) {
    GlobalDomainIdentifier origin = GlobalDomainIdentifier.of("XX", "TEST", "ORIGIN");
    GlobalDomainIdentifier relay = GlobalDomainIdentifier.of("XX", "TEST", "PEER");
    List<TraceInformationElement> way = List.of(
        TraceInformationElement.relayed(origin, Instant.parse("2026-11-23T11:00:00Z")),
        new TraceInformationElement(relay, Instant.parse("2026-11-23T12:00:00Z"), RoutingAction.REROUTED,
            GlobalDomainIdentifier.of("XX", "TEST", "DOWN"), AdditionalActions.NONE));
    MessageEnvelope envelope = asking("m1", TestConfig.address("ALPHA", user), byMta,
        ReportRequest.NO_REPORT).withTrace(way);
    try (StackPeer peer = peer()) {
      peer.transfer(probe
          ? Apdus.of(new MtsApdu.Probe(new ProbeEnvelope(envelope.messageIdentifier(),
              envelope.originatorName(), envelope.originalEncodedInformationTypes(), envelope.contentType(),
              null, 10L, envelope.perMessageIndicators(), List.of(), envelope.trace(), envelope.extensions(),
              envelope.recipients(), List.of())))
          : Apdus.message(envelope, "text"));
      await().atMost(SOON).until(() -> peer.receivedApdus.size() == 1);
      MtsApdu.Report report = report(peer, 0);
      List<TraceInformationElement> told = report.content().subjectIntermediateTrace();
      assertThat(report.envelope().trace()).as("the way of the report itself").hasSize(1);
      if (!shown) {
        assertThat(told).isNull();
        return;
      }
      assertThat(told).startsWith(way.toArray(TraceInformationElement[]::new)).hasSize(3);
      assertThat(told.getLast().domain()).isEqualTo(GlobalDomainIdentifier.of("XX", "TEST", "ALPHA"));
      assertThat(told.getLast().arrivalTime()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }
  }

  /** What only we asked for, we keep; the user gets what he asked for. */
  @Test
  void theUserIsNotToldWhatOnlyHisMtaHasAskedFor() throws Exception {
    mta.mta.submit("anna", Submission.builder().to(SubmittedRecipient
        .of(TestMta.name(TestConfig.address("ALPHA", "Abel")), ReportRequest.NO_REPORT)
        .withMtaReport(ReportRequest.REPORT)).build(), new ByteArrayInputStream(new byte[1]));
    mta.mta.submit("anna", TestMta.submission(ReportRequest.NON_DELIVERY_REPORT, NOBODY).build(),
        new ByteArrayInputStream(new byte[1]));
    await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
    assertThat(onlyReport().recipients().getFirst().actualRecipientName()).isEqualTo(TestMta.name(NOBODY));
    assertThat(mta.mailbox("abel")).hasSize(1);
  }

  private ReportContent onlyReport() throws BerException {
    DeliveredMessage delivered = mta.mailbox("anna").getFirst();
    assertThat(delivered.kind()).isEqualTo(ApduKind.REPORT);
    try (StoredMessage stored = mta.mta.load(delivered.message()).orElseThrow()) {
      return ((MtsApdu.Report) MtsApdu.decode(stored.envelope())).content();
    }
  }

  /** The content comes back octet for octet if that was asked for, of up to 1 MiB; nobody asks for it: it stays away. */
  @ParameterizedTest
  @CsvSource({"10, true, true", "1048576, true, true", "1048577, true, false", "10, false, false"})
  void theContentComesBackWithTheReportOnNonDelivery(int octets, boolean asked, boolean returned)
      throws Exception {
    byte[] content = new byte[octets];
    content[octets - 1] = 1;
    MessageEnvelope envelope = asking("m1", NOBODY, ReportRequest.NON_DELIVERY_REPORT,
        ReportRequest.NON_DELIVERY_REPORT)
        .withPerMessageIndicators(
            asked ? PerMessageIndicators.of(CONTENT_RETURN_REQUEST) : PerMessageIndicators.NONE);
    try (StackPeer peer = peer()) {
      peer.transfer(Apdus.message(envelope, content));
      await().atMost(SOON).until(() -> peer.receivedApdus.size() == 1);
      assertThat(report(peer, 0).content().returnedContentOctets()).isEqualTo(returned ? content : null);
    }
  }

  /** Even if it was asked for: who has the message needs no copy of it. */
  @Test
  void theContentDoesNotComeBackWithAReportOnDelivery() throws Exception {
    try (StackPeer peer = peer()) {
      peer.transfer(Apdus.message(asking("m1", ANNA, ReportRequest.REPORT, ReportRequest.REPORT)
          .withPerMessageIndicators(PerMessageIndicators.of(CONTENT_RETURN_REQUEST)), "text"));
      await().atMost(SOON).until(() -> peer.receivedApdus.size() == 1);
      assertThat(report(peer, 0).content().returnedContentOctets()).isNull();
    }
  }

  /** Two of three recipients are known in one step: one report on both. */
  @Test
  void whatBecomesCertainInOneStepIsOneReport() {
    MessageEnvelope envelope = Apdus.envelope("PEER", "m1", ANNA);
    String[] addresses = {ANNA, NOBODY, TestConfig.address("ALPHA", "Abel")};
    List<PerRecipientMessageFields> fields = new java.util.ArrayList<>();
    for (String address : addresses) {
      fields.add(PerRecipientMessageFields.of(TestMta.name(address), fields.size() + 1,
          PerRecipientIndicators.of(true, ReportRequest.REPORT, ReportRequest.REPORT)));
    }
    try (StackPeer peer = peer()) {
      peer.transfer(Apdus.message(envelope.withRecipients(fields), "text"));
      await().atMost(SOON).until(() -> peer.receivedApdus.size() == 1);
      assertThat(report(peer, 0).content().recipients())
          .extracting(each -> each.lastTraceInformation().outcome().getClass().getSimpleName())
          .containsExactly("Delivered", "NotDelivered", "Delivered");
    }
  }

  /** A latest delivery time that passes while nobody comes for the message. */
  @Test
  void whatIsNotTransferredByItsLatestDeliveryTimeIsReturned() throws Exception {
    Instant latest = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
    mta.mta.submit("anna", Submission.builder().to(TestMta.name(TestConfig.address("PEER", "Pia")))
        .latestDelivery(latest).build(), new ByteArrayInputStream(new byte[1]));
    assertThat(mta.mta.queue()).singleElement()
        .satisfies(entry -> assertThat(entry.expiry()).isEqualTo(latest));
    await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
    assertThat(Instant.now()).isAfterOrEqualTo(latest);
    assertThat(onlyReport().recipients()).extracting(PerRecipientReportFields::lastTraceInformation)
        .singleElement().satisfies(last -> assertThat(last.outcome()).isEqualTo(
            new DeliveryOutcome.NotDelivered(NonDeliveryReason.UNABLE_TO_TRANSFER,
                NonDeliveryDiagnostic.MAXIMUM_TIME_EXPIRED)));
    assertThat(mta.mta.queue()).isEmpty();
  }

  /** A report that nothing leads back is dropped with an event, and nobody is told of it (X.411 §14.3.4). */
  @Test
  void noReportIsMadeOnAReport() {
    MtsApdu.Report lost = new MtsApdu.Report(
        new ReportEnvelope(Apdus.envelope("PEER", "r1", ANNA).messageIdentifier(),
            TestMta.name("C=XX;A=TEST;P=ZULU;S=Zoe"), Apdus.envelope("PEER", "r1", ANNA).trace(),
            Extensions.NONE, List.of()),
        ReportContent.on(Apdus.envelope("ZULU", "m9", ANNA),
            List.of(PerRecipientReportFields.of(Apdus.envelope("ZULU", "m9", ANNA).recipients().getFirst(),
                new LastTraceInformation(Instant.parse("2026-11-23T12:00:00Z"),
                    new DeliveryOutcome.NotDelivered(NonDeliveryReason.UNABLE_TO_TRANSFER, null))))));
    try (StackPeer peer = peer()) {
      peer.transfer(Apdus.of(lost));
      peer.await(RtsIndication.TransferConfirmed.class, 1);
      await().atMost(SOON).until(() -> mta.count(EventId.REPORT_UNROUTABLE) == 1);
      peer.transfer(Apdus.message("PEER", "m1", ANNA, "behind it"));
      peer.await(RtsIndication.TransferConfirmed.class, 2);
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
      assertThat(mta.mta.queue()).isEmpty();
      assertThat(peer.receivedApdus).isEmpty();
      assertThat(mta.count(EventId.NON_DELIVERY_REPORT)).isZero();
    }
  }
}
