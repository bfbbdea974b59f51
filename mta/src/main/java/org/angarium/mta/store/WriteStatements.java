package org.angarium.mta.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every statement that changes the database, prepared once on the writing connection. */
final class WriteStatements implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement lock;
  private final PreparedStatement see;
  private final PreparedStatement unsee;
  private final PreparedStatement addMessage;
  private final PreparedStatement addSharedContent;
  private final PreparedStatement shareContent;
  private final PreparedStatement addSharingMessage;
  private final PreparedStatement addEntry;
  private final PreparedStatement addDelivery;
  private final PreparedStatement removeEntry;
  private final PreparedStatement removeDelivery;
  private final PreparedStatement attempted;
  private final PreparedStatement reroute;
  private final PreparedStatement narrow;
  private final PreparedStatement removeUnusedMessage;
  private final PreparedStatement removeUnusedContent;
  private final PreparedStatement fileInUse;
  private final PreparedStatement quarantine;
  private final PreparedStatement forgetSeen;
  private final PreparedStatement reserve;
  private final PreparedStatement track;
  private final PreparedStatement forgetTracked;

  WriteStatements(Connection connection) throws SQLException {
    this.connection = connection;
    lock = connection.prepareStatement("DELETE FROM queue WHERE id = -1");
    see = connection
        .prepareStatement("INSERT INTO seen (duplicate_key, seen_at) VALUES (?, ?) ON CONFLICT DO NOTHING");
    unsee = connection.prepareStatement("DELETE FROM seen WHERE duplicate_key = ?");
    addMessage = connection.prepareStatement("INSERT INTO messages (id, kind, mts_id, arrival, envelope,"
        + " came_from, content_octets, content_file, content_offset, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    addSharedContent = connection.prepareStatement("INSERT INTO contents (id, octets)"
        + " SELECT id, content FROM messages WHERE id = ? AND content IS NOT NULL");
    shareContent = connection
        .prepareStatement("UPDATE messages SET content = NULL, shared_content = id WHERE id = ?");
    addSharingMessage = connection
        .prepareStatement("INSERT INTO messages (id, kind, mts_id, arrival, envelope,"
            + " came_from, content_octets, content_file, content_offset, shared_content)"
            + " SELECT ?, ?, ?, ?, ?, ?, content_octets, content_file, content_offset, shared_content"
            + " FROM messages WHERE id = ?");
    addEntry = connection
        .prepareStatement("INSERT INTO queue (id, message, connector, rank, octets, recipients,"
            + " arrival, expiry, attempts, not_before) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    addDelivery = connection.prepareStatement(
        "INSERT INTO deliveries (id, mailbox, message, recipient, delivered_at) VALUES (?, ?, ?, ?, ?)");
    removeEntry = connection.prepareStatement("DELETE FROM queue WHERE id = ? RETURNING message");
    removeDelivery = connection.prepareStatement("DELETE FROM deliveries WHERE id = ? RETURNING message");
    attempted = connection.prepareStatement("UPDATE queue SET attempts = ?, not_before = ? WHERE id = ?");
    reroute = connection.prepareStatement("UPDATE queue SET connector = ? WHERE id = ?");
    narrow = connection.prepareStatement("UPDATE queue SET recipients = ? WHERE id = ?");
    removeUnusedMessage = connection.prepareStatement("DELETE FROM messages WHERE id = ?1"
        + " AND NOT EXISTS (SELECT 1 FROM queue WHERE message = ?1)"
        + " AND NOT EXISTS (SELECT 1 FROM deliveries WHERE message = ?1) RETURNING content_file, shared_content");
    removeUnusedContent = connection.prepareStatement("DELETE FROM contents WHERE id = ?1"
        + " AND NOT EXISTS (SELECT 1 FROM messages WHERE shared_content = ?1)");
    fileInUse = connection.prepareStatement("SELECT 1 FROM messages WHERE content_file = ? LIMIT 1");
    quarantine = connection
        .prepareStatement("INSERT INTO quarantine (file, received_from, reason, octets, times, first_at)"
            + " VALUES (?, ?, ?, ?, 1, ?) ON CONFLICT (file) DO UPDATE SET times = times + 1");
    forgetSeen = connection.prepareStatement("DELETE FROM seen WHERE duplicate_key IN"
        + " (SELECT duplicate_key FROM seen WHERE seen_at < ? LIMIT ?)");
    reserve = connection.prepareStatement("UPDATE identifiers SET next_free = ?");
    track = connection.prepareStatement(
        "INSERT INTO tracking (first_at, last_at, octets, keys, records) VALUES (?, ?, ?, ?, ?)");
    forgetTracked = connection.prepareStatement("DELETE FROM tracking WHERE id <= ? AND id IN"
        + " (SELECT id FROM tracking ORDER BY id LIMIT ?)");
  }

  /** Waits for an operator's tool that is writing; after this only the disk can refuse a change. */
  void begin() throws SQLException {
    lock.executeUpdate();
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  /** @return false if the key was there already, and nothing is changed */
  boolean see(String duplicateKey, Instant at) throws SQLException {
    see.setString(1, duplicateKey);
    see.setLong(2, Times.toMilliseconds(at));
    return see.executeUpdate() == 1;
  }

  void unsee(String duplicateKey) throws SQLException {
    unsee.setString(1, duplicateKey);
    unsee.executeUpdate();
  }

  void add(NewMessage message, StoredContent content) throws SQLException {
    if (content instanceof StoredContent.OfMessage(long other)) {
      moveOut(other);
      setMessage(addSharingMessage, message);
      addSharingMessage.setLong(7, other);
      if (addSharingMessage.executeUpdate() != 1) {
        throw new StoreException("Message " + message.id() + " is to share the content of message " + other
            + ", which is not in the store");
      }
    } else {
      setMessage(addMessage, message);
      setContent(content);
      addMessage.executeUpdate();
    }
    for (QueueEntry entry : message.entries()) {
      add(entry);
    }
    for (NewMessage.Delivery delivery : message.deliveries()) {
      addDelivery.setLong(1, delivery.id());
      addDelivery.setString(2, delivery.mailbox());
      addDelivery.setLong(3, message.id());
      addDelivery.setInt(4, delivery.recipient());
      addDelivery.setLong(5, Times.toMilliseconds(delivery.deliveredAt()));
      addDelivery.executeUpdate();
    }
  }

  /** The content of a message that is in its row goes where others can share it. */
  private void moveOut(long message) throws SQLException {
    addSharedContent.setLong(1, message);
    if (addSharedContent.executeUpdate() == 1) {
      shareContent.setLong(1, message);
      shareContent.executeUpdate();
    }
  }

  private static void setMessage(PreparedStatement sql, NewMessage message) throws SQLException {
    sql.setLong(1, message.id());
    sql.setString(2, message.kind().name());
    sql.setString(3, message.mtsId());
    sql.setLong(4, Times.toMilliseconds(message.arrival()));
    sql.setBytes(5, message.envelope());
    sql.setString(6, message.cameFrom());
  }

  private void setContent(StoredContent content) throws SQLException {
    long length = 0;
    long offset = 0;
    String file = null;
    byte[] octets = null;
    switch (content) {
      case StoredContent.None() -> {
      }
      case StoredContent.Inline(byte[] inline) -> {
        octets = inline;
        length = inline.length;
      }
      case StoredContent.InFile(String name, long start, long count) -> {
        file = name;
        offset = start;
        length = count;
      }
      case StoredContent.OfMessage(long other) -> throw new IllegalArgumentException("content of " + other);
    }
    addMessage.setLong(7, length);
    addMessage.setString(8, file);
    addMessage.setLong(9, offset);
    addMessage.setBytes(10, octets);
  }

  private void add(QueueEntry entry) throws SQLException {
    addEntry.setLong(1, entry.id());
    addEntry.setLong(2, entry.message());
    addEntry.setString(3, entry.connector());
    addEntry.setInt(4, entry.rank());
    addEntry.setLong(5, entry.octets());
    addEntry.setString(6,
        positions(entry.recipients()));
    addEntry.setLong(7, Times.toMilliseconds(entry.arrival()));
    addEntry.setLong(8, Times.toMilliseconds(entry.expiry()));
    addEntry.setInt(9, entry.attempts());
    setNotBefore(addEntry, 10, entry.notBefore());
    addEntry.executeUpdate();
  }

  private static void setNotBefore(PreparedStatement sql, int index, Instant notBefore) throws SQLException {
    if (notBefore.equals(Instant.MIN)) {
      sql.setNull(index, Types.INTEGER);
    } else {
      sql.setLong(index, Times.toMilliseconds(notBefore));
    }
  }

  /** @return the message it belonged to, if it was there */
  OptionalLong removeEntry(long entry) throws SQLException {
    return removed(removeEntry, entry);
  }

  /** @return the message it referred to, if it was there */
  OptionalLong removeDelivery(long delivery) throws SQLException {
    return removed(removeDelivery, delivery);
  }

  private static OptionalLong removed(PreparedStatement sql, long id) throws SQLException {
    sql.setLong(1, id);
    try (ResultSet row = sql.executeQuery()) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }

  void attempted(long entry, int attempts, Instant notBefore) throws SQLException {
    attempted.setInt(1, attempts);
    setNotBefore(attempted, 2, notBefore);
    attempted.setLong(3, entry);
    attempted.executeUpdate();
  }

  void reroute(long entry, String connector) throws SQLException {
    reroute.setString(1, connector);
    reroute.setLong(2, entry);
    reroute.executeUpdate();
  }

  void narrow(long entry, List<Integer> recipients) throws SQLException {
    narrow.setString(1, positions(recipients));
    narrow.setLong(2, entry);
    narrow.executeUpdate();
  }

  private static String positions(List<Integer> recipients) {
    return recipients.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** What became of a message that may have lost its last entry or delivery. */
  record Removal(boolean gone, @Nullable String unusedFile) {
    static final Removal STAYS = new Removal(false, null);
  }

  Removal removeIfUnused(long message) throws SQLException {
    String file;
    long sharedContent;
    removeUnusedMessage.setLong(1, message);
    try (ResultSet row = removeUnusedMessage.executeQuery()) {
      if (!row.next()) {
        return Removal.STAYS;
      }
      file = row.getString(1);
      sharedContent = row.getLong(2);
    }
    if (sharedContent != 0) {
      removeUnusedContent.setLong(1, sharedContent);
      removeUnusedContent.executeUpdate();
    }
    return new Removal(true, file == null || isInUse(file) ? null : file);
  }

  private boolean isInUse(String file) throws SQLException {
    fileInUse.setString(1, file);
    try (ResultSet row = fileInUse.executeQuery()) {
      return row.next();
    }
  }

  void quarantine(String file, StoreChange.Quarantine apdu, long octets) throws SQLException {
    quarantine.setString(1, file);
    quarantine.setString(2, apdu.from());
    quarantine.setString(3, apdu.reason());
    quarantine.setLong(4, octets);
    quarantine.setLong(5, Times.toMilliseconds(apdu.at()));
    quarantine.executeUpdate();
  }

  /** @return how many keys were forgotten */
  int forgetSeenBefore(Instant time, int atMost) throws SQLException {
    forgetSeen.setLong(1, Times.toMilliseconds(time));
    forgetSeen.setInt(2, atMost);
    return forgetSeen.executeUpdate();
  }

  void track(TrackingPage page) throws SQLException {
    byte[] records = TrackingRows.deflated(page.lines());
    track.setLong(1, page.firstAt());
    track.setLong(2, page.lastAt());
    track.setLong(3, records.length + page.keys().length);
    track.setBytes(4, page.keys());
    track.setBytes(5, records);
    track.executeUpdate();
  }

  /** @return how many rows were forgotten */
  int forgetTrackedUpTo(long row, int atMost) throws SQLException {
    forgetTracked.setLong(1, row);
    forgetTracked.setInt(2, atMost);
    return forgetTracked.executeUpdate();
  }

  /** Identifiers below this one may have been given out. */
  void reserveBelow(long identifier) throws SQLException {
    reserve.setLong(1, identifier);
    reserve.executeUpdate();
  }

  /** Brings the write-ahead log into the database file. Nothing can be written after this. */
  void emptyLog() throws SQLException {
    connection.setAutoCommit(true);
    try (Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
