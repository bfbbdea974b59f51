package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.angarium.mta.NotNowException;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.FullDisk;
import org.angarium.mta.store.StoreRoom;
import org.angarium.mta.wire.Apdus;
import org.angarium.mta.wire.StackPeer;
import org.angarium.mta.wire.StackPeer.Caller;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.mts.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** There is no room on the disk any more: whoever brings something is told so, nothing is lost, and all goes on when there is room again. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class FullDiskTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Caller PEER = Caller.of("PEER");
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");
  private static final long LEAST = 100L << 20;
  private static final int RECEIVING_ABILITY_JEOPARDIZED = 1;

  @TempDir
  private Path directory;
  private final FullDisk disk = new FullDisk();

  private TestMta alpha(UnaryOperator<Lanes> around) {
    return new TestMta(directory.resolve("alpha"), new TestConfig("ALPHA", 0).mailbox("Anna")
        .connector("PEER", 1).with("activation", "remote-initiated").toml(), disk::open, around);
  }

  private static long failures(TestMta mta, String doing) {
    return mta.count(event -> event.id() == EventId.STORE_FAILED && event.text().contains(doing));
  }

  @Test
  void aMessageThatCannotBeCommittedIsRefusedToThePeer_whichSendsItAgainLater() {
    try (TestMta mta = alpha(UnaryOperator.identity()); StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
      byte[] message = Apdus.message("PEER", "no-room", ANNA, "hello");
      disk.full = true;
      for (int i = 1; i <= 3; i++) {
        peer.transfer(message);
        assertThat(peer.await(RtsIndication.ExceptionReported.class, i).reason())
            .isEqualTo(RECEIVING_ABILITY_JEOPARDIZED);
        peer.await(RtsIndication.TransferStopped.class, i);
      }
      assertThat(mta.mailbox("anna")).isEmpty();
      assertThat(failures(mta, "receiving from PEER")).isEqualTo(3);

      disk.full = false;
      peer.transfer(message);
      peer.await(RtsIndication.TransferConfirmed.class, 1);
      assertThat(mta.mailbox("anna")).hasSize(1);
      assertThat(mta.count(EventId.ASSOCIATION_OPENED)).as("all on one association").isEqualTo(1);
      assertThat(mta.count(EventId.STORE_RECOVERED)).isEqualTo(1);
    }
  }

  @Test
  void aLargeMessageThatThereIsNoRoomForInItsMiddleGoesOnWhereItStopped() throws Exception {
    int port = TestConfig.freePort();
    int content = 1_000_000;
    try (TestMta bravo = new TestMta(directory.resolve("bravo"),
        new TestConfig("BRAVO", port).mailbox("Bert").connector("ALPHA", 1)
            .with("activation", "remote-initiated").toml(),
        disk::open, UnaryOperator.identity());
        FaultRelay relay = new FaultRelay(port);
        TestMta sender = new TestMta(directory.resolve("sender"),
            new TestConfig("ALPHA", 0).mailbox("Anna").connector("BRAVO", relay.port())
                .with("checkpoint-size", 10).with("window", 3).with("maximum-transfer-retries", 50).toml())) {
      disk.fullAfter("write", 40);
      sender.submit("anna", TestConfig.address("BRAVO", "Bert"), Link.octets(content), Priority.NORMAL,
          false);
      await().atMost(SOON).until(() -> sender.count(EventId.TRANSFER_INTERRUPTED) >= 1);
      assertThat(failures(bravo, "receiving from ALPHA")).isPositive();
      assertThat(bravo.mailbox("bert")).isEmpty();

      disk.full = false;
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1 && sender.mta.queue().isEmpty());
      assertThat(bravo.content(bravo.mailbox("bert").getFirst())).isEqualTo(Link.octets(content));
      assertThat(sender.count(EventId.TRANSFER_RESUMED)).isPositive();
      assertThat(sender.count(EventId.ASSOCIATION_OPENED)).as("all on one association").isEqualTo(1);
      assertThat(relay.octets()).as("what was confirmed is not sent again").isLessThan(content + 250_000);
    }
  }

  @Test
  void aSubmissionIsRefused() throws Exception {
    try (TestMta mta = alpha(UnaryOperator.identity())) {
      disk.full = true;
      assertThatThrownBy(() -> mta.submit("anna", TestConfig.address("PEER", "Bert"), "hello"))
          .isInstanceOf(RequestException.class).hasMessageContaining("no space left on device");
      assertThat(mta.mta.queue()).isEmpty();

      disk.full = false;
      mta.submit("anna", TestConfig.address("PEER", "Bert"), "hello");
      assertThat(mta.mta.queue()).hasSize(1);
    }
  }

  /** The peer has taken responsibility, and that could not be written down: it is written down later, and nothing is sent again. */
  @Test
  void aTransferThatCouldNotBeRecordedIsRecordedWhenThereIsRoomAgain() throws Exception {
    try (TestMta mta = alpha(QuickLanes::new); StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
      peer.withhold(indication -> indication instanceof RtsIndication.TransferEnded);
      mta.submit("anna", TestConfig.address("PEER", "Bert"), "hello");
      peer.await(RtsIndication.TransferEnded.class, 1);
      disk.full = true;
      peer.request(new RtsEvent.AcceptTransfer());
      await().atMost(SOON).until(() -> failures(mta, "was transferred") >= 3);
      assertThat(mta.mta.queue()).as("still in the store").hasSize(1);

      disk.full = false;
      await().atMost(SOON).until(() -> mta.mta.queue().isEmpty());
      assertThat(peer.seen(RtsIndication.TransferStarted.class)).hasSize(1);
    }
    try (TestMta again = alpha(UnaryOperator.identity())) {
      assertThat(again.mta.queue()).as("after a restart, too").isEmpty();
    }
  }

  private TestMta watched() {
    return alpha(QuickLanes::new);
  }

  private void free(TestMta mta, long octets, EventId told) {
    long before = mta.count(told);
    disk.free = octets;
    await().atMost(SOON).until(() -> mta.count(told) == before + 1);
  }

  @Test
  void aDiskThatIsNearlyFullIsToldOnceAndShownUntilThereIsRoomAgain() {
    try (TestMta mta = watched()) {
      assertThat(mta.mta.status().disk()).as("a disk that is not known to have an end").isNull();
      free(mta, LEAST - 1, EventId.DISK_LOW);
      assertThat(mta.mta.status().disk()).isEqualTo(new StoreRoom.View(LEAST - 1, LEAST, true));
      free(mta, 2 * LEAST, EventId.DISK_RECOVERED);
      assertThat(mta.mta.status().disk()).isEqualTo(new StoreRoom.View(2 * LEAST, LEAST, false));
      assertThat(mta.count(EventId.DISK_LOW)).isEqualTo(1);
    }
  }

  @Test
  void aPeerIsToldThatWeAreBusyAndASubmitterThatThereIsNoRoom() throws Exception {
    try (TestMta mta = watched()) {
      free(mta, LEAST - 1, EventId.DISK_LOW);
      try (StackPeer peer = StackPeer.call(mta.port(), PEER)) {
        RtsIndication.OpenRefused refused = peer.await(RtsIndication.OpenRefused.class, 1);
        assertThat(refused.failure().text()).contains("refused for now (bind error 0)");
      }
      assertThatThrownBy(() -> mta.submit("anna", TestConfig.address("PEER", "Bert"), "hello"))
          .isInstanceOf(NotNowException.class).hasMessageContaining("octets are free");
      assertThat(mta.mta.queue()).isEmpty();

      free(mta, 2 * LEAST, EventId.DISK_RECOVERED);
      try (StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
        peer.transfer(Apdus.message("PEER", "room", ANNA, "hello"));
        peer.await(RtsIndication.TransferConfirmed.class, 1);
        assertThat(mta.mailbox("anna")).hasSize(1);
      }
      mta.submit("anna", TestConfig.address("PEER", "Bert"), "hello");
    }
  }

  /** Sending is what makes room. */
  @Test
  void aPeerForWhomMailWaitsFetchesItAndKeepsItsOwn() throws Exception {
    try (TestMta mta = watched()) {
      mta.submit("anna", TestConfig.address("PEER", "Bert"), "hello");
      free(mta, LEAST - 1, EventId.DISK_LOW);
      try (StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
        await().atMost(SOON).until(() -> mta.mta.queue().isEmpty());
        byte[] message = Apdus.message("PEER", "no-room", ANNA, "hello");
        peer.transfer(message);
        assertThat(peer.await(RtsIndication.ExceptionReported.class, 1).reason())
            .isEqualTo(RECEIVING_ABILITY_JEOPARDIZED);
        peer.await(RtsIndication.TransferStopped.class, 1);
        assertThat(mta.mailbox("anna")).isEmpty();
        assertThat(mta.count(EventId.STORE_FAILED)).as("nothing has failed").isZero();

        free(mta, 2 * LEAST, EventId.DISK_RECOVERED);
        peer.transfer(message);
        peer.await(RtsIndication.TransferConfirmed.class, 1);
        assertThat(mta.mailbox("anna")).hasSize(1);
      }
    }
  }
}
