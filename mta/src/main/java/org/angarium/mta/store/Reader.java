package org.angarium.mta.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.angarium.mta.store.ReadConnections.Binding;
import org.angarium.mta.store.ReadConnections.Extraction;

/** What can be asked of the database. */
final class Reader {
  private static final Binding NOTHING = sql -> {};
  private static final String DELIVERY = "SELECT d.id, d.mailbox, d.message, m.kind, m.mts_id, d.recipient,"
      + " m.content_octets, d.delivered_at FROM deliveries d JOIN messages m ON m.id = d.message ";

  private final ReadConnections connections;
  private final ContentFiles files;

  Reader(ReadConnections connections, ContentFiles files) {
    this.connections = connections;
    this.files = files;
  }

  Optional<StoredMessage> message(long id) {
    return connections
        .query("SELECT kind, mts_id, arrival, content_octets, content_file, content_offset, envelope,"
            + " coalesce(content, (SELECT octets FROM contents WHERE id = shared_content)), came_from"
            + " FROM messages WHERE id = ?", sql -> sql.setLong(1, id), rows -> {
              if (!rows.next()) {
                return Optional.empty();
              }
              String file = rows.getString(5);
              byte[] inline = rows.getBytes(8);
              StoredMessage.Content content = file == null
                  ? new MemoryContent(inline == null ? new byte[0] : inline)
                  : new FileContent(id, files.contentPath(file), rows.getLong(6), rows.getLong(4));
              return Optional.of(new StoredMessage(id, ApduKind.valueOf(rows.getString(1)), rows.getString(2),
                  rows.getBytes(7), content, Times.fromMilliseconds(rows.getLong(3)), rows.getString(9)));
            });
  }

  List<QueueEntry> entries() {
    return connections
        .query("SELECT q.id, q.message, m.kind, m.mts_id, q.connector, q.rank, q.octets, q.recipients,"
            + " q.arrival, q.expiry, q.attempts, q.not_before FROM queue q JOIN messages m ON m.id = q.message"
            + " ORDER BY q.id", NOTHING, each(Reader::entry));
  }

  private static QueueEntry entry(ResultSet row) throws SQLException {
    long notBefore = row.getLong(12);
    boolean atOnce = row.wasNull();
    return new QueueEntry(row.getLong(1), row.getLong(2), ApduKind.valueOf(row.getString(3)),
        row.getString(4),
        row.getString(5), row.getInt(6), row.getLong(7), recipients(row.getString(8)),
        Times.fromMilliseconds(row.getLong(9)), Times.fromMilliseconds(row.getLong(10)), row.getInt(11),
        atOnce ? Instant.MIN : Times.fromMilliseconds(notBefore));
  }

  private static List<Integer> recipients(String positions) {
    return positions.isEmpty()
        ? List.of()
        : Arrays.stream(positions.split(",", -1)).map(Integer::valueOf).toList();
  }

  List<DeliveredMessage> mailbox(String mailbox) {
    return connections.query(DELIVERY + "WHERE d.mailbox = ? ORDER BY d.delivered_at, d.id",
        sql -> sql.setString(1, mailbox), each(Reader::delivery));
  }

  Optional<DeliveredMessage> delivery(long id) {
    return connections.query(DELIVERY + "WHERE d.id = ?", sql -> sql.setLong(1, id), each(Reader::delivery))
        .stream().findFirst();
  }

  private static DeliveredMessage delivery(ResultSet row) throws SQLException {
    return new DeliveredMessage(row.getLong(1), row.getString(2), row.getLong(3),
        ApduKind.valueOf(row.getString(4)),
        row.getString(5), row.getInt(6), row.getLong(7), Times.fromMilliseconds(row.getLong(8)));
  }

  List<QuarantinedApdu> quarantine() {
    return connections.query("SELECT id, received_from, reason, file, octets, times, first_at FROM quarantine"
        + " ORDER BY id", NOTHING,
        each(row -> new QuarantinedApdu(row.getLong(1), row.getString(2), row.getString(3), row.getString(4),
            row.getLong(5), row.getInt(6), Times.fromMilliseconds(row.getLong(7)))));
  }

  long nextFreeIdentifier() {
    return connections.query("SELECT next_free FROM identifiers", NOTHING, rows -> {
      if (!rows.next()) {
        throw new StoreException("The table identifiers is empty: the database has been tampered with");
      }
      return rows.getLong(1);
    });
  }

  /** The newest row that is too old or beyond the size; 0 if there is none. */
  long lastTrackingToForget(Instant before, long octets) {
    long old = connections.query("SELECT coalesce(max(id), 0) FROM tracking WHERE last_at < ?",
        sql -> sql.setLong(1, Times.toMilliseconds(before)), Reader::number);
    long beyond = connections.query("SELECT coalesce(max(id), 0) FROM (SELECT id, sum(octets) OVER"
        + " (ORDER BY id DESC) AS held FROM tracking INDEXED BY tracking_by_time) WHERE held > ?",
        sql -> sql.setLong(1, octets), Reader::number);
    return Math.max(old, beyond);
  }

  private static long number(ResultSet row) throws SQLException {
    row.next();
    return row.getLong(1);
  }

  boolean isSeen(String duplicateKey) {
    return exists("SELECT 1 FROM seen WHERE duplicate_key = ?", duplicateKey);
  }

  boolean namesContentFile(String file) {
    return exists("SELECT 1 FROM messages WHERE content_file = ? LIMIT 1", file);
  }

  boolean namesQuarantineFile(String file) {
    return exists("SELECT 1 FROM quarantine WHERE file = ?", file);
  }

  private boolean exists(String query, String key) {
    return connections.query(query, sql -> sql.setString(1, key), ResultSet::next);
  }

  private static <T> Extraction<List<T>> each(Extraction<T> row) {
    return rows -> {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(row.from(rows));
      }
      return all;
    };
  }
}
