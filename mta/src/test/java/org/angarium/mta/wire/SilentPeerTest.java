package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.event.EventId;
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

/** Peers that say nothing, too little or too slowly: every wait has its bound, and nothing is left of the association afterwards. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class SilentPeerTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Caller PEER = Caller.of("PEER");
  private static final String BERT = TestConfig.address("PEER", "Bert");

  @TempDir
  private Path directory;
  private TestMta mta;

  @BeforeEach
  void start() {
    mta = new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", 1)
        .with("activation", "remote-initiated").with("open-timeout", 1).with("receive-timeout", 1)
        .with("answer-timeout", 1).with("end-answer-timeout", 1).with("idle-timeout", 2).with("disconnect", 1)
        .with("maximum-associations", 2).toml());
  }

  @AfterEach
  void stop() {
    mta.close();
  }

  private ConnectorView connector() {
    return mta.mta.connectors().getFirst();
  }

  private void nothingIsLeft() {
    await().atMost(SOON).until(() -> mta.connections() == 0);
    await().atMost(SOON).until(() -> connector().associations().isEmpty());
  }

  @Test
  void aCallerThatSaysNothing() {
    try (RawPeer peer = RawPeer.call(mta.port())) {
      peer.awaitEnd();
    }
    await().atMost(SOON).until(() -> mta.count(event -> event.id() == EventId.ASSOCIATION_REFUSED_HERE
        && event.text().contains("no transport connect request")) == 1);
    nothingIsLeft();
  }

  @Test
  void aCallerThatSaysNothingBehindItsTransportConnection() {
    try (RawPeer peer = RawPeer.call(mta.port())) {
      peer.send(Recorded.dialogue(Recorded.IPM_1988).getFirst().tpkt());
      assertThat(peer.next()).isNotEmpty();
      peer.awaitEnd();
    }
    await().atMost(SOON).until(() -> mta.count(event -> event.id() == EventId.ASSOCIATION_REFUSED_HERE
        && event.text().contains("no association request")) == 1);
    nothingIsLeft();
  }

  /** The bound is for the whole opening, so that single octets do not prolong it. */
  @Test
  void aCallerThatSendsAnOctetAtATime() {
    try (RawPeer peer = RawPeer.call(mta.port())) {
      AtomicBoolean stop = new AtomicBoolean();
      Thread.ofVirtual().start(() -> {
        byte[] endless = {3, 0, (byte) 0xFF, (byte) 0xFF, 0x0E, (byte) 0xE0};
        for (int i = 0; !stop.get() && !peer.ended; i++) {
          peer.send(new byte[]{endless[Math.min(i, endless.length - 1)]});
          java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
      });
      peer.awaitEnd();
      stop.set(true);
    }
    nothingIsLeft();
  }

  @Test
  void aHundredCallersThatSayNothingDoNotKeepAPeerOut() {
    List<RawPeer> silent = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      silent.add(RawPeer.call(mta.port()));
    }
    try (StackPeer good = StackPeer.bound(mta.port(), PEER)) {
      good.transfer(Apdus.message("PEER", "amid-silence", TestConfig.address("ALPHA", "Anna"), "hello"));
      good.await(RtsIndication.TransferConfirmed.class, 1);
      silent.forEach(RawPeer::awaitEnd);
      assertThat(good.connected()).isTrue();
      good.request(new RtsEvent.Close());
      good.await(RtsIndication.Closed.class, 1);
    }
    silent.forEach(RawPeer::close);
    nothingIsLeft();
  }

  @Test
  void aPeerThatIsIdleForTooLong() {
    try (StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
      peer.await(RtsIndication.Aborted.class, 1);
      peer.awaitEnd(SOON);
    }
    await().atMost(SOON).until(() -> mta.count(event -> event.id() == EventId.ASSOCIATION_ENDED_ABNORMALLY
        && event.text().contains("idle for too long")) == 1);
    nothingIsLeft();
  }

  @Test
  void aPeerThatStopsInTheMiddleOfATransfer() {
    try (StackPeer peer = StackPeer.bound(mta.port(), PEER)
        .withhold(indication -> indication instanceof RtsIndication.FetchOctets(long offset, int _)
            && offset > 0)) {
      peer.transfer(Apdus.message("PEER", "half", TestConfig.address("ALPHA", "Anna"), "x".repeat(5000)));
      peer.await(RtsIndication.Aborted.class, 1);
      peer.awaitEnd(SOON);
    }
    nothingIsLeft();
    assertThat(mta.mailbox("anna")).isEmpty();
  }

  /** Something comes again and again, so that no wait for the next octet ends; but it would take for ever. */
  @Test
  void aPeerThatTricklesItsTransfer() {
    try (StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
      peer.trickle(Duration.ofMillis(25));
      Thread.ofVirtual().start(() -> peer
          .transfer(
              Apdus.message("PEER", "trickled", TestConfig.address("ALPHA", "Anna"), "x".repeat(5000))));
      peer.awaitEnd(SOON);
    }
    assertThat(mta.count(event -> event.id() == EventId.ASSOCIATION_ENDED_ABNORMALLY
        && event.text().contains("less than 1024 octets"))).isEqualTo(1);
    nothingIsLeft();
    assertThat(mta.mailbox("anna")).isEmpty();
  }

  /** A peer with the turn of an association that mail waits for. */
  @Test
  void aPeerThatDoesNotGiveTheTurn() throws Exception {
    try (StackPeer peer = StackPeer.bound(mta.port(), PEER)
        .withhold(indication -> indication instanceof RtsIndication.TurnWanted)) {
      mta.submit("anna", BERT, "waits for the turn");
      peer.await(RtsIndication.TurnWanted.class, 1);
      peer.await(RtsIndication.Aborted.class, 1);
      peer.awaitEnd(SOON);
    }
    nothingIsLeft();
    comesThroughOnTheNextAssociation();
  }

  @Test
  void aPeerThatDoesNotConfirmACheckpoint() throws Exception {
    doesNotAnswer(RtsIndication.CheckpointReached.class);
  }

  @Test
  void aPeerThatDoesNotConfirmTheEndOfATransfer() throws Exception {
    doesNotAnswer(RtsIndication.TransferEnded.class);
  }

  private void doesNotAnswer(Class<? extends RtsIndication> what) throws Exception {
    try (StackPeer peer = StackPeer.bound(mta.port(), PEER).withhold(what::isInstance)) {
      mta.submit("anna", BERT, "waits for an answer" + " ".repeat(10_000));
      peer.await(what, 1);
      peer.await(RtsIndication.Aborted.class, 1);
      peer.awaitEnd(SOON);
    }
    nothingIsLeft();
    comesThroughOnTheNextAssociation();
  }

  private void comesThroughOnTheNextAssociation() {
    assertThat(mta.mta.queue()).hasSize(1);
    try (StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
      peer.await(RtsIndication.TransferEnded.class, 1);
      await().atMost(SOON).until(() -> mta.mta.queue().isEmpty());
    }
    nothingIsLeft();
  }

  /** Gone before it was let in: the connector must not go on counting it among its two associations. */
  @Test
  void aPeerThatHangsUpBeforeItIsAdmitted() throws InterruptedException {
    CountDownLatch admissionStopped = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    mta.onEvent = event -> {
      if (event.id() == EventId.UNKNOWN_MTA) {
        admissionStopped.countDown();
        awaitQuietly(goOn);
      }
    };
    try (StackPeer stranger = StackPeer.call(mta.port(), PEER.named("MTA-STRANGER"))) {
      assertThat(admissionStopped.await(30, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 3; i++) {
        try (StackPeer hasty = StackPeer.call(mta.port(), PEER)) {
          hasty.await(RtsIndication.Progress.class, 2);
        }
      }
      await().atMost(SOON).until(() -> mta.connections() == 1);
      goOn.countDown();
      stranger.await(RtsIndication.OpenRefused.class, 1);
    } finally {
      goOn.countDown();
    }
    nothingIsLeft();
    StackPeer.bound(mta.port(), PEER).close();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What ends before anybody looked at it is no fault of ours, and nothing to tell an operator of. */
  @Test
  void twoHundredCallersThatHangUpAtOnce() throws Exception {
    long before = mta.events.size();
    for (int i = 0; i < 200; i++) {
      RawPeer.call(mta.port()).close();
    }
    nothingIsLeft();
    try (StackPeer good = StackPeer.bound(mta.port(), PEER)) {
      good.transfer(Apdus.message("PEER", "after-the-storm", TestConfig.address("ALPHA", "Anna"), "hello"));
      good.await(RtsIndication.TransferConfirmed.class, 1);
    }
    assertThat(mta.events.stream().skip(before).filter(event -> event.id() == EventId.UNEXPECTED_ERROR
        || event.id() == EventId.UNKNOWN_ASSOCIATION_EVENT || event.id() == EventId.ASSOCIATION_REFUSED_HERE))
        .isEmpty();
  }
}
