package org.angarium.mta.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.angarium.mta.MtaStatus;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingState;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/access-units.md promises, with a real store and clock. */
@Timeout(60)
class AccessUnitTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration CLAIM = Duration.ofMinutes(10);
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");
  private static final String EDI = "C=XX;A=TEST;P=ALPHA;O=EDI";
  private static final String ORDERS = EDI + ";CN=Orders";
  private static final String BILLS = EDI + ";CN=Bills";

  @TempDir
  private Path directory;

  private static TestConfig config() {
    return new TestConfig("ALPHA", 0).mailbox("Anna").accessUnit("edi", EDI);
  }

  private TestMta start() {
    return new TestMta(directory, config().toml());
  }

  private static AccessUnit edi(TestMta mta) throws RequestException {
    return mta.mta.accessUnit("edi");
  }

  private static Submission.Builder message(String to) {
    return Submission.builder().from(TestMta.name(ORDERS)).to(TestMta.name(to), ReportRequest.REPORT);
  }

  private static InputStream content(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Delivery next(AccessUnit unit) throws RequestException {
    List<Delivery> deliveries = unit.claim(1, CLAIM, SOON);
    assertThat(deliveries).hasSize(1);
    return deliveries.getFirst();
  }

  private static Delivery.OfMessage nextMessage(AccessUnit unit) throws RequestException {
    return (Delivery.OfMessage) next(unit);
  }

  private static List<PerRecipientReportFields> nextReport(AccessUnit unit) throws RequestException {
    Delivery.OfReport report = (Delivery.OfReport) next(unit);
    assertThat(unit.acknowledge(report.id())).isEqualTo(Settlement.DONE);
    return report.report().content().recipients();
  }

  private static DeliveryOutcome outcome(PerRecipientReportFields fields) {
    return fields.lastTraceInformation().outcome();
  }

  private static MtsApdu.Report reportOf(TestMta mta, String mailbox) {
    return mta.mailbox(mailbox).stream().filter(each -> each.kind() == ApduKind.REPORT).map(each -> {
      try (var stored = mta.mta.load(each.message()).orElseThrow()) {
        return (MtsApdu.Report) MtsApdu.decode(stored.envelope());
      } catch (BerException e) {
        throw new IllegalStateException(e);
      }
    }).findFirst().orElseThrow();
  }

  @Test
  void aMessageIsDeliveredWhenItIsAcknowledgedAndNotBefore() throws Exception {
    try (TestMta mta = start()) {
      String mtsId = mta.submit("anna", ORDERS, "an order".getBytes(StandardCharsets.US_ASCII),
          Priority.NORMAL, true);
      Delivery.OfMessage delivery = nextMessage(edi(mta));
      assertThat(delivery.mtsId()).isEqualTo(mtsId);
      assertThat(delivery.recipients()).singleElement()
          .satisfies(one -> assertThat(one.fields().recipientName()).isEqualTo(TestMta.name(ORDERS)));
      assertThat(delivery.octets()).isEqualTo(8);
      try (InputStream content = edi(mta).content(delivery.id())) {
        assertThat(content).asString(StandardCharsets.US_ASCII).isEqualTo("an order");
      }
      assertThat(mta.mailbox("anna")).isEmpty();
      assertThat(edi(mta).claim(10, CLAIM, Duration.ZERO)).isEmpty();
      assertThat(edi(mta).acknowledge(delivery.id())).isEqualTo(Settlement.DONE);
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
      assertThat(outcome(reportOf(mta, "anna").content().recipients().getFirst()))
          .isInstanceOf(DeliveryOutcome.Delivered.class);
      assertThat(mta.mta.queue()).isEmpty();
      assertThat(edi(mta).acknowledge(delivery.id())).isEqualTo(Settlement.BEFORE);
      assertThat(edi(mta).acknowledge(delivery.id() + 1000)).isEqualTo(Settlement.GONE);
      assertThat(edi(mta).find(delivery.id())).isEmpty();
    }
  }

  @Test
  void whatWasClaimedAndNotSettledComesAgainWithTheSameIdAfterARestart() throws Exception {
    long id;
    try (TestMta mta = start()) {
      mta.submit("anna", ORDERS, "an order");
      id = next(edi(mta)).id();
    }
    try (TestMta mta = start()) {
      assertThat(next(edi(mta)).id()).isEqualTo(id);
      assertThat(edi(mta).acknowledge(id)).isEqualTo(Settlement.DONE);
    }
    try (TestMta mta = start()) {
      assertThat(edi(mta).claim(10, CLAIM, Duration.ZERO)).isEmpty();
      assertThat(edi(mta).acknowledge(id)).isEqualTo(Settlement.BEFORE);
    }
  }

  @Test
  void aClaimThatLapsesGivesTheDeliveryToTheNextWhoAsksAndTheFirstMayStillSettleIt() throws Exception {
    try (TestMta mta = start()) {
      mta.submit("anna", ORDERS, "an order");
      long id = edi(mta).claim(1, Duration.ofSeconds(1), SOON).getFirst().id();
      assertThat(next(edi(mta)).id()).isEqualTo(id);
      assertThat(mta.count(EventId.CLAIM_LAPSED)).isEqualTo(1);
      assertThat(edi(mta).acknowledge(id)).isEqualTo(Settlement.DONE);
      assertThat(edi(mta).acknowledge(id)).isEqualTo(Settlement.BEFORE);
    }
  }

  @Test
  void eachRecipientIsAnsweredByItself() throws Exception {
    try (TestMta mta = start()) {
      mta.mta.submit("anna",
          TestMta.submission(ReportRequest.REPORT, ORDERS, BILLS, EDI + ";CN=Nobody").build(), content("x"));
      Delivery.OfMessage delivery = nextMessage(edi(mta));
      assertThat(delivery.recipients()).extracting(Delivery.Recipient::position).containsExactly(0, 1, 2);
      assertThat(edi(mta).settle(delivery.id(), Map.of(0, Answer.ACCEPTED, 1,
          new Answer.Postponed(Duration.ZERO), 2,
          new Answer.Refused(NonDeliveryReason.UNABLE_TO_TRANSFER,
              NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME))))
          .isEqualTo(Settlement.DONE);
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
      List<PerRecipientReportFields> told = reportOf(mta, "anna").content().recipients();
      assertThat(told).extracting(PerRecipientReportFields::originallySpecifiedNumber)
          .containsExactlyInAnyOrder(1, 3);
      assertThat(told).filteredOn(one -> one.originallySpecifiedNumber() == 3).singleElement()
          .satisfies(one -> assertThat(outcome(one)).isEqualTo(new DeliveryOutcome.NotDelivered(
              NonDeliveryReason.UNABLE_TO_TRANSFER, NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME)));
      Delivery.OfMessage again = nextMessage(edi(mta));
      assertThat(again.id()).isEqualTo(delivery.id());
      assertThat(again.postponed()).isEqualTo(1);
      assertThat(again.recipients()).extracting(Delivery.Recipient::position).containsExactly(1);
      assertThat(edi(mta).acknowledge(again.id())).isEqualTo(Settlement.DONE);
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 2);
    }
  }

  @Test
  void aRefusedRecipientIsReplacedByTheAlternateThatTheOriginatorNamed() throws Exception {
    try (TestMta mta = start()) {
      mta.mta.submit("anna", Submission.builder()
          .to(SubmittedRecipient.of(TestMta.name(ORDERS)).withAlternate(TestMta.name(ANNA))).build(),
          content("x"));
      assertThat(edi(mta).settle(next(edi(mta)).id(),
          new Answer.Refused(NonDeliveryReason.UNABLE_TO_TRANSFER, null))).isEqualTo(Settlement.DONE);
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
      assertThat(mta.mailbox("anna").getFirst().kind()).isEqualTo(ApduKind.MESSAGE);
      assertThat(mta.count(EventId.NON_DELIVERY_REPORT)).isZero();
    }
  }

  @Test
  void whatNobodyFetchesIsReturnedWhenItsTimeIsOver() throws Exception {
    try (TestMta mta = new TestMta(directory, config().lifetime("normal", 1).toml())) {
      mta.submit("anna", ORDERS, "an order");
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
      assertThat(outcome(reportOf(mta, "anna").content().recipients().getFirst()))
          .isEqualTo(new DeliveryOutcome.NotDelivered(NonDeliveryReason.UNABLE_TO_TRANSFER,
              NonDeliveryDiagnostic.MAXIMUM_TIME_EXPIRED));
      assertThat(edi(mta).claim(1, CLAIM, Duration.ZERO)).isEmpty();
    }
  }

  /** With the alternate that the originator has named, if there is one. */
  @Test
  void mailForOneThatIsGoneIsReturned() throws Exception {
    try (TestMta mta = new TestMta(directory,
        config().withUnit("unavailable-after", 1).mailbox("Bert").toml())) {
      String mtsId = mta.submit("anna", ORDERS, "an order");
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
      assertThat(outcome(reportOf(mta, "anna").content().recipients().getFirst()))
          .isEqualTo(new DeliveryOutcome.NotDelivered(NonDeliveryReason.UNABLE_TO_TRANSFER,
              NonDeliveryDiagnostic.RECIPIENT_UNAVAILABLE));
      assertThat(mta.count(EventId.ACCESS_UNIT_UNAVAILABLE)).isEqualTo(1);
      assertThat(mta.mta.tracked(TrackingQuery.of(mtsId)).getFirst().records())
          .extracting(TrackingRecord::step).contains(TrackingStep.GIVEN_UP, TrackingStep.NOT_DELIVERED);
      mta.mta.submit("anna",
          Submission.builder().to(SubmittedRecipient.of(TestMta.name(ORDERS))
              .withAlternate(TestMta.name(TestConfig.address("ALPHA", "Bert")))).build(),
          content("another"));
      await().atMost(SOON).until(() -> mta.mailbox("bert").size() == 1);
    }
  }

  @Test
  void whatIsSubmittedArrivesAndItsReportsComeBack() throws Exception {
    try (TestMta mta = start()) {
      Submitted submitted = edi(mta).submit(
          message(ANNA).to(TestMta.name("C=XX;A=TEST;P=ALPHA;S=No")).build(),
          content("a bill"));
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
      List<PerRecipientReportFields> reports = List.of(nextReport(edi(mta)).getFirst());
      assertThat(reports).hasSize(1);
      assertThat(edi(mta).fate(submitted.mtsId()).orElseThrow().fates())
          .extracting(TrackedMessage.Fate::state)
          .containsExactly(TrackingState.DELIVERED, TrackingState.NOT_DELIVERED);
      assertThat(edi(mta).fate("/C=XX/A=TEST/P=ALPHA/;unknown")).isEmpty();
      assertThat(mta.mta.queue()).isEmpty();
    }
  }

  @Test
  void aSubmissionUnderTheSameKeyIsMadeOnceAlsoAfterARestart() throws Exception {
    Submission bill = message(ANNA).key("bill 4711").build();
    Submitted first;
    try (TestMta mta = start()) {
      first = edi(mta).submit(bill, content("a bill"));
      assertThat(first.repeated()).isFalse();
      assertThat(edi(mta).submit(bill, content("a bill")))
          .isEqualTo(new Submitted(first.mtsId(), true));
    }
    try (TestMta mta = start()) {
      assertThat(edi(mta).submit(bill, content("a bill")))
          .isEqualTo(new Submitted(first.mtsId(), true));
      assertThat(mta.mailbox("anna")).hasSize(1);
      assertThat(edi(mta).submit(message(ANNA).key("bill 4712").build(), content("another")).mtsId())
          .isNotEqualTo(first.mtsId());
      // Another user's key is another key.
      assertThat(mta.mta.submit("anna", Submission.builder().key("bill 4711").to(TestMta.name(ANNA)).build(),
          content("mine")).repeated()).isFalse();
      assertThat(mta.mailbox("anna")).hasSize(3);
    }
  }

  @Test
  void onlyWhomItServesMaySubmitThroughIt() throws Exception {
    try (TestMta mta = start()) {
      assertThatThrownBy(() -> edi(mta).submit(
          Submission.builder().from(TestMta.name(ANNA)).to(TestMta.name(ANNA)).build(), content("x")))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("not in an address space of access unit edi");
      assertThatThrownBy(() -> edi(mta).submit(Submission.builder().to(TestMta.name(ANNA)).build(),
          content("x"))).isInstanceOf(RequestException.class).hasMessageContaining("originator is missing");
      assertThatThrownBy(() -> mta.mta.accessUnit("fax")).isInstanceOf(RequestException.class)
          .hasMessage("there is no access unit \"fax\"; there are [edi]");
    }
  }

  @Test
  void aDeferredMessageIsCancelledByWhoSubmittedItAndNobodyIsTold() throws Exception {
    try (TestMta mta = start()) {
      Instant due = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
      String mtsId = edi(mta).submit(message(ANNA).deferredDelivery(due).build(), content("x")).mtsId();
      String other = mta.mta.submit("anna",
          Submission.builder().to(TestMta.name(ORDERS)).deferredDelivery(due).build(), content("y")).mtsId();
      assertThat(edi(mta).cancel(mtsId)).isTrue();
      assertThat(edi(mta).cancel(mtsId)).isFalse();
      assertThat(edi(mta).cancel(other)).isFalse();
      assertThat(mta.mta.queue()).singleElement()
          .satisfies(entry -> assertThat(entry.mtsId()).isEqualTo(other));
      assertThat(edi(mta).fate(mtsId).orElseThrow().fates()).singleElement()
          .satisfies(fate -> assertThat(fate.step().word()).isEqualTo("cancelled"));
      assertThat(edi(mta).claim(1, CLAIM, Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void whatWaitsIsCountedUntilItIsSettled() throws Exception {
    try (TestMta mta = start()) {
      mta.submit("anna", ORDERS, "an order");
      mta.submit("anna", BILLS, "a bill");
      mta.mta.submit("anna", Submission.builder().to(TestMta.name(ORDERS))
          .deferredDelivery(Instant.now().plusSeconds(3600)).build(), content("later"));
      long id = next(edi(mta)).id();
      MtaStatus status = mta.mta.status();
      assertThat(status.queued()).isEqualTo(3);
      assertThat(status.held()).isEqualTo(1);
      assertThat(status.accessUnits()).singleElement().satisfies(edi -> {
        assertThat(edi.name()).isEqualTo("edi");
        assertThat(edi.waiting()).isEqualTo(1);
        assertThat(edi.claimed()).isEqualTo(1);
        assertThat(edi.octets()).isEqualTo("an order".length() + "a bill".length());
        assertThat(edi.oldest()).isBeforeOrEqualTo(Instant.now());
      });
      assertThat(mta.mta.claims()).containsOnlyKeys(id);
      edi(mta).acknowledge(id);
      edi(mta).acknowledge(next(edi(mta)).id());
      assertThat(mta.mta.status().queued()).isEqualTo(1);
      assertThat(mta.mta.claims()).isEmpty();
    }
  }

  /** Like that of a mailbox, and at once: it need not be there to say so. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      maximum-message-size | 4                           | CONTENT_TOO_LONG
      content-types        | p2                          | CONTENT_TYPE_NOT_SUPPORTED
      reject-originators   | C=XX;A=TEST;P=ALPHA;S=Anna  |
      accept-originators   | C=XX;A=TEST;P=BRAVO         |
      """)
  void whatItDoesNotTakeIsReturnedAtOnce(String key, String value, NonDeliveryDiagnostic diagnostic)
      throws Exception {
    Object toml = key.equals("maximum-message-size") ? Integer.valueOf(value) : List.of(value);
    try (TestMta mta = new TestMta(directory, config().withUnit(key, toml).toml())) {
      mta.submit("anna", ORDERS, "an order");
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
      DeliveryOutcome.NotDelivered outcome = (DeliveryOutcome.NotDelivered) outcome(
          reportOf(mta, "anna").content().recipients().getFirst());
      assertThat(outcome.diagnostic()).isEqualTo(diagnostic);
      assertThat(outcome.reason()).isEqualTo(diagnostic == null
          ? NonDeliveryReason.RESTRICTED_DELIVERY
          : NonDeliveryReason.UNABLE_TO_TRANSFER);
      assertThat(edi(mta).claim(1, CLAIM, Duration.ZERO)).isEmpty();
      // Reports come whatever is registered: they are the access unit's own business.
      edi(mta).submit(message(ANNA).build(), content("a bill"));
      assertThat(outcome(nextReport(edi(mta)).getFirst())).isInstanceOf(DeliveryOutcome.Delivered.class);
    }
  }

  @Test
  void aProbeIsAnsweredWithoutTheAccessUnit() throws Exception {
    try (TestMta mta = start()) {
      mta.mta.submit("anna", Submission.builder().to(TestMta.name(ORDERS)).probe(1000).build(),
          InputStream.nullInputStream());
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
      assertThat(outcome(reportOf(mta, "anna").content().recipients().getFirst()))
          .isInstanceOf(DeliveryOutcome.Delivered.class);
      edi(mta).submit(message(ANNA).probe(-1).build(), InputStream.nullInputStream());
      assertThat(outcome(nextReport(edi(mta)).getFirst())).isInstanceOf(DeliveryOutcome.Delivered.class);
    }
  }

  @Test
  void aListenerGetsEverythingAndATroubledOneGetsItAgain() throws Exception {
    try (TestMta mta = start()) {
      List<String> taken = new CopyOnWriteArrayList<>();
      List<String> troubles = new CopyOnWriteArrayList<>();
      try (DeliveryLoop _ = edi(mta).listen((delivery, unit) -> {
        try (InputStream in = unit.content(delivery.id())) {
          String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
          if (text.equals("bad")) {
            throw new IllegalStateException("the disk is full");
          }
          taken.add(text);
        }
        return Answer.ACCEPTED;
      }, CLAIM, troubles::add)) {
        mta.submit("anna", ORDERS, "one");
        mta.submit("anna", ORDERS, "bad");
        mta.submit("anna", BILLS, "two");
        await().atMost(SOON).until(() -> taken.size() == 2 && troubles.size() == 1);
      }
      assertThat(taken).containsExactly("one", "two");
      assertThat(troubles.getFirst()).contains("the disk is full");
      assertThat(mta.mta.queue()).singleElement().satisfies(entry -> {
        assertThat(entry.attempts()).isEqualTo(1);
        assertThat(entry.notBefore()).isAfter(Instant.now());
      });
    }
  }

  @Test
  void anAccessUnitThatIsTakenOutOfTheConfigurationLosesItsMailToTheOriginators() throws Exception {
    try (TestMta mta = start()) {
      mta.submit("anna", ORDERS, "an order");
      AccessUnit edi = edi(mta);
      Delivery claimed = next(edi);
      mta.mta.use(ConfigReader.read(directory.resolve("angarium.toml"),
          new TestConfig("ALPHA", 0).mailbox("Anna").toml()));
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
      assertThat(outcome(reportOf(mta, "anna").content().recipients().getFirst()))
          .isEqualTo(new DeliveryOutcome.NotDelivered(NonDeliveryReason.UNABLE_TO_TRANSFER,
              NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME));
      assertThat(edi.settle(claimed.id(), Answer.ACCEPTED)).isEqualTo(Settlement.GONE);
      assertThatThrownBy(() -> edi.claim(1, CLAIM, Duration.ZERO)).isInstanceOf(RequestException.class)
          .hasMessageContaining("any more");
    }
  }

  @Test
  void valuesOutOfRangeAreRefused() throws Exception {
    try (TestMta mta = start()) {
      AccessUnit edi = edi(mta);
      assertThatThrownBy(() -> edi.claim(0, CLAIM, Duration.ZERO)).isInstanceOf(RequestException.class);
      assertThatThrownBy(() -> edi.claim(101, CLAIM, Duration.ZERO)).isInstanceOf(RequestException.class);
      assertThatThrownBy(() -> edi.claim(1, Duration.ofHours(2), Duration.ZERO))
          .isInstanceOf(RequestException.class);
      assertThatThrownBy(() -> edi.claim(1, CLAIM, Duration.ofHours(1))).isInstanceOf(RequestException.class);
      mta.submit("anna", ORDERS, "x");
      long id = next(edi).id();
      assertThatThrownBy(() -> edi.settle(id, new Answer.Postponed(Duration.ofDays(2))))
          .isInstanceOf(RequestException.class);
      assertThat(edi.acknowledge(id)).isEqualTo(Settlement.DONE);
    }
  }
}
