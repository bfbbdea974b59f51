package org.angarium.lab.simulation.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.angarium.mta.store.Spool;

/** Octets that arrive at a simulated disk. */
final class SimSpool implements Spool {
  private final SimStore store;
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private boolean closed;

  SimSpool(SimStore store) {
    this.store = store;
  }

  @Override
  public void append(byte[] more) throws IOException {
    store.touch("append");
    if (closed) {
      throw new IOException("the spool is closed");
    }
    if (store.disk().isFull()) {
      throw new IOException("no space left on device");
    }
    octets.writeBytes(more);
  }

  @Override
  public long length() {
    return octets.size();
  }

  @Override
  public byte[] read(long offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the spool is closed");
    }
    return part(offset, length);
  }

  byte[] part(long offset, int length) {
    Objects.checkFromIndexSize(offset, length, octets.size());
    byte[] all = octets.toByteArray();
    return Arrays.copyOfRange(all, (int) offset, (int) offset + length);
  }

  @Override
  public void truncate(long length) throws IOException {
    byte[] kept = read(0, Math.toIntExact(length));
    octets.reset();
    octets.writeBytes(kept);
  }

  @Override
  public void force() {
    store.touch("force");
  }

  @Override
  public void close() {
    closed = true;
  }

  SimStore store() {
    return store;
  }
}
