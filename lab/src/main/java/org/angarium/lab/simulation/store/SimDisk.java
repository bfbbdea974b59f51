package org.angarium.lab.simulation.store;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.angarium.mta.store.KeptSpool;
import org.angarium.mta.store.MessageStore.Outcome;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreException;

/**
 * A disk with a message store on it. What a commit has brought onto it survives every crash; commits that were still to be written are
 * lost, or some of the first are kept though nobody was told: a process can die between the two.
 */
public final class SimDisk {
  private static final Duration USUAL_SYNC = Duration.ofMillis(4);
  private static final int LARGEST_ID_GAP = 64;

  private final RandomGenerator random;
  private final Records records = new Records();
  private StoreWatch watch = StoreWatch.NONE;
  private Duration sync = USUAL_SYNC;
  private boolean full;
  private long lastId;
  private final Set<SimSpool> kept = new LinkedHashSet<>();
  private final Map<Long, String> notes = new TreeMap<>();
  private boolean crashed;
  private Optional<SimStore> opened = Optional.empty();

  public SimDisk(RandomGenerator random) {
    this.random = random;
  }

  public void watchedBy(StoreWatch newWatch) {
    watch = newWatch;
  }

  StoreWatch watch() {
    return watch;
  }

  /** How long the disk takes to write a group of commits. */
  public void syncTakes(Duration time) {
    sync = time;
  }

  public void usualSpeed() {
    sync = USUAL_SYNC;
  }

  Duration sync() {
    return sync;
  }

  /** Nothing more can be written, neither spools nor commits. */
  public void full(boolean now) {
    full = now;
  }

  boolean isFull() { return full; }

  Records records() {
    return records;
  }

  synchronized long nextId() {
    return ++lastId;
  }

  /** Opens the store that lies on this disk. */
  public SimStore open(DiskTime time) {
    SimStore store = new SimStore(this, time);
    hand(store);
    crashed = false;
    opened = Optional.of(store);
    return store;
  }

  /** What was marked is there for the next process; when the last one crashed, with its machine perhaps, some of it. */
  private void hand(SimStore next) {
    List<SimSpool> before = List.copyOf(kept);
    kept.clear();
    for (SimSpool spool : before) {
      int known = crashed && random.nextBoolean() ? random.nextInt(spool.markCount() + 1) : spool.markCount();
      SimSpool left = spool.leftFor(next, known);
      if (left != null) {
        kept.add(left);
      }
    }
    if (crashed) {
      notes.keySet().removeIf(entry -> random.nextInt(4) == 0);
    }
  }

  void keep(SimSpool spool) {
    kept.add(spool);
  }

  void drop(SimSpool spool) {
    kept.remove(spool);
  }

  List<KeptSpool> kept() {
    return kept.stream().map(SimSpool::kept).toList();
  }

  Map<Long, String> notes() {
    return notes;
  }

  /** The process that has it open dies at this moment. */
  public void crash() {
    opened.ifPresent(store -> {
      List<SimStore.Pending> pending = store.die();
      int kept = pending.isEmpty() ? 0 : random.nextInt(pending.size() + 1);
      for (SimStore.Pending commit : pending.subList(0, kept)) {
        try {
          write(commit.commit());
        } catch (StoreException e) {
          // This one would have failed; those after it need not.
        }
      }
    });
    opened = Optional.empty();
    crashed = true;
    lastId += random.nextInt(LARGEST_ID_GAP);
  }

  Outcome write(Records.Commit commit) {
    Outcome outcome = records.apply(commit);
    watch.durable(commit.changes(), commit.octets(), outcome);
    return outcome;
  }

  /** Copies that wait, as the disk has them. */
  public List<QueueEntry> entries() {
    return records.entries();
  }

  public int entryCount() {
    return records.entryCount();
  }

  /** Whether something is still to be written. */
  public boolean isBusy() {
    return opened.map(SimStore::isBusy).orElse(false);
  }
}
