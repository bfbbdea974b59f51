package org.angarium.mta.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The marks of a spool, one line each in a file beside its octets: serial number, octets before it, CRC-32C of those, time. Neither file
 * is synchronised: what a process has written outlives it, and what a machine loses when it dies shows by the checksum.
 */
final class SpoolJournal implements AutoCloseable {
  private static final String HEADER = "angarium-spool 1 ";

  private final SpoolFile file;

  /** @param crc of all octets before it */
  record Mark(int serial, long octets, int crc, Instant at) {
    private String line() {
      return serial + " " + octets + " " + Integer.toHexString(crc) + " " + Times.toMilliseconds(at) + "\n";
    }
  }

  /**
   * What a journal says.
   *
   * @param length octets of it that say this
   */
  record Contents(String label, NavigableMap<Integer, Mark> marks, long length) {}

  private SpoolJournal(SpoolFile file) {
    this.file = file;
  }

  /** @param label no line break in it */
  static SpoolJournal create(SpoolFiles files, String name, String label) throws IOException {
    SpoolJournal journal = new SpoolJournal(files.open(name));
    journal.append(HEADER + label + "\n");
    return journal;
  }

  /** @param length where what can be read of it ends: a torn line behind that would spoil the next one */
  static SpoolJournal reopen(SpoolFiles files, String name, long length) throws IOException {
    SpoolFile file = files.open(name);
    file.truncate(length);
    return new SpoolJournal(file);
  }

  void mark(Mark mark) throws IOException {
    append(mark.line());
  }

  private void append(String line) throws IOException {
    byte[] octets = line.getBytes(StandardCharsets.UTF_8);
    file.write(file.length(), octets, octets.length);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Null if it is none or holds no mark; a line that was not written to its end, and what follows it, do not count. */
  static @Nullable Contents read(byte[] octets) {
    String[] lines = new String(octets, StandardCharsets.UTF_8).split("\n", -1);
    if (lines.length < 2 || !lines[0].startsWith(HEADER)) {
      return null;
    }
    NavigableMap<Integer, Mark> marks = new TreeMap<>();
    long length = octetsOf(lines[0]);
    for (int i = 1; i < lines.length - 1; i++) {
      Mark mark = parse(lines[i]);
      if (mark == null) {
        break;
      }
      // A transfer that went on at an earlier mark has numbered the later ones anew.
      marks.tailMap(mark.serial(), true).clear();
      marks.put(mark.serial(), mark);
      length += octetsOf(lines[i]);
    }
    return marks.isEmpty() ? null : new Contents(lines[0].substring(HEADER.length()), marks, length);
  }

  private static long octetsOf(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length + 1L;
  }

  private static @Nullable Mark parse(String line) {
    String[] fields = line.split(" ", -1);
    try {
      return fields.length == 4
          ? new Mark(Integer.parseInt(fields[0]), Long.parseLong(fields[1]),
              Integer.parseUnsignedInt(fields[2], 16), Times.fromMilliseconds(Long.parseLong(fields[3])))
          : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
