package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.access.Submission;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.SqliteStore;
import org.angarium.x400.mts.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One stored message is damaged: it is got out of the way, and all others arrive. */
@Timeout(90)
@Execution(ExecutionMode.CONCURRENT)
class DamagedStoreTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String BERT = TestConfig.address("BRAVO", "Bert");
  private static final int MESSAGES = 20;

  @TempDir
  private Path directory;
  private final int port = TestConfig.freePort();

  private TestMta alpha() {
    return new TestMta(directory.resolve("alpha"), new TestConfig("ALPHA", 0).mailbox("Anna")
        .connector("BRAVO", port).with("maximum-transfer-retries", 1).toml());
  }

  private TestMta quick() {
    return new TestMta(directory.resolve("alpha"), new TestConfig("ALPHA", 0).mailbox("Anna")
        .connector("BRAVO", 1).with("activation", "remote-initiated").toml(), SqliteStore::open,
        QuickLanes::new);
  }

  private TestMta bravo() {
    return new TestMta(directory.resolve("bravo"), new TestConfig("BRAVO", port).mailbox("Bert")
        .connector("ALPHA", 1).with("activation", "remote-initiated").toml());
  }

  private void queue(int octets, boolean returned) throws RequestException {
    try (TestMta alpha = alpha()) {
      for (int i = 0; i < MESSAGES; i++) {
        alpha.mta.submit("anna",
            Submission.builder().to(TestMta.name(BERT))
                .option(Submission.Option.CONTENT_RETURN_REQUESTED, returned).build(),
            new ByteArrayInputStream(new byte[octets]));
      }
    }
  }

  /** Q156724: the content of the first one is cut; it is reported after its retries, though the report cannot bring it back. */
  @Test
  void aMessageWhoseContentIsDamagedIsReportedAndHoldsUpNone() throws Exception {
    queue(100_000, true);
    List<Path> contents;
    try (Stream<Path> files = Files.list(directory.resolve("alpha/data/content"))) {
      contents = files.sorted().toList();
    }
    assertThat(contents).hasSize(MESSAGES);
    Files.write(contents.getFirst(), new byte[50_000]);
    try (TestMta alpha = alpha(); TestMta bravo = bravo()) {
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == MESSAGES - 1);
      await().atMost(SOON).until(() -> alpha.mailbox("anna").size() == 1 && alpha.mta.queue().isEmpty());
      assertThat(alpha.count(EventId.NON_DELIVERY_REPORT)).isEqualTo(1);
    }
  }

  /** Q231685: of one envelope the octets are no envelope any more; nobody can be told, so that the operator gets it. */
  @Test
  void aMessageWhoseEnvelopeIsDamagedGoesToTheQuarantineAndHoldsUpNone() throws Exception {
    queue(100, true);
    int left = StoredEnvelopes.damage(directory.resolve("alpha/data"));
    try (TestMta alpha = alpha(); TestMta bravo = bravo()) {
      await().atMost(SOON).until(() -> bravo.mailbox("bert").size() == MESSAGES - 1);
      await().atMost(SOON).until(() -> alpha.mta.queue().isEmpty());
      await().atMost(SOON).until(() -> alpha.mta.quarantine().size() == 1);
      assertThat(alpha.mta.quarantine().getFirst().octets()).as("envelope and content").isEqualTo(left + 100);
      await().atMost(SOON).until(() -> alpha.count(EventId.STORED_COPY_DAMAGED) == 1);
      assertThat(alpha.count(EventId.UNEXPECTED_ERROR)).isZero();
    }
    try (TestMta alpha = alpha()) {
      assertThat(alpha.mta.queue()).isEmpty();
    }
  }

  private Path damagedWithContentElsewhere() throws Exception {
    queue(100_000, true);
    StoredEnvelopes.damage(directory.resolve("alpha/data"));
    // What lies there belongs to the oldest message: files are numbered as they are made.
    try (Stream<Path> files = Files.list(directory.resolve("alpha/data/content"))) {
      return files.min(Comparator.comparingInt((Path file) -> file.getFileName().toString().length())
          .thenComparing(Comparator.naturalOrder())).orElseThrow();
    }
  }

  private static void keptOctets(TestMta alpha, int octets) {
    await().atMost(SOON).until(() -> alpha.mta.quarantine().size() == 1);
    assertThat(alpha.mta.quarantine().getFirst().octets()).isEqualTo(octets);
    await().atMost(SOON).until(() -> alpha.mta.status().queued() == MESSAGES - 1);
  }

  /** A disk that answers a moment later costs no content. */
  @Test
  void aContentThatCannotBeReadForAMomentIsKeptWhole() throws Exception {
    Path content = damagedWithContentElsewhere();
    Path elsewhere = directory.resolve("elsewhere");
    try (TestMta alpha = quick()) {
      alpha.onEvent = event -> {
        if (event.id() == EventId.UNEXPECTED_ERROR) {
          move(elsewhere, content);
        }
      };
      move(content, elsewhere);
      long entry = alpha.mta.queue().getFirst().id();
      assertThatThrownBy(() -> alpha.mta.returnToOriginator(entry)).isInstanceOf(RequestException.class)
          .hasMessageContaining("waits as before");
      keptOctets(alpha, 5 + 100_000);
    }
  }

  /** And one that never answers holds nothing up. */
  @Test
  void ofAContentThatCannotBeReadAtAllTheRestIsKept() throws Exception {
    Path content = damagedWithContentElsewhere();
    try (TestMta alpha = quick()) {
      move(content, directory.resolve("elsewhere"));
      long entry = alpha.mta.queue().getFirst().id();
      assertThatThrownBy(() -> alpha.mta.returnToOriginator(entry)).isInstanceOf(RequestException.class);
      keptOctets(alpha, 5);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Q159192: one that waits for the members of its list; the other goes on waiting, and nothing goes round. */
  @Test
  void aDamagedMessageThatWaitsForItsListGoesToTheQuarantine() throws Exception {
    String toml = new TestConfig("ALPHA", 0).mailbox("Anna").toml() + """

        [[directory]]
        name = "people"
        url = "ldap://192.0.2.1"
        [[list]]
        name = "staff"
        address = "C=XX;A=TEST;P=ALPHA;S=Staff"
        members-ldap = { directory = "people", base = "dc=example" }
        """;
    Path home = directory.resolve("alpha");
    try (TestMta alpha = new TestMta(home, toml)) {
      alpha.submit("anna", TestConfig.address("ALPHA", "Staff"), "will be damaged");
      alpha.submit("anna", TestConfig.address("ALPHA", "Staff"), "stays whole");
      await().atMost(SOON).until(() -> alpha.mta.queue().size() == 2);
    }
    try (
        Connection connection = DriverManager
            .getConnection("jdbc:sqlite:" + home.resolve("data/angarium.db"));
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE messages SET envelope = x'3003010203'"
          + " WHERE id = (SELECT min(message) FROM queue)")).isEqualTo(1);
      // The next attempt is due: nobody waits for it.
      assertThat(statement.executeUpdate("UPDATE queue SET not_before = 0")).isEqualTo(2);
    }
    try (TestMta alpha = new TestMta(home, toml)) {
      await().atMost(SOON).until(() -> alpha.mta.quarantine().size() == 1);
      await().atMost(SOON).until(() -> alpha.mta.queue().size() == 1);
      await().atMost(SOON).until(() -> alpha.count(EventId.LIST_LOOKUP_FAILED) >= 1);
      assertThat(alpha.count(EventId.STORED_COPY_DAMAGED)).isEqualTo(1);
      assertThat(alpha.count(EventId.UNEXPECTED_ERROR)).isZero();
    }
  }

  /** Q177886: a content over the limit, from many at the same time, is refused and leaves nothing behind. */
  @Test
  void submissionsOverTheLimitHaveNoSideEffects() throws Exception {
    try (
        TestMta alpha = new TestMta(directory.resolve("alpha"),
            new TestConfig("ALPHA", 0).root("maximum-message-size", 100_000).mailbox("Anna").mailbox("Abel")
                .toml());
        ExecutorService users = Executors.newFixedThreadPool(20)) {
      Callable<Void> tooLong = () -> {
        assertThatThrownBy(() -> alpha.submit("anna", TestConfig.address("ALPHA", "Abel"),
            new byte[100_001], Priority.NORMAL, false)).isInstanceOf(RequestException.class)
            .hasMessageContaining("100000");
        return null;
      };
      List<Callable<Void>> hundred = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        hundred.add(tooLong);
      }
      for (var refused : users.invokeAll(hundred)) {
        refused.get();
      }
      alpha.submit("anna", TestConfig.address("ALPHA", "Abel"), new byte[100_000], Priority.NORMAL, false);
      assertThat(alpha.mailbox("abel")).hasSize(1);
      assertThat(alpha.mta.queue()).isEmpty();
      await().atMost(SOON).until(() -> contents() == 1);
      assertThat(alpha.count(EventId.STORE_FAILED) + alpha.count(EventId.UNEXPECTED_ERROR)).isZero();
    }
  }

  private long contents() {
    try (Stream<Path> files = Files.list(directory.resolve("alpha/data/content"))) {
      return files.count();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
