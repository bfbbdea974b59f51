package org.angarium.lab.simulation.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.angarium.mta.store.KeptSpool;
import org.angarium.mta.store.Spool;
import org.jspecify.annotations.Nullable;

/** Octets that arrive at a simulated disk. */
final class SimSpool implements Spool {
  private final SimStore store;
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final NavigableMap<Integer, Long> marks = new TreeMap<>();
  private Instant lastMark = Instant.EPOCH;
  private @Nullable String label;
  private boolean closed;

  SimSpool(SimStore store) {
    this.store = store;
  }

  @Override
  public void append(byte[] more) throws IOException {
    store.touch("append");
    if (closed) {
      throw new IOException("the spool is closed");
    }
    if (store.disk().isFull()) {
      throw new IOException("no space left on device");
    }
    octets.writeBytes(more);
  }

  @Override
  public long length() {
    return octets.size();
  }

  @Override
  public byte[] read(long offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the spool is closed");
    }
    return part(offset, length);
  }

  byte[] part(long offset, int length) {
    Objects.checkFromIndexSize(offset, length, octets.size());
    byte[] all = octets.toByteArray();
    return Arrays.copyOfRange(all, (int) offset, (int) offset + length);
  }

  @Override
  public void truncate(long length) throws IOException {
    byte[] kept = read(0, Math.toIntExact(length));
    octets.reset();
    octets.writeBytes(kept);
    marks.values().removeIf(before -> before > length);
  }

  @Override
  public void keepAs(String newLabel) {
    store.touch("journal");
    label = newLabel;
    store.disk().keep(this);
  }

  @Override
  public void mark(int serial, Instant at) {
    store.touch("mark");
    marks.tailMap(serial, true).clear();
    marks.put(serial, length());
    lastMark = at;
  }

  @Override
  public void leave() {
    closed = true;
  }

  /**
   * What the next process finds of it; null if nothing.
   *
   * @param known how many of its marks have reached the disk
   */
  @Nullable
  SimSpool leftFor(SimStore next, int known) {
    SimSpool left = new SimSpool(next);
    marks.entrySet().stream().limit(known).forEach(mark -> left.marks.put(mark.getKey(), mark.getValue()));
    if (left.marks.isEmpty()) {
      return null;
    }
    left.octets.writeBytes(part(0, Math.toIntExact(left.marks.lastEntry().getValue())));
    left.label = label;
    left.lastMark = lastMark;
    return left;
  }

  int markCount() {
    return marks.size();
  }

  KeptSpool kept() {
    return new KeptSpool(Objects.requireNonNull(label), new TreeMap<>(marks), lastMark, this);
  }

  @Override
  public void force() {
    store.touch("force");
  }

  @Override
  public void close() {
    closed = true;
    store.disk().drop(this);
  }

  SimStore store() {
    return store;
  }
}
