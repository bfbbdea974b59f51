package org.angarium.mta.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that is begun anew at a size. The old one gets the next higher number, {@code events.7.jsonl}; the lowest numbers are
 * deleted.
 */
final class RollingFile implements AutoCloseable {
  private final Path file;
  private final long rollAtOctets;
  private final int keep;
  private @Nullable FileChannel channel;

  RollingFile(Path file, long rollAtOctets, int keep) {
    this.file = file;
    this.rollAtOctets = rollAtOctets;
    this.keep = keep;
  }

  Path file() {
    return file;
  }

  /** Appends the lines, and takes those off the queue that are written; may be called again after a failure. */
  void append(Deque<String> lines) throws IOException {
    if (channel != null && !Files.exists(file)) {
      // Somebody moved the file away; what is written now would go with it.
      close();
    }
    while (!lines.isEmpty()) {
      FileChannel out = channel == null ? open() : channel;
      long before = out.size();
      StringBuilder text = new StringBuilder();
      int count = 0;
      for (String line : lines) {
        text.append(line).append('\n');
        count++;
        if (before + text.length() >= rollAtOctets) {
          break;
        }
      }
      write(out, before, text.toString());
      for (; count > 0; count--) {
        lines.remove();
      }
      if (out.size() >= rollAtOctets) {
        roll();
      }
    }
  }

  private void write(FileChannel out, long before, String text) throws IOException {
    try {
      ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (octets.hasRemaining()) {
        out.write(octets);
      }
    } catch (IOException e) {
      try (out) {
        channel = null;
        out.truncate(before);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private FileChannel open() throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
        StandardOpenOption.WRITE);
    try {
      long size = out.size();
      out.position(size);
      ByteBuffer last = ByteBuffer.allocate(1);
      if (size > 0 && out.read(last, size - 1) == 1 && last.get(0) != '\n') {
        // The writer died within a line.
        out.write(ByteBuffer.wrap(new byte[]{'\n'}));
      }
    } catch (IOException e) {
      out.close();
      throw e;
    }
    channel = out;
    return out;
  }

  private void roll() throws IOException {
    close();
    NavigableMap<Long, Path> old = old();
    long number = old.isEmpty() ? 1 : old.lastKey() + 1;
    Path numbered = file.resolveSibling(numbered(Long.toString(number)));
    Files.move(file, numbered);
    old.put(number, numbered);
    while (old.size() > keep) {
      Files.deleteIfExists(old.pollFirstEntry().getValue());
    }
  }

  /** Old files by their numbers. */
  private NavigableMap<Long, Path> old() throws IOException {
    TreeMap<Long, Path> old = new TreeMap<>();
    String[] parts = numbered("\n").split("\n", 2);
    Pattern name = Pattern.compile(Pattern.quote(parts[0]) + "(\\d{1,18})" + Pattern.quote(parts[1]));
    try (Stream<Path> siblings = Files.list(file.toAbsolutePath().getParent())) {
      for (Path sibling : (Iterable<Path>) siblings::iterator) {
        Matcher matcher = name.matcher(sibling.getFileName().toString());
        if (matcher.matches()) {
          old.put(Long.parseLong(matcher.group(1)), sibling);
        }
      }
    }
    return old;
  }

  private String numbered(String number) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name + "." + number : name.substring(0, dot) + "." + number + name.substring(dot);
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
