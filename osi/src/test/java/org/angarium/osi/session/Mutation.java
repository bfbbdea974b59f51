package org.angarium.osi.session;

import java.util.Arrays;
import java.util.Random;

/** Damages octets: flips, inserts, drops, cuts, repeats. */
public final class Mutation {
  private Mutation() {}

  public static byte[] of(byte[] original, Random random) {
    byte[] octets = original.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      octets = once(octets, random);
    }
    return octets;
  }

  private static byte[] once(byte[] octets, Random random) {
    if (octets.length == 0) {
      return new byte[]{(byte) random.nextInt(256)};
    }
    // Most of what decides stands in front.
    int at = random.nextBoolean()
        ? random.nextInt(Math.min(octets.length, 24))
        : random.nextInt(octets.length);
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(octets, at);
      case 1 -> spliced(octets, at, at + 1, new byte[0]);
      case 2 -> spliced(octets, at, at, new byte[]{(byte) random.nextInt(256)});
      case 3 -> spliced(octets, at, at, Arrays.copyOfRange(octets, at, Math.min(octets.length, at + 8)));
      case 4 -> spliced(octets, at, at + 1, new byte[]{(byte) 0xFF});
      default -> spliced(octets, at, at + 1, new byte[]{(byte) random.nextInt(256)});
    };
  }

  private static byte[] spliced(byte[] octets, int from, int to, byte[] inserted) {
    byte[] result = new byte[octets.length - (to - from) + inserted.length];
    System.arraycopy(octets, 0, result, 0, from);
    System.arraycopy(inserted, 0, result, from, inserted.length);
    System.arraycopy(octets, to, result, from + inserted.length, octets.length - to);
    return result;
  }
}
