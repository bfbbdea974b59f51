package org.angarium.mta.store;

import static org.angarium.mta.store.SampleMessages.NOON;
import static org.angarium.mta.store.SampleMessages.contentOf;
import static org.angarium.mta.store.SampleMessages.messageFor;
import static org.angarium.mta.store.SampleMessages.octets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.angarium.mta.store.MessageStore.Outcome;
import org.angarium.mta.store.NewMessage.SharedWith;
import org.angarium.mta.store.NewMessage.SpoolRegion;
import org.angarium.mta.store.StoreChange.Accept;
import org.angarium.mta.store.StoreChange.Quarantine;
import org.angarium.mta.store.StoreChange.Remove;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to the store in a directory: its files, its lock, its limits, its versions. */
class SqliteStoreTest {
  private static final int LARGE = 200_000;

  @TempDir
  Path directory;

  private static Outcome commit(MessageStore store, StoreChange... changes) {
    return store.commit(List.of(changes)).toCompletableFuture().join();
  }

  private static NewMessage accepted(MessageStore store, SampleMessages sample) {
    NewMessage message = sample.build();
    commit(store, new Accept(message));
    return message;
  }

  private static long entryOf(NewMessage message) {
    return message.entries().getFirst().id();
  }

  private List<String> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aLargeContentIsTheVeryFileItArrivedIn() throws IOException {
    try (MessageStore store = SqliteStore.open(directory)) {
      Spool spool = store.openSpool();
      spool.append(octets(1, LARGE));
      List<String> arrived = files("content");
      accepted(store, messageFor(store).content(new SpoolRegion(spool, 100, LARGE - 100)).entry("a"));
      assertThat(arrived).hasSize(1);
      assertThat(files("content")).isEqualTo(arrived);
    }
  }

