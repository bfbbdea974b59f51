package org.angarium.x400.p1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;

/** Octets kept in hexadecimal beside the tests; each file's first line tells where they come from. */
final class Recorded {
  static final String[] PP_MESSAGES = {"pp-1988-normal-short-ipm-message", "pp-1988-x410mode-short-message",
      "pp-1984-short-message"};

  private Recorded() {}

  static byte[] octets(String name) {
    try (InputStream in = Recorded.class.getResourceAsStream(name + ".hex")) {
      StringBuilder hex = new StringBuilder();
      new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII).lines()
          .filter(line -> !line.startsWith("#")).forEach(hex::append);
      return HexFormat.of().parseHex(hex);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
