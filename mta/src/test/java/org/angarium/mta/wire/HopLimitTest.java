package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.InternalTraceElement;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.LastTraceInformation;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ReportContent;
import org.angarium.x400.p1.ReportEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the limit of hops lies, seen from a peer whose mail has come a long way: here 6, with ours. */
@Timeout(60)
class HopLimitTest {
  private static final int LIMIT = 6;
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant THEN = Instant.parse("2026-11-23T12:00:00Z");
  private static final GlobalDomainIdentifier PEER_DOMAIN = GlobalDomainIdentifier.of("XX", "TEST", "PEER");
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");

  @TempDir
  private Path directory;
  private TestMta mta;
  private StackPeer peer;

  @BeforeEach
  void start() {
    mta = new TestMta(directory, new TestConfig("ALPHA", 0).root("hop-limit", LIMIT).mailbox("Anna")
        .connector("PEER", 1).with("activation", "remote-initiated").toml());
    peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"));
  }

  @AfterEach
  void stop() {
    peer.close();
    mta.close();
  }

  private static List<TraceInformationElement> hops(int number) {
    return Collections.nCopies(number, TraceInformationElement.relayed(PEER_DOMAIN, THEN));
  }

  private void isReturned(String local, String why) {
    String mtsId = MtsIdentifier.of(PEER_DOMAIN, local).text();
    await().atMost(SOON).until(() -> peer.receivedApdus.size() == 1);
    ReportContent report = ((MtsApdu.Report) Apdus.received(peer.receivedApdus.getFirst())).content();
    assertThat(report.subjectIdentifier().text()).isEqualTo(mtsId);
    assertThat(report.recipients()).singleElement().satisfies(one -> {
      assertThat(one.lastTraceInformation().outcome()).isEqualTo(new DeliveryOutcome.NotDelivered(
          NonDeliveryReason.UNABLE_TO_TRANSFER, NonDeliveryDiagnostic.LOOP_DETECTED));
      assertThat(one.supplementaryInformation()).contains(why);
    });
    assertThat(mta.events).filteredOn(event -> event.id() == EventId.LOOP_DETECTED).singleElement()
        .satisfies(event -> assertThat(event.text()).contains(mtsId, why));
    assertThat(steps(mtsId)).extracting(TrackingRecord::step).containsExactly(TrackingStep.RECEIVED,
        TrackingStep.NOT_DELIVERED, TrackingStep.REPORTED);
    assertThat(steps(mtsId).get(1).field(TrackingField.WHY)).contains(why);
  }

  private List<TrackingRecord> steps(String mtsId) {
    return mta.mta.tracked(TrackingQuery.of(mtsId)).stream().filter(one -> one.mtsId().equals(mtsId))
        .flatMap(one -> one.records().stream()).toList();
  }

  @Test
  void theLastHopThatMayBeIsTakenAndTheNextIsReturned() {
    peer.transfer(
        Apdus.message(Apdus.envelope("PEER", "near", ANNA).withTrace(hops(LIMIT - 1)), "just so"));
    peer.await(RtsIndication.TransferConfirmed.class, 1);
    await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
    assertThat(mta.count(EventId.LOOP_DETECTED)).isZero();
    assertThat(peer.receivedApdus).isEmpty();

    peer.transfer(Apdus.message(Apdus.envelope("PEER", "far", ANNA).withTrace(hops(LIMIT)), "too far"));
    isReturned("far", "6 hops, the limit is 6");
    assertThat(mta.mailbox("anna")).hasSize(1);
  }

  /** Also the MTAs of one domain, which leave one element of external trace among them. */
  @Test
  void hopsWithinADomainCountToo() {
    MessageEnvelope envelope = Apdus.envelope("PEER", "inner", ANNA)
        .withExtension(ExtensionField.of(StandardExtension.INTERNAL_TRACE_INFORMATION,
            new ExtensionValue.InternalTrace(Collections.nCopies(LIMIT + 1,
                InternalTraceElement.relayed(PEER_DOMAIN, "MTA-OTHER", THEN)))));
    peer.transfer(Apdus.message(envelope, "to and fro"));
    isReturned("inner", "7 hops, the limit is 6");
  }

  /** Nobody is told: it could go round for ever otherwise. */
  @Test
  void aReportThatHasComeTooFarIsDroppedWithAnEvent() {
    MessageEnvelope subject = Apdus.envelope("ALPHA", "m1", TestConfig.address("PEER", "Pia"));
    MtsIdentifier identifier = MtsIdentifier.of(PEER_DOMAIN, "r1");
    peer.transfer(Apdus.of(new MtsApdu.Report(
        new ReportEnvelope(identifier, TestMta.name(ANNA), hops(LIMIT), Extensions.NONE, List.of()),
        ReportContent.on(subject, List.of(PerRecipientReportFields.of(subject.recipients().getFirst(),
            new LastTraceInformation(THEN,
                new DeliveryOutcome.NotDelivered(NonDeliveryReason.TRANSFER_FAILURE, null))))))));
    peer.await(RtsIndication.TransferConfirmed.class, 1);
    await().atMost(SOON).until(() -> mta.count(EventId.LOOP_DETECTED) == 1);
    peer.transfer(Apdus.message("PEER", "behind", ANNA, "behind it"));
    peer.await(RtsIndication.TransferConfirmed.class, 2);
    await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
    assertThat(steps(identifier.text())).extracting(TrackingRecord::step).endsWith(TrackingStep.DROPPED);
    assertThat(steps(identifier.text()).getLast().field(TrackingField.WHY)).contains("the limit is 6");
    assertThat(peer.receivedApdus).isEmpty();
    assertThat(mta.mta.queue()).isEmpty();
  }
}
