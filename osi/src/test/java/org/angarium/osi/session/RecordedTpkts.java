package org.angarium.osi.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The TPKTs of a P1 dialogue, one a line in tpkts.list: number, direction, name, octets. */
public record RecordedTpkts(String name, byte[] tpkt) {
  public static List<RecordedTpkts> all() {
    try (InputStream in = Objects.requireNonNull(RecordedTpkts.class.getResourceAsStream("tpkts.list"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(RecordedTpkts::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordedTpkts parse(String line) {
    int colon = line.lastIndexOf(": ");
    return new RecordedTpkts(line.substring(0, colon).strip(),
        HexFormat.of().parseHex(line.substring(colon + 2).strip()));
  }

  /** What stands in the TPKT. */
  public byte[] tpdu() {
    return java.util.Arrays.copyOfRange(tpkt, 4, tpkt.length);
  }

  @Override
  public String toString() {
    return name;
  }
}
