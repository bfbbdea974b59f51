package org.angarium.mta.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notes about entries, each in a small file that is written over: a checksum and one line. Nothing is synchronised, see
 * {@link MessageStore#note}.
 */
final class Notes {
  private static final Logger LOG = LoggerFactory.getLogger(Notes.class);

  private static final String SUFFIX = ".note";

  private final SpoolFiles files;
  /** Those about which something is noted; never too few. */
  private final Set<Long> noted = ConcurrentHashMap.newKeySet();

  Notes(SpoolFiles files) {
    this.files = files;
  }

  void note(long entry, String text) {
    noted.add(entry);
    byte[] line = (checksum(text) + " " + text + "\n").getBytes(StandardCharsets.UTF_8);
    try (SpoolFile file = files.open(entry + SUFFIX)) {
      file.write(0, line, line.length);
    } catch (IOException e) {
      LOG.debug("The note of entry {} cannot be written: {}", entry, e.toString());
    }
  }

  void forget(long entry) {
    noted.remove(entry);
    files.remove(entry + SUFFIX);
  }

  /** The entry is no longer there: whatever is noted about it is of no use. */
  void entryGone(long entry) {
    if (noted.contains(entry)) {
      forget(entry);
    }
  }

  /** What is damaged is left out and removed. */
  Map<Long, String> all() {
    Map<Long, String> notes = new HashMap<>();
    for (String name : files.names(SUFFIX)) {
      String text = read(name);
      if (text == null) {
        files.remove(name);
      } else {
        noted.add(entry(name));
        notes.put(entry(name), text);
      }
    }
    return notes;
  }

  /** Whether this is the name of a note. */
  static boolean isOne(String name) {
    return name.matches("\\d{1,18}\\" + SUFFIX);
  }

  /** The entry that a note of this name is about. */
  static long entry(String name) {
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  /** What stands in a note; null if it is damaged. */
  static @Nullable String text(String octets) {
    int end = octets.indexOf('\n');
    int space = octets.indexOf(' ');
    if (space < 0 || end < space) {
      return null;
    }
    String text = octets.substring(space + 1, end);
    return checksum(text).equals(octets.substring(0, space)) ? text : null;
  }

  private @Nullable String read(String name) {
    try {
      return text(new String(files.read(name), StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", name, e.toString());
      return null;
    }
  }

  private static String checksum(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }
}
