package org.angarium.mta.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The TPKTs of a dialogue that two foreign MTAs had; the first lines of its file tell where it comes from. */
record Recorded(boolean byInitiator, byte[] tpkt) {
  static final String IPM_1988 = "p1-1988-normal-short-ipm";

  static List<Recorded> dialogue(String name) {
    try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(name + ".hex"), name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> new Recorded(line.startsWith("O"), HexFormat.of().parseHex(line.substring(2))))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
