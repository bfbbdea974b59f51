package org.angarium.lab.network;

import java.io.ByteArrayOutputStream;

/** The first octets of an APDU, as many as its name may be in. */
final class ApduHead {
  private static final int MOST = 8 * 1024;

  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

  void clear() {
    octets.reset();
  }

  /** Answers whether there is more to see than before. */
  boolean add(byte[] more) {
    int room = Math.min(more.length, MOST - octets.size());
    octets.write(more, 0, room);
    return room > 0;
  }

  byte[] octets() {
    return octets.toByteArray();
  }
}
