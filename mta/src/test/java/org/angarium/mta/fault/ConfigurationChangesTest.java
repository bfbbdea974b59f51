package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.angarium.mta.PausedLanes;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.SqliteStore;
import org.angarium.mta.wire.Apdus;
import org.angarium.mta.wire.StackPeer;
import org.angarium.mta.wire.StackPeer.Caller;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.TextMessage;
import org.angarium.x400.mts.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Connectors that are taken away, changed and put back while mail waits for them or is on its way: all of it arrives, or is returned. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class ConfigurationChangesTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String BERT = TestConfig.address("BRAVO", "Bert");
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");
  private static final String TO_BRAVO = "C=XX;A=TEST;P=BRAVO";

  @TempDir
  private Path directory;

  private void reload(TestMta alpha, TestConfig config)
      throws IOException, ConfigException, RequestException {
    Files.writeString(directory.resolve("alpha").resolve("angarium.toml"), config.toml());
    alpha.mta.reload();
  }

  private TestMta bravo(int port) {
    return new TestMta(directory.resolve("bravo"),
        new TestConfig("BRAVO", port).mailbox("Bert").connector("ALPHA", 1)
            .with("activation", "remote-initiated").with("maximum-associations", 20).toml());
  }

  /** A reload that was under way when the MTA was stopped. */
  @Test
  void aConfigurationThatComesAfterTheStopOpensNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        TestMta alpha = new TestMta(directory.resolve("alpha"), new TestConfig("ALPHA", 0).mailbox("Anna")
            .connector("BRAVO", TestConfig.freePort()).toml())) {
      alpha.submit("anna", BERT, "waits");
      Path changed = directory.resolve("alpha").resolve("angarium.toml");
      Files.writeString(changed, new TestConfig("ALPHA", 0).mailbox("Anna")
          .connector("BRAVO", silent.getLocalPort())
          .connector("CHARLIE", silent.getLocalPort()).with("permanent", true).toml());
      alpha.mta.close();
      alpha.mta.use(ConfigReader.read(changed));
      assertThat(alpha.mta.connectors()).allSatisfy(
          connector -> assertThat(connector.associations()).as(connector.name()).isEmpty());
    }
  }

  /** Q146509: what waits for a connector that goes takes another way; where there is none, its originator is told. */
  @Test
  void whatWaitsForARemovedConnectorTakesAnotherWayOrIsReturned() throws Exception {
    int port = TestConfig.freePort();
    String charlie = "C=XX;A=TEST;P=CHARLIE";
    TestConfig before = new TestConfig("ALPHA", 0).mailbox("Anna")
        .connector("OLD", "OLD", TestConfig.freePort(), TO_BRAVO, 1)
        .with("address-space", List.of(java.util.Map.of("pattern", TO_BRAVO, "cost", 1),
            java.util.Map.of("pattern", charlie, "cost", 1)))
        .connector("BRAVO", "BRAVO", port, TO_BRAVO, 50).with("activation", "never");
    TestConfig after = new TestConfig("ALPHA", 0).mailbox("Anna").connector("BRAVO", "BRAVO", port, TO_BRAVO,
        50);
    try (TestMta alpha = new TestMta(directory.resolve("alpha"), before.toml());
        TestMta bravo = bravo(port)) {
      for (int i = 0; i < 100; i++) {
        alpha.submit("anna", i % 4 == 0 ? charlie + ";S=Carl" : BERT, "waits " + i);
      }
      reload(alpha, after);
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 75);
      await().atMost(SOON)
          .until(() -> alpha.mailbox("anna").size() == 25 && alpha.mta.queue().isEmpty());
      assertThat(alpha.count(EventId.NON_DELIVERY_REPORT)).isEqualTo(25);
      assertThat(alpha.count(EventId.UNEXPECTED_ERROR)).isZero();
    }
  }

  /** A long queue is routed anew a piece at a time, and none of it is forgotten. */
  @Test
  void aLongQueueTakesAnotherWayWhenTheTableChanges() throws Exception {
    int port = TestConfig.freePort();
    TestConfig before = new TestConfig("ALPHA", 0).mailbox("Anna")
        .connector("OLD", "OLD", TestConfig.freePort(), TO_BRAVO, 1).with("activation", "remote-initiated")
        .connector("BRAVO", "BRAVO", port, "C=XX;A=TEST;P=CHARLIE", 1);
    TestConfig after = new TestConfig("ALPHA", 0).mailbox("Anna")
        .connector("OLD", "OLD", TestConfig.freePort(), "C=XX;A=TEST;P=CHARLIE", 1)
        .with("activation", "remote-initiated").connector("BRAVO", "BRAVO", port, TO_BRAVO, 1);
    int messages = 2 * 100 + 30;
    try (TestMta alpha = new TestMta(directory.resolve("alpha"), before.toml());
        TestMta bravo = bravo(port)) {
      for (int i = 0; i < messages; i++) {
        alpha.submit("anna", BERT, "waits " + i);
      }
      reload(alpha, after);
      reload(alpha, before);
      reload(alpha, after);
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == messages);
      await().atMost(SOON).until(() -> alpha.mta.queue().isEmpty());
      assertThat(alpha.mailbox("anna")).isEmpty();
      assertThat(alpha.count(EventId.UNEXPECTED_ERROR)).isZero();
    }
  }

  /** Q152876: in the middle of a transfer, in either direction. */
  @Test
  void aConnectorThatIsRemovedInTheMiddleOfATransferLeavesNothingBehind() throws Exception {
    int port = TestConfig.freePort();
    TestConfig without = new TestConfig("ALPHA", 0).mailbox("Anna").connector("BRAVO", port);
    TestConfig with = new TestConfig("ALPHA", 0).mailbox("Anna").connector("BRAVO", port)
        .with("activation", "never").connector("PEER", "PEER", 1, TO_BRAVO, 1)
        .with("activation", "remote-initiated");
    try (TestMta alpha = new TestMta(directory.resolve("alpha"), with.toml());
        TestMta bravo = bravo(port);
        StackPeer receiving = StackPeer.bound(alpha.port(), Caller.of("PEER"))
            .withhold(RtsIndication.CheckpointReached.class::isInstance);
        StackPeer sending = StackPeer.bound(alpha.port(), Caller.of("PEER"))
            .withhold(indication -> indication instanceof RtsIndication.FetchOctets(long offset, int _)
                && offset > 2000)) {
      alpha.submit("anna", BERT, "x".repeat(20_000));
      receiving.await(RtsIndication.CheckpointReached.class, 1);
      sending.transfer(Apdus.message("PEER", "half", ANNA, "x".repeat(5000)));
      sending.await(RtsIndication.CheckpointConfirmed.class, 1);

      reload(alpha, without);
      receiving.awaitEnd(SOON);
      sending.awaitEnd(SOON);
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1 && alpha.mta.queue().isEmpty());
      assertThat(alpha.mta.connectors()).extracting(view -> view.name()).containsExactly("BRAVO");
      assertThat(alpha.mailbox("anna")).isEmpty();
      assertThat(alpha.count(EventId.UNEXPECTED_ERROR)).isZero();
    }
  }

  /** The connector of the same name is another one: it must not be told how the associations of the one before have ended. */
  @Test
  void aConnectorThatIsPutBackBeforeItsAssociationsHaveEndedTransfersWhatTheyHadBegun() throws Exception {
    TestConfig with = new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", "PEER", 1, TO_BRAVO, 1)
        .with("activation", "remote-initiated");
    TestConfig without = new TestConfig("ALPHA", 0).mailbox("Anna");
    AtomicReference<PausedLanes> lanes = new AtomicReference<>();
    try (TestMta alpha = new TestMta(directory.resolve("alpha"), with.toml(), SqliteStore::open, live -> {
      lanes.set(new PausedLanes(live, "association"));
      return lanes.get();
    });
        StackPeer first = StackPeer.bound(alpha.port(), Caller.of("PEER"))
            .withhold(RtsIndication.CheckpointReached.class::isInstance)) {
      alpha.submit("anna", BERT, "x".repeat(20_000));
      first.await(RtsIndication.CheckpointReached.class, 1);

      lanes.get().pause();
      for (int i = 0; i < 2; i++) {
        reload(alpha, without);
        reload(alpha, with);
      }
      lanes.get().goOn();
      first.awaitEnd(SOON);
      try (StackPeer second = StackPeer.bound(alpha.port(), Caller.of("PEER"))) {
        await().atMost(SOON).until(() -> second.receivedApdus.size() == 1);
        await().atMost(SOON).until(() -> alpha.mta.queue().isEmpty());
      }
      assertThat(alpha.mailbox("anna")).isEmpty();
      assertThat(alpha.count(EventId.UNKNOWN_ASSOCIATION_EVENT)).isZero();
    }
  }

  /** What is being transferred when the table changes is not in the queue that is looked at then. */
  @Test
  void whatComesBackFromATransferThatTheTableHasOvertakenTakesTheNewWay() throws Exception {
    int port = TestConfig.freePort();
    TestConfig before = new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", "PEER", 1, TO_BRAVO, 1)
        .with("activation", "remote-initiated");
    TestConfig after = new TestConfig("ALPHA", 0).mailbox("Anna")
        .connector("PEER", "PEER", 1, "C=XX;A=TEST;P=ZULU", 1).with("activation", "remote-initiated")
        .connector("BRAVO", port);
    try (TestMta bravo = bravo(port);
        TestMta alpha = new TestMta(directory.resolve("alpha"), before.toml())) {
      try (StackPeer peer = StackPeer.bound(alpha.port(), Caller.of("PEER"))
          .withhold(RtsIndication.CheckpointReached.class::isInstance)) {
        alpha.submit("anna", BERT, "x".repeat(20_000));
        peer.await(RtsIndication.CheckpointReached.class, 1);
        reload(alpha, after);
        assertThat(alpha.mta.queue()).extracting(QueueEntry::connector).containsExactly("PEER");
      }
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1 && alpha.mta.queue().isEmpty());
    }
  }

  /** Q145976, Q288166: routes that change all the time while mail flows; no message sees half a table, no worker is lost. */
  @Test
  void mailFlowsWhileConnectorsComeAndGo() throws Exception {
    int port = TestConfig.freePort();
    TestConfig[] tables = {
        new TestConfig("ALPHA", 0).mailbox("Anna").connector("EAST", "BRAVO", port, TO_BRAVO, 1)
            .connector("WEST", "BRAVO", port, "C=XX;A=TEST;P=ZULU", 1).with("local-mta", "MTA-WEST")
            .with("host", "localhost"),
        new TestConfig("ALPHA", 0).mailbox("Anna").connector("WEST", "BRAVO", port, TO_BRAVO, 1)
            .with("local-mta", "MTA-WEST").with("host", "localhost")
            .connector("EAST", "BRAVO", port, "C=XX;A=TEST;P=ZULU", 1),
        new TestConfig("ALPHA", 0).mailbox("Anna").connector("EAST", "BRAVO", port, TO_BRAVO, 1)};
    int messages = 60;
    try (TestMta alpha = new TestMta(directory.resolve("alpha"), tables[0].toml());
        TestMta bravo = new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", port).mailbox("Bert")
            .connector("ALPHA", 1).with("activation", "remote-initiated").with("maximum-associations", 50)
            .connector("WEST", 1).with("remote-mta", "MTA-WEST").with("remote-password", "secret-ALPHA")
            .with("activation", "remote-initiated").with("maximum-associations", 50).toml())) {
      AtomicBoolean done = new AtomicBoolean();
      AtomicInteger reloads = new AtomicInteger();
      Thread changes = Thread.ofVirtual().start(() -> {
        while (!done.get()) {
          try {
            reload(alpha, tables[reloads.incrementAndGet() % tables.length]);
          } catch (IOException | ConfigException | RequestException e) {
            throw new IllegalStateException(e);
          }
        }
      });
      for (int i = 0; i < messages; i++) {
        alpha.submit("anna", BERT, "flows " + i);
      }
      await().atMost(SOON).until(() -> reloads.get() >= 10);
      done.set(true);
      changes.join();
      await().atMost(SOON).until(
          () -> bravo.mailbox("bert").size() == messages && alpha.mta.queue().isEmpty());
      assertThat(alpha.count(EventId.RECIPIENT_UNROUTABLE)).isZero();
      assertThat(alpha.count(EventId.NON_DELIVERY_REPORT)).isZero();
      assertThat(alpha.count(EventId.UNEXPECTED_ERROR) + bravo.count(EventId.UNEXPECTED_ERROR)).isZero();
    }
  }

  /** Q135063: what was queued while the connector spoke 1988 is encoded for 1984 when it leaves, and the other way round. */
  @Test
  void mailQueuedBeforeAChangeOfConformanceArrives() throws Exception {
    int port = TestConfig.freePort();
    try (TestMta alpha = new TestMta(directory.resolve("alpha"), config(port, "1988-normal").toml())) {
      queue(alpha, 20);
      await().atMost(SOON).until(() -> alpha.mta.connectors().getFirst().state().equals("open-retry"));
      reload(alpha, config(port, "1984"));
      try (TestMta bravo = bravo(port)) {
        await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 20 && alpha.mta.queue().isEmpty());
        assertThat(alpha.count(event -> event.id() == EventId.ASSOCIATION_OPENED
            && event.parameters().get("conformance").equals("1984"))).isPositive();
      }
      queue(alpha, 20);
      reload(alpha, config(port, "1988-normal"));
      try (TestMta bravo = bravo(port)) {
        await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 40 && alpha.mta.queue().isEmpty());
      }
      assertThat(alpha.count(EventId.NON_DELIVERY_REPORT)).isZero();
    }
  }

  private static TestConfig config(int port, String conformance) {
    return new TestConfig("ALPHA", 0).mailbox("Anna").connector("BRAVO", port).with("conformance",
        conformance);
  }

  private static void queue(TestMta alpha, int messages) throws Exception {
    byte[] content = new TextMessage(OrName.of(OrAddress.parse(ANNA)), "1")
        .to(OrName.of(OrAddress.parse(BERT))).subject("waits").text("text").message().encode();
    for (int i = 0; i < messages; i++) {
      alpha.submit("anna", BERT, content, Priority.NORMAL, false);
    }
  }
}