  @Test
  @Timeout(60)
  void aContentMayBeLargerThanTheHeap() throws Exception {
    Process process = ChildProcess.start(BigContentRoundTrip.class, List.of("-Xmx24m"), directory.toString(),
        "1024");
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
        .startsWith("stored and read");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void theFileOfAContentGoesWithTheLastMessageThatSharesIt() throws IOException {
    NewMessage copy;
    try (MessageStore store = SqliteStore.open(directory)) {
      NewMessage original = accepted(store, messageFor(store).content(octets(1, LARGE)).entry("a"));
      copy = accepted(store, messageFor(store).content(new SharedWith(original.id(), LARGE)).entry("b"));
      commit(store, new Remove(entryOf(original)));
    }
    assertThat(files("content")).hasSize(1);
    try (MessageStore store = SqliteStore.open(directory)) {
      commit(store, new Remove(entryOf(copy)));
    }
    assertThat(files("content")).isEmpty();
  }

  @Test
  void aSmallContentIsStoredOnceHoweverManyMessagesShareIt() throws Exception {
    List<NewMessage> copies = new ArrayList<>();
    try (MessageStore store = SqliteStore.open(directory)) {
      NewMessage original = accepted(store, messageFor(store).content(octets(1, 500)).entry("list"));
      for (int i = 0; i < 3; i++) {
        copies.add(messageFor(store).content(new SharedWith(original.id(), 500)).entry("c" + i).build());
      }
      commit(store, new Accept(copies.get(0)), new Accept(copies.get(1)), new Accept(copies.get(2)),
          new Remove(entryOf(original)));
      assertThat(query("SELECT count(*), count(content), (SELECT count(*) FROM contents) FROM messages"))
          .isEqualTo("3|0|1");
      commit(store, new Remove(entryOf(copies.get(0))), new Remove(entryOf(copies.get(1))));
      assertThat(query("SELECT count(*) FROM contents")).isEqualTo("1");
      commit(store, new Remove(entryOf(copies.get(2))));
      assertThat(query("SELECT count(*) + (SELECT count(*) FROM contents) FROM messages")).isEqualTo("0");
    }
  }

  @Test
  void twoMessagesMadeFromOneSpoolShareItsFile() throws IOException {
    NewMessage second;
    try (MessageStore store = SqliteStore.open(directory)) {
      Spool spool = store.openSpool();
      spool.append(octets(1, 2 * LARGE));
      NewMessage first = messageFor(store).content(new SpoolRegion(spool, 0, LARGE)).entry("a").build();
      second = messageFor(store).content(new SpoolRegion(spool, LARGE, LARGE)).entry("b").build();
      commit(store, new Accept(first), new Accept(second));
      commit(store, new Remove(entryOf(first)));
    }
    assertThat(files("content")).hasSize(1);
    try (MessageStore store = SqliteStore.open(directory)) {
      assertThat(contentOf(store, second.id()))
          .isEqualTo(Arrays.copyOfRange(octets(1, 2 * LARGE), LARGE, 2 * LARGE));
    }
  }

  @Test
  void noSpoolLeavesAFileBehind() throws IOException {
    try (MessageStore store = SqliteStore.open(directory)) {
      try (Spool dropped = store.openSpool()) {
        dropped.append(octets(1, LARGE));
      }
      Spool shortContent = store.openSpool();
      shortContent.append(octets(2, LARGE));
      accepted(store, messageFor(store).content(new SpoolRegion(shortContent, LARGE - 10, 10)).entry("a"));
      accepted(store, messageFor(store).key("K").entry("a"));
      Spool duplicate = store.openSpool();
      duplicate.append(octets(3, LARGE));
      var outcome = store.commit(List.of(
          new Accept(
              messageFor(store).key("K").content(new SpoolRegion(duplicate, 0, LARGE)).entry("a").build())));
      duplicate.close();
      assertThat(outcome.toCompletableFuture().join()).isEqualTo(Outcome.DUPLICATE);
      commit(store, new Accept(messageFor(store).key("K").content(octets(4, LARGE)).entry("a").build()));
      Spool odd = store.openSpool();
      odd.append(octets(5, LARGE));
      commit(store, new Quarantine(odd, "south", "odd", NOON));
    }
    assertThat(files("content")).isEmpty();
    assertThat(files("quarantine")).hasSize(1);
  }

  @Test
  void aSpoolBelongsToOneCommitAtMost() throws IOException {
    try (MessageStore store = SqliteStore.open(directory)) {
      Spool spool = store.openSpool();
      spool.append(octets(1, LARGE));
      accepted(store, messageFor(store).content(new SpoolRegion(spool, 0, LARGE)).entry("a"));
      assertThatThrownBy(() -> commit(store,
          new Accept(messageFor(store).content(new SpoolRegion(spool, 0, LARGE)).entry("a").build())))
          .hasCauseInstanceOf(StoreException.class).hasMessageContaining("taken over");
      assertThatThrownBy(() -> spool.append(new byte[1])).isInstanceOf(IOException.class);
    }
  }

  @Test
  void quarantinedOctetsAreAFileAnOperatorCanTake() throws IOException {
    try (MessageStore store = SqliteStore.open(directory)) {
      for (int length : new int[]{10, LARGE}) {
        Spool spool = store.openSpool();
        spool.append(octets(6, length));
        commit(store, new Quarantine(spool, "south", "odd", NOON));
      }
      for (QuarantinedApdu apdu : store.quarantine()) {
        assertThat(Files.readAllBytes(directory.resolve("quarantine").resolve(apdu.file())))
            .isEqualTo(octets(6, (int) apdu.octets()));
      }
    }
  }

  @Test
  void atTheStartOnlyFilesOfTheStoreThatNoRowNamesAreRemoved() throws IOException {
    NewMessage message;
    try (MessageStore store = SqliteStore.open(directory)) {
      message = accepted(store, messageFor(store).content(octets(1, LARGE)).entry("a"));
      Spool odd = store.openSpool();
      odd.append(octets(5, LARGE));
      commit(store, new Quarantine(odd, "south", "odd", NOON));
    }
    Files.write(directory.resolve("content/999999.octets"), octets(1, 100));
    Files.write(directory.resolve("quarantine/abc.apdu"), octets(1, 100));
    Files.writeString(directory.resolve("content/notes.txt"), "an operator's");
    try (MessageStore store = SqliteStore.open(directory)) {
      assertThat(contentOf(store, message.id())).isEqualTo(octets(1, LARGE));
      assertThat(files("content")).hasSize(2).contains("notes.txt").doesNotContain("999999.octets");
      assertThat(files("quarantine")).containsExactly(store.quarantine().getFirst().file());
    }
  }

  /** Also of a copy that was given up while a transfer of it could have gone on. */
  @Test
  void aNoteGoesWithItsEntry() throws IOException {
    try (MessageStore store = SqliteStore.open(directory)) {
      NewMessage message = accepted(store, messageFor(store).entry("a").entry("b"));
      long first = message.entries().get(0).id();
      long second = message.entries().get(1).id();
      store.note(first, "to go on at 7");
      store.note(second, "to go on at 9");
      commit(store, new Remove(first));
      await().until(() -> store.notes().equals(Map.of(second, "to go on at 9")));
    }
    try (MessageStore store = SqliteStore.open(directory)) {
      Map<Long, String> kept = store.notes();
      assertThat(kept).hasSize(1);
      commit(store, new Remove(kept.keySet().iterator().next()));
      await().until(() -> store.notes().isEmpty());
    }
  }

  @Test
  void aContentThatIsGoneIsReportedByName() throws IOException {
    try (MessageStore store = SqliteStore.open(directory)) {
      NewMessage message = accepted(store, messageFor(store).content(octets(1, LARGE)).entry("a"));
      Path file = directory.resolve("content").resolve(files("content").getFirst());
      try (StoredMessage open = store.load(message.id()).orElseThrow();
          StoredMessage late = store.load(message.id()).orElseThrow()) {
        open.content().read(0, 1);
        Files.delete(file);
        assertThat(open.content().read(0, LARGE)).isEqualTo(octets(1, LARGE));
        assertThatThrownBy(() -> late.content().read(0, 1)).isInstanceOf(IOException.class)
            .hasMessageContaining("message " + message.id()).hasMessageContaining(file.toString());
        Files.write(file, new byte[10]);
        assertThatThrownBy(() -> late.content().read(0, 11)).isInstanceOf(IOException.class)
            .hasMessageContaining("damaged");
      }
    }
  }

  @Test
  void theDirectoryBelongsToOneStore() {
    try (MessageStore store = SqliteStore.open(directory)) {
      assertThatThrownBy(() -> SqliteStore.open(directory)).isInstanceOf(StoreException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("this process");
      assertThat(store.entries()).isEmpty();
    }
    SqliteStore.open(directory).close();
  }

  @Test
  void closingAgainDoesNothing() {
    MessageStore store = SqliteStore.open(directory);
    store.close();
    assertThatCode(store::close).doesNotThrowAnyException();
    assertThatThrownBy(store::nextId).isInstanceOf(StoreException.class);
    assertThatThrownBy(store::entries).isInstanceOf(StoreException.class);
  }

  @Test
  void aCleanStopSkipsNoIdentifierAndLeavesOneDatabaseFile() {
    long last;
    try (MessageStore store = SqliteStore.open(directory)) {
      last = store.nextId();
    }
    assertThat(directory.resolve("angarium.db-wal")).doesNotExist();
    try (MessageStore store = SqliteStore.open(directory)) {
      assertThat(store.nextId()).isEqualTo(last + 1);
    }
  }

  @Test
  void aDatabaseOfANewerVersionIsRefused() throws SQLException {
    SqliteStore.open(directory).close();
    execute("PRAGMA user_version = 99");
    assertThatThrownBy(() -> SqliteStore.open(directory)).isInstanceOf(StoreException.class)
        .hasMessageContaining("version 99").hasMessageContaining("angarium.db");
    execute("PRAGMA user_version = " + Schema.STEPS.size());
    SqliteStore.open(directory).close();
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.write(directory.resolve("angarium.db"), octets(1, 5000));
    assertThatThrownBy(() -> SqliteStore.open(directory)).isInstanceOf(StoreException.class)
        .hasMessageContaining(directory.toString());
  }

  @Test
  void contentsWithoutTheirDatabaseAreNotThrownAway() throws IOException {
    try (MessageStore store = SqliteStore.open(directory)) {
      accepted(store, messageFor(store).content(octets(1, LARGE)).entry("a"));
    }
    Files.move(directory.resolve("angarium.db"), directory.resolve("elsewhere"));
    assertThatThrownBy(() -> SqliteStore.open(directory)).isInstanceOf(StoreException.class)
        .hasMessageContaining("is missing");
    Files.move(directory.resolve("elsewhere"), directory.resolve("angarium.db"));
    try (MessageStore store = SqliteStore.open(directory)) {
      assertThat(store.entries()).hasSize(1);
    }
  }

  @Test
  void aFullDatabaseFailsTheCommitAndServesAgainWhenThereIsRoom() {
    StoreSettings small = new StoreSettings(64 * 1024, Duration.ZERO, 0, 1000, 1, 2_000_000, true);
    List<NewMessage> stored = new ArrayList<>();
    try (MessageStore store = SqliteStore.open(directory, small)) {
      CompletableFuture<Outcome> last;
      do {
        NewMessage next = messageFor(store).content(octets(stored.size(), 50_000)).entry("a").build();
        last = store.commit(List.of(new Accept(next))).toCompletableFuture().handle((outcome, failure) -> {
          if (failure == null) {
            stored.add(next);
            return outcome;
          }
          assertThat(failure).isInstanceOf(StoreException.class).hasMessageContaining("full");
          return null;
        });
      } while (last.join() != null);
      assertThat(stored.size()).isBetween(20, 40);
      for (int i = 0; i < 5; i++) {
        assertThat(commit(store, new Remove(entryOf(stored.removeFirst())))).isEqualTo(Outcome.DONE);
        stored.add(accepted(store, messageFor(store).content(octets(9, 50_000)).entry("a")));
      }
    }
    try (MessageStore store = SqliteStore.open(directory, small)) {
      assertThat(store.entries())
          .containsExactlyElementsOf(stored.stream().flatMap(m -> m.entries().stream()).toList());
    }
  }

  /** Two marks, LARGE octets apart. Answers its file, the store being closed. */
  private Path leftSpool() throws IOException {
    try (MessageStore store = SqliteStore.open(directory)) {
      Spool spool = store.openSpool();
      spool.keepAs("A 1");
      spool.append(octets(1, LARGE));
      spool.mark(1, NOON);
      spool.append(octets(2, LARGE));
      spool.mark(2, NOON);
      spool.leave();
    }
    return contentFiles().stream().filter(each -> each.toString().endsWith(".octets")).findFirst()
        .orElseThrow();
  }

  /** The machine died: the journal is on the disk, some of the octets are not. */
  @Test
  void aSpoolThatDidNotOutliveTheMachineWholeGoesOnAtNoMarkBehindTheDamage() throws IOException {
    Path file = leftSpool();
    byte[] torn = Files.readAllBytes(file);
    Arrays.fill(torn, LARGE + 4096, LARGE + 8192, (byte) 0);
    Files.write(file, torn);
    goesOnAtTheFirstMarkOnly();
  }

  @Test
  void aSpoolThatLostItsEndWithTheMachineGoesOnAtNoMarkBehindIt() throws IOException {
    Path file = leftSpool();
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), LARGE + 4096));
    goesOnAtTheFirstMarkOnly();
  }

  private void goesOnAtTheFirstMarkOnly() throws IOException {
    try (MessageStore store = SqliteStore.open(directory)) {
      Spool left = store.keptSpools().getFirst().spool();
      assertThatThrownBy(() -> left.append(new byte[1])).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> left.truncate(2L * LARGE)).isInstanceOf(IOException.class);
      left.truncate(LARGE);
      assertThat(left.read(0, LARGE)).isEqualTo(octets(1, LARGE));
      left.close();
    }
    assertThat(contentFiles()).isEmpty();
  }

  /** What lies on the disk after a crash, before anything was tidied up. */
  private Path asAfterACrash(MessageStore running) throws IOException {
    Path crashed = directory.resolveSibling(directory.getFileName() + "-crashed");
    Files.createDirectories(crashed.resolve("content"));
    for (Path folder : List.of(directory, directory.resolve("content"))) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, crashed.resolve(directory.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    assertThat(running.entries()).isNotEmpty();
    return crashed;
  }

  /** The index of the database's journal, and every index within the database: all of it follows from the rows themselves. */
  @Test
  void everyIndexCanBeLost() throws IOException, SQLException {
    Path crashed;
    try (MessageStore store = SqliteStore.open(directory)) {
      for (int i = 0; i < 10; i++) {
        accepted(store, messageFor(store).content(octets(i, i % 2 == 0 ? LARGE : 10)).entry("a"));
      }
      crashed = asAfterACrash(store);
    }
    assertThat(Files.deleteIfExists(crashed.resolve("angarium.db-shm"))).isTrue();
    try (MessageStore store = SqliteStore.open(crashed)) {
      assertThat(store.entries()).hasSize(10);
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + crashed.resolve("angarium.db"));
        Statement statement = connection.createStatement()) {
      List<String> indexes = new ArrayList<>();
      try (ResultSet rows = statement
          .executeQuery("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")) {
        while (rows.next()) {
          indexes.add(rows.getString(1));
        }
      }
      assertThat(indexes).isNotEmpty();
      for (String index : indexes) {
        statement.execute("DROP INDEX " + index);
      }
    }
    try (MessageStore store = SqliteStore.open(crashed)) {
      for (QueueEntry entry : store.entries()) {
        assertThat(contentOf(store, entry.message())).isNotEmpty();
      }
    }
  }

  /** Bits of the last pages written are flipped: their commit is as if it had not been, those before it are whole. */
  @Test
  void aDamagedTailOfTheJournalCostsOnlyWhatItHeld() throws IOException {
    Path crashed;
    try (MessageStore store = SqliteStore.open(directory)) {
      for (int i = 0; i < 10; i++) {
        accepted(store, messageFor(store).content(octets(i, 3000)).entry("a"));
      }
      crashed = asAfterACrash(store);
    }
    Path journal = crashed.resolve("angarium.db-wal");
    byte[] damaged = Files.readAllBytes(journal);
    for (int i = damaged.length - 100; i < damaged.length - 50; i++) {
      damaged[i] ^= 0x55;
    }
    Files.write(journal, damaged);
    Files.deleteIfExists(crashed.resolve("angarium.db-shm"));
    try (MessageStore store = SqliteStore.open(crashed)) {
      List<QueueEntry> left = store.entries();
      assertThat(left.size()).isBetween(9, 10);
      for (int i = 0; i < left.size(); i++) {
        assertThat(contentOf(store, left.get(i).message())).isEqualTo(octets(i, 3000));
      }
      accepted(store, messageFor(store).content(octets(77, 3000)).entry("a"));
      assertThat(store.entries()).hasSize(left.size() + 1);
    }
  }

  /** A file that cannot be deleted when its message has gone is only a file: the message does not come back with any start. */
  @Test
  void aFileThatCannotBeDeletedBringsNoMessageBack() throws IOException {
    NewMessage sent;
    try (MessageStore store = SqliteStore.open(directory)) {
      sent = accepted(store, messageFor(store).content(octets(1, LARGE)).entry("a"));
      // In the place of the file there is something that deleting a file does not remove.
      Path file = contentFiles().getFirst();
      Files.delete(file);
      Files.createDirectories(file.resolve("held by another program"));
      commit(store, new Remove(entryOf(sent)));
      assertThat(store.entries()).isEmpty();
    }
    for (int start = 0; start < 3; start++) {
      try (MessageStore store = SqliteStore.open(directory)) {
        assertThat(store.entries()).isEmpty();
        assertThat(store.load(sent.id())).isEmpty();
      }
    }
  }

  /** The last line of the journal was torn: what is written behind it must not be lost with it. */
  @Test
  void aSpoolThatGoesOnKeepsItsLaterMarksAlsoWhenItsJournalWasTorn() throws IOException {
    Path journal = Path.of(leftSpool().toString().replace(".octets", ".journal"));
    byte[] lines = Files.readAllBytes(journal);
    Files.write(journal, Arrays.copyOf(lines, lines.length - 5));
    try (MessageStore store = SqliteStore.open(directory)) {
      KeptSpool left = store.keptSpools().getFirst();
      assertThat(left.marks()).containsOnlyKeys(1);
      left.spool().truncate(LARGE);
      left.spool().append(octets(3, LARGE));
      left.spool().mark(2, NOON);
      left.spool().leave();
    }
    try (MessageStore store = SqliteStore.open(directory)) {
      KeptSpool left = store.keptSpools().getFirst();
      assertThat(left.marks()).containsOnlyKeys(1, 2);
      left.spool().truncate(2L * LARGE);
      assertThat(left.spool().read(LARGE, LARGE)).isEqualTo(octets(3, LARGE));
      left.spool().close();
    }
  }

  @Test
  void anOperatorReadsQueueAndMailboxesAsText() throws SQLException {
    try (MessageStore store = SqliteStore.open(directory)) {
      NewMessage message = accepted(store, messageFor(store).entry("south").delivery("jo"));
      assertThat(query("SELECT connector, priority, kind, mts_id, arrival, not_before FROM waiting"))
          .isEqualTo("south|normal|MESSAGE|" + message.mtsId() + "|2026-11-01T12:00:00.123Z|null");
      assertThat(query("SELECT mailbox, mts_id, delivered_at FROM mailboxes"))
          .isEqualTo("jo|" + message.mtsId() + "|2026-11-01T12:00:00.123Z");
    }
  }

  @Test
  void theSchemaGoesForwardStepByStepAndNotHalfAStep() throws SQLException {
    String database = directory.resolve("angarium.db").toString();
    List<String> bad = new ArrayList<>(Schema.STEPS);
    bad.add("CREATE TABLE more (id INTEGER);");
    int good = bad.size();
    bad.add("CREATE TABLE other (id INTEGER); CREATE TABLE more (id INTEGER);");
    SqliteStore.open(directory).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> Schema.bringUpToDate(connection, database, bad))
          .isInstanceOf(SQLException.class);
    }
    assertThat(query("PRAGMA user_version")).isEqualTo(String.valueOf(good));
    assertThat(query("SELECT count(*) FROM sqlite_schema WHERE name IN ('more', 'other')")).isEqualTo("1");
    assertThatThrownBy(() -> SqliteStore.open(directory)).isInstanceOf(StoreException.class);
  }

  private void execute(String sql) throws SQLException {
    try (
        Connection connection = DriverManager
            .getConnection("jdbc:sqlite:" + directory.resolve("angarium.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String query(String sql) throws SQLException {
    try (
        Connection connection = DriverManager
            .getConnection("jdbc:sqlite:" + directory.resolve("angarium.db"));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        columns.add(String.valueOf(row.getString(i)));
      }
      return String.join("|", columns);
    }
  }

  private List<Path> contentFiles() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("content"))) {
      return files.toList();
    }
  }
}
