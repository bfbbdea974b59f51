package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.wire.StackPeer;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MtsApdu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Mail that cannot leave in time goes back to its originator with the reason, and the connector goes on trying. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class ReturnedMailTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String BERT = TestConfig.address("BRAVO", "Bert");

  @TempDir
  private Path directory;

  private static void isReturned(TestMta mta, NonDeliveryDiagnostic diagnostic) throws BerException {
    await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
    assertThat(mta.mailbox("anna").getFirst().kind()).isEqualTo(ApduKind.REPORT);
    try (var stored = mta.mta.load(mta.mailbox("anna").getFirst().message()).orElseThrow()) {
      MtsApdu.Report report = (MtsApdu.Report) MtsApdu.decode(stored.envelope());
      DeliveryOutcome outcome = report.content().recipients().getFirst().lastTraceInformation().outcome();
      assertThat(outcome).isInstanceOf(DeliveryOutcome.NotDelivered.class);
      assertThat(((DeliveryOutcome.NotDelivered) outcome).diagnostic()).isEqualTo(diagnostic);
    }
    // Events are told after what they tell of is on the disk.
    await().atMost(SOON).until(() -> mta.count(EventId.NON_DELIVERY_REPORT) == 1);
    assertThat(mta.mta.queue()).isEmpty();
  }

  @Test
  void afterTheMaximumOfOpenRetries() throws Exception {
    int peerPort = TestConfig.freePort();
    try (TestMta mta = new TestMta(directory.resolve("alpha"), new TestConfig("ALPHA", 0).mailbox("Anna")
        .connector("BRAVO", peerPort).with("maximum-open-retries", 2).toml())) {
      mta.submit("anna", BERT, "is returned");
      isReturned(mta, NonDeliveryDiagnostic.MTS_CONGESTION);
      assertThat(mta.count(EventId.MESSAGES_RETURNED)).isEqualTo(1);
      // Law 3: reaching the maximum does not stop the connector.
      long soFar = mta.count(EventId.CONNECTION_NOT_OPENED);
      await().atMost(SOON).until(() -> mta.count(EventId.CONNECTION_NOT_OPENED) > soFar);
      try (TestMta bravo = new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", peerPort)
          .mailbox("Bert").connector("ALPHA", mta.port()).toml())) {
        mta.submit("anna", BERT, "arrives");
        await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1);
      }
    }
  }

  @Test
  void afterItsLifetime() throws Exception {
    try (TestMta mta = new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").lifetime("urgent", 1)
        .connector("BRAVO", TestConfig.freePort()).toml())) {
      mta.submit("anna", BERT, new byte[100], Priority.URGENT, false);
      mta.submit("anna", BERT, new byte[200], Priority.NORMAL, false);
      await().atMost(SOON).until(() -> mta.mta.queue().size() == 1);
      await().atMost(SOON).until(() -> mta.count(EventId.MESSAGE_EXPIRED) == 1);
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
      assertThat(mta.mta.queue().getFirst().octets()).as("the one of longer life").isEqualTo(200);
    }
  }

  /** Over an association that works, to a peer that takes other messages. */
  @Test
  void afterTheMaximumOfTransferRetries() throws Exception {
    try (TestMta mta = new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").connector("BRAVO", 1)
        .with("activation", "remote-initiated").with("maximum-transfer-retries", 2).toml());
        StackPeer peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("BRAVO"))
            .withhold(indication -> indication instanceof RtsIndication.TransferEnded(long octets)
                && octets > 5_000)) {
      mta.submit("anna", BERT, new byte[10_000], Priority.NORMAL, false);
      for (int i = 1; i <= 3; i++) {
        peer.await(RtsIndication.TransferEnded.class, i);
        peer.request(new RtsEvent.ReportException(6)); // unrecoverable: nothing to resume
        peer.await(RtsIndication.TransferDiscarded.class, i);
      }
      isReturned(mta, NonDeliveryDiagnostic.TRANSFER_ATTEMPTS_LIMIT_REACHED);
      assertThat(mta.count(EventId.TRANSFER_FAILED)).isEqualTo(2);
      mta.submit("anna", BERT, new byte[100], Priority.NORMAL, false);
      await().atMost(SOON).until(() -> mta.count(EventId.MESSAGE_SENT) == 1);
      assertThat(mta.count(EventId.ASSOCIATION_OPENED)).as("all on one association").isEqualTo(1);
    }
  }

  /** Three domains, each of which believes that the next one serves the recipient. */
  @Test
  void whenItLoops() throws Exception {
    int[] ports = {TestConfig.freePort(), TestConfig.freePort(), TestConfig.freePort()};
    List<String> names = List.of("ALPHA", "BRAVO", "CHARLIE");
    TestMta[] ring = new TestMta[3];
    try {
      for (int i = 0; i < 3; i++) {
        String next = names.get((i + 1) % 3);
        TestConfig config = new TestConfig(names.get(i), ports[i]).connector(next, next, ports[(i + 1) % 3],
            "C=XX;A=TEST;P=NOWHERE", 1);
        config.connector(names.get((i + 2) % 3), ports[(i + 2) % 3]);
        ring[i] = new TestMta(directory.resolve(names.get(i)),
            (i == 0 ? config.mailbox("Anna") : config).toml());
      }
      ring[0].submit("anna", TestConfig.address("NOWHERE", "Nobody"), "round and round");
      isReturned(ring[0], NonDeliveryDiagnostic.LOOP_DETECTED);
      await().atMost(SOON).until(() -> ring[0].count(EventId.LOOP_DETECTED) == 1);
      await().atMost(SOON).until(() -> ring[1].mta.queue().isEmpty() && ring[2].mta.queue().isEmpty());
    } finally {
      for (TestMta mta : ring) {
        if (mta != null) {
          mta.close();
        }
      }
    }
  }
}
