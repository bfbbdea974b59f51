package org.angarium.mta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackedRecipient;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingState;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.mta.wire.Apdus;
import org.angarium.mta.wire.StackPeer;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MtsApdu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists and deferred delivery through real associations, stores and restarts. */
@Timeout(150)
class LifeCycleTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");

  @TempDir
  private Path directory;

  @Test
  void aListWithMembersOnBothSides() throws Exception {
    int alphaPort = TestConfig.freePort();
    int bravoPort = TestConfig.freePort();
    String list = """

        [[list]]
        name = "all"
        address = "C=XX;A=TEST;P=BRAVO;S=All"
        members = ["C=XX;A=TEST;P=BRAVO;S=Inner", "%s", "C=XX;A=TEST;P=BRAVO;S=Nobody"]
        owner = "C=XX;A=TEST;P=BRAVO;S=Bert"
        reports = "both"
        [[list]]
        name = "inner"
        address = "C=XX;A=TEST;P=BRAVO;S=Inner"
        members = ["C=XX;A=TEST;P=BRAVO;S=All", "C=XX;A=TEST;P=BRAVO;S=Bert"]
        """.formatted(ANNA);
    try (
        TestMta alpha = new TestMta(directory.resolve("alpha"),
            new TestConfig("ALPHA", alphaPort).mailbox("Anna").connector("BRAVO", bravoPort).toml());
        TestMta bravo = new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", bravoPort)
            .mailbox("Bert").connector("ALPHA", alphaPort).toml() + list)) {
      String mtsId = alpha.submit("anna", "C=XX;A=TEST;P=BRAVO;S=All", "to all");
      // Bert has the message and, as the owner, the report on the member that does not exist.
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 2);
      assertThat(bravo.mailbox("bert")).extracting(each -> each.kind())
          .containsExactlyInAnyOrder(ApduKind.MESSAGE, ApduKind.REPORT);
      // Anna is a member herself and comes back to her own MTA, which takes that for no loop; and she gets the report.
      await().atMost(SOON).until(() -> alpha.mailbox("anna").size() == 2);
      assertThat(alpha.mailbox("anna")).extracting(each -> each.kind())
          .containsExactlyInAnyOrder(ApduKind.MESSAGE, ApduKind.REPORT);
      await().atMost(SOON).until(() -> bravo.mta.queue().isEmpty() && alpha.mta.queue().isEmpty());
      assertThat(bravo.count(EventId.LIST_EXPANDED)).isEqualTo(2);
      assertThat(bravo.count(EventId.LIST_RECURSION)).isEqualTo(1);
      assertThat(alpha.count(EventId.LOOP_DETECTED)).isZero();
      List<TrackedMessage> copies = bravo.mta.tracked(TrackingQuery.of(mtsId));
      assertThat(copies).flatExtracting(TrackedMessage::records)
          .flatExtracting(TrackingRecord::recipients).extracting(TrackedRecipient::name)
          .as("each step of a copy for members says whom it is about").isNotEmpty().doesNotContain("");
      assertThat(copies).flatExtracting(TrackedMessage::fates)
          .anySatisfy(fate -> assertThat(List.of(fate.recipient().name(), fate.state().toString()))
              .containsExactly(ANNA, TrackingState.TRANSFERRED.toString()));
    }
  }

  @Test
  void aDeferredMessageOutlivesARestartAndIsDeliveredAtItsTime() {
    String toml = new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", 1)
        .with("activation", "remote-initiated").toml();
    Instant due;
    try (TestMta mta = new TestMta(directory, toml);
        StackPeer peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"))) {
      due = Instant.now().plusSeconds(4).truncatedTo(ChronoUnit.SECONDS);
      peer.transfer(Apdus.message(Apdus.envelope("PEER", "d1", ANNA).withDeferredDeliveryTime(due), "later"));
      peer.await(RtsIndication.TransferConfirmed.class, 1);
      assertThat(mta.mta.queue()).singleElement()
          .satisfies(entry -> assertThat(entry.connector()).isEqualTo("(deferred)"));
      assertThat(mta.mailbox("anna")).isEmpty();
    }
    try (TestMta mta = new TestMta(directory, toml)) {
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
      assertThat(mta.mailbox("anna").getFirst().deliveredAt()).isAfterOrEqualTo(due);
      assertThat(mta.content(mta.mailbox("anna").getFirst())).asString().isEqualTo("later");
      assertThat(mta.mta.queue()).isEmpty();
    }
  }

  @Test
  void aDeferredMessageCanBeCancelled() throws Exception {
    try (TestMta mta = new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", 1)
        .with("activation", "remote-initiated").toml());
        StackPeer peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"))) {
      peer.transfer(Apdus.message(Apdus.envelope("PEER", "d1", ANNA)
          .withDeferredDeliveryTime(Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS)),
          "never"));
      peer.await(RtsIndication.TransferConfirmed.class, 1);
      long entry = mta.mta.queue().getFirst().id();
      mta.mta.cancel(entry);
      await().atMost(SOON).until(() -> mta.count(EventId.NON_DELIVERY_REPORT) == 1);
      await().atMost(SOON).until(
          () -> mta.mta.queue().stream().noneMatch(each -> each.connector().equals("(deferred)")));
      assertThat(mta.mailbox("anna")).isEmpty();
      assertThatThrownBy(() -> mta.mta.cancel(entry)).isInstanceOf(RequestException.class)
          .hasMessageContaining("is not held");
    }
  }

  @Test
  void aListWhoseMembersCannotBeLookedUpInTimeIsReturned() throws Exception {
    // This MTA is started without access to directories: each look-up fails as with one that does not answer.
    String toml = new TestConfig("ALPHA", 0).mailbox("Anna").lifetime("normal", 2).toml() + """

        [[directory]]
        name = "people"
        url = "ldap://192.0.2.1"
        [[list]]
        name = "staff"
        address = "C=XX;A=TEST;P=ALPHA;S=Staff"
        members-ldap = { directory = "people", base = "dc=example" }
        """;
    try (TestMta mta = new TestMta(directory, toml)) {
      String mtsId = mta.submit("anna", "C=XX;A=TEST;P=ALPHA;S=Staff", "in vain");
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
      assertThat(mta.count(EventId.LIST_LOOKUP_FAILED)).isGreaterThanOrEqualTo(2);
      long message = mta.mailbox("anna").getFirst().message();
      try (StoredMessage stored = mta.mta.load(message).orElseThrow()) {
        MtsApdu.Report report = (MtsApdu.Report) MtsApdu.decode(stored.envelope());
        assertThat(report.content().recipients()).singleElement()
            .satisfies(recipient -> assertThat(recipient.lastTraceInformation().outcome())
                .isEqualTo(new DeliveryOutcome.NotDelivered(
                    NonDeliveryReason.DIRECTORY_OPERATION_UNSUCCESSFUL,
                    NonDeliveryDiagnostic.DL_EXPANSION_FAILURE)));
      }
      assertThat(mta.mta.tracked(TrackingQuery.of(mtsId)).getFirst().records())
          .filteredOn(step -> step.step() == TrackingStep.ATTEMPT_FAILED).isNotEmpty()
          .allSatisfy(step -> assertThat(step.field(TrackingField.WHY)).contains("directory people"));
      assertThat(mta.mta.queue()).isEmpty();
    }
  }
}
