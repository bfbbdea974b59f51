package org.angarium.mta.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongSupplier;
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

  private final ContentFiles files;
  private final LongSupplier ids;
  private final int memoryLimit;
  private byte[] memory = NOTHING;
  private long length;
  private @Nullable RandomAccessFile file;
  private @Nullable String fileName;
  private boolean nameDurable;
  private long forced;
  private boolean inCommit;
  private boolean ended;

  OverflowSpool(ContentFiles files, LongSupplier ids, int memoryLimit) {
    this.files = files;
    this.ids = ids;
    this.memoryLimit = memoryLimit;
  }

  @Override
  public synchronized void append(byte[] octets) throws IOException {
    requireOpen();
    if (file == null && length + octets.length <= memoryLimit) {
      int used = (int) length;
      if (used + octets.length > memory.length) {
        memory = Arrays.copyOf(memory,
            Math.min(memoryLimit, Math.max(used + octets.length, 2 * memory.length)));
      }
      System.arraycopy(octets, 0, memory, used, octets.length);
    } else {
      // Written at the recorded length, so that what a failed write left is written over.
      files.write(inFile(), length, octets, octets.length);
    }
    length += octets.length;
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
    byte[] octets = new byte[count];
    file.seek(offset);
    file.readFully(octets);
    return octets;
  }

  @Override
  public synchronized void truncate(long newLength) throws IOException {
    requireOpen();
    Objects.checkIndex(newLength, length + 1);
    length = newLength;
    forced = Math.min(forced, newLength);
    if (file != null) {
      file.setLength(newLength);
    }
  }

  @Override
  public synchronized void force() throws IOException {
    requireOpen();
    if (file == null) {
      return;
    }
    if (forced < length) {
      files.synchronise(file);
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

  private RandomAccessFile inFile() throws IOException {
    if (file != null) {
      return file;
    }
    String name = ContentFiles.contentName(ids.getAsLong());
    RandomAccessFile created = files.create(name);
    try {
      files.write(created, 0, memory, (int) length);
    } catch (IOException e) {
      created.close();
      Files.deleteIfExists(files.contentPath(name));
      throw e;
    }
    file = created;
    fileName = name;
    memory = NOTHING;
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
    if (file == null) {
      return;
    }
    try {
      file.close();
    } catch (IOException e) {
      LOG.warn("The spool file {} cannot be closed: {}", fileName, e.toString());
    }
    if (!keepFile && fileName != null) {
      files.removeContent(fileName);
    }
    file = null;
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
