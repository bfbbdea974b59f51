package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.ForwardingStore;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.SqliteStore;
import org.angarium.mta.wire.StackPeer.Caller;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the receiver of a transfer says with an exception report (X.225 §8.3.20), and what its sender makes of it: it backs off. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class ExceptionReportTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Caller PEER = Caller.of("PEER");
  private static final String BERT = TestConfig.address("PEER", "Bert");
  private static final int RECEIVING_ABILITY_JEOPARDIZED = 1;
  private static final int UNRECOVERABLE_PROCEDURAL_ERROR = 6;
  /** Ten checkpoints of one kilooctet. */
  private static final String TEXT = "0123456789".repeat(1024);

  @TempDir
  private Path directory;
  private TestMta mta;

  @BeforeEach
  void start() {
    mta = new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", 1)
        .with("activation", "remote-initiated").toml());
  }

  @AfterEach
  void stop() {
    mta.close();
  }

  /** Reports an exception in place of confirming that checkpoint, as often as that; after which it is confirmed. */
  private static StackPeer thatReports(StackPeer peer, int reason, int inPlaceOf, int times) {
    int[] left = {times};
    return peer.withhold(indication -> {
      boolean now = indication instanceof RtsIndication.CheckpointReached(int serial, long _)
          && serial == inPlaceOf && left[0]-- > 0;
      if (now) {
        peer.request(new RtsEvent.ReportException(reason));
      }
      return now;
    });
  }

  private void arrivedOnceOnThisAssociation(StackPeer peer) {
    await().atMost(SOON).until(() -> mta.mta.queue().isEmpty());
    assertThat(peer.receivedApdus).hasSize(1);
    assertThat(new String(peer.receivedApdus.getFirst(), StandardCharsets.ISO_8859_1)).contains(TEXT);
    assertThat(mta.count(EventId.ASSOCIATION_OPENED)).isEqualTo(1);
    assertThat(mta.count(EventId.ASSOCIATION_ENDED_ABNORMALLY)).isZero();
  }

  /** A store that cannot say, once, who has had a message. */
  private static final class ForgetfulOnce extends ForwardingStore {
    private final AtomicInteger asked = new AtomicInteger();

    private ForgetfulOnce(MessageStore store) {
      super(store);
    }

    @Override
    public boolean isSeen(String duplicateKey) {
      if (asked.getAndIncrement() == 0) {
        throw new IllegalStateException("nobody expects this");
      }
      return super.isSeen(duplicateKey);
    }
  }

  @Test
  void whatCannotBeDecidedForAReasonThatNobodyExpectsIsPutOffAndItsOctetsGo() throws Exception {
    Path other = directory.resolve("other");
    String large = "0123456789".repeat(20_000);
    try (TestMta forgetful = new TestMta(other,
        new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", 1).with("activation", "remote-initiated")
            .toml(),
        path -> new ForgetfulOnce(SqliteStore.open(path)), UnaryOperator.identity());
        StackPeer peer = StackPeer.bound(forgetful.port(), PEER)) {
      byte[] message = Apdus.message(Apdus.envelope("PEER", "m1", TestConfig.address("ALPHA", "Anna")),
          large);
      peer.transfer(message);
      peer.await(RtsIndication.TransferConfirmed.class, 1);
      peer.transfer(message);
      await().atMost(SOON).until(() -> forgetful.count(EventId.STORE_FAILED) == 1);
      await().atMost(SOON).until(() -> files(other.resolve("data").resolve("content")) == 1);
    }
    try (TestMta again = new TestMta(other,
        new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", 1).with("activation", "remote-initiated")
            .toml());
        StackPeer peer = StackPeer.bound(again.port(), PEER)) {
      peer.transfer(Apdus.message(Apdus.envelope("PEER", "m1", TestConfig.address("ALPHA", "Anna")), large));
      peer.await(RtsIndication.TransferConfirmed.class, 1);
      assertThat(again.mailbox("anna")).hasSize(1);
      assertThat(again.count(EventId.DUPLICATE_DROPPED)).isEqualTo(1);
    }
  }

  private static long files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.toString().endsWith(".octets")).count();
    }
  }

  @Test
  void aPeerThatIsCongestedGetsTheRestAfterTheTransferInterval() throws Exception {
    try (StackPeer peer = thatReports(StackPeer.bound(mta.port(), PEER), RECEIVING_ABILITY_JEOPARDIZED, 5,
        1)) {
      mta.submit("anna", BERT, TEXT);
      peer.await(RtsIndication.TransferInterrupted.class, 1);
      long interrupted = System.nanoTime();
      peer.await(RtsIndication.ResumeIndicated.class, 1);
      assertThat(Duration.ofNanos(System.nanoTime() - interrupted)).as("it backs off")
          .isGreaterThan(Duration.ofMillis(500));
      peer.await(RtsIndication.TransferEnded.class, 1);

      arrivedOnceOnThisAssociation(peer);
      assertThat(peer.seen(RtsIndication.ResumeIndicated.class).getFirst().point().serial()).isEqualTo(4);
      assertThat(mta.count(EventId.TRANSFER_INTERRUPTED)).isEqualTo(1);
      assertThat(mta.count(EventId.TRANSFER_RESUMED)).isEqualTo(1);
    }
  }

  /** It keeps what it has confirmed, however often it can take no more; each time that it came no further uses up a retry. */
  @Test
  void aPeerThatIsCongestedAgainAtTheSamePointStillGetsOnlyTheRest() throws Exception {
    try (StackPeer peer = thatReports(StackPeer.bound(mta.port(), PEER), RECEIVING_ABILITY_JEOPARDIZED, 5,
        2)) {
      mta.submit("anna", BERT, TEXT);
      peer.await(RtsIndication.TransferEnded.class, 1);

      arrivedOnceOnThisAssociation(peer);
      assertThat(peer.seen(RtsIndication.TransferDiscarded.class)).isEmpty();
      assertThat(peer.seen(RtsIndication.ResumeIndicated.class))
          .extracting(resumed -> resumed.point().serial()).containsExactly(4, 4);
    }
  }

  /** Nothing to go on with. */
  @Test
  void whatWasNotConfirmedAtAllIsSentAgainAsAWhole() throws Exception {
    try (StackPeer peer = thatReports(StackPeer.bound(mta.port(), PEER), RECEIVING_ABILITY_JEOPARDIZED, 1,
        1)) {
      mta.submit("anna", BERT, TEXT);
      peer.await(RtsIndication.TransferDiscarded.class, 1);
      peer.await(RtsIndication.TransferEnded.class, 1);

      arrivedOnceOnThisAssociation(peer);
      assertThat(peer.seen(RtsIndication.ResumeIndicated.class)).isEmpty();
    }
  }

  /** What has failed for good cannot go on where it failed. */
  @Test
  void anUnrecoverableErrorMakesItSentAgainAsAWhole() throws Exception {
    try (StackPeer peer = thatReports(StackPeer.bound(mta.port(), PEER), UNRECOVERABLE_PROCEDURAL_ERROR, 5,
        1)) {
      mta.submit("anna", BERT, TEXT);
      peer.await(RtsIndication.TransferDiscarded.class, 1);
      peer.await(RtsIndication.TransferEnded.class, 1);

      arrivedOnceOnThisAssociation(peer);
      assertThat(peer.seen(RtsIndication.ResumeIndicated.class)).isEmpty();
    }
  }

  @Test
  void aPeerThatDoesNotKnowTheRestAnyMoreGetsTheWhole() throws Exception {
    try (StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
      peer.withhold(indication -> {
        boolean congested = indication instanceof RtsIndication.CheckpointReached(int serial, long _)
            && serial == 5 && peer.seen(RtsIndication.ResumeIndicated.class).isEmpty();
        boolean resumed = indication instanceof RtsIndication.ResumeIndicated;
        if (congested || resumed) {
          peer.request(new RtsEvent.ReportException(
              congested ? RECEIVING_ABILITY_JEOPARDIZED : UNRECOVERABLE_PROCEDURAL_ERROR));
        }
        return congested || resumed;
      });
      mta.submit("anna", BERT, TEXT);
      peer.await(RtsIndication.TransferEnded.class, 1);

      arrivedOnceOnThisAssociation(peer);
      assertThat(mta.count(EventId.TRANSFER_RESTARTED)).isEqualTo(1);
    }
  }

  @Test
  void aPeerThatRefusesAMessageEachTimeMakesItReturned_andGetsTheOthers() throws Exception {
    try (StackPeer peer = thatReports(StackPeer.bound(mta.port(), PEER), UNRECOVERABLE_PROCEDURAL_ERROR, 5,
        99)) {
      mta.submit("anna", BERT, TEXT);
      mta.submit("anna", BERT, "short");
      peer.await(RtsIndication.TransferEnded.class, 1);
      await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);

      assertThat(mta.mta.queue()).isEmpty();
      assertThat(peer.seen(RtsIndication.TransferDiscarded.class)).as("one attempt and two retries")
          .hasSize(3);
      assertThat(mta.count(EventId.ASSOCIATION_OPENED)).isEqualTo(1);
    }
  }

}
