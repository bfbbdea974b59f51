package org.angarium.lab.bench;

import java.io.InputStream;
import java.util.Random;

/** Octets that look like nothing in particular, the same at every reading, and take no memory. */
final class NoiseStream extends InputStream {
  private static final int SEED = 1;

  private final Random random = new Random(SEED);
  private long left;

  NoiseStream(long length) {
    this.left = length;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (left == 0) {
      return -1;
    }
    int count = (int) Math.min(length, left);
    for (int i = 0; i < count; i++) {
      buffer[offset + i] = (byte) random.nextInt();
    }
    left -= count;
    return count;
  }
}
