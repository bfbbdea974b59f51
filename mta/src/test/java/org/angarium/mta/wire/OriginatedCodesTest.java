package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.access.AccessUnit;
import org.angarium.mta.access.Answer;
import org.angarium.mta.access.Delivery;
import org.angarium.mta.event.EventId;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.Tag;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MtaBind;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every non-delivery reason and diagnostic that an MTA can originate, provoked from outside: what its originator is told over the
 * association, what the operator reads in an event, and what tracking knows. All that is not provoked is listed with whose it is.
 */
@Timeout(150)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginatedCodesTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final GlobalDomainIdentifier DOMAIN = GlobalDomainIdentifier.of("XX", "TEST", "PEER");
  private static final String PHYSICAL = "a physical delivery access unit says it";
  private static final String SECURITY = "security services are not offered; what asks for one critically gets 18";
  /** Codes that this MTA does not originate, and why. An access unit may answer with each of them. */
  private static final Map<NonDeliveryReason, String> REASONS_OF_OTHERS = new EnumMap<>(Map.of(
      NonDeliveryReason.PHYSICAL_RENDITION_NOT_PERFORMED, PHYSICAL,
      NonDeliveryReason.PHYSICAL_DELIVERY_NOT_PERFORMED, PHYSICAL,
      NonDeliveryReason.TRANSFER_FAILURE_FOR_SECURITY_REASON, SECURITY));
  private static final Map<NonDeliveryDiagnostic, String> DIAGNOSTICS_OF_OTHERS = new EnumMap<>(
      NonDeliveryDiagnostic.class);

  static {
    DIAGNOSTICS_OF_OTHERS.put(NonDeliveryDiagnostic.INCORRECT_NOTIFICATION_TYPE,
        "it is said of a notification that is another than the envelope announces; only who reads contents can tell");
    for (NonDeliveryDiagnostic diagnostic : NonDeliveryDiagnostic.values()) {
      int code = diagnostic.code();
      if (code >= 31 && code <= 45) {
        DIAGNOSTICS_OF_OTHERS.put(diagnostic, PHYSICAL);
      } else if (code == 46 || code >= 51) {
        DIAGNOSTICS_OF_OTHERS.put(diagnostic, SECURITY);
      }
    }
  }

  private final Map<String, List<MtsApdu.Report>> reports = new HashMap<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private TestMta mta;
  private StackPeer peer;
  private int read;

  static List<CodeRow> rows() {
    return CodeRows.all();
  }

  private static String local(CodeRow row) {
    return "row-" + rows().stream().map(CodeRow::name).toList().indexOf(row.name());
  }

  private static String mtsId(CodeRow row) {
    return MtsIdentifier.of(DOMAIN, local(row)).text();
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(resource);
    return resource;
  }

  @BeforeAll
  void sendAll(@TempDir Path directory) throws Exception {
    CalledPeers old = opened(
        new CalledPeers(CalledPeers.bindResult("MTA-OLD", "secret-OLD", MtaBind.Mode.X410)));
    mta = opened(new TestMta(directory, config(old.port())));
    opened(StackPeer.bound(mta.port(), StackPeer.Caller.of("NOCHECK")));
    refuseAll(opened(StackPeer.bound(mta.port(), StackPeer.Caller.of("REFUSING"))
        .withhold(indication -> indication instanceof RtsIndication.TransferEnded)));
    opened(StackPeer.bound(mta.port(), StackPeer.Caller.of("SLOW"))
        .withhold(OriginatedCodesTest::thinksLong));
    peer = opened(StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER").withCheckpoint(64)));
    int sent = 0;
    for (CodeRow row : rows()) {
      peer.transfer(row.input().apdu(local(row)));
      peer.await(RtsIndication.TransferConfirmed.class, ++sent);
      row.then().act(mta, mtsId(row));
    }
  }

  /** A peer that needs twenty times as long for a kilooctet as it may. */
  private static boolean thinksLong(RtsIndication indication) {
    if (indication instanceof RtsIndication.CheckpointReached) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    return false;
  }

  /** Whatever the MTA transfers there is refused for good at its end. */
  private static void refuseAll(StackPeer refusing) {
    Thread.ofVirtual().start(() -> {
      for (int i = 1; i <= 2; i++) {
        refusing.await(RtsIndication.TransferEnded.class, i);
        refusing.request(new RtsEvent.ReportException(6));
      }
    });
  }

  @AfterAll
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private static String config(int oldPort) {
    TestConfig config = new TestConfig("ALPHA", 0).root("maximum-message-size", CodeRows.MOST_OCTETS)
        .root("maximum-recipients", CodeRows.MOST_RECIPIENTS).root("hop-limit", CodeRows.HOP_LIMIT)
        .lifetime("non-urgent", 2).defaults("idle-timeout", 120).defaults("association-lifetime", 120)
        .mailbox("Anna").mailbox("berg-1", CodeRows.here("G=Ann;S=Berg"))
        .mailbox("berg-2", CodeRows.here("G=Bob;S=Berg")).mailbox("solo", CodeRows.here("G=Ann;S=Solo"))
        .accessUnit("edi", CodeRows.here("O=EDI")).accessUnit("gone", CodeRows.here("O=Gone"))
        .withUnit("unavailable-after", 1);
    for (String name : List.of("PEER", "IDLE", "SHORT", "TYPED", "BARRED", "REFUSING", "SLOW", "NOCHECK")) {
      config.connector(name, 1).with("activation", "remote-initiated");
      switch (name) {
        case "PEER" -> config.with("maximum-message-size", 10).with("restrictions",
            Map.of("content-types", List.of("edi"), "reject-originators", List.of("C=XX"),
                "accept-recipients", List.of("C=XX;A=TEST;P=PEER;S=Nobody")));
        case "SHORT" -> config.with("maximum-message-size", 100);
        case "TYPED" -> config.with("restrictions", Map.of("content-types", List.of("p2", "p22")));
        case "BARRED" ->
          config.with("restrictions", Map.of("reject-originators", List.of("C=XX;A=TEST;P=PEER")));
        case "REFUSING" -> config.with("maximum-transfer-retries", 1);
        case "SLOW" -> config.with("transfer-timeout-normal", "10 ms").with("window", 1)
            .with("answer-timeout", 60);
        case "NOCHECK" -> config.with("checkpoint-size", 0);
        default -> {
          // nothing special
        }
      }
    }
    config.connector("DEAD", TestConfig.freePort()).with("maximum-open-retries", 1);
    config.connector("OLD", oldPort).with("conformance", "1984");
    return config.toml() + """

        [[mailbox]]
        name = "ida"
        address = "C=XX;A=TEST;P=ALPHA;S=Ida"
        encoded-information-types = ["ia5-text"]
        [[mailbox]]
        name = "lena"
        address = "C=XX;A=TEST;P=ALPHA;S=Lena"
        encoded-information-types = ["ia5-text"]
        line-length = 69
        page-length = 3
        [[mailbox]]
        name = "nora"
        address = "C=XX;A=TEST;P=ALPHA;S=Nora"
        encoded-information-types = ["ia5-text"]
        implicit-conversion = false
        [[mailbox]]
        name = "paul"
        address = "C=XX;A=TEST;P=ALPHA;S=Paul"
        content-types = ["p2", "p22"]
        [[mailbox]]
        name = "rita"
        address = "C=XX;A=TEST;P=ALPHA;S=Rita"
        accept-originators = ["C=XX;A=TEST;P=ALPHA"]
        [[mailbox]]
        name = "sue"
        address = "C=XX;A=TEST;P=ALPHA;S=Sue"
        maximum-message-size = 100
        [[redirection]]
        address = "C=XX;A=TEST;P=ALPHA;S=Moved"
        to = "C=XX;A=TEST;P=ALPHA;S=Anna"
        [[redirection]]
        address = "C=XX;A=TEST;P=ALPHA;S=Ring-1"
        to = "C=XX;A=TEST;P=ALPHA;S=Ring-2"
        [[redirection]]
        address = "C=XX;A=TEST;P=ALPHA;S=Ring-2"
        to = "C=XX;A=TEST;P=ALPHA;S=Ring-1"
        [[list]]
        name = "open"
        address = "C=XX;A=TEST;P=ALPHA;S=Open"
        members = ["C=XX;A=TEST;P=ALPHA;S=Anna"]
        [[list]]
        name = "short"
        address = "C=XX;A=TEST;P=ALPHA;S=Short-list"
        members = ["C=XX;A=TEST;P=ALPHA;S=Sue"]
        [[list]]
        name = "staff"
        address = "C=XX;A=TEST;P=ALPHA;S=Staff"
        members = ["C=XX;A=TEST;P=ALPHA;S=Anna"]
        submitters = ["C=XX;A=TEST;P=BRAVO"]
        [[list]]
        name = "outer"
        address = "C=XX;A=TEST;P=ALPHA;S=Outer"
        members = ["C=XX;A=TEST;P=ALPHA;S=Staff"]
        [[directory]]
        name = "people"
        url = "ldap://192.0.2.1"
        [[list]]
        name = "looked-up"
        address = "C=XX;A=TEST;P=ALPHA;S=Looked-up"
        members-ldap = { directory = "people", base = "dc=example" }
        """;
  }

  private MtsApdu.Report report(String mtsId) {
    await("a report on " + mtsId).atMost(SOON).until(() -> {
      for (; read < peer.receivedApdus.size(); read++) {
        MtsApdu.Report report = (MtsApdu.Report) Apdus.received(peer.receivedApdus.get(read));
        reports.computeIfAbsent(report.content().subjectIdentifier().text(), any -> new ArrayList<>())
            .add(report);
      }
      return reports.containsKey(mtsId);
    });
    assertThat(reports.get(mtsId)).hasSize(1);
    return reports.get(mtsId).getFirst();
  }

  private static String word(@Nullable Enum<?> code) {
    return code == null ? "" : code.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isReportedToldAndTracked(CodeRow row) {
    String mtsId = mtsId(row);
    MtsApdu.Report report = report(mtsId);
    assertThat(report.content().recipients()).isNotEmpty().allSatisfy(one -> {
      assertThat(one.lastTraceInformation().outcome())
          .isEqualTo(new DeliveryOutcome.NotDelivered(row.reason(), row.diagnostic()));
      assertThat(one.supplementaryInformation()).as("why, in words").isNotBlank();
    });
    assertThat(mta.events)
        .filteredOn(event -> event.id() == EventId.NON_DELIVERY_REPORT
            && mtsId.equals(event.parameters().get("mtsId")))
        .hasSameSizeAs(report.content().recipients()).allSatisfy(event -> {
          assertThat(event.parameters()).containsEntry("reason", row.reason().toString()).containsEntry(
              "diagnostic", row.diagnostic() == null ? "none" : row.diagnostic().toString());
          assertThat(event.text()).contains(String.valueOf(event.parameters().get("why")));
        });
    assertThat(mta.mta.tracked(TrackingQuery.of(mtsId)))
        .flatExtracting(message -> message.records())
        .filteredOn(record -> record.step() == TrackingStep.NOT_DELIVERED)
        .hasSameSizeAs(report.content().recipients()).allSatisfy(record -> {
          assertThat(record.field(TrackingField.REASON)).isEqualTo(word(row.reason()));
          assertThat(record.field(TrackingField.DIAGNOSTIC)).isEqualTo(word(row.diagnostic()));
          assertThat(record.field(TrackingField.WHY)).isNotBlank();
        });
  }

  private MtsApdu.Report report(NonDeliveryDiagnostic diagnostic, String name) {
    return rows().stream().filter(row -> row.name().equals(name)).peek(
        row -> assertThat(row.diagnostic()).isEqualTo(diagnostic)).findFirst()
        .map(row -> report(mtsId(row))).orElseThrow();
  }

  private static void says(MtsApdu.Report report, String words) {
    assertThat(report.content().recipients().getFirst().supplementaryInformation()).contains(words);
  }

  /** Q246388, Q241632: a connector's, a mailbox's, a list's or the MTA's. */
  @Test
  void whoseLimitItWasIsSaid() {
    says(report(NonDeliveryDiagnostic.CONTENT_TOO_LONG, "too long for the connector"), "connector SHORT");
    says(report(NonDeliveryDiagnostic.CONTENT_TOO_LONG, "too long for a member's mailbox"), "mailbox sue");
    says(report(NonDeliveryDiagnostic.TOO_MANY_RECIPIENTS, "more recipients than this MTA takes"),
        "MTA-ALPHA takes at most 100");
    MtsApdu.Report refusedWithin = report(NonDeliveryDiagnostic.NO_DL_SUBMIT_PERMISSION,
        "a list in a list that does not take mail of the outer one");
    says(refusedWithin, "list staff");
    assertThat(refusedWithin.content().recipients()).singleElement().satisfies(
        one -> assertThat(one.actualRecipientName()).isEqualTo(TestMta.name(CodeRows.here("S=Staff"))));
  }

  /** Q151413; Q196663, Q197058: the connector that they go over takes 10 octets, of messages that are not like these. */
  @Test
  void aContentComesBackIfItWasAskedForWhateverTheLimitsOfTheConnector() throws Exception {
    assertThat(report(NonDeliveryDiagnostic.CONTENT_TOO_LONG, "too long for the mailbox").content()
        .returnedContentOctets()).hasSize(200);
    assertThat(report(NonDeliveryDiagnostic.IMPLICIT_CONVERSION_PROHIBITED,
        "a conversion that the originator prohibits").content().returnedContent()).isNull();
  }

  /** Q164049: no list of extensions is there and empty. */
  @Test
  void nothingInAReportIsEmpty() throws Exception {
    report(NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME, "nobody here");
    for (byte[] apdu : peer.receivedApdus) {
      holdsNothingEmpty(BerReader.single(apdu));
    }
  }

  private static void holdsNothingEmpty(BerElement element) throws BerException {
    if (element.constructed()) {
      // The attributes of a name that is a directory name only are an empty SEQUENCE, as they have to be.
      assertThat(element.contentLength() > 0 || element.is(Tag.SEQUENCE)).as(Tag.describe(element.tag()))
          .isTrue();
      for (BerReader parts = element.children(); parts.hasNext();) {
        holdsNothingEmpty(parts.next());
      }
    }
  }

  @Test
  void everyCodeIsProvokedOrAnothers() {
    Set<NonDeliveryReason> reasons = EnumSet.noneOf(NonDeliveryReason.class);
    Set<NonDeliveryDiagnostic> diagnostics = EnumSet.noneOf(NonDeliveryDiagnostic.class);
    for (CodeRow row : rows()) {
      reasons.add(row.reason());
      if (row.diagnostic() != null) {
        diagnostics.add(row.diagnostic());
      }
    }
    assertThat(reasons).doesNotContainAnyElementsOf(REASONS_OF_OTHERS.keySet());
    assertThat(diagnostics).doesNotContainAnyElementsOf(DIAGNOSTICS_OF_OTHERS.keySet());
    reasons.addAll(REASONS_OF_OTHERS.keySet());
    diagnostics.addAll(DIAGNOSTICS_OF_OTHERS.keySet());
    assertThat(reasons).containsExactlyInAnyOrder(NonDeliveryReason.values());
    assertThat(diagnostics).containsExactlyInAnyOrder(NonDeliveryDiagnostic.values());
    assertThat(rows()).extracting(CodeRow::name).doesNotHaveDuplicates();
  }

  /** Those of others too, as they are, when an access unit answers with them. */
  @Test
  void whateverAnAccessUnitAnswersIsReportedToldAndTracked() throws Exception {
    NonDeliveryReason[] reasons = NonDeliveryReason.values();
    NonDeliveryDiagnostic[] diagnostics = NonDeliveryDiagnostic.values();
    List<PerRecipientMessageFields> recipients = new ArrayList<>();
    Map<Integer, Answer> answers = new HashMap<>();
    for (int i = 0; i < diagnostics.length; i++) {
      recipients.add(PerRecipientMessageFields.of(TestMta.name(CodeRows.here("O=EDI;CN=User " + i)), i + 1,
          PerRecipientIndicators.of(true, ReportRequest.NON_DELIVERY_REPORT,
              ReportRequest.NON_DELIVERY_REPORT)));
      answers.put(i, new Answer.Refused(reasons[i % reasons.length], diagnostics[i]));
    }
    int before = peer.seen(RtsIndication.TransferConfirmed.class).size();
    peer.transfer(Apdus.message(Apdus.envelope("PEER", "answered", CodeRows.here("O=EDI"))
        .withRecipients(recipients), "hello"));
    peer.await(RtsIndication.TransferConfirmed.class, before + 1);
    AccessUnit edi = mta.mta.accessUnit("edi");
    Delivery delivery = edi.claim(1, Duration.ofMinutes(1), SOON).getFirst();
    edi.settle(delivery.id(), answers);
    String mtsId = MtsIdentifier.of(DOMAIN, "answered").text();
    List<PerRecipientReportFields> told = report(mtsId).content().recipients();
    assertThat(told).hasSize(diagnostics.length);
    List<TrackingRecord> tracked = mta.mta.tracked(TrackingQuery.of(mtsId)).stream()
        .flatMap(message -> message.records().stream())
        .filter(record -> record.step() == TrackingStep.NOT_DELIVERED).toList();
    for (int i = 0; i < diagnostics.length; i++) {
      assertThat(told.get(i).lastTraceInformation().outcome())
          .isEqualTo(new DeliveryOutcome.NotDelivered(reasons[i % reasons.length], diagnostics[i]));
      assertThat(tracked.get(i).field(TrackingField.DIAGNOSTIC)).isEqualTo(word(diagnostics[i]));
    }
    assertThat(mta.count(event -> event.id() == EventId.NON_DELIVERY_REPORT
        && mtsId.equals(event.parameters().get("mtsId")))).isEqualTo(diagnostics.length);
  }
}
