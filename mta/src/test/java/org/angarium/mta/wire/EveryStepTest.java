package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.access.Submission;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.ipm.Heading;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.ipm.IpmIdentifier;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.Priority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every step of docs/tracking.md is made by something that users, operators or peers do. */
@Timeout(90)
class EveryStepTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String TO_BRAVO = "C=XX;A=TEST;P=BRAVO";
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");
  private static final String IDA = TestConfig.address("ALPHA", "Ida");
  private static final int RECEIVING_ABILITY_JEOPARDIZED = 1;

  @TempDir
  private Path directory;
  private TestMta mta;
  private StackPeer peer;

  @BeforeEach
  void start() {
    mta = new TestMta(directory,
        new TestConfig("ALPHA", 0).lifetime("urgent", 3).mailbox("Anna")
            .connector("LINE", "LINE", TestConfig.freePort(), TO_BRAVO, 1)
            .connector("CALLER", "CALLER", 1, TO_BRAVO, 50).with("activation", "remote-initiated")
            .connector("PEER", 1).with("activation", "remote-initiated").toml() + """

                [[mailbox]]
                name = "ida"
                address = "%s"
                encoded-information-types = ["ia5-text"]
                [[list]]
                name = "staff"
                address = "C=XX;A=TEST;P=ALPHA;S=Staff"
                members = ["%s"]
                [[redirection]]
                address = "C=XX;A=TEST;P=ALPHA;S=Gone"
                to = "%s"
                """.formatted(IDA, ANNA, ANNA));
    peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"));
  }

  @AfterEach
  void stop() {
    peer.close();
    mta.close();
  }

  private List<TrackedMessage> found(TrackingStep step) {
    return mta.mta.tracked(new TrackingQuery(null, null, null, null, null, null, null, step, 50));
  }

  private String submit(Submission.Builder submission) throws RequestException {
    return mta.mta.submit("anna", submission.build(),
        new ByteArrayInputStream("hello".getBytes(StandardCharsets.US_ASCII))).mtsId();
  }

  private static Submission.Builder to(String recipient) {
    return Submission.builder().to(TestMta.name(recipient));
  }

  private QueueEntry queued(String mtsId) {
    await().atMost(SOON).until(() -> mta.mta.queue().stream().anyMatch(each -> each.mtsId().equals(mtsId)));
    return mta.mta.queue().stream().filter(each -> each.mtsId().equals(mtsId)).findFirst().orElseThrow();
  }

  private TrackingRecord only(TrackingStep step, String mtsId) {
    await().atMost(SOON)
        .until(() -> found(step).stream().anyMatch(message -> message.mtsId().equals(mtsId)));
    List<TrackingRecord> records = found(step).stream().filter(message -> message.mtsId().equals(mtsId))
        .flatMap(message -> message.records().stream()).filter(record -> record.step() == step).toList();
    assertThat(records).hasSize(1);
    return records.getFirst();
  }

  private void transfer(byte[] apdu) {
    int before = peer.seen(RtsIndication.TransferConfirmed.class).size();
    peer.transfer(apdu);
    peer.await(RtsIndication.TransferConfirmed.class, before + 1);
  }

  private void whatUsersDo() throws Exception {
    String toPeer = submit(to(TestConfig.address("PEER", "Paul")));
    only(TrackingStep.TRANSFERRED, toPeer);
    String deferred = submit(to(ANNA).deferredDelivery(Instant.now().plusSeconds(2)));
    assertThat(only(TrackingStep.RELEASED, deferred).at())
        .isAfter(only(TrackingStep.DEFERRED, deferred).at());
    String toList = submit(to("C=XX;A=TEST;P=ALPHA;S=Staff"));
    assertThat(only(TrackingStep.EXPANDED, toList).toString()).contains("Staff");
    submit(to("C=XX;A=TEST;P=ALPHA;S=Gone"));
    String toNobody = submit(to("C=XX;A=TEST;P=ALPHA;S=Nobody"));
    String report = String.valueOf(only(TrackingStep.REPORTED, toNobody).field(TrackingField.REPORT));
    assertThat(only(TrackingStep.CREATED, report).field(TrackingField.SUBJECT)).isEqualTo(toNobody);
    mta.mta.submit("anna", to(ANNA).probe(100).build(), java.io.InputStream.nullInputStream());
    Ipm latin = new Ipm(Heading.builder(IpmIdentifier.of(null, "x")).build(),
        List.of(BodyPart.General.of("Grüße")));
    mta.mta.submit("anna",
        to(IDA).contentType(ContentType.BuiltIn.IPM_1988).types(latin.encodedInformationTypes()).build(),
        new ByteArrayInputStream(latin.encode()));
    await().atMost(SOON).until(() -> !mta.mailbox("anna").isEmpty());
    mta.mta.take(mta.mailbox("anna").getFirst().id());
    submit(to(TestConfig.address("BRAVO", "Bert")).priority(Priority.URGENT));
  }

  private void whatOperatorsDo() throws Exception {
    mta.mta.cancel(queued(submit(to(ANNA).deferredDelivery(Instant.now().plusSeconds(3600)))).id());
    mta.mta.delete(queued(submit(to(TestConfig.address("CALLER", "Carl")).deferredDelivery(
        Instant.now().plusSeconds(3600)))).id());
  }

  private void whatPeersDo() throws Exception {
    byte[] message = Apdus.message("PEER", "twice", ANNA, "hello");
    transfer(message);
    transfer(message);
    await().atMost(SOON).until(() -> !found(TrackingStep.DUPLICATE).isEmpty());
    assertThat(found(TrackingStep.DUPLICATE)).singleElement()
        .satisfies(
            each -> assertThat(each.records()).anyMatch(record -> record.step() == TrackingStep.DUPLICATE
                && "PEER".equals(record.field(TrackingField.FROM))));
    transfer(Apdus.message("NOWHERE", "m1", "C=XX;A=TEST;P=ALPHA;S=Nobody", "its report finds no way"));
    peer.transfer(new byte[]{0x55, 0x01, 0x00, 0x7F});
    peer.await(RtsIndication.ExceptionReported.class, 1);
    peer.await(RtsIndication.TransferStopped.class, 1);
    int[] refusals = {1};
    peer.withhold(indication -> {
      boolean refuse = indication instanceof RtsIndication.TransferEnded && refusals[0]-- > 0;
      if (refuse) {
        peer.request(new RtsEvent.ReportException(RECEIVING_ABILITY_JEOPARDIZED));
      }
      return refuse;
    });
    only(TrackingStep.ATTEMPT_FAILED, submit(to(TestConfig.address("PEER", "Paul"))));
  }

  @Test
  void everyStepIsMadeFromOutside() throws Exception {
    whatUsersDo();
    whatOperatorsDo();
    whatPeersDo();
    await().atMost(SOON).untilAsserted(() -> assertThat(Arrays.stream(TrackingStep.values())
        .filter(step -> found(step).isEmpty()).toList()).isEmpty());
  }
}
