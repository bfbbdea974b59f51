package org.angarium.mta.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The data directory of one store: the names in it, and the lock that keeps every other process out. */
final class StoreDirectory implements AutoCloseable {
  // A second channel to the lock file would, when closed, give up the lock of the first: the system counts per process.
  private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

  private static final String DATABASE = "angarium.db";
  private static final String CONTENT = "content";

  private final Path root;
  private final FileChannel lock;

  private StoreDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Makes the directory if it is new, and takes it for this process. */
  static StoreDirectory claim(Path directory) {
    Path root = directory.toAbsolutePath();
    try {
      Files.createDirectories(root);
      root = root.toRealPath();
      StoreDirectory claimed = new StoreDirectory(root, lock(root));
      try {
        claimed.refuseContentsWithoutDatabase();
        Files.createDirectories(claimed.content());
        Files.createDirectories(claimed.quarantine());
        ContentFiles.synchroniseNames(root);
        return claimed;
      } catch (IOException | RuntimeException e) {
        claimed.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StoreException("The data directory " + root + " cannot be used: " + e, e);
    }
  }

  /** Takes a directory that has a store in it. */
  static StoreDirectory claimExisting(Path directory) {
    Path root = directory.toAbsolutePath();
    if (!Files.isDirectory(root.resolve(CONTENT)) && !Files.exists(root.resolve(DATABASE))) {
      throw noStore(root);
    }
    StoreDirectory claimed = claim(directory);
    if (!Files.exists(claimed.database())) {
      claimed.close();
      throw noStore(root);
    }
    return claimed;
  }

  private static StoreException noStore(Path root) {
    return new StoreException("There is no store in " + root + ": it has no " + DATABASE + ".");
  }

  private static FileChannel lock(Path root) throws IOException {
    if (!HELD_BY_THIS_PROCESS.add(root)) {
      throw inUse(root, "this process");
    }
    boolean locked = false;
    FileChannel channel = null;
    try {
      channel = FileChannel.open(root.resolve("angarium.lock"), StandardOpenOption.CREATE,
          StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw inUse(root, holder(channel));
      }
      channel.truncate(0);
      channel.write(ascii(ProcessHandle.current().pid() + "\n"), 0);
      locked = true;
      return channel;
    } finally {
      if (!locked) {
        HELD_BY_THIS_PROCESS.remove(root);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String holder(FileChannel lock) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    lock.read(text, 0);
    String process = StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
    return process.isEmpty() ? "another process" : "process " + process;
  }

  private static StoreException inUse(Path root, String holder) {
    return new StoreException("The data directory " + root + " is in use by " + holder
        + "; a data directory belongs to one running MTA. Stop the other one, or name another directory.");
  }

  /** A lost database must not lead to the removal of the contents it knew, which nothing would refer to any more. */
  private void refuseContentsWithoutDatabase() throws IOException {
    if (Files.exists(database()) || !Files.isDirectory(content())) {
      return;
    }
    try (DirectoryStream<Path> contents = Files.newDirectoryStream(content())) {
      if (contents.iterator().hasNext()) {
        throw new StoreException(
            "The directory " + content() + " holds contents of messages, but the database "
                + database()
                + " is missing. Restore it, or move the contents away to begin with an empty store.");
      }
    }
  }

  Path root() {
    return root;
  }

  Path database() {
    return root.resolve(DATABASE);
  }

  Path content() {
    return root.resolve(CONTENT);
  }

  Path quarantine() {
    return root.resolve("quarantine");
  }

  /** Lets other processes in. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StoreException("The data directory " + root + " cannot be released: " + e.getMessage(), e);
    } finally {
      HELD_BY_THIS_PROCESS.remove(root);
    }
  }
}
