package org.angarium.mta.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Repairs what an inspection has found. Before the first change the database is copied, and every row that is taken out is written to a
 * file beside that copy first: nothing is lost by a repair that was there before it.
 */
final class StoreRepair {
  static final String LARGEST_IDENTIFIER = "SELECT max(coalesce((SELECT max(id) FROM messages), 0),"
      + " coalesce((SELECT max(id) FROM queue), 0), coalesce((SELECT max(id) FROM deliveries), 0))";
  /** The copy needs room, and so does what is written while it is made. */
  private static final long ROOM_TO_SPARE = 16L << 20;

  private final StoreDirectory directory;
  private final Connection connection;
  private final KeptObjects kept;

  private StoreRepair(StoreDirectory directory, Connection connection, KeptObjects kept) {
    this.directory = directory;
    this.connection = connection;
    this.kept = kept;
  }

  /** Copies the database as it is. @throws StoreException if there is no room for that */
  static StoreRepair begin(StoreDirectory directory, Connection connection, Instant at)
      throws SQLException, IOException {
    long octets = Files.size(directory.database());
    long free = DiskStep.REAL.free(directory.root());
    if (free < octets + ROOM_TO_SPARE) {
      throw new StoreException("Nothing was repaired: before that the database is copied, which takes "
          + octets + " octets, and the disk of " + directory.root() + " has " + free + " left.");
    }
    connection.rollback();
    connection.setAutoCommit(true);
    try (Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    connection.setAutoCommit(false);
    KeptObjects kept = KeptObjects.begin(directory.root(), at);
    kept.copy(directory.database(), "angarium.db");
    return new StoreRepair(directory, connection, kept);
  }

  Path folder() {
    return kept.folder();
  }

  /** Every one in one transaction: a crash leaves the store as it was before the repair. */
  void repair(List<StoreFinding> findings) throws SQLException, IOException {
    for (StoreFinding finding : findings) {
      switch (finding.kind()) {
        case INDEX_DAMAGED -> update("REINDEX");
        case IDENTIFIERS_WRONG -> {
          update("DELETE FROM identifiers");
          update("INSERT INTO identifiers (next_free) SELECT 1 + (" + LARGEST_IDENTIFIER + ")");
        }
        case ENTRY_WITHOUT_MESSAGE, ENTRY_DAMAGED -> takeOut("queue", finding.id());
        case ENTRY_MISCOUNTED -> recount(finding.id());
        case DELIVERY_WITHOUT_MESSAGE -> takeOut("deliveries", finding.id());
        case MESSAGE_DAMAGED, MESSAGE_WITHOUT_CONTENT, MESSAGE_WITHOUT_OWNER -> message(finding.id());
        case CONTENT_WITHOUT_MESSAGE -> takeOut("contents", finding.id());
        case QUARANTINE_DAMAGED -> takeOut("quarantine", finding.id());
        case TRACKING_DAMAGED -> takeOut("tracking", finding.id());
        case DATABASE_DAMAGED, FILE_LEFT_OVER, NOTE_LEFT_OVER -> throw new IllegalArgumentException(
            "nothing can be done about " + finding);
      }
    }
    kept.synchronise();
    connection.commit();
  }

  /** Writes down what was found and ends the repair. */
  void end(List<StoreFinding> found) throws IOException {
    kept.write("findings.txt", String.join("\n", found.stream()
        .map(finding -> finding.kind() + "\t" + finding.object() + "\t" + text(finding.mtsId()) + "\t"
            + text(finding.queue()) + "\t" + finding.what())
        .toList()) + "\n");
    kept.synchronise();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private void message(long id) throws SQLException, IOException {
    try (PreparedStatement sql = connection
        .prepareStatement("SELECT content_file FROM messages WHERE id = ?")) {
      sql.setLong(1, id);
      try (ResultSet row = sql.executeQuery()) {
        if (row.next() && row.getString(1) != null) {
          Path content = directory.content().resolve(row.getString(1));
          if (Files.isRegularFile(content)) {
            kept.link(content);
          }
        }
      }
    }
    takeOut("queue", "message", id);
    takeOut("deliveries", "message", id);
    takeOut("messages", id);
  }

  private void recount(long entry) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement("UPDATE queue SET rank = min(max(rank, 0), 2),"
        + " octets = (SELECT CASE kind WHEN 'MESSAGE' THEN content_octets ELSE 0 END FROM messages"
        + " WHERE id = queue.message) WHERE id = ?")) {
      sql.setLong(1, entry);
      sql.executeUpdate();
    }
  }

  private void takeOut(String table, long id) throws SQLException, IOException {
    takeOut(table, "id", id);
  }

  private void takeOut(String table, String column, long id) throws SQLException, IOException {
    try (PreparedStatement sql = connection
        .prepareStatement("SELECT * FROM " + table + " WHERE " + column + " = ?")) {
      sql.setLong(1, id);
      try (ResultSet rows = sql.executeQuery()) {
        while (rows.next()) {
          kept.row(table, rows);
        }
      }
    }
    try (PreparedStatement sql = connection
        .prepareStatement("DELETE FROM " + table + " WHERE " + column + " = ?")) {
      sql.setLong(1, id);
      sql.executeUpdate();
    }
  }

  private void update(String statement) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.executeUpdate(statement);
    }
  }
}
