package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingState;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps of docs/tracking.md that only a network makes: found by what they are, and told with why. */
@Timeout(60)
class TrackedStepsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String TO_BRAVO = "C=XX;A=TEST;P=BRAVO";

  @TempDir
  private Path directory;

  private static List<TrackedMessage> found(TestMta mta, TrackingStep step) {
    return mta.mta.tracked(new TrackingQuery(null, null, null, null, null, null, null, step, 10));
  }

  private static TrackingRecord only(TrackedMessage message, TrackingStep step) {
    List<TrackingRecord> records = message.records().stream().filter(record -> record.step() == step)
        .toList();
    assertThat(records).as(step.word()).hasSize(1);
    return records.getFirst();
  }

  /** From a peer, over a line that is dead, into the queue of a peer that does not call, until its time is over. */
  @Test
  void whatIsReroutedAndExpires() {
    try (
        TestMta mta = new TestMta(directory,
            new TestConfig("ALPHA", 0).lifetime("urgent", 3)
                .connector("LINE", "LINE", TestConfig.freePort(), TO_BRAVO, 1)
                .connector("CALLER", "CALLER", 1, TO_BRAVO, 50).with("activation", "remote-initiated")
                .connector("PEER", 1).with("activation", "remote-initiated").toml());
        StackPeer peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"))) {
      peer.transfer(Apdus.message(Apdus.envelope("PEER", "m1", TestConfig.address("BRAVO", "Bert"))
          .withPriority(Priority.URGENT), "in vain"));
      await().atMost(SOON).until(() -> peer.receivedApdus.size() == 1);

      String mtsId = MtsIdentifier.of(GlobalDomainIdentifier.of("XX", "TEST", "PEER"), "m1").text();
      assertThat(found(mta, TrackingStep.REROUTED)).singleElement().satisfies(message -> {
        assertThat(message.mtsId()).isEqualTo(mtsId);
        TrackingRecord rerouted = only(message, TrackingStep.REROUTED);
        assertThat(rerouted.field(TrackingField.FROM)).isEqualTo("LINE");
        assertThat(rerouted.field(TrackingField.CONNECTOR)).isEqualTo("CALLER");
        assertThat(rerouted.field(TrackingField.WHY)).isEqualTo("LINE cannot be reached");
        TrackingRecord expired = only(message, TrackingStep.EXPIRED);
        assertThat(expired.field(TrackingField.CONNECTOR)).isEqualTo("CALLER");
        assertThat(expired.field(TrackingField.WHY)).isNotBlank();
        assertThat(message.records()).extracting(TrackingRecord::step).containsSubsequence(
            TrackingStep.RECEIVED, TrackingStep.ROUTED, TrackingStep.REROUTED, TrackingStep.EXPIRED,
            TrackingStep.NOT_DELIVERED, TrackingStep.REPORTED);
        assertThat(message.fates()).singleElement()
            .satisfies(fate -> assertThat(fate.state()).isEqualTo(TrackingState.NOT_DELIVERED));
      });
      assertThat(found(mta, TrackingStep.EXPIRED)).extracting(TrackedMessage::mtsId).containsExactly(mtsId);
    }
  }

  /** It has no identifier that could be read: it is found by its step, with the connector and association it came over. */
  @Test
  void whatIsQuarantined() {
    try (
        TestMta mta = new TestMta(directory,
            new TestConfig("ALPHA", 0).connector("PEER", 1).with("activation", "remote-initiated").toml());
        StackPeer peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"))) {
      peer.transfer(new byte[]{0x55, 0x01, 0x00, 0x7F});
      peer.await(RtsIndication.ExceptionReported.class, 1);
      await().atMost(SOON).until(() -> !mta.mta.quarantine().isEmpty());
      assertThat(found(mta, TrackingStep.QUARANTINED)).singleElement().satisfies(message -> {
        assertThat(message.mtsId()).isEmpty();
        TrackingRecord record = only(message, TrackingStep.QUARANTINED);
        assertThat(record.field(TrackingField.FROM)).isEqualTo("PEER");
        assertThat(record.field(TrackingField.ASSOCIATION)).isNotBlank();
        assertThat(record.field(TrackingField.OCTETS)).isEqualTo("4");
        assertThat(record.field(TrackingField.WHY))
            .isEqualTo(mta.mta.quarantine().getFirst().reason());
      });
    }
  }
}
