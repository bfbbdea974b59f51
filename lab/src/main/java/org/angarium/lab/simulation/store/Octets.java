package org.angarium.lab.simulation.store;

import java.util.Arrays;
import java.util.Objects;
import org.angarium.mta.store.StoredMessage;

/** Content octets in memory. */
record Octets(byte[] octets) implements StoredMessage.Content {
  @Override
  public long length() {
    return octets.length;
  }

  @Override
  public byte[] read(long offset, int length) {
    Objects.checkFromIndexSize(offset, length, octets.length);
    return Arrays.copyOfRange(octets, (int) offset, (int) offset + length);
  }

  @Override
  public void close() {
    // nothing is held open
  }
}
