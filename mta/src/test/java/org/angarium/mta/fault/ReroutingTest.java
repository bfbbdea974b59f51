package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Ways around what is broken, and mail that outlives the process it was given to. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class ReroutingTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String BERT = TestConfig.address("BRAVO", "Bert");

  @TempDir
  private Path directory;

  /** Q186289: mail goes round a connector in open retry, is not sent back to it, and takes the cheap way again when that is back. */
  @Test
  void mailTakesAnotherWayWhileTheCheapOneIsDown() throws Exception {
    int bravoPort = TestConfig.freePort();
    int charliePort = TestConfig.freePort();
    try (FaultRelay direct = new FaultRelay(bravoPort);
        TestMta alpha = new TestMta(directory.resolve("alpha"),
            new TestConfig("ALPHA", 0).mailbox("Anna").connector("BRAVO", direct.port())
                .connector("CHARLIE", "CHARLIE", charliePort, "C=XX;A=TEST;P=BRAVO", 50).toml());
        TestMta bravo = new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", bravoPort)
            .mailbox("Bert").connector("ALPHA", 1).with("activation", "remote-initiated")
            .connector("CHARLIE", 1).with("activation", "remote-initiated").toml());
        TestMta charlie = new TestMta(directory.resolve("charlie"), new TestConfig("CHARLIE", charliePort)
            .connector("BRAVO", bravoPort).connector("ALPHA", 1).with("activation", "remote-initiated")
            .toml())) {
      direct.begin(Fault.REFUSE);
      for (int i = 0; i < 3; i++) {
        alpha.submit("anna", BERT, "round it " + i);
      }
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 3);
      await().atMost(SOON).until(() -> charlie.count(EventId.MESSAGE_SENT) == 3);
      assertThat(alpha.count(EventId.MESSAGE_REROUTED)).isPositive();
      direct.heal();
      await().atMost(SOON).until(() -> alpha.mta.connectors().getFirst().state().equals("up"));
      alpha.submit("anna", BERT, "directly");
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 4);
      await().atMost(SOON).until(() -> alpha.count(event -> event.id() == EventId.MESSAGE_SENT
          && "BRAVO".equals(event.parameters().get("connector"))) == 1);
      assertThat(charlie.count(EventId.MESSAGE_SENT)).isEqualTo(3);
    }
  }

  /** Its route was decided while the cheap way was thought to be up, and it comes to the queue when that is known to be down. */
  @Test
  void mailThatWasRoutedJustBeforeAConnectorFailedDoesNotStayWithIt() throws Exception {
    int bravoPort = TestConfig.freePort();
    CountDownLatch decided = new CountDownLatch(1);
    CountDownLatch down = new CountDownLatch(1);
    try (
        TestMta bravo = new TestMta(directory.resolve("bravo"),
            new TestConfig("BRAVO", bravoPort).mailbox("Bert")
                .connector("ALPHA", 1).with("activation", "remote-initiated").toml());
        TestMta alpha = new TestMta(directory.resolve("alpha"), new TestConfig("ALPHA", 0).mailbox("Anna")
            .connector("CHEAP", "ELSEWHERE", TestConfig.freePort(), "C=XX;A=TEST;P=BRAVO", 1)
            .connector("DEAR", "BRAVO", bravoPort, "C=XX;A=TEST;P=BRAVO", 50).toml())) {
      alpha.onEvent = event -> {
        if (event.id() == EventId.MESSAGE_SUBMITTED && event.text().contains(", 4 octets")) {
          decided.countDown();
          awaitQuietly(down);
        }
      };
      Thread held = Thread.ofVirtual().start(() -> submitQuietly(alpha, "held"));
      awaitQuietly(decided);
      alpha.submit("anna", BERT, "finds out that CHEAP is down");
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1);
      down.countDown();
      held.join();
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 2 && alpha.mta.queue().isEmpty());
    } finally {
      down.countDown();
    }
  }

  private static void submitQuietly(TestMta mta, String text) {
    try {
      mta.submit("anna", BERT, text);
    } catch (RequestException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void mailWaitsForItsMtaToComeBack() throws Exception {
    int bravoPort = TestConfig.freePort();
    String toml = new TestConfig("ALPHA", 0).mailbox("Anna").connector("BRAVO", bravoPort).toml();
    Path home = directory.resolve("alpha");
    try (TestMta alpha = new TestMta(home, toml)) {
      for (int i = 0; i < 20; i++) {
        alpha.submit("anna", BERT, "number " + i);
      }
    }
    try (TestMta alpha = new TestMta(home, toml)) {
      assertThat(alpha.mta.queue()).hasSize(20);
    }
    try (
        TestMta bravo = new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", bravoPort)
            .mailbox("Bert").connector("ALPHA", 1).with("activation", "remote-initiated").toml());
        TestMta alpha = new TestMta(home, toml)) {
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 20 && alpha.mta.queue().isEmpty());
      assertThat(bravo.mailbox("bert").stream().map(message -> message.mtsId()).distinct()).hasSize(20);
      await().atMost(SOON).until(() -> alpha.count(EventId.MESSAGE_SENT) == 20);
    }
  }
}
