package org.angarium.mta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.QueueEntry;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of mail that waits when the table is another (docs/routing.md). */
@Timeout(90)
class AnotherTableTest {
  private static final Duration SOON = Duration.ofSeconds(30);
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

  /** It may have been transferred without our having learnt of it; whoever has it would not know its parts again. */
  @Test
  void aCopyWhoseRecipientsWouldPartStaysWhereItIs() throws Exception {
    TestConfig before = new TestConfig("ALPHA", 0).mailbox("Anna").connector("OLD", "OLD", 1, "*", 1)
        .with("activation", "remote-initiated");
    TestConfig after = new TestConfig("ALPHA", 0).mailbox("Anna").connector("OLD", "OLD", 1, "*", 1)
        .with("activation", "remote-initiated").connector("NEW", "NEW", 1, TO_CHARLIE, 1)
        .with("activation", "remote-initiated");
    try (TestMta alpha = new TestMta(directory.resolve("alpha"), before.toml())) {
      toBoth(alpha);
      String whole = alpha.submit("anna", CARL, "goes as a whole");
      reload(alpha, after);
      await().atMost(SOON).until(() -> alpha.count(event -> event.id() == EventId.MESSAGE_REROUTED
          && event.parameters().get("mtsId").equals(whole)) == 1);
      assertThat(alpha.mta.queue()).extracting(QueueEntry::connector).containsExactlyInAnyOrder("OLD", "NEW");
      assertThat(alpha.count(EventId.MESSAGE_REROUTED)).isEqualTo(1);
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
