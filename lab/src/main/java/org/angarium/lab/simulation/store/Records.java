package org.angarium.lab.simulation.store;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.QuarantinedApdu;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.store.StoreException;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingBlock;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingSearch;
import org.jspecify.annotations.Nullable;

/** What lies on a disk: a commit is applied to it as a whole. */
final class Records {
  private final Map<Long, Row> messages = new HashMap<>();
  private final TreeMap<Long, QueueEntry> entries = new TreeMap<>();
  private final TreeMap<Long, DeliveredMessage> deliveries = new TreeMap<>();
  private final Map<String, Instant> seen = new HashMap<>();
  private final List<Kept> quarantine = new ArrayList<>();
  /** The newest first; those of long ago make room, so that a long history fits into memory. */
  private final ArrayDeque<Written> tracking = new ArrayDeque<>();

  /** A message and how many entries and deliveries refer to it. */
  private static final class Row {
    private final NewMessage message;
    private final byte[] content;
    private int references;

    private Row(NewMessage message, byte[] content) {
      this.message = message;
      this.content = content;
      this.references = message.entries().size() + message.deliveries().size();
    }
  }

  /** Tracking records of one commit. */
  private record Written(List<TrackingRecord> records) implements TrackingBlock {
    @Override
    public boolean mayHave(int key) {
      return true;
    }
  }

  /** Quarantined octets. */
  private record Kept(QuarantinedApdu apdu, byte[] octets) {}

  /** A commit with the octets of its spools; those of contents that it shares are added by {@link #whole}. */
  record Commit(List<StoreChange> changes, List<byte @Nullable []> octets) {}

  /**
   * With the octets of every content.
   *
   * @throws StoreException if a content that is shared does not exist
   */
  Commit whole(Commit commit) {
    Map<Long, byte[]> accepted = new HashMap<>();
    List<byte @Nullable []> octets = new ArrayList<>(commit.octets());
    for (int i = 0; i < octets.size(); i++) {
      if (commit.changes().get(i) instanceof StoreChange.Accept(NewMessage message)) {
        byte[] content = content(message, octets.get(i), accepted);
        octets.set(i, content);
        accepted.put(message.id(), content);
      }
    }
    return new Commit(commit.changes(), octets);
  }

  private byte[] content(NewMessage message, byte @Nullable [] spooled, Map<Long, byte[]> accepted) {
    return switch (message.content()) {
      case null -> new byte[0];
      case NewMessage.InMemory(byte[] held) -> held;
      case NewMessage.SpoolRegion region -> spooled == null ? new byte[0] : spooled;
      case NewMessage.SharedWith(long shared, long length) -> {
        byte[] here = accepted.get(shared);
        Row row = messages.get(shared);
        if (here == null && row == null) {
          throw new StoreException("there is no message " + shared + " to share the content of");
        }
        yield here == null ? row(shared).content : here;
      }
    };
  }

  boolean isDuplicate(Commit commit) {
    return commit.changes().stream()
        .anyMatch(change -> change instanceof StoreChange.Accept(NewMessage message)
            && message.duplicateKeys().stream().anyMatch(seen::containsKey));
  }

  /** @param commit whole, and no duplicate */
  void apply(Commit commit) {
    List<Long> perhapsUnused = new ArrayList<>();
    for (int i = 0; i < commit.changes().size(); i++) {
      apply(commit.changes().get(i), commit.octets().get(i), perhapsUnused);
    }
    perhapsUnused.forEach(id -> {
      Row row = messages.get(id);
      if (row != null && row.references <= 0) {
        messages.remove(id);
      }
    });
  }

