package org.angarium.mta.store;

import java.io.IOException;

/**
 * Octets of an APDU as they arrive: in memory while short, in a file beyond that. Used by one thread at a time. Whoever opened it ends
 * it by a commit that takes it over, or by {@link #close}. It may be closed while such a commit is under way: should that fail, the octets
 * are dropped then.
 */
public interface Spool extends AutoCloseable {
  void append(byte[] octets) throws IOException;

  long length();

  /** Exactly these octets; the range must have been appended. */
  byte[] read(long offset, int length) throws IOException;

  /** Drops what was appended behind this length, which must not be more than there is. */
  void truncate(long newLength) throws IOException;

  /** Makes everything appended so far survive a crash of the machine, when it is in a file. */
  void force() throws IOException;

  /** Drops the octets, unless a commit has taken the spool over. Safe to call again. */
  @Override
  void close();
}
