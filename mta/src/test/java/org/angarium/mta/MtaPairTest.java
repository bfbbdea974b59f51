package org.angarium.mta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingState;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.x400.mts.Priority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two MTAs on real sockets with real stores. */
@Timeout(150)
class MtaPairTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ANNA = "C=XX;A=TEST;P=ALPHA;S=Anna";
  private static final String BERT = "C=XX;A=TEST;P=BRAVO;S=Bert";

  @TempDir
  private Path directory;
  private TestMta alpha;
  private TestMta bravo;

  @BeforeEach
  void start() {
    int alphaPort = TestConfig.freePort();
    int bravoPort = TestConfig.freePort();
    alpha = new TestMta(directory.resolve("alpha"),
        toml("ALPHA", "BRAVO", "anna", ANNA, alphaPort, bravoPort));
    bravo = new TestMta(directory.resolve("bravo"),
        toml("BRAVO", "ALPHA", "bert", BERT, bravoPort, alphaPort));
  }

  @AfterEach
  void stop() {
    alpha.close();
    bravo.close();
  }

  private static String toml(String self, String other, String mailbox, String address, int port,
      int peerPort) {
    return """
        name = "MTA-%1$s"
        data-directory = "data"
        domain = { country = "XX", admd = "TEST", prmd = "%1$s" }

        [[listener]]
        address = "127.0.0.1"
        port = %5$d

        [[mailbox]]
        name = "%3$s"
        address = "%4$s"

        [[connector]]
        name = "%2$s"
        remote-mta = "MTA-%2$s"
        remote-password = "secret-%2$s"
        local-password = "secret-%1$s"
        host = "127.0.0.1"
        port = %6$d
        open-interval = 1
        address-space = [{ pattern = "C=XX;A=TEST;P=%2$s", cost = 1 }]
        """.formatted(self, other, mailbox, address, port, peerPort);
  }

  @Test
  void aMessageArrivesWithItsContentUnchanged() throws RequestException {
    byte[] content = new byte[300_000];
    new Random(1).nextBytes(content);
    alpha.submit("anna", BERT, content, Priority.URGENT, false);
    await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1);
    assertThat(bravo.content(bravo.mailbox("bert").getFirst())).isEqualTo(content);
    await().atMost(SOON).until(() -> alpha.mta.queue().isEmpty());
    assertThat(alpha.count(EventId.ASSOCIATION_OPENED)).isEqualTo(1);
  }

  @Test
  void aDeliveryReportComesBackWhenAskedFor() throws RequestException {
    alpha.submit("anna", BERT, new byte[10], Priority.NORMAL, true);
    await().atMost(SOON).until(() -> alpha.mailbox("anna").size() == 1);
    assertThat(alpha.mailbox("anna").getFirst().kind()).isEqualTo(ApduKind.REPORT);
  }

  @Test
  void anUnknownRecipientIsReportedAsNotDelivered() throws RequestException {
    alpha.submit("anna", "C=XX;A=TEST;P=BRAVO;S=Nobody", "hello");
    await().atMost(SOON).until(() -> alpha.mailbox("anna").size() == 1);
    assertThat(bravo.count(EventId.NON_DELIVERY_REPORT)).isEqualTo(1);
  }

  @Test
  void aHundredMessagesFlowBothWays() throws RequestException {
    for (int i = 0; i < 100; i++) {
      alpha.submit("anna", BERT, "from alpha " + i);
      bravo.submit("bert", ANNA, "from bravo " + i);
    }
    await().atMost(SOON)
        .until(() -> bravo.mailbox("bert").size() == 100 && alpha.mailbox("anna").size() == 100);
  }

  @Test
  void everyStepOfAMessageIsTrackedOnBothSides() throws RequestException {
    String mtsId = alpha.submit("anna", BERT, new byte[10], Priority.URGENT, true);
    await().atMost(SOON).until(() -> alpha.mailbox("anna").size() == 1);
    bravo.mta.take(bravo.mailbox("bert").getFirst().id());
    await().atMost(SOON).until(() -> steps(alpha, mtsId).contains(TrackingStep.TRANSFERRED)
        && bravo.mta.tracked(TrackingQuery.of(mtsId)).getLast().records().size() == 3);
    assertThat(steps(alpha, mtsId)).containsExactly(TrackingStep.SUBMITTED, TrackingStep.ROUTED,
        TrackingStep.TRANSFERRED);
    assertThat(steps(bravo, mtsId)).containsExactlyInAnyOrder(TrackingStep.RECEIVED, TrackingStep.DELIVERED,
        TrackingStep.REPORTED, TrackingStep.TAKEN);
    TrackedMessage received = bravo.mta.tracked(TrackingQuery.of(mtsId)).getFirst();
    assertThat(received.field(TrackingField.FROM)).isEqualTo("ALPHA");
    assertThat(received.field(TrackingField.ORIGINATOR)).isEqualTo(ANNA);
    assertThat(received.fates()).singleElement().satisfies(fate -> {
      assertThat(fate.state()).isEqualTo(TrackingState.DELIVERED);
      assertThat(fate.recipient().name()).isEqualTo(BERT);
    });
    // The report on it, too, on its way back.
    assertThat(alpha.mta.tracked(TrackingQuery.of(mtsId)).getLast().records())
        .extracting(TrackingRecord::step).containsExactly(TrackingStep.RECEIVED, TrackingStep.DELIVERED);
  }

  @Test
  void aMessageThatIsNotDeliveredIsTrackedWithReasonAndDiagnostic() throws RequestException {
    String mtsId = alpha.submit("anna", "C=XX;A=TEST;P=ALPHA;S=Nobody", "hello");
    TrackedMessage message = alpha.mta.tracked(TrackingQuery.of(mtsId)).getFirst();
    assertThat(message.fates().getFirst().state()).isEqualTo(TrackingState.NOT_DELIVERED);
    assertThat(message.records().stream().filter(step -> step.step() == TrackingStep.NOT_DELIVERED))
        .singleElement().satisfies(step -> {
          assertThat(step.field(TrackingField.REASON)).isEqualTo("unable-to-transfer");
          assertThat(step.field(TrackingField.DIAGNOSTIC)).isEqualTo("unrecognised-or-name");
        });
  }

  private static List<TrackingStep> steps(TestMta mta, String mtsId) {
    return mta.mta.tracked(TrackingQuery.of(mtsId)).getFirst().records().stream().map(TrackingRecord::step)
        .toList();
  }
}
