package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two MTAs on one host: that one of them answers is a sign of life of the other (law 4). */
@Timeout(90)
@Execution(ExecutionMode.CONCURRENT)
class SameHostTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir
  private Path directory;

  private TestMta peer(String name, int port) throws Exception {
    return new TestMta(directory.resolve(name), new TestConfig(name, port).mailbox("Bert")
        .connector("ALPHA", 1).with("activation", "remote-initiated").toml());
  }

  @Test
  void anAssociationWithOneEndsTheWaitForTheOther() throws Exception {
    int bravoPort = TestConfig.freePort();
    int charliePort = TestConfig.freePort();
    try (TestMta bravo = peer("BRAVO", bravoPort);
        TestMta alpha = new TestMta(directory.resolve("ALPHA"),
            new TestConfig("ALPHA", 0).mailbox("Anna")
                .connector("CHARLIE", charliePort).with("open-interval", 600)
                .connector("BRAVO", bravoPort).toml())) {
      alpha.submit("anna", TestConfig.address("CHARLIE", "Bert"), "waits");
      await().atMost(SOON).until(() -> alpha.mta.connectors().getFirst().state().equals("open-retry"));
      try (TestMta charlie = peer("CHARLIE", charliePort)) {
        assertThat(alpha.count(EventId.SIGN_OF_LIFE)).isZero();
        alpha.submit("anna", TestConfig.address("BRAVO", "Bert"), "shows that the host is there");
        await().atMost(SOON).until(() -> charlie.mailbox("bert").size() == 1);
        assertThat(bravo.mailbox("bert")).hasSize(1);
        assertThat(alpha.count(event -> event.id() == EventId.SIGN_OF_LIFE
            && event.text().contains("connector BRAVO to the same host"))).isEqualTo(1);
      }
    }
  }
}
