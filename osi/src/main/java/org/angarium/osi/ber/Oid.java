package org.angarium.osi.ber;

import java.util.Arrays;

/** An object identifier (X.690 §8.19), compared by its encoding. Arcs must fit in 63 bits. */
public final class Oid {
  private final byte[] contents;
  private final String dotted;

  private Oid(byte[] contents, String dotted) {
    this.contents = contents;
    this.dotted = dotted;
  }

  /**
   * @param dotted for example {@code "2.6.0.1.6"}
   * @throws IllegalArgumentException if the text is not an object identifier
   */
  public static Oid of(String dotted) {
    String[] parts = dotted.split("\\.", -1);
    if (parts.length < 2) {
      throw new IllegalArgumentException("an object identifier needs at least two arcs: " + dotted);
    }
    long first = arc(parts[0], dotted);
    long second = arc(parts[1], dotted);
    if (first > 2 || first < 2 && second > 39) {
      throw new IllegalArgumentException("not an object identifier: " + dotted);
    }
    byte[] out = new byte[parts.length * 10];
    int at = append(out, 0, first * 40 + second);
    for (int i = 2; i < parts.length; i++) {
      at = append(out, at, arc(parts[i], dotted));
    }
    return new Oid(Arrays.copyOf(out, at), dotted);
  }

  private static long arc(String text, String whole) {
    try {
      long value = Long.parseLong(text);
      if (value < 0 || value > Long.MAX_VALUE - 80) {
        throw new IllegalArgumentException("not an object identifier: " + whole);
      }
      return value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not an object identifier: " + whole, e);
    }
  }

  private static int append(byte[] out, int at, long value) {
    int groups = 1;
    for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
      groups++;
    }
    for (int i = groups - 1; i >= 0; i--) {
      out[at++] = (byte) (value >>> 7 * i & 0x7F | (i > 0 ? 0x80 : 0));
    }
    return at;
  }

  static Oid decode(byte[] contents, int offset) throws BerException {
    if (contents.length == 0 || (contents[contents.length - 1] & 0x80) != 0) {
      throw new BerException("object identifier is empty or cut short", offset);
    }
    StringBuilder text = new StringBuilder();
    long value = 0;
    boolean first = true;
    boolean start = true;
    for (byte b : contents) {
      if (start && (b & 0xFF) == 0x80 || value >>> 56 != 0) {
        throw new BerException("object identifier has a padded or over-long arc", offset);
      }
      value = value << 7 | b & 0x7F;
      start = (b & 0x80) == 0;
      if (start) {
        if (first) {
          long top = Math.min(value / 40, 2);
          text.append(top).append('.').append(value - top * 40);
          first = false;
        } else {
          text.append('.').append(value);
        }
        value = 0;
      }
    }
    return new Oid(contents.clone(), text.toString());
  }

  byte[] contents() {
    return contents;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Oid that && Arrays.equals(contents, that.contents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(contents);
  }

  /** Dotted decimal. */
  @Override
  public String toString() {
    return dotted;
  }
}
