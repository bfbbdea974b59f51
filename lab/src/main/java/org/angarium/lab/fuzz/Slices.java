package org.angarium.lab.fuzz;

import java.util.Arrays;

/** Hostile octets, taken piece by piece. When they are at an end, everything is 0 or empty. */
final class Slices {
  private static final int LONGEST = 8 << 10;

  private final byte[] octets;
  private int at;

  Slices(byte[] octets) {
    this.octets = octets;
  }

  boolean hasMore() {
    return at < octets.length;
  }

  /** 0…255. */
  int number() {
    return hasMore() ? octets[at++] & 0xFF : 0;
  }

  /** 0…65,535. */
  int longer() {
    return number() << 8 | number();
  }

  /** As many as the next two octets say, if there are so many. */
  byte[] piece() {
    return take(longer() % LONGEST);
  }

  byte[] take(int wanted) {
    int from = at;
    at = Math.min(octets.length, at + wanted);
    return Arrays.copyOfRange(octets, from, at);
  }
}
