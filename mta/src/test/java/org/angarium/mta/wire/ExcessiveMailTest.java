package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.mta.wire.StackPeer.Caller;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.ipm.Heading;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.ipm.IpmIdentifier;
import org.angarium.x400.ipm.Rendering;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ProbeEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a peer may send to make an MTA work without end: it ends, and mail behind it flows. {@link ManyRecipientsTest} has very many
 * recipients; what each decision costs is counted by {@code BoundedWorkTest}.
 */
@Timeout(120)
class ExcessiveMailTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int RING = 12;
  private static final int MEMBERS = 10_000;
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");
  private static final String IDA = TestConfig.address("ALPHA", "Ida");
  private static final Heading HEADING = Heading.builder(IpmIdentifier.of(null, "x")).build();

  @TempDir
  private Path directory;
  private TestMta mta;
  private StackPeer peer;

  @BeforeEach
  void start() throws Exception {
    Files.write(directory.resolve("members.txt"),
        IntStream.range(0, MEMBERS).mapToObj(i -> TestConfig.address("PEER", "M" + i)).toList());
    StringBuilder lists = new StringBuilder();
    String all = IntStream.range(0, RING).mapToObj(i -> '"' + list(i) + '"')
        .collect(Collectors.joining(", "));
    for (int i = 0; i < RING; i++) {
      lists.append("""
          [[list]]
          name = "ring-%d"
          address = "%s"
          members = [%s, "%s"]
          """.formatted(i, list(i), all, ANNA));
    }
    mta = new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", 1)
        .with("activation", "remote-initiated").toml() + lists + """
            [[list]]
            name = "long"
            address = "%s"
            members-file = "members.txt"
            [[mailbox]]
            name = "ida"
            address = "%s"
            encoded-information-types = ["ia5-text"]
            """.formatted(TestConfig.address("ALPHA", "Long"), IDA));
    peer = StackPeer.bound(mta.port(), Caller.of("PEER"));
  }

  @AfterEach
  void stop() {
    peer.close();
    mta.close();
  }

  private static String list(int number) {
    return TestConfig.address("ALPHA", "Ring" + number);
  }

  private void send(byte[] apdu) {
    int before = peer.seen(RtsIndication.TransferConfirmed.class).size();
    peer.transfer(apdu);
    peer.await(RtsIndication.TransferConfirmed.class, before + 1);
  }

  private List<PerRecipientReportFields> report() {
    await().atMost(SOON).until(() -> peer.receivedApdus.size() == 1);
    return ((MtsApdu.Report) Apdus.received(peer.receivedApdus.getFirst())).content().recipients();
  }

  private void mailBehindItFlows() {
    int before = mta.mailbox("anna").size();
    send(Apdus.message("PEER", "behind", ANNA, "behind it"));
    await().atMost(SOON).until(() -> mta.mailbox("anna").size() == before + 1 && mta.mta.queue().isEmpty());
  }

  /** Each of twelve lists has all twelve as members, itself too: each is expanded once. */
  @Test
  void listsThatContainThemselvesAndEachOther() throws Exception {
    send(Apdus.message("PEER", "ring", list(0), "round and round"));
    await().atMost(SOON).until(() -> mta.mta.queue().isEmpty() && mta.mailbox("anna").size() == RING);
    List<TrackingStep> steps = mta.mta.tracked(TrackingQuery.of("/C=XX/A=TEST/P=PEER/;ring")).stream()
        .flatMap(message -> message.records().stream()).map(TrackingRecord::step).toList();
    assertThat(steps).as("steps").filteredOn(TrackingStep.DELIVERED::equals).hasSize(RING);
    assertThat(mta.count(event -> event.id() == EventId.LIST_EXPANDED
        && !event.parameters().get("members").equals(0))).as("each list once").isEqualTo(RING);
    assertThat(peer.receivedApdus).as("nobody is told of a recursion").isEmpty();
    mailBehindItFlows();
    assertThat(mta.count(EventId.NON_DELIVERY_REPORT)).isZero();
  }

  @Test
  void aProbeToALongList() throws Exception {
    MessageEnvelope like = Apdus.envelope("PEER", "probe", TestConfig.address("ALPHA", "Long"))
        .withEachRecipient(one -> one.withIndicators(
            PerRecipientIndicators.of(true, ReportRequest.REPORT, ReportRequest.REPORT)));
    send(Apdus.of(new MtsApdu.Probe(new ProbeEnvelope(like.messageIdentifier(), like.originatorName(), null,
        like.contentType(), null, 1L, PerMessageIndicators.NONE, List.of(), like.trace(), like.extensions(),
        like.recipients(), List.of()))));
    assertThat(report()).singleElement().satisfies(one -> assertThat(one.lastTraceInformation().outcome())
        .isInstanceOf(DeliveryOutcome.Delivered.class));
    assertThat(mta.count(EventId.LIST_EXPANDED)).isZero();
    mailBehindItFlows();
  }

  private static Ipm forwarded(int levels) {
    Ipm ipm = new Ipm(HEADING, List.of(BodyPart.General.of("Grüße")));
    for (int i = 0; i < levels; i++) {
      ipm = new Ipm(HEADING, List.of(new BodyPart.ForwardedMessage(null, List.of(), ipm)));
    }
    return ipm;
  }

  private void send(Ipm content, String recipient) {
    send(Apdus.message(
        Apdus.envelope("PEER", "forwarded", recipient).withContentType(ContentType.BuiltIn.IPM_1988)
            .withOriginalEncodedInformationTypes(forwarded(0).encodedInformationTypes()),
        content.encode()));
  }

  /** Converted in its innermost. */
  @Test
  void aMessageForwardedThirtyTimes() throws Exception {
    send(forwarded(30), IDA);
    await().atMost(SOON).until(() -> mta.mailbox("ida").size() == 1);
    assertThat(Rendering
        .lines(InformationObject.decode(mta.content(mta.mailbox("ida").getFirst()))).getLast())
        .isEqualTo("> ".repeat(30) + "Grusse");
    mailBehindItFlows();
  }

  /** Deeper than is read: who takes everything gets it as it is, for who does not it cannot be converted. */
  @Test
  void aMessageForwardedAThousandTimes() throws Exception {
    Ipm deep = forwarded(1000);
    send(deep, ANNA);
    await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
    assertThat(mta.content(mta.mailbox("anna").getFirst())).isEqualTo(deep.encode());
    send(Apdus.message(
        Apdus.envelope("PEER", "deep", IDA).withContentType(ContentType.BuiltIn.IPM_1988)
            .withOriginalEncodedInformationTypes(forwarded(0).encodedInformationTypes()),
        deep.encode()));
    assertThat(report()).singleElement().satisfies(one -> assertThat(
        ((DeliveryOutcome.NotDelivered) one.lastTraceInformation().outcome()).diagnostic())
        .isIn(NonDeliveryDiagnostic.CONTENT_SYNTAX_ERROR,
            NonDeliveryDiagnostic.ENCODED_INFORMATION_TYPES_UNSUPPORTED));
    assertThat(mta.mailbox("ida")).isEmpty();
    mailBehindItFlows();
  }
}
