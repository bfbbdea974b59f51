package org.angarium.mta.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.angarium.mta.store.MessageStore.Outcome;

/** One commit of a caller, with its octets brought to where rows can refer to them. */
final class CommitUnit implements WriteUnit {
  /** A message and where its content is now. */
  record Accepted(NewMessage message, StoredContent content) {}

  /** Octets that have a durable file in the quarantine folder. */
  record Quarantined(StoreChange.Quarantine change, String file, long octets) {}

  /**
   * The changes, those that need preparation in their prepared form.
   *
   * @param spools every spool that is taken over
   * @param spoolsKept those whose file is named by a row from now on
   * @param tracking what tracking writes down of it
   * @param octets about how much memory this holds
   */
  record Prepared(List<Accepted> accepted, List<Quarantined> quarantined, List<StoreChange> others,
      Collection<OverflowSpool> spools, Set<OverflowSpool> spoolsKept,
      List<TrackingPage> tracking, long octets) {}

  private final Prepared changes;
  private final ContentFiles files;
  private final RecentMessages recent;
  private final LongConsumer entryGone;
  private final CompletableFuture<Outcome> result = new CompletableFuture<>();
  // What the last apply did beyond the database, to be followed up when it is durable.
  private final List<Long> messagesGone = new ArrayList<>();
  private final List<String> filesUnused = new ArrayList<>();

  /** @param entryGone is told of entries whose removal is durable */
  CommitUnit(Prepared changes, ContentFiles files, RecentMessages recent, LongConsumer entryGone) {
    this.entryGone = entryGone;
    this.changes = changes;
    this.files = files;
    this.recent = recent;
  }

  CompletableFuture<Outcome> result() {
    return result;
  }

  @Override
  public List<TrackingPage> tracking() {
    return changes.tracking();
  }

  /** Nobody waits for a removal: a crash before it means only that the peer is offered what it has, and drops it. */
  @Override
  public boolean patient() {
    return changes.accepted().isEmpty() && changes.quarantined().isEmpty()
        && changes.others().stream().allMatch(StoreChange.Remove.class::isInstance);
  }

  @Override
  public long octets() {
    return changes.octets();
  }

  @Override
  public Outcome apply(WriteStatements sql) throws SQLException {
    messagesGone.clear();
    filesUnused.clear();
    if (!recordKeys(sql)) {
      return Outcome.DUPLICATE;
    }
    Set<Long> perhapsUnused = new LinkedHashSet<>();
    for (Accepted accepted : changes.accepted()) {
      NewMessage message = accepted.message();
      sql.add(message, accepted.content());
      if (message.entries().isEmpty() && message.deliveries().isEmpty()) {
        perhapsUnused.add(message.id());
      }
    }
    for (Quarantined quarantined : changes.quarantined()) {
      sql.quarantine(quarantined.file(), quarantined.change(), quarantined.octets());
    }
    for (StoreChange change : changes.others()) {
      apply(change, sql, perhapsUnused);
    }
    // Last, so that a message made by this commit can still share the content of one that this commit ends.
    for (long message : perhapsUnused) {
      WriteStatements.Removal removal = sql.removeIfUnused(message);
      if (removal.gone()) {
        messagesGone.add(message);
        if (removal.unusedFile() != null) {
          filesUnused.add(removal.unusedFile());
        }
      }
    }
    return Outcome.DONE;
  }

  /** @return false, with nothing changed, if one of the keys was seen before */
  private boolean recordKeys(WriteStatements sql) throws SQLException {
    List<String> recorded = new ArrayList<>(changes.accepted().size());
    for (Accepted accepted : changes.accepted()) {
      for (String key : accepted.message().duplicateKeys()) {
        if (!sql.see(key, accepted.message().arrival())) {
          for (String earlier : recorded) {
            sql.unsee(earlier);
          }
          return false;
        }
        recorded.add(key);
      }
    }
    return true;
  }

  private static void apply(StoreChange change, WriteStatements sql, Set<Long> perhapsUnused)
      throws SQLException {
    switch (change) {
      case StoreChange.Remove(long entry) -> sql.removeEntry(entry).ifPresent(perhapsUnused::add);
      case StoreChange.Take(long delivery) -> sql.removeDelivery(delivery).ifPresent(perhapsUnused::add);
      case StoreChange.Attempted a -> sql.attempted(a.entry(), a.attempts(), a.notBefore());
      case StoreChange.Reroute(long entry, String connector) -> sql.reroute(entry, connector);
      case StoreChange.Track track -> throw new IllegalStateException("not prepared: " + track);
      case StoreChange.Narrow(long entry, List<Integer> recipients) -> sql.narrow(entry, recipients);
      case StoreChange.Accept accept -> throw new IllegalStateException("not prepared: " + accept);
      case StoreChange.Quarantine quarantine ->
        throw new IllegalStateException("not prepared: " + quarantine);
    }
  }

  @Override
  public void done(Outcome outcome) {
    if (outcome == Outcome.DUPLICATE) {
      giveSpoolsBack();
    } else {
      for (OverflowSpool spool : changes.spools()) {
        spool.commitDone(changes.spoolsKept().contains(spool));
      }
      changes.accepted().forEach(a -> recent.remember(a.message(), a.content()));
      messagesGone.forEach(recent::forget);
      filesUnused.forEach(files::remove);
      changes.others().forEach(change -> {
        if (change instanceof StoreChange.Remove(long entry)) {
          entryGone.accept(entry);
        }
      });
    }
    result.complete(outcome);
  }

  @Override
  public void failed(StoreException cause) {
    giveSpoolsBack();
    result.completeExceptionally(cause);
  }

  private void giveSpoolsBack() {
    changes.spools().forEach(OverflowSpool::commitFailed);
  }
}
