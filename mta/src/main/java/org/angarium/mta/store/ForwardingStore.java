package org.angarium.mta.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingQuery;

/** A store around a store, to be other in some of what it does. */
public abstract class ForwardingStore implements MessageStore {
  private final MessageStore store;

  protected ForwardingStore(MessageStore store) {
    this.store = store;
  }

  @Override
  public CompletionStage<Outcome> commit(List<StoreChange> changes) {
    return store.commit(changes);
  }

  @Override
  public OptionalLong freeOctets() {
    return store.freeOctets();
  }

  @Override
  public long nextId() {
    return store.nextId();
  }

  @Override
  public Spool openSpool() {
    return store.openSpool();
  }

  @Override
  public Optional<StoredMessage> load(long message) {
    return store.load(message);
  }

  @Override
  public List<QueueEntry> entries() {
    return store.entries();
  }

  @Override
  public List<DeliveredMessage> mailbox(String mailbox) {
    return store.mailbox(mailbox);
  }

  @Override
  public Optional<DeliveredMessage> delivery(long id) {
    return store.delivery(id);
  }

  @Override
  public List<QuarantinedApdu> quarantine() {
    return store.quarantine();
  }

  @Override
  public List<KeptSpool> keptSpools() {
    return store.keptSpools();
  }

  @Override
  public void note(long entry, String text) {
    store.note(entry, text);
  }

  @Override
  public void forgetNote(long entry) {
    store.forgetNote(entry);
  }

  @Override
  public Map<Long, String> notes() {
    return store.notes();
  }

  @Override
  public boolean isSeen(String duplicateKey) {
    return store.isSeen(duplicateKey);
  }

  @Override
  public void forgetSeenBefore(Instant time) {
    store.forgetSeenBefore(time);
  }

  @Override
  public List<TrackedMessage> tracked(TrackingQuery query) {
    return store.tracked(query);
  }

  @Override
  public void forgetTracking(Instant before, long octets) {
    store.forgetTracking(before, octets);
  }

  @Override
  public void close() {
    store.close();
  }
}
