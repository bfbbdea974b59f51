package org.angarium.mta.transfer;

import java.time.Instant;
import java.util.Arrays;
import org.angarium.mta.store.Spool;

/** A spool to read from, in memory. */
record ArrivedSpool(byte[] octets) implements Spool {
  @Override
  public void append(byte[] more) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long length() {
    return octets.length;
  }

  @Override
  public byte[] read(long offset, int length) {
    return Arrays.copyOfRange(octets, (int) offset, (int) offset + length);
  }

  @Override
  public void truncate(long newLength) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void keepAs(String label) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void mark(int serial, Instant at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void leave() {
    // nothing is kept
  }

  @Override
  public void force() {
    // nothing outlives the test
  }

  @Override
  public void close() {
    // nothing is open
  }
}
