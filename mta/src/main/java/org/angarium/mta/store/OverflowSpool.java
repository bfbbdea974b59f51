package org.angarium.mta.store;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Octets in memory up to a limit, then in a file of the content folder, where a commit can leave them. One thread uses it; the store's
 * writer tells it how a commit ended.
 */
final class OverflowSpool implements Spool {
  private static final Logger LOG = LoggerFactory.getLogger(OverflowSpool.class);
  private static final byte[] NOTHING = {};
  private static final int READ_OCTETS = 64 * 1024;
  /** More than any window: a peer goes on at one of the last few. */
  private static final int MOST_MARKS = 256;

  private final SpoolFiles files;
  private final LongSupplier ids;
  private final int memoryLimit;
  private byte[] memory = NOTHING;
  private long length;
  private @Nullable SpoolFile file;
  private @Nullable String fileName;
  private boolean nameDurable;
  private long forced;
  private @Nullable String label;
  private @Nullable SpoolJournal journal;
  private NavigableMap<Integer, SpoolJournal.Mark> marks = new TreeMap<>();
  private CRC32C crc = new CRC32C();
  /** Left by an earlier run, and not yet known to be whole. */
  private boolean unverified;
  private long journalLength;
  private boolean inCommit;
  private boolean ended;

  OverflowSpool(SpoolFiles files, LongSupplier ids, int memoryLimit) {
    this.files = files;
    this.ids = ids;
    this.memoryLimit = memoryLimit;
  }

  /** One that an earlier run has left; it can be appended to after {@link #truncate} to one of its marks. */
  static OverflowSpool left(SpoolFiles files, LongSupplier ids, int memoryLimit, String fileName,
      SpoolJournal.Contents journal) throws IOException {
    OverflowSpool spool = new OverflowSpool(files, ids, memoryLimit);
    spool.file = files.open(fileName);
    spool.fileName = fileName;
    spool.length = spool.file.length();
    spool.label = journal.label();
    spool.marks = journal.marks();
    spool.unverified = true;
    spool.journalLength = journal.length();
    return spool;
  }

  @Override
  public synchronized void keepAs(String newLabel) throws IOException {
    requireOpen();
    label = newLabel;
    crc = crcOf(length);
    startJournal();
  }

  @Override
  public synchronized void mark(int serial, Instant at) throws IOException {
    requireOpen();
    SpoolJournal.Mark mark = new SpoolJournal.Mark(serial, length, (int) crc.getValue(), at);
    marks.tailMap(serial, true).clear();
    marks.put(serial, mark);
    while (marks.size() > MOST_MARKS) {
      marks.pollFirstEntry();
    }
    if (journal != null) {
      journal.mark(mark);
    }
  }

  private void startJournal() throws IOException {
    String name = fileName;
    String newLabel = label;
    if (journal == null && name != null && newLabel != null) {
      journal = SpoolJournal.create(files, Spools.journalName(name), newLabel);
      for (SpoolJournal.Mark mark : marks.values()) {
        journal.mark(mark);
      }
    }
  }

  @Override
  public synchronized void append(byte[] octets) throws IOException {
    requireOpen();
    if (unverified) {
      throw new IOException("the spool of an earlier run goes on at one of its marks only");
    }
    if (file == null && length + octets.length <= memoryLimit) {
      int used = (int) length;
      if (used + octets.length > memory.length) {
        memory = Arrays.copyOf(memory,
            Math.min(memoryLimit, Math.max(used + octets.length, 2 * memory.length)));
      }
      System.arraycopy(octets, 0, memory, used, octets.length);
    } else {
      // Written at the recorded length, so that what a failed write left is written over.
      inFile().write(length, octets, octets.length);
    }
    length += octets.length;
    if (label != null) {
      crc.update(octets);
    }
  }

  @Override
  public synchronized long length() {
    return length;
  }

  @Override
  public synchronized byte[] read(long offset, int count) throws IOException {
    requireNotEnded();
    Objects.checkFromIndexSize(offset, count, length);
    if (file == null) {
      return Arrays.copyOfRange(memory, (int) offset, (int) offset + count);
    }
    return file.read(offset, count);
  }

