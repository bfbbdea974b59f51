package org.angarium.mta.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.Deflater;
import java.util.zip.InflaterInputStream;
import org.angarium.mta.tracking.TrackingBlock;
import org.angarium.mta.tracking.TrackingBlocks;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingText;
import org.jspecify.annotations.Nullable;

/** The rows of message tracking as they are read, a few at a time: no read holds the database for long. */
final class TrackingRows implements TrackingBlocks {
  private static final int AT_ONCE = 256;
  private static final int CHUNK = 8 * 1024;

  private final ReadConnections connections;

  TrackingRows(ReadConnections connections) {
    this.connections = connections;
  }

  static byte[] deflated(byte[] lines) {
    try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, true)) {
      deflater.setInput(lines);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(lines.length / 2 + 16);
      byte[] chunk = new byte[CHUNK];
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
      return out.toByteArray();
    }
  }

  private static @Nullable String inflated(byte[] octets) {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(octets),
        new java.util.zip.Inflater(true))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return null;
    }
  }

  /** Whether records can be unpacked. */
  static boolean isReadable(byte[] records) {
    return inflated(records) != null;
  }

  @Override
  public void visit(@Nullable Instant from, @Nullable Instant until, Predicate<TrackingBlock> visitor) {
    long least = from == null ? Long.MIN_VALUE : Times.toMilliseconds(from);
    long beyond = until == null ? Long.MAX_VALUE : Times.toMilliseconds(until);
    long next = Long.MAX_VALUE;
    while (true) {
      List<Row> rows = rows(next, least, beyond);
      for (Row row : rows) {
        if (!visitor.test(row)) {
          return;
        }
      }
      if (rows.size() < AT_ONCE) {
        return;
      }
      next = rows.getLast().id;
    }
  }

  private List<Row> rows(long below, long least, long beyond) {
    return connections.query("SELECT id, keys FROM tracking WHERE id < ? AND last_at >= ? AND first_at < ?"
        + " ORDER BY id DESC LIMIT " + AT_ONCE, sql -> {
          sql.setLong(1, below);
          sql.setLong(2, least);
          sql.setLong(3, beyond);
        }, found -> {
          List<Row> rows = new ArrayList<>();
          while (found.next()) {
            rows.add(new Row(found.getLong(1), found.getBytes(2)));
          }
          return rows;
        });
  }

  private String lines(long id) {
    return connections.query("SELECT records FROM tracking WHERE id = ?", sql -> sql.setLong(1, id),
        TrackingRows::lines);
  }

  private static String lines(ResultSet row) throws SQLException {
    String lines = row.next() ? inflated(row.getBytes(1)) : "";
    return lines == null ? "" : lines; // a damaged row hides its own records only
  }

  private final class Row implements TrackingBlock {
    private final long id;
    private final byte[] keys;

    private Row(long id, byte[] keys) {
      this.id = id;
      this.keys = keys;
    }

    @Override
    public boolean mayHave(int key) {
      return TrackingPage.holds(keys, key);
    }

    @Override
    public List<TrackingRecord> records() {
      return TrackingText.read(lines(id));
    }
  }
}
