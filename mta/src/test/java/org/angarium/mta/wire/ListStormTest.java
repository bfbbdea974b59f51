package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.osi.rtse.RtsIndication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists that are written to again and again, and damaged messages to them. */
@Timeout(90)
class ListStormTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int MEMBERS = 2000;
  private static final int REPLIES = 30;
  private static final String ALL = TestConfig.address("ALPHA", "All");

  @TempDir
  private Path directory;

  /** Q177006: everybody answers to all; each answer is taken at once, and expanded when its turn comes, its content stored once. */
  @Test
  void aStormOfAnswersToALargeListIsTakenAndExpanded() throws Exception {
    String members = IntStream.range(0, MEMBERS)
        .mapToObj(i -> '"' + TestConfig.address("FAR-" + i % 10, "User-" + i) + '"')
        .collect(Collectors.joining(", "));
    TestConfig config = new TestConfig("ALPHA", 0).connector("PEER", 1).with("activation",
        "remote-initiated");
    for (int i = 0; i < 10; i++) {
      config.connector("FAR-" + i, 1).with("activation", "remote-initiated");
    }
    try (
        TestMta mta = new TestMta(directory, config.toml() + "\n[[list]]\nname = \"all\"\naddress = \"" + ALL
            + "\"\nmembers = [" + members + "]\n");
        StackPeer peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"))) {
      for (int i = 1; i <= REPLIES; i++) {
        peer.transfer(Apdus.message("PEER", "reply-" + i, ALL, "me too"));
        peer.await(RtsIndication.TransferConfirmed.class, i);
      }
      await().atMost(SOON).until(() -> mta.count(EventId.LIST_EXPANDED) == REPLIES);
      await().atMost(SOON).until(() -> mta.mta.queue().size() == REPLIES * 10);
      assertThat(mta.mta.queue()).allSatisfy(entry -> assertThat(entry.recipients()).hasSize(MEMBERS / 10));
      assertThat(mta.count(EventId.UNEXPECTED_ERROR)).isZero();
    }
    try (
        Connection connection = DriverManager.getConnection("jdbc:sqlite:"
            + directory.resolve("data/angarium.db"));
        Statement statement = connection.createStatement();
        var contents = statement.executeQuery("SELECT count(*) FROM contents")) {
      assertThat(contents.getInt(1)).as("one for each answer").isEqualTo(REPLIES);
    }
  }
}