  @Override
  public synchronized void truncate(long newLength) throws IOException {
    requireOpen();
    if (unverified && newLength > length) {
      throw new IOException("what an earlier run has left in " + fileName + " has lost its end");
    }
    Objects.checkIndex(newLength, length + 1);
    if (label != null) {
      crc = crcOf(newLength);
    }
    if (unverified) {
      boolean whole = marks.values().stream()
          .anyMatch(mark -> mark.octets() == newLength && mark.crc() == (int) crc.getValue());
      if (!whole) {
        throw new IOException("what an earlier run has left in " + fileName + " is not whole");
      }
      unverified = false;
      journal = SpoolJournal.reopen(files, Spools.journalName(Objects.requireNonNull(fileName)),
          journalLength);
    }
    marks.values().removeIf(mark -> mark.octets() > newLength);
    length = newLength;
    forced = Math.min(forced, newLength);
    if (file != null) {
      file.truncate(newLength);
    }
  }

  private CRC32C crcOf(long count) throws IOException {
    CRC32C sum = new CRC32C();
    for (long at = 0; at < count; at += READ_OCTETS) {
      sum.update(read(at, (int) Math.min(READ_OCTETS, count - at)));
    }
    return sum;
  }

  @Override
  public synchronized void leave() {
    boolean keep = label != null && file != null && !marks.isEmpty() && !inCommit;
    if (!keep) {
      close();
    } else if (!ended) {
      ended = true;
      closeFiles();
    }
  }

  synchronized String fileName() {
    return Objects.requireNonNull(fileName);
  }

  @Override
  public synchronized void force() throws IOException {
    requireOpen();
    if (file == null) {
      return;
    }
    if (forced < length) {
      file.synchronise();
      forced = length;
    }
    if (!nameDurable) {
      files.synchroniseNames();
      nameDurable = true;
    }
  }

  /** Forces everything into a file, however short, and gives the name of that file. */
  synchronized String forceIntoFile() throws IOException {
    requireOpen();
    inFile();
    force();
    return Objects.requireNonNull(fileName);
  }

  synchronized boolean isInFile() { return file != null; }

  private SpoolFile inFile() throws IOException {
    if (file != null) {
      return file;
    }
    String name = Spools.contentName(ids.getAsLong());
    SpoolFile created = files.open(name);
    try {
      created.write(0, memory, (int) length);
    } catch (IOException e) {
      created.close();
      files.remove(name);
      throw e;
    }
    file = created;
    fileName = name;
    memory = NOTHING;
    startJournal();
    return created;
  }

  /** A commit that takes this spool over begins. */
  synchronized void beginCommit() throws IOException {
    requireOpen();
    inCommit = true;
  }

  /** The commit has not happened: the spool is its opener's again. */
  synchronized void commitFailed() {
    inCommit = false;
    if (ended) {
      drop(false);
    }
  }

  /**
   * The commit has happened.
   *
   * @param keepFile whether a row names the file now
   */
  synchronized void commitDone(boolean keepFile) {
    inCommit = false;
    ended = true;
    drop(keepFile);
  }

  /** While a commit is under way it is the commit's end that decides what becomes of the octets. */
  @Override
  public synchronized void close() {
    if (!ended) {
      ended = true;
      if (!inCommit) {
        drop(false);
      }
    }
  }

  private void drop(boolean keepFile) {
    memory = NOTHING;
    String name = fileName;
    if (file == null || name == null) {
      return;
    }
    closeFiles();
    if (!keepFile) {
      files.remove(name);
    }
    if (label != null) {
      files.remove(Spools.journalName(name));
    }
  }

  private void closeFiles() {
    try {
      if (journal != null) {
        journal.close();
      }
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      LOG.warn("The spool file {} cannot be closed: {}", fileName, e.toString());
    }
    file = null;
    journal = null;
  }

  private void requireNotEnded() throws IOException {
    if (ended) {
      throw new IOException("the spool has been closed or taken over by a commit");
    }
  }

  private void requireOpen() throws IOException {
    requireNotEnded();
    if (inCommit) {
      throw new IOException("the spool is part of a commit that is under way");
    }
  }
}
