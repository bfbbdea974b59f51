package org.angarium.lab.simulation.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.angarium.mta.store.SpoolFile;
import org.angarium.mta.store.SpoolFiles;

/**
 * The folder for spools, journals and notes on a simulated disk. What a process has written outlives it. What was not synchronised may be
 * there or not when the machine has lost its power: all of it, a beginning, a length with zeros at its end, sectors here and there, what
 * was there before, or not even the name.
 */
final class SimFiles {
  private static final int SECTOR = 512;
  private static final byte[] NOTHING = {};

  private final RandomGenerator random;
  private final TreeMap<String, Stored> files = new TreeMap<>();
  private int torn;

  /** A file as every process sees it, and what of it is certain to outlive the machine. */
  private static final class Stored {
    private byte[] octets = NOTHING;
    private int length;
    private byte[] durable = NOTHING;
    private boolean changed;
    private boolean nameDurable;

    private byte[] content() {
      return Arrays.copyOf(octets, length);
    }

    private void resize(int newLength) {
      if (newLength > octets.length) {
        octets = Arrays.copyOf(octets, Math.max(newLength, 2 * octets.length));
      } else if (newLength < length) {
        Arrays.fill(octets, newLength, length, (byte) 0);
      }
      length = newLength;
      changed = true;
    }
  }

  SimFiles(RandomGenerator random) {
    this.random = random;
  }

  /** The folder as a process has it. */
  SpoolFiles of(SimStore process) {
    return new Folder(process);
  }

  List<String> names(String suffix) {
    return files.keySet().stream().filter(name -> name.endsWith(suffix)).toList();
  }

  void remove(String name) {
    files.remove(name);
  }

  /** How many files have lost something with the power, over all time. */
  int torn() {
    return torn;
  }

  void powerLoss() {
    files.values().removeIf(file -> !file.nameDurable && random.nextInt(4) == 0);
    for (Stored file : files.values()) {
      if (file.changed) {
        byte[] left = left(file);
        torn += Arrays.equals(left, file.content()) ? 0 : 1;
        file.octets = left;
        file.length = left.length;
        file.durable = left;
        file.changed = false;
      }
      file.nameDurable = true;
    }
  }

  private byte[] left(Stored file) {
    byte[] written = file.content();
    return switch (random.nextInt(6)) {
      case 0, 1 -> written;
      case 2 -> Arrays.copyOf(written, random.nextInt(written.length + 1));
      case 3 -> {
        int known = random.nextInt(written.length + 1);
        yield Arrays.copyOf(Arrays.copyOf(written, known), written.length);
      }
      case 4 -> mixed(written, file.durable);
      default -> file.durable;
    };
  }

  /** Sectors are written in any order. */
  private byte[] mixed(byte[] written, byte[] before) {
    byte[] left = Arrays.copyOf(before, written.length);
    for (int at = 0; at < written.length; at += SECTOR) {
      if (random.nextInt(4) > 0) {
        System.arraycopy(written, at, left, at, Math.min(SECTOR, written.length - at));
      }
    }
    return left;
  }

  /** What one process does in the folder; once it is dead, nothing. */
  private final class Folder implements SpoolFiles {
    private final SimStore process;

    Folder(SimStore process) {
      this.process = process;
    }

    @Override
    public SpoolFile open(String name) {
      process.touch("open " + name);
      return new OpenFile(process, process.isDead()
          ? new Stored()
          : files.computeIfAbsent(name, any -> new Stored()));
    }

    @Override
    public byte[] read(String name) throws IOException {
      Stored file = files.get(name);
      if (file == null) {
        throw new IOException("there is no file " + name);
      }
      return file.content();
    }

    @Override
    public List<String> names(String suffix) {
      return SimFiles.this.names(suffix);
    }

    @Override
    public void synchroniseNames() {
      process.touch("synchronise names");
      if (!process.isDead()) {
        files.values().forEach(file -> file.nameDurable = true);
      }
    }

    @Override
    public void remove(String name) {
      if (!process.isDead()) {
        files.remove(name);
      }
    }
  }

  private final class OpenFile implements SpoolFile {
    private final SimStore process;
    private final Stored file;

    OpenFile(SimStore process, Stored file) {
      this.process = process;
      this.file = file;
    }

    @Override
    public long length() {
      return file.length;
    }

    @Override
    public void write(long position, byte[] octets, int length) throws IOException {
      process.touch("write");
      if (process.disk().isFull()) {
        throw new IOException("no space left on device");
      }
      if (!process.isDead()) {
        int end = Math.toIntExact(position + length);
        file.resize(Math.max(end, file.length));
        System.arraycopy(octets, 0, file.octets, (int) position, length);
      }
    }

    @Override
    public byte[] read(long position, int length) {
      Objects.checkFromIndexSize(position, length, file.length);
      return Arrays.copyOfRange(file.octets, (int) position, (int) position + length);
    }

    @Override
    public void truncate(long length) {
      if (!process.isDead() && length < file.length) {
        // The system may have written what is dropped now, and may never write that it was dropped.
        if (random.nextBoolean()) {
          file.durable = file.content();
        }
        file.resize(Math.toIntExact(length));
      }
    }

    @Override
    public void synchronise() {
      process.touch("synchronise");
      if (!process.isDead()) {
        file.durable = file.content();
        file.changed = false;
      }
    }

    @Override
    public void close() {
      // nothing is held open
    }
  }
}
