package org.angarium.mta.store;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files beside the database: contents too large for a row, and quarantined octets. A file is written and synchronised before a row
 * names it, and removed after the last row that named it has durably gone; so a crash leaves files without a row, never a row without
 * its file.
 */
final class ContentFiles implements SpoolFiles, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContentFiles.class);
  private static final String CONTENT_SUFFIX = ".octets";
  private static final String QUARANTINE_SUFFIX = ".apdu";

  private final Path content;
  private final Path quarantine;
  private final DiskStep disk;
  // Removing a large file can take a while; the writer must not wait for it.
  private final ExecutorService removals = Executors
      .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("store-removals").factory());

  ContentFiles(Path content, Path quarantine, DiskStep disk) {
    this.content = content;
    this.quarantine = quarantine;
    this.disk = disk;
  }

  static String quarantineName(String digest) {
    return digest + QUARANTINE_SUFFIX;
  }

  Path contentPath(String name) {
    return content.resolve(name);
  }

  @Override
  public SpoolFile open(String name) throws IOException {
    disk.before("create " + name);
    return new DiskFile(new RandomAccessFile(contentPath(name).toFile(), "rw"), disk);
  }

  @Override
  public byte[] read(String name) throws IOException {
    return Files.readAllBytes(contentPath(name));
  }

  @Override
  public List<String> names(String suffix) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(content, "*" + suffix)) {
      all.forEach(path -> names.add(path.getFileName().toString()));
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("{} cannot be looked through: {}", content, e.toString());
    }
    return names;
  }

  @Override
  public void synchroniseNames() throws IOException {
    synchronise(content);
  }

  private void synchronise(Path directory) throws IOException {
    disk.before("synchronise " + directory.getFileName());
    synchroniseNames(directory);
  }

  /** Makes the names in a folder durable. */
  static void synchroniseNames(Path directory) throws IOException {
    if (File.separatorChar == '\\') {
      return; // Windows opens no directory and needs no such step
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Gives a synchronised content file a second, durable name in the quarantine folder. The same octets are kept once. */
  void keepInQuarantine(String contentName, String quarantineName) throws IOException {
    disk.before("quarantine");
    Path source = contentPath(contentName);
    Path target = quarantine.resolve(quarantineName);
    try {
      Files.createLink(target, source);
    } catch (FileAlreadyExistsException e) {
      if (Files.size(target) != Files.size(source)) {
        copyDurably(source, target); // damaged by someone
      }
    } catch (UnsupportedOperationException | IOException e) {
      copyDurably(source, target); // a file system without links
    }
    synchronise(quarantine);
  }

  private void copyDurably(Path source, Path target) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Soon. What cannot be removed now goes at the next start. */
  @Override
  public void remove(String name) {
    removals.execute(() -> removeNow(contentPath(name)));
  }

  private static void removeNow(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} is no longer needed but cannot be removed: {}", file, e.toString());
    }
  }

  /** Removes what a crash has left: files of ours that no row names. Files with other names are not ours and stay. */
  void removeUnreferenced(Spools.Reference contentReference, Spools.Reference quarantineReference)
      throws IOException {
    int removed = removeUnreferenced(content, "*" + CONTENT_SUFFIX, contentReference)
        + removeUnreferenced(quarantine, "*{" + QUARANTINE_SUFFIX + ",.part}", quarantineReference);
    if (removed > 0) {
      LOG.info("{} unfinished files of an earlier run were removed", removed);
    }
  }

  private static int removeUnreferenced(Path folder, String pattern, Spools.Reference reference)
      throws IOException {
    int removed = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      for (Path file : files) {
        if (!reference.exists(file.getFileName().toString())) {
          removeNow(file);
          removed++;
        }
      }
    }
    return removed;
  }

  /** Ends the removals that were asked for. */
  @Override
  public void close() {
    removals.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (!removals.awaitTermination(1, TimeUnit.MINUTES)) {
          LOG.warn("Removing files took too long; the next start removes the rest");
        }
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
