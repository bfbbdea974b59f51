package org.angarium.mta.store;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message, probe or report for which this MTA takes responsibility, with everything that follows from accepting it.
 *
 * @param id from {@link MessageStore#nextId()}
 * @param duplicateKeys name what must not happen twice: the APDU, for each recipient we are responsible for. If one of them has been seen
 *     before, nothing of the whole commit is done. Empty where a duplicate cannot occur (made here)
 * @param envelope the envelope as it will be relayed, encoded; for a report the whole APDU
 * @param content the content octets; null for a probe or report
 * @param entries copies to queue; their {@code message} is this id
 * @param deliveries local recipients that receive it
 * @param cameFrom name of the connector it was received over, null if it was made here
 */
public record NewMessage(long id, ApduKind kind, String mtsId, Set<String> duplicateKeys, byte[] envelope,
    @Nullable ContentSource content, Instant arrival, List<QueueEntry> entries, List<Delivery> deliveries,
    @Nullable String cameFrom) {
  public NewMessage {
    duplicateKeys = Set.copyOf(duplicateKeys);
    entries = List.copyOf(entries);
    deliveries = List.copyOf(deliveries);
  }

  /** A message, probe or report made here. */
  public NewMessage(long id, ApduKind kind, String mtsId, Set<String> duplicateKeys, byte[] envelope,
      @Nullable ContentSource content, Instant arrival, List<QueueEntry> entries, List<Delivery> deliveries) {
    this(id, kind, mtsId, duplicateKeys, envelope, content, arrival, entries, deliveries, null);
  }

  /** Where content octets come from. */
  public sealed interface ContentSource {
    long length();
  }

  /** Content held in memory. */
  public record InMemory(byte[] octets) implements ContentSource {
    @Override
    public long length() {
      return octets.length;
    }
  }

  /** A part of a spool, which the store takes over when the commit succeeds. */
  public record SpoolRegion(Spool spool, long offset, long length) implements ContentSource {}

  /** The content of a message that is stored already: a copy made by splitting or redirecting shares it. */
  public record SharedWith(long message, long length) implements ContentSource {}

  /**
   * One local delivery.
   *
   * @param id from {@link MessageStore#nextId()}
   * @param mailbox key of the mailbox
   * @param recipient position of the recipient in the envelope, from 0; -1 for a report
   */
  public record Delivery(long id, String mailbox, int recipient, Instant deliveredAt) {}
}
