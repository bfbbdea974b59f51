package org.angarium.x400.address;

import java.util.Arrays;

/** Octets compared by value, kept for what is not understood. */
final class Octets {
  static final Octets EMPTY = new Octets(new byte[0]);
  private final byte[] value;

  Octets(byte[] value) {
    this.value = value;
  }

  byte[] value() {
    return value;
  }

  boolean isEmpty() { return value.length == 0; }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }
}
