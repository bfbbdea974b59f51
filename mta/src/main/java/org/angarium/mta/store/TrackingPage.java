package org.angarium.mta.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.angarium.mta.tracking.TrackingKeys;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingText;

/**
 * Tracking records written out, on their way to a row.
 *
 * @param lines UTF-8
 * @param keys four octets each
 */
record TrackingPage(long firstAt, long lastAt, byte[] lines, byte[] keys) {
  private static final int LINE_OCTETS = 300;

  static TrackingPage of(List<TrackingRecord> records) {
    StringBuilder lines = new StringBuilder(records.size() * LINE_OCTETS);
    KeyOctets keys = new KeyOctets();
    long firstAt = Long.MAX_VALUE;
    long lastAt = Long.MIN_VALUE;
    for (TrackingRecord record : records) {
      TrackingText.write(record, lines);
      TrackingKeys.of(record, keys::add);
      long at = Times.toMilliseconds(record.at());
      firstAt = Math.min(firstAt, at);
      lastAt = Math.max(lastAt, at);
    }
    return new TrackingPage(firstAt, lastAt, lines.toString().getBytes(StandardCharsets.UTF_8),
        keys.toByteArray());
  }

  /** One page of several, none of them empty. */
  static TrackingPage together(List<TrackingPage> pages) {
    if (pages.size() == 1) {
      return pages.getFirst();
    }
    ByteBuffer lines = ByteBuffer.allocate(pages.stream().mapToInt(page -> page.lines.length).sum());
    ByteBuffer keys = ByteBuffer.allocate(pages.stream().mapToInt(page -> page.keys.length).sum());
    long firstAt = Long.MAX_VALUE;
    long lastAt = Long.MIN_VALUE;
    for (TrackingPage page : pages) {
      lines.put(page.lines);
      keys.put(page.keys);
      firstAt = Math.min(firstAt, page.firstAt);
      lastAt = Math.max(lastAt, page.lastAt);
    }
    return new TrackingPage(firstAt, lastAt, lines.array(), keys.array());
  }

  static boolean holds(byte[] keys, int key) {
    for (int i = 0; i + Integer.BYTES <= keys.length; i += Integer.BYTES) {
      if (keys[i + 3] == (byte) key && keys[i + 2] == (byte) (key >> 8) && keys[i + 1] == (byte) (key >> 16)
          && keys[i] == (byte) (key >> 24)) {
        return true;
      }
    }
    return false;
  }

  /** Keys as octets. */
  private static final class KeyOctets {
    private byte[] octets = new byte[64];
    private int length;

    void add(int key) {
      if (length == octets.length) {
        octets = Arrays.copyOf(octets, 2 * length);
      }
      octets[length++] = (byte) (key >> 24);
      octets[length++] = (byte) (key >> 16);
      octets[length++] = (byte) (key >> 8);
      octets[length++] = (byte) key;
    }

    byte[] toByteArray() {
      return Arrays.copyOf(octets, length);
    }
  }
}
