package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.wire.StackPeer;
import org.angarium.mta.wire.StackPeer.Caller;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What one peer does, or does not do, is nothing to the others. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class NeighboursTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String BERT = TestConfig.address("BRAVO", "Bert");
  private static final String DORA = TestConfig.address("DELTA", "Dora");

  @TempDir
  private Path directory;

  private TestMta neighbour(String name, String mailbox, int port) {
    return new TestMta(directory.resolve(name), new TestConfig(name, port).mailbox(mailbox)
        .connector("ALPHA", 1).with("activation", "remote-initiated").toml());
  }

  /** DELTA lets ALPHA connect and never says a word; for as long as the test takes, ALPHA waits for it. */
  @Test
  void aPeerThatDoesNotAnswerACallDelaysNoOther_norTheStop() throws Exception {
    int port = TestConfig.freePort();
    TestMta alpha;
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TestMta bravo = neighbour("BRAVO", "Bert", port)) {
      alpha = new TestMta(directory.resolve("ALPHA"), new TestConfig("ALPHA", 0).mailbox("Anna")
          .connector("DELTA", silent.getLocalPort()).with("open-timeout", 120).connector("BRAVO", port)
          .toml());
      alpha.submit("anna", DORA, "will wait");
      await().atMost(SOON).until(() -> alpha.connections() == 1);
      for (int i = 0; i < 20; i++) {
        alpha.submit("anna", BERT, "goes at once " + i);
      }
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 20);
      assertThat(alpha.count(EventId.CONNECTION_NOT_OPENED)).as("DELTA is still waited for").isZero();

      long stopping = System.nanoTime();
      alpha.close();
      assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(SOON);
    }
  }

  /** DELTA takes the first octets of a large message and confirms nothing more. */
  @Test
  void aPeerThatStopsInTheMiddleOfATransferDelaysNoOther() throws Exception {
    int port = TestConfig.freePort();
    try (TestMta bravo = neighbour("BRAVO", "Bert", port);
        TestMta alpha = new TestMta(directory.resolve("ALPHA"),
            new TestConfig("ALPHA", 0).mailbox("Anna").connector("BRAVO", port).connector("DELTA", 1)
                .with("activation", "remote-initiated").with("answer-timeout", 120).toml());
        StackPeer delta = StackPeer.bound(alpha.port(), Caller.of("DELTA"))
            .withhold(RtsIndication.CheckpointReached.class::isInstance)) {
      alpha.submit("anna", DORA, "x".repeat(100_000));
      delta.await(RtsIndication.CheckpointReached.class, 1);
      for (int i = 0; i < 20; i++) {
        alpha.submit("anna", BERT, "goes at once " + i);
      }
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 20);
      assertThat(alpha.count(EventId.ASSOCIATION_ENDED_ABNORMALLY)).isZero();
      assertThat(delta.seen(RtsIndication.TransferEnded.class)).isEmpty();
    }
  }

  /** The content is stored once and read by several associations at the same time. */
  @Test
  void aMessageForSeveralPeersGoesToAllAtTheSameTimeUnchanged_onceToEach() throws Exception {
    int toBravo = TestConfig.freePort();
    int toDelta = TestConfig.freePort();
    byte[] content = Link.octets(1_000_000);
    try (TestMta bravo = neighbour("BRAVO", "Bert", toBravo);
        TestMta delta = neighbour("DELTA", "Dora", toDelta);
        TestMta alpha = new TestMta(directory.resolve("ALPHA"), new TestConfig("ALPHA", 0).mailbox("Anna")
            .connector("BRAVO", toBravo).connector("DELTA", toDelta).toml())) {
      alpha.mta.submit("anna", TestMta
          .submission(ReportRequest.NON_DELIVERY_REPORT, BERT, DORA, BERT.replace("Bert", "Nobody")).build(),
          new ByteArrayInputStream(content));
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1 && delta.mailbox("dora").size() == 1
          && alpha.mailbox("anna").size() == 1);

      assertThat(bravo.content(bravo.mailbox("bert").getFirst())).isEqualTo(content);
      assertThat(delta.content(delta.mailbox("dora").getFirst())).isEqualTo(content);
      assertThat(bravo.count(EventId.MESSAGE_RECEIVED)).as("one copy for two recipients").isEqualTo(1);
    }
  }
}
