package org.angarium.mta.store;

import static org.angarium.mta.store.SampleMessages.contentOf;
import static org.angarium.mta.store.SampleMessages.messageFor;
import static org.angarium.mta.store.SampleMessages.octets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.angarium.mta.store.StoreChange.Accept;
import org.angarium.mta.store.StoreChange.Quarantine;
import org.angarium.mta.store.StoreChange.Remove;
import org.angarium.mta.store.StoreFinding.Kind;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.osi.ber.BerException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores that are really damaged: what is wrong is found, repaired in one run, and nothing is thrown away. */
class StoreCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  private static final int LARGE = 100_000;
  private static final int ENVELOPE = 600;
  private static final int RECIPIENTS = 9;
  private static final int ROUNDS = 30;
  /** Sample envelopes are octets that say nothing; a damaged one has another length. */
  private static final StoredEnvelopes ENVELOPES = (kind, envelope) -> {
    if (envelope.length != ENVELOPE) {
      throw new BerException("it is no sample", 0);
    }
    return kind == ApduKind.REPORT ? 0 : RECIPIENTS;
  };

  @TempDir
  Path directory;
  @TempDir
  Path rounds;
  private NewMessage small;
  private NewMessage large;
  private NewMessage shared;
  private NewMessage inMailbox;

  @BeforeEach
  void fill() throws IOException {
    try (MessageStore store = SqliteStore.open(directory)) {
      small = accept(store, messageFor(store).content(octets(1, 300)).entry("a").entry("b").key("k"));
      large = accept(store, messageFor(store).content(octets(2, LARGE)).entry("a"));
      NewMessage first = accept(store, messageFor(store).content(octets(3, 500)).entry("list"));
      shared = messageFor(store).content(new NewMessage.SharedWith(first.id(), 500)).entry("b").build();
      store.commit(List.of(new Accept(shared), new Remove(first.entries().getFirst().id())))
          .toCompletableFuture().join();
      inMailbox = accept(store, messageFor(store).content(octets(4, 200)).delivery("anna"));
      Spool spool = store.openSpool();
      spool.append(octets(5, 50));
      store.commit(List.of(new Quarantine(spool, "a", "no APDU", NOW),
          new StoreChange.Track(TrackingRecord.of(TrackingStep.CREATED, small.id(), "id").at(NOW))))
          .toCompletableFuture().join();
    }
  }

  private static NewMessage accept(MessageStore store, SampleMessages sample) {
    NewMessage message = sample.build();
    store.commit(List.of(new Accept(message))).toCompletableFuture().join();
    return message;
  }

  private StoreCheck.Report check() {
    return StoreCheck.check(directory, ENVELOPES);
  }

  private StoreCheck.Report repair() {
    return StoreCheck.repair(directory, ENVELOPES, NOW);
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(
        "angarium.db")); Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.executeUpdate(statement);
      }
    }
  }

  /** Every row of every table, in words. */
  private List<String> rows() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(
        "angarium.db")); Statement sql = connection.createStatement()) {
      for (String table : List.of("messages", "queue", "deliveries", "contents", "quarantine", "tracking",
          "seen", "identifiers")) {
        try (ResultSet all = sql.executeQuery("SELECT * FROM " + table)) {
          while (all.next()) {
            StringBuilder row = new StringBuilder(table);
            for (int i = 1; i <= all.getMetaData().getColumnCount(); i++) {
              Object value = all.getObject(i);
              row.append(' ')
                  .append(value instanceof byte[] octets ? Arrays.hashCode(octets) : value);
            }
            rows.add(row.toString());
          }
        }
      }
    }
    return rows;
  }

  @Test
  void aSoundStoreIsSaidToBeSoundAndNothingOfItChanges() throws Exception {
    List<String> before = rows();
    StoreCheck.Report report = check();
    assertThat(report.found()).isEmpty();
    assertThat(report.isSound()).isTrue();
    assertThat(report.counted()).containsEntry("messages", 4L).containsEntry("queue entries", 4L)
        .containsEntry("deliveries in mailboxes", 1L).containsEntry("quarantined APDUs", 1L)
        .containsEntry("duplicate keys", 1L).containsEntry("content files", 1L);
    assertThat(repair().kept()).as("nothing to keep").isNull();
    assertThat(rows()).isEqualTo(before);
    assertThat(directory.resolve("mtacheck")).doesNotExist();
  }

  /** Damages the store. */
  private interface Damage {
    void to(StoreCheckTest store) throws Exception;
  }

  private record Case(String name, Kind kind, Damage damage, String keptFile) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Damage bySql(Function<StoreCheckTest, String> statement) {
    return store -> store.sql(statement.apply(store));
  }

  static List<Case> cases() {
    return List.of(
        new Case("a message is gone that waits", Kind.ENTRY_WITHOUT_MESSAGE,
            bySql(store -> "DELETE FROM messages WHERE id = " + store.large.id()), "queue-"),
        new Case("a message is gone that lies in a mailbox", Kind.DELIVERY_WITHOUT_MESSAGE,
            bySql(store -> "DELETE FROM messages WHERE id = " + store.inMailbox.id()), "deliveries-"),
        new Case("an envelope is cut", Kind.MESSAGE_DAMAGED,
            bySql(store -> "UPDATE messages SET envelope = x'3103' WHERE id = " + store.small.id()),
            "messages-"),
        new Case("a kind that is none", Kind.MESSAGE_DAMAGED,
            bySql(store -> "UPDATE messages SET kind = 'LETTER' WHERE id = " + store.small.id()),
            "messages-"),
        new Case("a content file is gone", Kind.MESSAGE_WITHOUT_CONTENT,
            store -> Files.delete(store.contentFile()), "messages-"),
        new Case("a content file is cut", Kind.MESSAGE_WITHOUT_CONTENT, store -> {
          try (RandomAccessFile file = new RandomAccessFile(store.contentFile().toFile(), "rw")) {
            file.setLength(LARGE - 1);
          }
        }, ".octets"),
        new Case("a content in its row is gone", Kind.MESSAGE_WITHOUT_CONTENT,
            bySql(store -> "UPDATE messages SET content = NULL WHERE id = " + store.small.id()), "messages-"),
        new Case("a content in its row is cut", Kind.MESSAGE_WITHOUT_CONTENT,
            bySql(store -> "UPDATE messages SET content = x'01' WHERE id = " + store.small.id()),
            "messages-"),
        new Case("a shared content is gone", Kind.MESSAGE_WITHOUT_CONTENT,
            bySql(store -> "DELETE FROM contents"), "messages-"),
        new Case("a message waits nowhere", Kind.MESSAGE_WITHOUT_OWNER,
            bySql(store -> "DELETE FROM queue WHERE message = " + store.large.id()), ".octets"),
        new Case("a message lies in no mailbox", Kind.MESSAGE_WITHOUT_OWNER,
            bySql(store -> "DELETE FROM deliveries"), "messages-"),
        new Case("nobody shares a content", Kind.CONTENT_WITHOUT_MESSAGE,
            bySql(store -> "INSERT OR IGNORE INTO contents (id, octets) VALUES (1, x'010203')"), "contents-"),
        new Case("recipients that the message does not have", Kind.ENTRY_DAMAGED,
            bySql(store -> "UPDATE queue SET recipients = '0,9' WHERE message = " + store.large.id()),
            "queue-"),
        new Case("a recipient twice", Kind.ENTRY_DAMAGED,
            bySql(store -> "UPDATE queue SET recipients = '1,1' WHERE message = " + store.large.id()),
            "queue-"),
        new Case("no recipients", Kind.ENTRY_DAMAGED,
            bySql(store -> "UPDATE queue SET recipients = '' WHERE message = " + store.large.id()), "queue-"),
        new Case("a wrong size", Kind.ENTRY_MISCOUNTED,
            bySql(store -> "UPDATE queue SET octets = 7 WHERE message = " + store.large.id()), ""),
        new Case("a rank that is none", Kind.ENTRY_MISCOUNTED,
            bySql(store -> "UPDATE queue SET rank = 9 WHERE message = " + store.large.id()), ""),
        new Case("numbers that would be given again", Kind.IDENTIFIERS_WRONG,
            bySql(store -> "UPDATE identifiers SET next_free = 2"), ""),
        new Case("no number that is free", Kind.IDENTIFIERS_WRONG,
            bySql(store -> "DELETE FROM identifiers"), ""),
        new Case("quarantined octets are gone", Kind.QUARANTINE_DAMAGED, store -> {
          try (Stream<Path> files = Files.list(store.directory.resolve("quarantine"))) {
            Files.delete(files.findFirst().orElseThrow());
          }
        }, "quarantine-"),
        new Case("records of tracking are cut", Kind.TRACKING_DAMAGED,
            bySql(store -> "UPDATE tracking SET records = x'4b4c'"), "tracking-"),
        new Case("an index lacks a row", Kind.INDEX_DAMAGED, StoreCheckTest::leaveRowOutOfIndex, ""));
  }

  private Path contentFile() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("content"))) {
      return files.findFirst().orElseThrow();
    }
  }

  /** Hides the index while a row is changed. */
  private static void leaveRowOutOfIndex(StoreCheckTest store) throws SQLException {
    store.sql("CREATE TABLE hidden AS SELECT * FROM sqlite_schema WHERE name = 'queue_by_message'",
        "PRAGMA writable_schema = ON", "DELETE FROM sqlite_schema WHERE name = 'queue_by_message'");
    store.sql("UPDATE queue SET message = " + store.small.id() + " WHERE message = " + store.shared.id(),
        "UPDATE queue SET octets = 300 WHERE message = " + store.small.id(), "PRAGMA writable_schema = ON",
        "INSERT INTO sqlite_schema SELECT * FROM hidden", "PRAGMA writable_schema = OFF");
    store.sql("DROP TABLE hidden");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isFoundAndRepairedInOneRunAndNothingIsThrownAway(Case one) throws Exception {
    one.damage.to(this);
    List<String> damaged = rows();
    StoreCheck.Report found = check();
    assertThat(found.isSound()).isFalse();
    assertThat(found.found()).extracting(StoreFinding::kind).contains(one.kind);
    assertThat(rows()).as("a check changes nothing").isEqualTo(damaged);

    StoreCheck.Report repaired = repair();
    assertThat(repaired.isSound()).isTrue();
    assertThat(repaired.kept()).isNotNull();
    try (Stream<Path> kept = Files.list(repaired.kept())) {
      assertThat(kept.map(path -> path.getFileName().toString())).contains("angarium.db", "findings.txt")
          .anyMatch(name -> name.contains(one.keptFile));
    }
    assertThat(repaired.kept().resolve("findings.txt")).content().contains(one.kind.name());
    assertThat(check().found().stream().filter(finding -> finding.kind().isDamage())).isEmpty();
    assertUsable();
  }

  /** The MTA starts with it, and reads all there is. */
  private void assertUsable() throws IOException {
    try (SqliteStore store = SqliteStore.open(directory)) {
      for (QueueEntry entry : store.entries()) {
        try (StoredMessage message = store.load(entry.message()).orElseThrow()) {
          assertThat(message.content().read(0, Math.toIntExact(message.content().length()))).isNotNull();
        }
      }
      for (DeliveredMessage delivery : store.mailbox("anna")) {
        assertThat(contentOf(store, delivery.message())).hasSize(200);
      }
      assertThat(store.quarantine()).hasSizeLessThanOrEqualTo(1);
      accept(store, messageFor(store).content(octets(9, LARGE)).entry("a"));
    }
  }

  @Test
  void whatIsNotDamagedStaysAsItWas() throws Exception {
    sql("DELETE FROM messages WHERE id = " + large.id());
    repair();
    try (SqliteStore store = SqliteStore.open(directory)) {
      assertThat(store.entries()).extracting(QueueEntry::message).containsExactly(small.id(), small.id(),
          shared.id());
      assertThat(contentOf(store, small.id())).isEqualTo(octets(1, 300));
      assertThat(contentOf(store, shared.id())).isEqualTo(octets(3, 500));
      assertThat(store.isSeen("k")).isTrue();
    }
  }

  @Test
  void whatACrashLeavesIsSaidAndIsNoDamage() throws Exception {
    Files.write(directory.resolve("content").resolve("77.octets"), new byte[100]);
    Files.writeString(directory.resolve("content").resolve("999.note"), "damaged");
    StoreCheck.Report report = check();
    assertThat(report.isSound()).isTrue();
    assertThat(report.found()).extracting(StoreFinding::kind)
        .containsExactlyInAnyOrder(Kind.FILE_LEFT_OVER, Kind.NOTE_LEFT_OVER);
    assertThat(repair().kept()).isNull();
  }

  @Test
  void isRefusedWhileAnMtaRunsAndWhereNoStoreIs() throws Exception {
    try (SqliteStore running = SqliteStore.open(directory)) {
      assertThat(running.entries()).isNotEmpty();
      assertThatThrownBy(this::check).isInstanceOf(StoreException.class).hasMessageContaining("is in use by");
      assertThatThrownBy(this::repair).isInstanceOf(StoreException.class)
          .hasMessageContaining("is in use by");
    }
    Path none = directory.resolve("none");
    assertThatThrownBy(() -> StoreCheck.check(none, ENVELOPES)).isInstanceOf(StoreException.class)
        .hasMessageContaining("There is no store in");
    assertThat(none).doesNotExist();
    sql("PRAGMA user_version = 99");
    assertThatThrownBy(this::check).isInstanceOf(StoreException.class).hasMessageContaining("version 99");
  }

  @Test
  void ofADamagedDatabaseNothingIsTouched() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("angarium.db").toFile(), "rw")) {
      file.seek(3 * 8192L);
      file.write(octets(7, 8192));
    }
    byte[] before = Files.readAllBytes(directory.resolve("angarium.db"));
    assertThat(check().found()).extracting(StoreFinding::kind).contains(Kind.DATABASE_DAMAGED);
    StoreCheck.Report report = repair();
    assertThat(report.isSound()).isFalse();
    assertThat(report.kept()).isNull();
    assertThat(Files.readAllBytes(directory.resolve("angarium.db"))).isEqualTo(before);
  }

  /** Q161949, Q184481: whatever has happened, one run makes it sound. */
  @Test
  void storesThatAreDamagedAtRandomAreSoundAfterOneRun() throws Exception {
    Random random = new Random(161949);
    Path template = directory;
    List<Case> cases = cases();
    for (int round = 0; round < ROUNDS; round++) {
      directory = rounds.resolve("round");
      copy(template, directory);
      for (int i = 1 + random.nextInt(6); i > 0; i--) {
        try {
          cases.get(random.nextInt(cases.size() - 1)).damage.to(this);
        } catch (NoSuchElementException | NoSuchFileException e) {
          // what it damages is gone already
        }
      }
      assertThat(repair().isSound()).isTrue();
      assertThat(check().found().stream().filter(finding -> finding.kind().isDamage())).isEmpty();
      assertUsable();
      delete(directory);
    }
  }

  @Test
  void octetsThatAreChangedAtRandomNeverEndTheCheck() throws Exception {
    Random random = new Random(184481);
    Path template = directory;
    int damaged = 0;
    for (int round = 0; round < ROUNDS; round++) {
      directory = rounds.resolve("round");
      copy(template, directory);
      try (RandomAccessFile file = new RandomAccessFile(directory.resolve("angarium.db").toFile(), "rw")) {
        for (int i = 1 + random.nextInt(40); i > 0; i--) {
          file.seek(random.nextLong(file.length()));
          file.write(random.nextInt(256));
        }
      }
      try {
        damaged += repair().found().isEmpty() ? 0 : 1;
      } catch (StoreException versionChanged) {
        damaged++;
      }
      delete(directory);
    }
    assertThat(damaged).isGreaterThan(ROUNDS / 10);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
