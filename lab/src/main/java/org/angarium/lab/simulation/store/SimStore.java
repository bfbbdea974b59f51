package org.angarium.lab.simulation.store;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.KeptSpool;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.QuarantinedApdu;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.Spool;
import org.angarium.mta.store.Spools;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.store.StoreException;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingQuery;
import org.jspecify.annotations.Nullable;

/** A store as one process has it open: commits wait for the disk, several are written together. */
public final class SimStore implements MessageStore {
  /** Less than in a store of the product, so that short contents have files, too. */
  private static final int INLINE_OCTETS = 4096;

  private final SimDisk disk;
  private final DiskTime time;
  private List<Pending> waiting = new ArrayList<>();
  private List<Pending> writing = List.of();
  private final Spools spools;
  private final List<KeptSpool> kept;
  private boolean closed;
  private boolean dead;

  /** A commit that is not on the disk yet. */
  record Pending(Records.Commit commit, CompletableFuture<Outcome> result) {}

  SimStore(SimDisk disk, DiskTime time) {
    this.disk = disk;
    this.time = time;
    this.spools = new Spools(disk.files().of(this), disk::nextId, INLINE_OCTETS);
    try {
      this.kept = spools.left(name -> false);
    } catch (IOException e) {
      throw new StoreException("what an earlier run has left cannot be read: " + e.getMessage(), e);
    }
    Set<String> journals = Set.copyOf(disk.files().names(".journal"));
    disk.files().names(".octets").stream()
        .filter(name -> !journals.contains(name.replace(".octets", ".journal")))
        .forEach(disk.files()::remove);
  }

  SimDisk disk() {
    return disk;
  }

  /** About to use the disk. */
  void touch(String step) {
    if (!dead) {
      disk.watch().before(step);
    }
  }

  @Override
  public long nextId() {
    return disk.nextId();
  }

  @Override
  public Spool openSpool() {
    touch("open spool");
    return spools.open();
  }

  @Override
  public synchronized CompletionStage<Outcome> commit(List<StoreChange> changes) {
    touch("commit");
    CompletableFuture<Outcome> result = new CompletableFuture<>();
    if (closed) {
      result.completeExceptionally(new StoreException("the store is closed"));
      return result;
    }
    if (dead) {
      return result;
    }
    List<StoreChange> copied = List.copyOf(changes);
    List<byte @Nullable []> octets = new ArrayList<>(copied.size());
    try {
      for (StoreChange change : copied) {
        octets.add(octetsOf(change));
      }
    } catch (IOException e) {
      result.completeExceptionally(new StoreException("octets cannot be read: " + e.getMessage(), e));
      return result;
    }
    waiting.add(new Pending(new Records.Commit(copied, octets), result));
    writeSoon();
    return result;
  }

  private static byte @Nullable [] octetsOf(StoreChange change) throws IOException {
    return switch (change) {
      case StoreChange.Accept(NewMessage message) when message
          .content() instanceof NewMessage.SpoolRegion(Spool spool, long offset, long length) ->
        spool.read(offset, Math.toIntExact(length));
      case StoreChange.Quarantine quarantine ->
        quarantine.octets().read(0, Math.toIntExact(quarantine.octets().length()));
      default -> null;
    };
  }

  private void writeSoon() {
    if (writing.isEmpty() && !waiting.isEmpty()) {
      writing = waiting;
      waiting = new ArrayList<>();
      time.after(disk.sync(), this::write);
    }
  }

  private synchronized void write() {
    if (dead) {
      return;
    }
    List<Pending> batch = writing;
    List<Runnable> told = new ArrayList<>();
    if (batch.isEmpty()) {
      return;
    }
    touch("write");
    for (Pending pending : batch) {
      told.add(outcomeOf(pending));
    }
    writing = List.of();
    touch("acknowledge");
    told.forEach(Runnable::run);
    if (!dead) {
      writeSoon();
    }
  }

  private Runnable outcomeOf(Pending pending) {
    if (disk.isFull()) {
      return () -> pending.result.completeExceptionally(new StoreException("database or disk is full"));
    }
    try {
      Outcome outcome = disk.write(pending.commit);
      return () -> pending.result.complete(outcome);
    } catch (StoreException e) {
      return () -> pending.result.completeExceptionally(e);
    }
  }

  @Override
  public synchronized Optional<StoredMessage> load(long message) {
    touch("load");
    return disk.records().load(message);
  }

  @Override
  public synchronized List<QueueEntry> entries() {
    return disk.records().entries();
  }

  @Override
  public synchronized List<DeliveredMessage> mailbox(String mailbox) {
    return disk.records().mailbox(mailbox);
  }

  @Override
  public synchronized Optional<DeliveredMessage> delivery(long id) {
    return disk.records().delivery(id);
  }

  @Override
  public synchronized List<QuarantinedApdu> quarantine() {
    return disk.records().quarantine();
  }

  @Override
  public synchronized List<KeptSpool> keptSpools() {
    return kept;
  }

  @Override
  public synchronized void note(long entry, String text) {
    spools.note(entry, text);
  }

  @Override
  public synchronized void forgetNote(long entry) {
    spools.forgetNote(entry);
  }

  @Override
  public synchronized Map<Long, String> notes() {
    return spools.notes();
  }

  @Override
  public synchronized boolean isSeen(String duplicateKey) {
    return disk.records().isSeen(duplicateKey);
  }

  @Override
  public synchronized void forgetSeenBefore(Instant limit) {
    if (!dead) {
      disk.records().forgetSeenBefore(limit);
    }
  }

  @Override
  public synchronized List<TrackedMessage> tracked(TrackingQuery query) {
    return disk.records().tracked(query);
  }

  @Override
  public synchronized void forgetTracking(Instant before, long octets) {
    if (!dead) {
      disk.records().forgetTrackingBefore(before);
    }
  }

  /** Writes what was handed in, at once. */
  @Override
  public synchronized void close() {
    if (closed || dead) {
      return;
    }
    closed = true;
    if (!writing.isEmpty()) {
      write();
    }
    if (!waiting.isEmpty()) {
      writing = waiting;
      waiting = new ArrayList<>();
      write();
    }
  }

  /** Answers what was not written yet. */
  synchronized List<Pending> die() {
    dead = true;
    List<Pending> lost = new ArrayList<>(writing);
    lost.addAll(waiting);
    return lost;
  }

  boolean isDead() { return dead; }

  boolean isBusy() { return !writing.isEmpty() || !waiting.isEmpty(); }
}
