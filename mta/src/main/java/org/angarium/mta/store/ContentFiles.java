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
final class ContentFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContentFiles.class);
  private static final String CONTENT_SUFFIX = ".octets";
  private static final String JOURNAL_SUFFIX = ".journal";
  private static final String NOTE_SUFFIX = ".note";
  private static final String QUARANTINE_SUFFIX = ".apdu";

  /** Says whether a row names this file. */
  interface Reference {
    boolean exists(String file) throws IOException;
  }

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

  static String contentName(long id) {
    return id + CONTENT_SUFFIX;
  }

  /** The journal of the spool in this content file. */
  static String journalName(String contentName) {
    return withoutSuffix(contentName) + JOURNAL_SUFFIX;
  }

  static String noteName(long entry) {
    return entry + NOTE_SUFFIX;
  }

  private static String withoutSuffix(String name) {
    return name.substring(0, name.indexOf('.'));
  }

  static String quarantineName(String digest) {
    return digest + QUARANTINE_SUFFIX;
  }

  Path contentPath(String name) {
    return content.resolve(name);
  }

  RandomAccessFile create(String name) throws IOException {
    disk.before("create " + name);
    return new RandomAccessFile(contentPath(name).toFile(), "rw");
  }

  void write(RandomAccessFile file, long position, byte[] octets, int length) throws IOException {
    disk.before("write");
    file.seek(position);
    file.write(octets, 0, length);
  }

  void synchronise(RandomAccessFile file) throws IOException {
    disk.before("synchronise file");
    file.getFD().sync();
  }

  /** Makes the names in the content folder durable. */
  void synchroniseNames() throws IOException {
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

  /** Removes a content file, soon. What cannot be removed now goes at the next start. */
  void removeContent(String name) {
    removals.execute(() -> removeNow(contentPath(name)));
  }

  private static void removeNow(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} is no longer needed but cannot be removed: {}", file, e.toString());
    }
  }

  List<Path> notes() {
    return list("*" + NOTE_SUFFIX);
  }

  /**
   * The content files that have a journal; a journal without octets, or whose octets a row names now, is removed.
   *
   * @param reference whether a row names a content file
   */
  List<String> journalled(Reference reference) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path journal : list("*" + JOURNAL_SUFFIX)) {
      String name = withoutSuffix(journal.getFileName().toString()) + CONTENT_SUFFIX;
      if (Files.exists(contentPath(name)) && !reference.exists(name)) {
        names.add(name);
      } else {
        removeNow(journal);
      }
    }
    return names;
  }

  private List<Path> list(String pattern) {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(content, pattern)) {
      files.forEach(paths::add);
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("{} cannot be looked through: {}", content, e.toString());
    }
    return paths;
  }

  /** Removes what a crash has left: files of ours that no row names. Files with other names are not ours and stay. */
  void removeUnreferenced(Reference contentReference, Reference quarantineReference) throws IOException {
    int removed = removeUnreferenced(content, "*" + CONTENT_SUFFIX, contentReference)
        + removeUnreferenced(quarantine, "*{" + QUARANTINE_SUFFIX + ",.part}", quarantineReference);
    if (removed > 0) {
      LOG.info("{} unfinished files of an earlier run were removed", removed);
    }
  }

  private static int removeUnreferenced(Path folder, String pattern, Reference reference)
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
