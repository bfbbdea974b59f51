package org.angarium.mta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.angarium.mta.access.Submission;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.StoredMessage;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.address.ExtensionAttribute;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.ipm.Heading;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.ipm.IpmIdentifier;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two MTAs on real sockets, one of which is called by the other in each of the three protocols. */
@Timeout(150)
class ConformanceTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ANNA = "C=XX;A=TEST;P=ALPHA;CN=Anna";
  private static final String BERT = "C=XX;A=TEST;P=BRAVO;CN=Bert";

  @TempDir
  private Path directory;
  private TestMta alpha;
  private TestMta bravo;

  private void start(String callerConformance, String calledConformance) {
    int alphaPort = TestConfig.freePort();
    int bravoPort = TestConfig.freePort();
    alpha = new TestMta(directory.resolve("alpha"),
        toml("ALPHA", "BRAVO", "anna", ANNA, alphaPort, bravoPort, callerConformance, "always"));
    bravo = new TestMta(directory.resolve("bravo"),
        toml("BRAVO", "ALPHA", "bert", BERT, bravoPort, alphaPort, calledConformance, "remote-initiated"));
  }

  @AfterEach
  void stop() {
    alpha.close();
    bravo.close();
  }

  private static String toml(String self, String other, String mailbox, String address, int port,
      int peerPort, String conformance, String activation) {
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
        conformance = "%7$s"
        activation = "%8$s"
        address-space = [{ pattern = "C=XX;A=TEST;P=%2$s", cost = 1 }]
        """.formatted(self, other, mailbox, address, port, peerPort, conformance, activation);
  }

  private static byte[] text(BodyPart part) {
    return new Ipm(Heading.builder(IpmIdentifier.of(OrNames.of(ANNA), "1")).subject("hello").build(),
        List.of(part)).encode();
  }

  private static MessageEnvelope envelope(TestMta mta, DeliveredMessage delivered) throws BerException {
    try (StoredMessage stored = mta.mta.load(delivered.message()).orElseThrow()) {
      return MessageEnvelope.decode(stored.envelope());
    }
  }

  private static MtsApdu.Report report(TestMta mta, DeliveredMessage delivered) throws BerException {
    try (StoredMessage stored = mta.mta.load(delivered.message()).orElseThrow()) {
      return (MtsApdu.Report) MtsApdu.decode(stored.envelope());
    }
  }

  private static Object openedIn(TestMta mta) {
    return mta.events.stream().filter(event -> event.id() == EventId.ASSOCIATION_OPENED).findFirst()
        .orElseThrow().parameters().get("conformance");
  }

  @ParameterizedTest
  @CsvSource({"1988-normal,1988-normal", "1988-normal,1984", "1988-x410,1988-x410",
      "1988-x410,1988-normal", "1984,1984", "1984,1988-normal", "1984,1988-x410"})
  void theListenerRecognisesWhatTheCallerSpeaksAndMailFlowsBothWays(String caller, String called)
      throws Exception {
    start(caller, called);
    alpha.submit("anna", BERT, text(BodyPart.Ia5Text.of("to bravo")), Priority.NORMAL, true);
    await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1);
    await().atMost(SOON).until(() -> alpha.mailbox("anna").size() == 1);
    assertThat(alpha.mailbox("anna").getFirst().kind()).isEqualTo(ApduKind.REPORT);
    bravo.submit("bert", ANNA, text(BodyPart.Ia5Text.of("to alpha")), Priority.NORMAL, false);
    await().atMost(SOON).until(() -> alpha.mailbox("anna").size() == 2);

    assertThat(openedIn(alpha)).isEqualTo(caller);
    assertThat(openedIn(bravo)).isEqualTo(caller);
    assertThat(bravo.count(EventId.CONFORMANCE_DIFFERS)).isEqualTo(caller.equals(called) ? 0 : 1);
    DeliveredMessage message = bravo.mailbox("bert").getFirst();
    boolean of1984 = caller.equals("1984");
    assertThat(envelope(bravo, message).contentType())
        .isEqualTo(of1984 ? ContentType.BuiltIn.IPM_1984 : ContentType.BuiltIn.IPM_1988);
    assertThat(envelope(bravo, message).originatorName().toString()).isEqualTo(ANNA);
    assertThat(bravo.content(message)).hasSizeGreaterThan(10);
    PerRecipientReportFields reported = report(alpha, alpha.mailbox("anna").getFirst()).content()
        .recipients().getFirst();
    assertThat(reported.actualRecipientName().toString()).isEqualTo(BERT);
    assertThat(reported.lastTraceInformation().outcome()).isInstanceOf(DeliveryOutcome.Delivered.class);
  }

  @Test
  void whatP2CannotHoldIsReportedAsUnableToDowngrade() throws Exception {
    start("1984", "1984");
    alpha.submit("anna", BERT, text(BodyPart.General.of("Grüße")), Priority.NORMAL, false);
    await().atMost(SOON).until(() -> alpha.mailbox("anna").size() == 1);
    DeliveryOutcome outcome = report(alpha, alpha.mailbox("anna").getFirst()).content().recipients()
        .getFirst().lastTraceInformation().outcome();
    assertThat(outcome).isInstanceOfSatisfying(DeliveryOutcome.NotDelivered.class,
        not -> assertThat(not.diagnostic()).isEqualTo(NonDeliveryDiagnostic.UNABLE_TO_DOWNGRADE));
    assertThat(alpha.count(EventId.UNABLE_TO_DOWNGRADE)).isEqualTo(1);
    assertThat(bravo.mailbox("bert")).isEmpty();
  }

  @Test
  void aRecipientThat1984CannotNameIsReportedAndTheOtherGetsTheMessage() throws Exception {
    start("1984", "1984");
    alpha.mta.submit("anna",
        TestMta.submission(ReportRequest.NON_DELIVERY_REPORT, BERT,
            "C=XX;A=TEST;P=BRAVO;PD-STREET=Main street 1").build(),
        new ByteArrayInputStream(text(BodyPart.Ia5Text.of("hello"))));
    await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1);
    await().atMost(SOON).until(() -> alpha.mailbox("anna").size() == 1);
    assertThat(report(alpha, alpha.mailbox("anna").getFirst()).content().recipients()).singleElement()
        .satisfies(one -> assertThat(one.originallySpecifiedNumber()).isEqualTo(2));
    await().atMost(SOON).until(() -> alpha.mta.queue().isEmpty());
    assertThat(alpha.count(EventId.NON_DELIVERY_REPORT)).isEqualTo(1);
  }

  /** X.419 Annex B: what is lost does not keep the message from going, but somebody has to know. */
  @Test
  void whatIsLostOnTheWayTo1984IsTold() throws Exception {
    start("1984", "1984");
    OrName plain = OrNames.of(BERT);
    List<ExtensionAttribute> forms = new ArrayList<>(plain.address().extensionAttributes());
    forms.addAll(OrNames.of("C=XX;A=TEST;P=BRAVO;CN=Bärt").address().extensionAttributes());
    alpha.mta.submit("anna",
        Submission.builder().to(OrName.of(plain.address().withExtensionAttributes(forms)))
            .contentCorrelator("order 4711").build(),
        new ByteArrayInputStream(text(BodyPart.Ia5Text.of("hello"))));
    await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1);
    assertThat(alpha.events).filteredOn(event -> event.id() == EventId.LOST_IN_DOWNGRADE).singleElement()
        .satisfies(lost -> assertThat(String.valueOf(lost.parameters().get("losses")))
            .contains("extension content-correlator").contains("teletex and universal forms of names"));
    MessageEnvelope received = envelope(bravo, bravo.mailbox("bert").getFirst());
    assertThat(received.extensions().find(StandardExtension.CONTENT_CORRELATOR)).isNull();
    assertThat(received.recipients().getFirst().recipientName().toString()).isEqualTo(BERT);
  }

  @Test
  void generalTextWithinIa5IsConverted() throws Exception {
    start("1984", "1984");
    alpha.submit("anna", BERT, text(BodyPart.General.of("plain")), Priority.NORMAL, false);
    await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1);
    DeliveredMessage message = bravo.mailbox("bert").getFirst();
    assertThat(new String(bravo.content(message), StandardCharsets.ISO_8859_1)).contains("plain");
    assertThat(envelope(bravo, message).trace().getFirst().additionalActions().converted()).isNotNull();
  }

  @Test
  void aWrongPasswordIsRefusedInX410ModeToo() {
    int port = TestConfig.freePort();
    bravo = new TestMta(directory.resolve("bravo"),
        toml("BRAVO", "ALPHA", "bert", BERT, port, 1, "1984", "remote-initiated"));
    alpha = new TestMta(directory.resolve("alpha"),
        toml("ALPHA", "BRAVO", "anna", ANNA, 0, port, "1984", "always").replace("secret-ALPHA", "wrong"));
    try {
      alpha.submit("anna", BERT, text(BodyPart.Ia5Text.of("hello")), Priority.NORMAL, false);
    } catch (RequestException e) {
      throw new IllegalStateException(e);
    }
    await().atMost(SOON).until(() -> bravo.count(EventId.CREDENTIALS_REFUSED) > 0);
    await().atMost(SOON).until(() -> alpha.count(EventId.ASSOCIATION_REFUSED_BY_PEER) > 0);
    assertThat(alpha.events.stream().filter(event -> event.id() == EventId.ASSOCIATION_REFUSED_BY_PEER)
        .findFirst().orElseThrow().toString()).contains("validation");
  }

  /** Names in tests. */
  private static final class OrNames {
    static OrName of(String text) {
      try {
        return OrName.parse(text);
      } catch (org.angarium.x400.address.AddressSyntaxException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }
}