  private void apply(StoreChange change, byte @Nullable [] octets, List<Long> perhapsUnused) {
    switch (change) {
      case StoreChange.Accept(NewMessage message) -> {
        accept(message, octets == null ? new byte[0] : octets);
        perhapsUnused.add(message.id());
      }
      case StoreChange.Remove(long entry) -> {
        QueueEntry gone = entries.remove(entry);
        if (gone != null) {
          release(gone.message(), perhapsUnused);
        }
      }
      case StoreChange.Attempted attempted -> entries.computeIfPresent(attempted.entry(),
          (id, entry) -> entry.attempted(attempted.attempts(), attempted.notBefore()));
      case StoreChange.Reroute(long id, String connector) ->
        entries.computeIfPresent(id, (same, entry) -> entry.routedTo(connector));
      case StoreChange.Narrow(long id, List<Integer> recipients) ->
        entries.computeIfPresent(id, (same, entry) -> entry.narrowedTo(recipients));
      case StoreChange.Take(long delivery) -> {
        DeliveredMessage gone = deliveries.remove(delivery);
        if (gone != null) {
          release(gone.message(), perhapsUnused);
        }
      }
      case StoreChange.Track track -> tracking.addFirst(new Written(track.records()));
      case StoreChange.Quarantine kept -> quarantine(kept, octets == null ? new byte[0] : octets);
    }
  }

  private void accept(NewMessage message, byte[] content) {
    message.duplicateKeys().forEach(key -> seen.put(key, message.arrival()));
    messages.put(message.id(), new Row(message, content));
    message.entries().forEach(entry -> entries.put(entry.id(), entry));
    for (NewMessage.Delivery delivery : message.deliveries()) {
      deliveries.put(delivery.id(), new DeliveredMessage(delivery.id(), delivery.mailbox(), message.id(),
          message.kind(), message.mtsId(), delivery.recipient(), content.length, delivery.deliveredAt()));
    }
  }

  private Row row(long message) {
    Row row = messages.get(message);
    if (row == null) {
      throw new IllegalStateException("no message " + message);
    }
    return row;
  }

  private void release(long message, List<Long> perhapsUnused) {
    row(message).references--;
    perhapsUnused.add(message);
  }

  private void quarantine(StoreChange.Quarantine change, byte[] octets) {
    for (int i = 0; i < quarantine.size(); i++) {
      Kept kept = quarantine.get(i);
      if (java.util.Arrays.equals(kept.octets(), octets)) {
        QuarantinedApdu old = kept.apdu();
        quarantine.set(i, new Kept(new QuarantinedApdu(old.id(), old.from(), old.reason(), old.file(),
            old.octets(), old.times() + 1, old.firstAt()), octets));
        return;
      }
    }
    int number = quarantine.size() + 1;
    quarantine.add(new Kept(new QuarantinedApdu(number, change.from(), change.reason(), "apdu-" + number,
        octets.length, 1, change.at()), octets));
  }

  Optional<StoredMessage> load(long id) {
    Row row = messages.get(id);
    if (row == null) {
      return Optional.empty();
    }
    NewMessage message = row.message;
    return Optional.of(new StoredMessage(id, message.kind(), message.mtsId(), message.envelope(),
        new Octets(row.content), message.arrival(), message.cameFrom()));
  }

  List<QueueEntry> entries() {
    return List.copyOf(entries.values());
  }

  int entryCount() {
    return entries.size();
  }

  Optional<QueueEntry> entry(long id) {
    return Optional.ofNullable(entries.get(id));
  }

  List<DeliveredMessage> mailbox(String mailbox) {
    return deliveries.values().stream().filter(delivery -> delivery.mailbox().equals(mailbox)).toList();
  }

  Optional<DeliveredMessage> delivery(long id) {
    return Optional.ofNullable(deliveries.get(id));
  }

  List<QuarantinedApdu> quarantine() {
    return quarantine.stream().map(Kept::apdu).toList();
  }

  List<TrackedMessage> tracked(TrackingQuery query) {
    return TrackingSearch.find((from, until, visitor) -> {
      for (Written written : tracking) {
        if (!visitor.test(written)) {
          return;
        }
      }
    }, query);
  }

  void forgetTrackingBefore(Instant time) {
    tracking.removeIf(written -> written.records().stream().allMatch(record -> record.at().isBefore(time)));
  }

  boolean isSeen(String duplicateKey) {
    return seen.containsKey(duplicateKey);
  }

  void forgetSeenBefore(Instant time) {
    seen.values().removeIf(at -> at.isBefore(time));
  }
}
