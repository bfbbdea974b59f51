package org.angarium.mta.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The data directory of one store: the names in it, and the lock that keeps every other process out. */
final class StoreDirectory implements AutoCloseable {
  private final Path root;
  private final FileChannel lock;

  private StoreDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Makes the directory if it is new, and takes it for this process. */
  static StoreDirectory claim(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      FileChannel channel = lock(root);
      try {
        StoreDirectory claimed = new StoreDirectory(root, channel);
        claimed.refuseContentsWithoutDatabase();
        Files.createDirectories(claimed.content());
        Files.createDirectories(claimed.quarantine());
        ContentFiles.synchroniseNames(root);
        return claimed;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StoreException("The data directory " + root + " cannot be used: " + e, e);
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel = FileChannel.open(root.resolve("angarium.lock"), StandardOpenOption.CREATE,
        StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      ByteBuffer holder = ByteBuffer.allocate(20);
      channel.read(holder, 0);
      channel.close();
      String process = StandardCharsets.US_ASCII.decode(holder.flip()).toString().strip();
      throw new StoreException("The data directory " + root + " is in use by "
          + (process.isEmpty() ? "another process" : "process " + process)
          + "; a data directory belongs to one running MTA. Stop the other one, or name another directory.");
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
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
    return root.resolve("angarium.db");
  }

  Path content() {
    return root.resolve("content");
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
    }
  }
}
