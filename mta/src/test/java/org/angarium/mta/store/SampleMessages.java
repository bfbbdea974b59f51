package org.angarium.mta.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.angarium.mta.store.NewMessage.ContentSource;
import org.angarium.mta.store.NewMessage.Delivery;
import org.angarium.mta.store.NewMessage.InMemory;

/** Messages to put into a store, built step by step. */
public final class SampleMessages {
  public static final Instant NOON = Instant.parse("2026-11-01T12:00:00.123Z");

  private final MessageStore store;
  private final long id;
  private final List<QueueEntry> entries = new ArrayList<>();
  private final List<Delivery> deliveries = new ArrayList<>();
  private ApduKind kind = ApduKind.MESSAGE;
  private Set<String> duplicateKeys = Set.of();
  private ContentSource content = new InMemory(new byte[0]);

  private SampleMessages(MessageStore store) {
    this.store = store;
    this.id = store.nextId();
  }

  public static SampleMessages messageFor(MessageStore store) {
    return new SampleMessages(store);
  }

  /** Octets that tell the position and the seed apart, so that a shifted or foreign part is noticed. */
  public static byte[] octets(long seed, int length) {
    byte[] octets = new byte[length];
    new Random(seed).nextBytes(octets);
    return octets;
  }

  public SampleMessages kind(ApduKind newKind) {
    kind = newKind;
    return this;
  }

  public SampleMessages key(String... keys) {
    duplicateKeys = Set.of(keys);
    return this;
  }

  public SampleMessages content(ContentSource source) {
    content = source;
    return this;
  }

  public SampleMessages content(byte[] octets) {
    return content(new InMemory(octets));
  }

  public SampleMessages withoutContent() {
    content = null;
    return this;
  }

  public SampleMessages entry(String connector) {
    long length = content == null ? 0 : content.length();
    entries.add(
        new QueueEntry(store.nextId(), id, kind, mtsId(), connector, 1, length, List.of(entries.size()), NOON,
            NOON.plus(Duration.ofDays(1)), 0, Instant.MIN));
    return this;
  }

  public SampleMessages delivery(String mailbox) {
    deliveries.add(new Delivery(store.nextId(), mailbox, deliveries.size(), NOON));
    return this;
  }

  public NewMessage build() {
    return new NewMessage(id, kind, mtsId(), duplicateKeys, octets(-id, 600), content, NOON, entries,
        deliveries);
  }

  private String mtsId() {
    return "[/PRMD=ACME/ADMD= /C=DE/;" + id + "]";
  }

  /** The whole content of a stored message. */
  public static byte[] contentOf(MessageStore store, long message) {
    try (StoredMessage stored = store.load(message).orElseThrow()) {
      return stored.content().read(0, Math.toIntExact(stored.content().length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
