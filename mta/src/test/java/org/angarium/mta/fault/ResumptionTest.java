package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.angarium.mta.Mta;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.access.Submission;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.lane.LiveLanes;
import org.angarium.mta.store.SqliteStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the peer confirmed at a checkpoint is not sent again (law 5, X.228 §7.8 and §7.9). Real sockets, a link that is cut. */
@Timeout(150)
class ResumptionTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int CONTENT = 2_000_000;
  private static final int CHECKPOINT = 10 * 1024;
  private static final int WINDOW = 5;

  @TempDir
  private Path directory;
  private final CuttingNetwork network = new CuttingNetwork();
  private final LiveLanes lanes = new LiveLanes();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final int receiverPort = TestConfig.freePort();
  private TestMta receiver;
  private Mta sender;

  @BeforeEach
  void start() throws Exception {
    int senderPort = TestConfig.freePort();
    receiver = new TestMta(directory.resolve("bravo"), receiverConfig(senderPort, 60));
    Path folder = Files.createDirectories(directory.resolve("alpha"));
    Path file = folder.resolve("angarium.toml");
    Files.writeString(file,
        new TestConfig("ALPHA", senderPort).mailbox("Anna").connector("BRAVO", receiverPort).with(
            "checkpoint-size", CHECKPOINT / 1024).with("window", WINDOW).toml());
    sender = Mta.start(ConfigReader.read(file), lanes, network, SqliteStore.open(folder.resolve("data")),
        events::add);
  }

  private String receiverConfig(int senderPort, int recoveryTimeoutSeconds) {
    return new TestConfig("BRAVO", receiverPort).mailbox("Bert").connector("ALPHA", senderPort)
        .with("recovery-timeout",
            recoveryTimeoutSeconds)
        .toml();
  }

  @AfterEach
  void stop() {
    sender.close();
    receiver.close();
    lanes.close();
  }

  private byte[] submit() throws Exception {
    byte[] content = new byte[CONTENT];
    new Random(7).nextBytes(content);
    sender.submit("anna",
        Submission.builder().to(TestMta.name(TestConfig.address("BRAVO", "Bert"))).build(),
        new ByteArrayInputStream(content));
    return content;
  }

  private long count(EventId id) {
    return events.stream().filter(event -> event.id() == id).count();
  }

  @Test
  void aCutCostsAtMostAWindowOfCheckpoints() throws Exception {
    network.cutAfter(1_200_000, 1);
    byte[] content = submit();
    await().atMost(SOON).until(() -> receiver.mailbox("bert").size() == 1 && sender.queue().isEmpty());
    assertThat(receiver.content(receiver.mailbox("bert").getFirst())).isEqualTo(content);
    assertThat(count(EventId.TRANSFER_RESUMED)).isEqualTo(1);
    // Framing of P1 and of every piece adds less than three per cent.
    assertThat(network.sent()).isLessThan((long) (1.03 * CONTENT) + WINDOW * CHECKPOINT);
  }

  @Test
  void severalCutsOfOneMessageAreEachResumed() throws Exception {
    network.cutAfter(400_000, 3);
    byte[] content = submit();
    await().atMost(SOON).until(() -> receiver.mailbox("bert").size() == 1 && sender.queue().isEmpty());
    assertThat(receiver.content(receiver.mailbox("bert").getFirst())).isEqualTo(content);
    assertThat(count(EventId.TRANSFER_RESUMED)).isEqualTo(3);
    assertThat(network.sent()).isLessThan((long) (1.03 * CONTENT) + 3 * WINDOW * CHECKPOINT);
  }

  /** The second time before anything further has been confirmed: what was confirmed before that still is. */
  @Test
  void aResumptionThatIsCutAtOnceIsResumedAgain() throws Exception {
    network.cutAfter(List.of(1_200_000L, 12_000L));
    byte[] content = submit();
    await().atMost(SOON).until(() -> receiver.mailbox("bert").size() == 1 && sender.queue().isEmpty());
    assertThat(receiver.content(receiver.mailbox("bert").getFirst())).isEqualTo(content);
    assertThat(count(EventId.TRANSFER_RESUMED)).isEqualTo(2);
    assertThat(network.sent()).isLessThan((long) (1.03 * CONTENT) + 2 * WINDOW * CHECKPOINT);
  }

  @Test
  void aPeerThatHasForgottenTheAssociationGetsTheWholeMessageAgainOverANewOne() throws Exception {
    receiver.close();
    receiver = new TestMta(directory.resolve("bravo-forgetful"), receiverConfig(TestConfig.freePort(), 0));
    network.cutAfter(1_200_000, 1);
    byte[] content = submit();
    await().atMost(SOON).until(() -> receiver.mailbox("bert").size() == 1 && sender.queue().isEmpty());
    assertThat(receiver.content(receiver.mailbox("bert").getFirst())).isEqualTo(content);
    assertThat(count(EventId.TRANSFER_RESUMED)).isZero();
  }
}
