package org.angarium.mta.store;

import java.io.IOException;

/** An open file. Used by one thread at a time. What is written outlives the process, and the machine once it is synchronised. */
public interface SpoolFile extends AutoCloseable {
  long length() throws IOException;

  /** Writes the first {@code length} of the octets at this position, over what is there. */
  void write(long position, byte[] octets, int length) throws IOException;

  /** Exactly so many octets; the range must be there. */
  byte[] read(long position, int length) throws IOException;

  void truncate(long length) throws IOException;

  void synchronise() throws IOException;

  @Override
  void close() throws IOException;
}
