package org.angarium.mta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.mta.wire.Apdus;
import org.angarium.mta.wire.StackPeer;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.NameAndTime;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.Redirection;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mail that goes to somebody else, and lists that name each other, through associations: what the next MTA sees, and that it ends. */
@Timeout(90)
class RedirectedMailTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");
  private static final String MOVED = TestConfig.address("ALPHA", "Moved");
  private static final String NORA = TestConfig.address("NEXT", "Nora");

  @TempDir
  private Path directory;

  private static String redirection(String from, String to) {
    return "[[redirection]]\naddress = \"" + from + "\"\nto = \"" + to + "\"\n";
  }

  private static PerRecipientReportFields onlyRecipient(TestMta mta, String mailbox) throws BerException {
    assertThat(mta.mailbox(mailbox)).singleElement()
        .satisfies(each -> assertThat(each.kind()).isEqualTo(ApduKind.REPORT));
    try (StoredMessage stored = mta.mta.load(mta.mailbox(mailbox).getFirst().message()).orElseThrow()) {
      return ((MtsApdu.Report) MtsApdu.decode(stored.envelope())).content().recipients().getFirst();
    }
  }

  /** Moved → Anna, who has an alternate → Nora at the next MTA: which learns both, in order, and that the trace has a redirection. */
  @Test
  void theNextMtaLearnsWhomItWasForAndWhyItCame() {
    String toml = new TestConfig("ALPHA", 0).connector("PEER", 1).with("activation", "remote-initiated")
        .connector("NEXT", 1).with("activation", "remote-initiated").toml()
        + "[[mailbox]]\nname = \"anna\"\naddress = \"" + ANNA + "\"\nalternate-recipient = \"" + NORA + "\"\n"
        + redirection(MOVED, ANNA);
    try (TestMta mta = new TestMta(directory, toml);
        StackPeer peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"));
        StackPeer next = StackPeer.bound(mta.port(), StackPeer.Caller.of("NEXT"))) {
      peer.transfer(Apdus.message("PEER", "m1", MOVED, "follows her"));
      await().atMost(SOON).until(() -> next.receivedApdus.size() == 1);
      MessageEnvelope received = Apdus.receivedMessage(next.receivedApdus.getFirst());
      assertThat(received.trace().getLast().additionalActions().redirected()).isTrue();
      PerRecipientMessageFields recipient = received.recipients().getFirst();
      assertThat(recipient.recipientName()).isEqualTo(TestMta.name(NORA));
      assertThat(recipient.originallySpecifiedNumber()).isEqualTo(1);
      assertThat(recipient.extensions().redirectionHistory()).extracting(Redirection::intended)
          .extracting(NameAndTime::name).containsExactly(TestMta.name(MOVED), TestMta.name(ANNA));
      assertThat(recipient.extensions().redirectionHistory()).extracting(Redirection::reason)
          .containsOnly(Redirection.Reason.RECIPIENT_ASSIGNED.code());
      assertThat(mta.mailbox("anna")).isEmpty();
      assertThat(mta.count(EventId.RECIPIENT_REDIRECTED)).isEqualTo(2);
    }
  }

  /** Nobody has him, and the originator has named another one, who is at the next MTA; a report would name both. */
  @Test
  void theAlternateThatTheOriginatorHasNamedGetsItInsteadOfAReport() {
    String nobody = TestConfig.address("ALPHA", "Nobody");
    try (
        TestMta mta = new TestMta(directory,
            new TestConfig("ALPHA", 0).connector("PEER", 1).with("activation", "remote-initiated")
                .connector("NEXT", 1).with("activation", "remote-initiated").toml());
        StackPeer peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"));
        StackPeer next = StackPeer.bound(mta.port(), StackPeer.Caller.of("NEXT"))) {
      peer.transfer(Apdus.message(
          Apdus.envelope("PEER", "m1", nobody).withEachRecipient(one -> one.withExtensions(
              one.extensions()
                  .with(ExtensionField.of(StandardExtension.ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT,
                      new ExtensionValue.Name(TestMta.name(NORA)))))),
          "instead"));
      await().atMost(SOON).until(() -> next.receivedApdus.size() == 1);
      MessageEnvelope received = Apdus.receivedMessage(next.receivedApdus.getFirst());
      assertThat(received.trace().getLast().additionalActions().redirected()).isTrue();
      assertThat(received.recipients()).singleElement().satisfies(one -> {
        assertThat(one.recipientName()).isEqualTo(TestMta.name(NORA));
        assertThat(one.originallySpecifiedNumber()).isEqualTo(1);
        assertThat(one.extensions().originatorRequestedAlternateRecipient()).isNull();
        assertThat(one.extensions().redirectionHistory()).singleElement().satisfies(redirection -> {
          assertThat(redirection.intended().name()).isEqualTo(TestMta.name(nobody));
          assertThat(redirection.reason())
              .isEqualTo(Redirection.Reason.ORIGINATOR_REQUESTED.code());
        });
      });
      assertThat(peer.receivedApdus).isEmpty();
      String mtsId = received.messageIdentifier().text();
      await().atMost(SOON).untilAsserted(() -> assertThat(mta.mta.tracked(TrackingQuery.of(mtsId)))
          .flatExtracting(TrackedMessage::records).extracting(TrackingRecord::step).containsExactlyInAnyOrder(
              TrackingStep.RECEIVED, TrackingStep.REDIRECTED, TrackingStep.ROUTED, TrackingStep.TRANSFERRED));
    }
  }

  /** If its originator allows an alternate recipient; if not, it is returned. */
  @Test
  void whatIsForNobodyGoesToTheDefaultRecipientOfTheDomain() {
    int alternateRecipientAllowed = 2;
    String toml = new TestConfig("ALPHA", 0).root("default-recipient", ANNA).mailbox("Anna")
        .connector("PEER", 1).with("activation", "remote-initiated").toml();
    try (TestMta mta = new TestMta(directory, toml);
        StackPeer peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"))) {
      MessageEnvelope envelope = Apdus.envelope("PEER", "m1", TestConfig.address("ALPHA", "Nobody"));
      peer.transfer(Apdus.message(
          envelope.withPerMessageIndicators(PerMessageIndicators.of(alternateRecipientAllowed)), "allowed"));
      peer.await(RtsIndication.TransferConfirmed.class, 1);
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
      peer.transfer(Apdus.message(Apdus.envelope("PEER", "m2", TestConfig.address("ALPHA", "Nobody"))
          .withPerMessageIndicators(PerMessageIndicators.NONE), "not allowed"));
      await().atMost(SOON).until(() -> peer.receivedApdus.size() == 1);
      assertThat(mta.mailbox("anna")).hasSize(1);
      assertThat(Apdus.received(peer.receivedApdus.getFirst())).isInstanceOf(MtsApdu.Report.class);
    }
  }

  /** Two MTAs of which each believes that the other one has him. */
  @Test
  void aRingOfRedirectionsThroughTwoMtasEndsWithAReport() throws Exception {
    int alphaPort = TestConfig.freePort();
    int bravoPort = TestConfig.freePort();
    String atBravo = TestConfig.address("BRAVO", "Moved");
    try (
        TestMta alpha = new TestMta(directory.resolve("alpha"), new TestConfig("ALPHA", alphaPort)
            .mailbox("Anna").connector("BRAVO", bravoPort).toml() + redirection(MOVED, atBravo));
        TestMta bravo = new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", bravoPort)
            .connector("ALPHA", alphaPort).toml() + redirection(atBravo, MOVED))) {
      alpha.submit("anna", MOVED, "round and round");
      await().atMost(SOON).until(() -> alpha.mailbox("anna").size() == 1);
      assertThat(
          ((DeliveryOutcome.NotDelivered) onlyRecipient(alpha, "anna").lastTraceInformation().outcome())
              .diagnostic())
          .isEqualTo(NonDeliveryDiagnostic.REDIRECTION_LOOP_DETECTED);
      await().atMost(SOON).until(() -> alpha.mta.queue().isEmpty() && bravo.mta.queue().isEmpty());
      assertThat(alpha.count(EventId.RECIPIENT_REDIRECTED) + bravo.count(EventId.RECIPIENT_REDIRECTED))
          .isLessThanOrEqualTo(3);
    }
  }

  /** Each list is a member of the other: each is expanded once, and each user gets the message once. */
  @Test
  void listsOfTwoMtasThatNameEachOtherEnd() throws Exception {
    int alphaPort = TestConfig.freePort();
    int bravoPort = TestConfig.freePort();
    String north = TestConfig.address("ALPHA", "North");
    String south = TestConfig.address("BRAVO", "South");
    String bert = TestConfig.address("BRAVO", "Bert");
    String list = "[[list]]\nname = \"%s\"\naddress = \"%s\"\nmembers = [\"%s\", \"%s\"]\n";
    try (
        TestMta alpha = new TestMta(directory.resolve("alpha"), new TestConfig("ALPHA", alphaPort)
            .mailbox("Anna").connector("BRAVO", bravoPort).toml()
            + list.formatted("north", north, south, ANNA));
        TestMta bravo = new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", bravoPort)
            .mailbox("Bert").connector("ALPHA", alphaPort).toml()
            + list.formatted("south", south, north, bert))) {
      alpha.submit("anna", north, "to all");
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1);
      await().atMost(SOON).until(() -> alpha.count(EventId.LIST_RECURSION) == 1);
      await().atMost(SOON).until(() -> alpha.mta.queue().isEmpty() && bravo.mta.queue().isEmpty());
      assertThat(alpha.mailbox("anna")).hasSize(1);
      assertThat(bravo.mailbox("bert")).hasSize(1);
      assertThat(List.of(alpha.count(EventId.LIST_EXPANDED), bravo.count(EventId.LIST_EXPANDED)))
          .containsExactly(1L, 1L);
      assertThat(alpha.count(EventId.NON_DELIVERY_REPORT) + bravo.count(EventId.NON_DELIVERY_REPORT))
          .isZero();
      try (StoredMessage stored = bravo.mta.load(bravo.mailbox("bert").getFirst().message()).orElseThrow()) {
        assertThat(MessageEnvelope.decode(stored.envelope()).extensions().dlExpansionHistory())
            .extracting(NameAndTime::name).contains(TestMta.name(north), TestMta.name(south));
      }
    }
  }
}
