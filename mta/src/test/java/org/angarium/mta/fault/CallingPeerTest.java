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

/** The cheap way is a peer that has to call, the dear one can always be taken. */
@Timeout(150)
class CallingPeerTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String BERT = TestConfig.address("BRAVO", "Bert");

  @TempDir
  private Path directory;

  @Test
  void mailGoesTheDearWayUntilThePeerCalls_andTheCheapOneWhileItIsConnected() throws Exception {
    int alphaPort = TestConfig.freePort();
    int bravoPort = TestConfig.freePort();
    int charliePort = TestConfig.freePort();
    try (FaultRelay call = new FaultRelay(alphaPort);
        TestMta alpha = new TestMta(directory.resolve("alpha"),
            new TestConfig("ALPHA", alphaPort).mailbox("Anna")
                .connector("BRAVO", 1).with("activation", "remote-initiated")
                .connector("CHARLIE", "CHARLIE", charliePort, "C=XX;A=TEST;P=BRAVO", 50).toml());
        TestMta charlie = new TestMta(directory.resolve("charlie"), new TestConfig("CHARLIE", charliePort)
            .connector("BRAVO", bravoPort).connector("ALPHA", 1).with("activation", "remote-initiated")
            .toml())) {
      call.begin(Fault.REFUSE);
      try (TestMta bravo = new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", bravoPort)
          .mailbox("Bert").connector("CHARLIE", 1).with("activation", "remote-initiated")
          .connector("ALPHA", call.port()).with("permanent", true).toml())) {
        alpha.submit("anna", BERT, "round it");
        await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1);
        await().atMost(SOON).until(() -> charlie.count(EventId.MESSAGE_SENT) == 1);

        call.heal();
        await().atMost(SOON).until(() -> alpha.mta.connectors().getFirst().state().equals("up"));
        alpha.submit("anna", BERT, "directly");
        await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 2);
        await().atMost(SOON).until(() -> alpha.count(event -> event.id() == EventId.MESSAGE_SENT
            && "BRAVO".equals(event.parameters().get("connector"))) == 1);
        assertThat(charlie.count(EventId.MESSAGE_SENT)).isEqualTo(1);
      }
    }
  }
}
