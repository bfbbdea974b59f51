package org.angarium.mta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.QueueEntry;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What waits for one connector and has several ways out, or none that is a connector, when the routes change (docs/routing.md). */
@Timeout(90)
class PartedMailTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String TO_BRAVO = "C=XX;A=TEST;P=BRAVO";
  private static final String TO_CHARLIE = "C=XX;A=TEST;P=CHARLIE";
  private static final String BERT = TestConfig.address("BRAVO", "Bert");
  private static final String CARL = TestConfig.address("CHARLIE", "Carl");

  @TempDir
  private Path directory;

  private TestMta peer(String name, int port, String user) {
    return new TestMta(directory.resolve(name), new TestConfig(name, port).mailbox(user)
        .connector("ALPHA", 1).with("activation", "remote-initiated").toml());
  }

  private static String toBoth(TestMta alpha) throws Exception {
    return alpha.mta.submit("anna", TestMta.submission(ReportRequest.NON_DELIVERY_REPORT, BERT, CARL).build(),
        new ByteArrayInputStream(new byte[100])).mtsId();
  }

  private void reload(TestMta alpha, TestConfig config) throws Exception {
    Files.writeString(directory.resolve("alpha").resolve("angarium.toml"), config.toml());
    alpha.mta.reload();
  }

  @Test
  void whenAConnectorFailsEachRecipientTakesTheWayThatIsLeftToIt() throws Exception {
    int portOfBravo = TestConfig.freePort();
    int portOfCharlie = TestConfig.freePort();
    String toml = new TestConfig("ALPHA", 0).mailbox("Anna")
        .connector("BOTH", "BOTH", TestConfig.freePort(), TO_BRAVO, 1)
        .with("address-space", List.of(Map.of("pattern", TO_BRAVO, "cost", 1),
            Map.of("pattern", TO_CHARLIE, "cost", 1)))
        .connector("BRAVO", "BRAVO", portOfBravo, TO_BRAVO, 50)
        .connector("CHARLIE", "CHARLIE", portOfCharlie, TO_CHARLIE, 50).toml();
    try (TestMta bravo = peer("BRAVO", portOfBravo, "Bert");
        TestMta charlie = peer("CHARLIE", portOfCharlie, "Carl");
        TestMta alpha = new TestMta(directory.resolve("alpha"), toml)) {
      String mtsId = toBoth(alpha);
      await().atMost(SOON)
          .until(() -> bravo.mailbox("bert").size() == 1 && charlie.mailbox("carl").size() == 1);
      await().atMost(SOON).until(() -> alpha.mta.queue().isEmpty());
      assertThat(alpha.events.stream().filter(event -> event.id() == EventId.MESSAGE_REROUTED)
          .map(event -> event.parameters().get("mtsId") + " " + event.parameters().get("from") + " "
              + event.parameters().get("connector")))
          .containsExactlyInAnyOrder(mtsId + " BOTH BRAVO", mtsId + " BOTH CHARLIE");
      assertThat(alpha.mailbox("anna")).isEmpty();
    }
  }

  @Test
  void aTableThatPartsTheRecipientsPartsTheCopiesThatWait() throws Exception {
    TestConfig before = new TestConfig("ALPHA", 0).mailbox("Anna").connector("OLD", "OLD", 1, "*", 1)
        .with("activation", "remote-initiated");
    TestConfig after = new TestConfig("ALPHA", 0).mailbox("Anna").connector("OLD", "OLD", 1, "*", 1)
        .with("activation", "remote-initiated").connector("NEW", "NEW", 1, TO_CHARLIE, 1)
        .with("activation", "remote-initiated");
    try (TestMta alpha = new TestMta(directory.resolve("alpha"), before.toml())) {
      toBoth(alpha);
      reload(alpha, after);
      await().atMost(SOON).untilAsserted(() -> assertThat(alpha.mta.queue())
          .extracting(QueueEntry::connector).containsExactlyInAnyOrder("OLD", "NEW"));
      reload(alpha, before);
      await().atMost(SOON).untilAsserted(() -> assertThat(alpha.mta.queue())
          .extracting(QueueEntry::connector).containsExactlyInAnyOrder("OLD", "OLD"));
    }
  }

  /** A copy whose recipient has a mailbox here by now has no business at a connector any more. */
  @Test
  void whatWaitsForSomebodyWhoHasMovedHereIsDelivered() throws Exception {
    String own = TestConfig.address("ALPHA", "Bert");
    List<Map<String, Object>> ownAndOther = List.of(Map.of("pattern", "C=XX;A=TEST;P=ALPHA", "cost", 1),
        Map.of("pattern", TO_CHARLIE, "cost", 1));
    TestConfig before = new TestConfig("ALPHA", 0).mailbox("Anna").connector("OLD", "OLD", 1, "*", 1)
        .with("address-space", ownAndOther).with("activation", "remote-initiated");
    TestConfig after = new TestConfig("ALPHA", 0).mailbox("Anna").mailbox("bert", own)
        .connector("OLD", "OLD", 1, "*", 1).with("address-space", ownAndOther)
        .with("activation", "remote-initiated");
    try (TestMta alpha = new TestMta(directory.resolve("alpha"), before.toml())) {
      alpha.mta.submit("anna", TestMta.submission(ReportRequest.NON_DELIVERY_REPORT, own, CARL).build(),
          new ByteArrayInputStream(new byte[100]));
      assertThat(alpha.mta.queue().getFirst().recipients()).containsExactly(0, 1);
      reload(alpha, after);
      await().atMost(SOON).until(() -> alpha.mailbox("bert").size() == 1);
      assertThat(alpha.mta.queue()).extracting(QueueEntry::connector).containsExactly("OLD");
      assertThat(alpha.mta.queue().getFirst().recipients()).containsExactly(1);
      assertThat(alpha.mailbox("anna")).isEmpty();
    }
  }

  /** The configuration of an MTA that is not running is changed by an editor. */
  @Test
  void whatWaitedWhenTheMtaWasStoppedFollowsTheTableItIsStartedWith() throws Exception {
    int port = TestConfig.freePort();
    try (TestMta alpha = new TestMta(directory.resolve("alpha"), new TestConfig("ALPHA", 0).mailbox("Anna")
        .connector("OLD", "OLD", 1, "*", 1).with("activation", "remote-initiated").toml())) {
      alpha.submit("anna", BERT, "waits");
    }
    try (TestMta bravo = peer("BRAVO", port, "Bert");
        TestMta alpha = new TestMta(directory.resolve("alpha"), new TestConfig("ALPHA", 0).mailbox("Anna")
            .connector("OLD", "OLD", 1, "*", 50).with("activation", "remote-initiated")
            .connector("BRAVO", port).toml())) {
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == 1);
      await().atMost(SOON).until(() -> alpha.mta.queue().isEmpty());
    }
  }
}
