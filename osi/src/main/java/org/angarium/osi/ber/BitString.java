package org.angarium.osi.ber;

import java.util.Arrays;

/** A BIT STRING value; bit 0 is the first (most significant) one, as ASN.1 named bits count. Immutable. */
public final class BitString {
  public static final BitString EMPTY = new BitString(new byte[0], 0);
  private final byte[] octets;
  private final int size;

  private BitString(byte[] octets, int size) {
    this.octets = octets;
    this.size = size;
  }

  /**
   * @param size number of bits
   * @param set the bits that are one, each below size
   */
  public static BitString of(int size, int... set) {
    byte[] octets = new byte[(size + 7) / 8];
    for (int bit : set) {
      if (bit < 0 || bit >= size) {
        throw new IllegalArgumentException("bit " + bit + " is outside a bit string of " + size);
      }
      octets[bit / 8] |= (byte) (0x80 >>> bit % 8);
    }
    return new BitString(octets, size);
  }

  /** @param size number of bits used of the octets; unused bits are cleared */
  public static BitString ofOctets(byte[] octets, int size) {
    if (size < 0 || (size + 7) / 8 != octets.length) {
      throw new IllegalArgumentException(size + " bits do not fit " + octets.length + " octets");
    }
    byte[] copy = octets.clone();
    if (size % 8 != 0) {
      copy[copy.length - 1] &= (byte) (0xFF << 8 - size % 8);
    }
    return new BitString(copy, size);
  }

  /** Whether the bit is one; a bit beyond the end is zero, as named bits demand. */
  public boolean get(int bit) {
    return bit >= 0 && bit < size && (octets[bit / 8] & 0x80 >>> bit % 8) != 0;
  }

  /** This value with one bit changed, grown to hold it if need be. */
  public BitString with(int bit, boolean value) {
    int newSize = Math.max(size, bit + 1);
    byte[] copy = Arrays.copyOf(octets, (newSize + 7) / 8);
    if (value) {
      copy[bit / 8] |= (byte) (0x80 >>> bit % 8);
    } else {
      copy[bit / 8] &= (byte) ~(0x80 >>> bit % 8);
    }
    return new BitString(copy, newSize);
  }

  public int size() {
    return size;
  }

  /** Whether no bit is one. */
  public boolean isZero() {
    for (byte b : octets) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  public byte[] toOctets() {
    return octets.clone();
  }

  int unusedBits() {
    return octets.length * 8 - size;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BitString that && size == that.size && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return 31 * size + Arrays.hashCode(octets);
  }

  /** The bits as zeros and ones, first bit first. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(size);
    for (int i = 0; i < size; i++) {
      text.append(get(i) ? '1' : '0');
    }
    return text.toString();
  }
}
