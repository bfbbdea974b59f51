package org.angarium.app.control;

import java.time.Instant;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.QueueEntry;
import org.jspecify.annotations.Nullable;

/**
 * One copy of a message in a queue, as programs read it.
 *
 * @param priority "urgent", "normal" or "non-urgent"
 * @param octets length of the content
 * @param recipients how many recipients this copy is for, 0 for a report
 * @param attempts failed attempts to transfer it
 * @param notBefore when it is tried again, null if at once
 * @param association the association it is being transferred on, null if it waits
 * @param claimedUntil until when an access unit has claimed it, null if none has
 */
public record QueueItem(long id, long message, ApduKind kind, String mtsId, String connector, String priority,
    long octets, int recipients, Instant arrival, Instant expiry, int attempts, @Nullable Instant notBefore,
    @Nullable Long association, @Nullable Instant claimedUntil) {

  static QueueItem of(QueueEntry entry, @Nullable Long association, @Nullable Instant claimedUntil) {
    return new QueueItem(entry.id(), entry.message(), entry.kind(), entry.mtsId(), entry.connector(),
        priority(entry.rank()), entry.octets(), entry.recipients().size(), entry.arrival(), entry.expiry(),
        entry.attempts(), entry.notBefore().equals(Instant.MIN) ? null : entry.notBefore(), association,
        claimedUntil);
  }

  private static String priority(int rank) {
    return switch (rank) {
      case 0 -> "urgent";
      case 1 -> "normal";
      default -> "non-urgent";
    };
  }
}
