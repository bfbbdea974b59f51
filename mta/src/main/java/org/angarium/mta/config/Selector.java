package org.angarium.mta.config;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A transport, session or presentation selector: a few octets, often text. Written as text or as hexadecimal {@code 0x…}. */
public final class Selector {
  public static final Selector EMPTY = new Selector(new byte[0]);

  private final byte[] octets;

  private Selector(byte[] octets) {
    this.octets = octets;
  }

  public static Selector of(byte[] octets) {
    return new Selector(octets.clone());
  }

  /**
   * Reads {@code P1} as the two octets of this text, {@code 0x5031} as the same in hexadecimal.
   *
   * @throws IllegalArgumentException if a character is not printable ASCII or the hexadecimal is odd or none
   */
  public static Selector parse(String text) {
    if (text.startsWith("0x")) {
      return new Selector(HexFormat.of().parseHex(text, 2, text.length()));
    }
    if (!isPrintable(text.getBytes(StandardCharsets.UTF_8))) {
      throw new IllegalArgumentException("not printable ASCII");
    }
    return new Selector(text.getBytes(StandardCharsets.US_ASCII));
  }

  public byte[] octets() {
    return octets.clone();
  }

  public int length() {
    return octets.length;
  }

  public boolean isEmpty() { return octets.length == 0; }

  @Override
  public boolean equals(Object object) {
    return object instanceof Selector that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** As it may be written in the configuration. */
  @Override
  public String toString() {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    return isPrintable(octets) && !text.startsWith("0x") ? text : "0x" + HexFormat.of().formatHex(octets);
  }

  private static boolean isPrintable(byte[] octets) {
    for (byte octet : octets) {
      if (octet < ' ' || octet > '~') {
        return false;
      }
    }
    return true;
  }
}
