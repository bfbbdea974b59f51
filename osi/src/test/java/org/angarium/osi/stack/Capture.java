package org.angarium.osi.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** One TPKT of a recorded dialogue between two foreign MTAs. */
record Capture(boolean fromInitiator, byte[] tpkt) {
  static final List<String> NAMES = List.of("p1-1988-normal-short-ipm", "p1-1988-x410mode-short",
      "p1-1984-short");

  static List<Capture> read(String name) {
    try (InputStream in = Objects.requireNonNull(Capture.class.getResourceAsStream(name + ".hex"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> new Capture(line.startsWith("O"), HexFormat.of().parseHex(line.substring(2))))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<byte[]> ofInitiator(String name) {
    return read(name).stream().filter(Capture::fromInitiator).map(Capture::tpkt).toList();
  }

  static List<byte[]> ofResponder(String name) {
    return read(name).stream().filter(capture -> !capture.fromInitiator).map(Capture::tpkt).toList();
  }
}
