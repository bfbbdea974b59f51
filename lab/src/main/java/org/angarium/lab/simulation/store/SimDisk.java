package org.angarium.lab.simulation.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.angarium.mta.store.MessageStore.Outcome;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreException;

/**
 * A disk with a message store on it. What a commit has brought onto it survives every crash; commits that were still to be written are
 * lost, or some of the first are kept though nobody was told: a process can die between the two. For spools see {@link SimFiles}.
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
  private final SimFiles files;
  private int losses;
  private Optional<SimStore> opened = Optional.empty();

  public SimDisk(RandomGenerator random) {
    this.random = random;
    this.files = new SimFiles(random);
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
    losses += now ? 1 : 0;
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
    opened = Optional.of(store);
    return store;
  }

  SimFiles files() {
    return files;
  }

  /**
   * The process that has it open dies at this moment.
   *
   * @param powerLoss whether its machine does, and with it what the system had not written yet
   */
  public void crash(boolean powerLoss) {
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
    if (powerLoss) {
      files.powerLoss();
      losses++;
    }
    lastId += random.nextInt(LARGEST_ID_GAP);
  }

  Outcome write(Records.Commit commit) {
    if (records.isDuplicate(commit)) {
      watch.durable(commit.changes(), commit.octets(), Outcome.DUPLICATE);
      return Outcome.DUPLICATE;
    }
    Records.Commit whole = records.whole(commit);
    records.apply(whole);
    watch.durable(whole.changes(), whole.octets(), Outcome.DONE);
    return Outcome.DONE;
  }

  /** Grows when something may have been lost that was not synchronised, or could not be written. */
  public int losses() {
    return losses;
  }

  /** Spools, journals and notes that lost something with the power. */
  public int tornFiles() {
    return files.torn();
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
