package org.angarium.mta.store;

import java.io.IOException;
import java.time.Instant;

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

  /**
   * Drops what was appended behind this length, which must not be more than there is.
   *
   * @throws IOException also if the spool was left by an earlier run and these octets have not outlived it whole
   */
  void truncate(long newLength) throws IOException;

  /**
   * From now on what is appended can be found again by {@link MessageStore#keptSpools} when this process has died, up to the last
   * {@link #mark}; while it is short enough for memory, it cannot. When the machine dies it is found if the disk happened to have it.
   *
   * @param label says what it is, one line of text
   */
  void keepAs(String label) throws IOException;

  /**
   * The octets so far are worth finding again.
   *
   * @param serial larger than those of the marks that are still in force: a mark ends those with its number or a larger one
   */
  void mark(int serial, Instant at) throws IOException;

  /** Ends its use in this process; what was marked stays for the next one. */
  void leave();

  /** Makes everything appended so far survive a crash of the machine, when it is in a file. */
  void force() throws IOException;

  /** Drops the octets, unless a commit has taken the spool over. Safe to call again. */
  @Override
  void close();
}
