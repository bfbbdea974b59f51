package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackedRecipient;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A peer that did not learn whether a copy was taken sends it again, and may have parted or joined it meanwhile, as its routes have
 * changed: each recipient gets it once all the same.
 */
@Timeout(60)
class PartedInDoubtTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final List<String> USERS = List.of("Anna", "Bert", "Carl");

  @TempDir
  private Path directory;
  private TestMta mta;
  private StackPeer peer;
  private int transfers;

  @BeforeEach
  void start() {
    TestConfig config = new TestConfig("ALPHA", 0).connector("PEER", 1).with("activation",
        "remote-initiated");
    USERS.forEach(config::mailbox);
    mta = new TestMta(directory, config.toml());
    peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"));
  }

  @AfterEach
  void stop() {
    peer.close();
    mta.close();
  }

  /** A message that names all, with responsibility for some. */
  private static MessageEnvelope envelope(List<String> names, Set<String> responsible) throws Exception {
    List<PerRecipientMessageFields> recipients = new ArrayList<>();
    for (String name : names) {
      recipients.add(PerRecipientMessageFields.of(OrName.parse(TestConfig.address("ALPHA", name)),
          recipients.size() + 1, PerRecipientIndicators.of(responsible.contains(name),
              ReportRequest.NON_DELIVERY_REPORT, ReportRequest.NON_DELIVERY_REPORT)));
    }
    return Apdus.envelope("PEER", "m1", TestConfig.address("ALPHA", "Anna")).withRecipients(recipients);
  }

  private void transfer(MessageEnvelope envelope) {
    peer.transfer(Apdus.message(envelope, "to several"));
    transfers++;
    peer.await(RtsIndication.TransferConfirmed.class, transfers);
  }

  private List<Integer> delivered() {
    return USERS.stream().map(user -> mta.mailbox(user.toLowerCase(Locale.ROOT)).size()).toList();
  }

  @Test
  void aPartOfWhatWasTakenAsAWholeIsADuplicate() throws Exception {
    transfer(envelope(USERS, Set.copyOf(USERS)));
    transfer(envelope(USERS, Set.of("Bert")));
    transfer(envelope(USERS, Set.of("Anna", "Carl")));
    assertThat(delivered()).containsExactly(1, 1, 1);
    assertThat(mta.count(EventId.DUPLICATE_DROPPED)).isEqualTo(2);
  }

  @Test
  void ofAWholeWhosePartWasTakenTheOthersAreServed() throws Exception {
    transfer(envelope(USERS, Set.of("Bert")));
    transfer(envelope(USERS, Set.copyOf(USERS)));
    assertThat(delivered()).containsExactly(1, 1, 1);
    assertThat(mta.count(EventId.DUPLICATE_DROPPED)).isZero();
    assertThat(mta.events.stream().filter(event -> event.id() == EventId.RECIPIENTS_LEFT_OUT)
        .map(event -> event.parameters())).singleElement().satisfies(told -> {
          assertThat(told).containsEntry("recipients", 1).containsEntry("all", 3)
              .containsEntry("connector", "PEER");
        });
    transfer(envelope(USERS, Set.copyOf(USERS)));
    assertThat(delivered()).containsExactly(1, 1, 1);
    assertThat(mta.count(EventId.DUPLICATE_DROPPED)).isEqualTo(1);
  }

  @Test
  void trackingSaysWhoWasLeftOut() throws Exception {
    MessageEnvelope whole = envelope(USERS, Set.copyOf(USERS));
    transfer(envelope(USERS, Set.of("Bert")));
    transfer(whole);
    assertThat(mta.mta.tracked(TrackingQuery.of(whole.messageIdentifier().text())))
        .flatExtracting(TrackedMessage::records)
        .filteredOn(record -> record.step() == TrackingStep.DUPLICATE)
        .flatExtracting(TrackingRecord::recipients).extracting(TrackedRecipient::number).containsExactly(2);
  }

  /** What has come back in a loop is returned for each recipient once, too. */
  @Test
  void whatIsSentAgainOfALoopIsReturnedOnce() throws Exception {
    MessageEnvelope back = envelope(List.of("Anna", "Bert"), Set.of("Anna", "Bert")).withTraceAdded(
        TraceInformationElement.relayed(GlobalDomainIdentifier.of("XX", "TEST", "ALPHA"),
            Instant.parse("2026-11-23T12:00:00Z")))
        .withTraceAdded(TraceInformationElement.relayed(GlobalDomainIdentifier.of("XX", "TEST", "PEER"),
            Instant.parse("2026-11-23T12:00:01Z")));
    List<PerRecipientMessageFields> one = new ArrayList<>(back.recipients());
    one.set(1, one.get(1).withResponsibility(false));
    transfer(back.withRecipients(one));
    transfer(back);
    transfer(back);
    await().atMost(SOON).until(() -> peer.receivedApdus.size() >= 2);
    List<Integer> returned = new ArrayList<>();
    for (byte[] apdu : peer.receivedApdus) {
      for (PerRecipientReportFields told : ((MtsApdu.Report) Apdus.received(apdu)).content().recipients()) {
        returned.add(told.originallySpecifiedNumber());
        assertThat(((DeliveryOutcome.NotDelivered) told.lastTraceInformation().outcome()).diagnostic())
            .isEqualTo(NonDeliveryDiagnostic.LOOP_DETECTED);
      }
    }
    assertThat(returned).containsExactly(1, 2);
    assertThat(mta.count(EventId.NON_DELIVERY_REPORT)).isEqualTo(2);
    assertThat(delivered()).containsExactly(0, 0, 0);
  }

  /** Recipients that share a number, as members of a list do, are not taken for each other. */
  @Test
  void membersOfAListHaveTheSameNumber() throws Exception {
    List<PerRecipientMessageFields> members = new ArrayList<>();
    for (PerRecipientMessageFields each : envelope(USERS, Set.copyOf(USERS)).recipients()) {
      members.add(PerRecipientMessageFields.of(each.recipientName(), 1, each.indicators()));
    }
    MessageEnvelope list = envelope(USERS, Set.of()).withRecipients(members);
    transfer(list.withRecipients(members.subList(0, 1)));
    transfer(list);
    assertThat(delivered()).containsExactly(1, 1, 1);
  }
}
