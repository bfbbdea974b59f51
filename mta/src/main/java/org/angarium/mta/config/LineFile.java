package org.angarium.mta.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A text file with one thing a line, which the configuration names. Blank lines and those beginning with # do not count. */
final class LineFile {
  private static final int LARGEST = 64 << 20;

  private LineFile() {}

  /** Takes the lines. */
  interface Lines {
    /** @param number from 1, as editors count */
    void line(int number, String text);
  }

  /** Hands out every line that counts, without the spaces around it; notes what keeps the file from being read. */
  static void read(Section section, Key key, Path file, Lines lines) {
    try {
      if (Files.size(file) > LARGEST) {
        section.refuse(key, "the file is larger than " + OctetText.format(LARGEST) + " octets");
        return;
      }
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          number++;
          String text = line.strip();
          if (!text.isEmpty() && text.charAt(0) != '#') {
            lines.line(number, text);
          }
        }
      }
    } catch (NoSuchFileException e) {
      section.refuse(key, "the file does not exist");
    } catch (CharacterCodingException e) {
      section.refuse(key, "the file is not UTF-8 text");
    } catch (IOException e) {
      section.refuse(key, "the file cannot be read: " + e);
    }
  }
}
