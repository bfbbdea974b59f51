package org.angarium.mta.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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

  private final ContentFiles files;

  Notes(ContentFiles files) {
    this.files = files;
  }

  void note(long entry, String text) {
    byte[] line = (checksum(text) + " " + text + "\n").getBytes(StandardCharsets.UTF_8);
    try (RandomAccessFile file = files.create(ContentFiles.noteName(entry))) {
      files.write(file, 0, line, line.length);
    } catch (IOException e) {
      LOG.debug("The note of entry {} cannot be written: {}", entry, e.toString());
    }
  }

  void forget(long entry) {
    files.removeContent(ContentFiles.noteName(entry));
  }

  /** What is damaged is left out and removed. */
  Map<Long, String> all() {
    Map<Long, String> notes = new HashMap<>();
    for (Path path : files.notes()) {
      String text = read(path);
      String name = path.getFileName().toString();
      if (text == null) {
        files.removeContent(name);
      } else {
        notes.put(Long.valueOf(name.substring(0, name.indexOf('.'))), text);
      }
    }
    return notes;
  }

  private static @Nullable String read(Path path) {
    try {
      String octets = Files.readString(path);
      int end = octets.indexOf('\n');
      int space = octets.indexOf(' ');
      if (space < 0 || end < space) {
        return null;
      }
      String text = octets.substring(space + 1, end);
      return checksum(text).equals(octets.substring(0, space)) ? text : null;
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", path, e.toString());
      return null;
    }
  }

  private static String checksum(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }
}
