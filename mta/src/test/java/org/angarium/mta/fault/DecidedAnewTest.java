package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.SubmittedEnvelope;
import org.angarium.mta.access.SubmittedRecipient;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.wire.Apdus;
import org.angarium.mta.wire.StackPeer;
import org.angarium.mta.wire.StackPeer.Caller;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The connector OLD is taken out of the configuration while mail waits for it whose recipients part now: each is decided anew, as if the
 * message had just come.
 */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class DecidedAnewTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");
  private static final String IDA = TestConfig.address("ALPHA", "Ida") + ";O=Branch";
  private static final String BERT = TestConfig.address("BRAVO", "Bert");
  private static final String CARL = TestConfig.address("CHARLIE", "Carl");
  private static final String CORA = TestConfig.address("CHARLIE", "Cora");

  @TempDir
  private Path directory;

  private static TestConfig withoutOld() {
    return new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", 1).with("activation",
        "remote-initiated");
  }

  private TestMta withOld() {
    return new TestMta(directory, withoutOld().connector("OLD", "OLD", 1, "*", 1)
        .with("address-space", List.of(Map.of("pattern", "C=XX;A=TEST;P=BRAVO"),
            Map.of("pattern", "C=XX;A=TEST;P=CHARLIE"), Map.of("pattern", "C=XX;A=TEST;P=ALPHA;O=Branch")))
        .with("activation", "remote-initiated").toml());
  }

  private void reload(TestMta alpha, TestConfig config) throws Exception {
    Files.writeString(directory.resolve("angarium.toml"), config.toml());
    alpha.mta.reload();
  }

  private static List<PerRecipientReportFields> reported(TestMta alpha, String mailbox) {
    List<PerRecipientReportFields> all = new ArrayList<>();
    for (DeliveredMessage each : alpha.mailbox(mailbox)) {
      if (each.kind() == ApduKind.REPORT) {
        try (StoredMessage stored = alpha.mta.load(each.message()).orElseThrow()) {
          all.addAll(((MtsApdu.Report) MtsApdu.decode(stored.envelope())).content().recipients());
        } catch (BerException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return all;
  }

  /** The content is one that has a file of its own, which all that is made of the copy shares. */
  @Test
  void eachRecipientOfAMessageGoesWhereItWouldGoNow() throws Exception {
    byte[] content = new byte[100_000];
    Arrays.fill(content, (byte) 7);
    try (TestMta alpha = withOld()) {
      Submission.Builder message = TestMta.submission(
          ReportRequest.NON_DELIVERY_REPORT, BERT, IDA, CARL);
      alpha.mta.submit("anna",
          message.to(SubmittedRecipient.of(TestMta.name(CORA)).withAlternate(TestMta.name(ANNA))).build(),
          new ByteArrayInputStream(content));
      assertThat(alpha.mta.queue()).singleElement()
          .satisfies(entry -> assertThat(entry.recipients()).hasSize(4));

      reload(alpha, withoutOld().mailbox("ida", IDA)
          .connector("NEW", "NEW", 1, "C=XX;A=TEST;P=BRAVO", 1).with("activation", "remote-initiated"));
      await().atMost(SOON).until(() -> alpha.mailbox("ida").size() == 1 && alpha.mailbox("anna").size() == 2);
      assertThat(alpha.content(alpha.mailbox("ida").getFirst())).isEqualTo(content);
      assertThat(alpha.mailbox("anna")).filteredOn(each -> each.kind() == ApduKind.MESSAGE)
          .as("in the place of Cora").singleElement()
          .satisfies(each -> assertThat(alpha.content(each)).isEqualTo(content));
      assertThat(reported(alpha, "anna")).singleElement().satisfies(carl -> {
        assertThat(carl.actualRecipientName()).isEqualTo(TestMta.name(CARL));
        assertThat(((DeliveryOutcome.NotDelivered) carl.lastTraceInformation().outcome()).diagnostic())
            .isEqualTo(NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME);
      });
      assertThat(alpha.mta.queue()).singleElement()
          .satisfies(entry -> assertThat(entry.connector()).isEqualTo("NEW"));
      assertThat(alpha.count(EventId.UNEXPECTED_ERROR)).isZero();
      try (StackPeer next = StackPeer.bound(alpha.port(), Caller.of("NEW"))) {
        await().atMost(SOON).until(() -> next.receivedApdus.size() == 1);
        byte[] apdu = next.receivedApdus.getFirst();
        assertThat(Apdus.receivedMessage(apdu).recipients())
            .filteredOn(each -> each.indicators().responsibility())
            .extracting(PerRecipientMessageFields::recipientName).containsExactly(TestMta.name(BERT));
        assertThat(Apdus.content(apdu)).isEqualTo(content);
      }
      await().atMost(SOON).until(() -> alpha.mta.queue().isEmpty());
    }
  }

  /** On a message for nobody, from Ida, whose mail goes over OLD. */
  private void makeReport(TestMta alpha) throws RequestException {
    MessageEnvelope like = Apdus.envelope("PEER", "m1", TestConfig.address("ALPHA", "Nobody"));
    MessageEnvelope envelope = SubmittedEnvelope.message(
        TestMta.submission(ReportRequest.NON_DELIVERY_REPORT, TestConfig.address("ALPHA", "Nobody")).build(),
        TestMta.name(IDA), like.messageIdentifier()).withTrace(like.trace());
    try (StackPeer peer = StackPeer.bound(alpha.port(), Caller.of("PEER"))) {
      peer.transfer(Apdus.message(envelope, new byte[]{1}));
      await().atMost(SOON).until(() -> alpha.mta.queue().size() == 1);
    }
    assertThat(alpha.mta.queue().getFirst()).satisfies(entry -> {
      assertThat(entry.kind()).isEqualTo(ApduKind.REPORT);
      assertThat(entry.connector()).isEqualTo("OLD");
    });
  }

  @Test
  void aReportWhoseDestinationIsHereNowIsDelivered() throws Exception {
    try (TestMta alpha = withOld()) {
      makeReport(alpha);
      reload(alpha, withoutOld().mailbox("ida", IDA));
      await().atMost(SOON).until(() -> alpha.mailbox("ida").size() == 1);
      assertThat(reported(alpha, "ida")).hasSize(1);
      assertThat(alpha.mta.queue()).isEmpty();
      assertThat(alpha.count(EventId.REPORT_UNROUTABLE)).isZero();
    }
  }

  @Test
  void aReportThatNothingLeadsOnIsDroppedWithAnEvent() throws Exception {
    try (TestMta alpha = withOld()) {
      makeReport(alpha);
      reload(alpha, withoutOld());
      await().atMost(SOON).until(() -> alpha.mta.queue().isEmpty());
      assertThat(alpha.count(EventId.REPORT_UNROUTABLE)).isEqualTo(1);
    }
  }

  /** Nobody can be told of what cannot be read: the operator gets it. */
  @Test
  void aDamagedCopyGoesToTheQuarantine() throws Exception {
    try (TestMta alpha = withOld()) {
      alpha.submit("anna", BERT, "waits");
    }
    StoredEnvelopes.damage(directory.resolve("data"));
    try (TestMta alpha = withOld()) {
      reload(alpha, withoutOld());
      await().atMost(SOON).until(() -> alpha.mta.quarantine().size() == 1 && alpha.mta.queue().isEmpty());
      assertThat(alpha.mailbox("anna")).isEmpty();
    }
  }
}
