package org.angarium.lab.simulation.planted;

import java.io.IOException;
import java.time.Instant;
import org.angarium.mta.store.Spool;

/** A spool around a spool, to be wrong in one method. */
abstract class SpoolWrapper implements Spool {
  private Spool spool;

  SpoolWrapper(Spool spool) {
    this.spool = spool;
  }

  /** Goes on with another one. */
  void replaceBy(Spool other) {
    spool.close();
    spool = other;
  }

  @Override
  public void append(byte[] octets) throws IOException {
    spool.append(octets);
  }

  @Override
  public long length() {
    return spool.length();
  }

  @Override
  public byte[] read(long offset, int length) throws IOException {
    return spool.read(offset, length);
  }

  @Override
  public void truncate(long newLength) throws IOException {
    spool.truncate(newLength);
  }

  @Override
  public void keepAs(String label) throws IOException {
    spool.keepAs(label);
  }

  @Override
  public void mark(int serial, Instant at) throws IOException {
    spool.mark(serial, at);
  }

  @Override
  public void leave() {
    spool.leave();
  }

  @Override
  public void force() throws IOException {
    spool.force();
  }

  @Override
  public void close() {
    spool.close();
  }
}
