package org.angarium.mta.store;

import java.util.Arrays;
import java.util.Objects;

/** Content that came with the row of its message. */
record MemoryContent(byte[] octets) implements StoredMessage.Content {
  @Override
  public long length() {
    return octets.length;
  }

  @Override
  public byte[] read(long offset, int count) {
    Objects.checkFromIndexSize(offset, count, octets.length);
    return Arrays.copyOfRange(octets, (int) offset, (int) offset + count);
  }

  @Override
  public void close() {}
}
