package org.angarium.mta.store;

import java.time.Instant;
import java.util.List;
import org.angarium.mta.tracking.TrackingRecord;

/** One step of a commit; the steps of one commit happen together or not at all. */
public sealed interface StoreChange {
  /** Take responsibility for a message. */
  record Accept(NewMessage message) implements StoreChange {}

  /** The copy needs nothing more: transferred, or reported on in the same commit. The message goes when nothing refers to it. */
  record Remove(long entry) implements StoreChange {}

  /** An attempt to transfer the copy failed. */
  record Attempted(long entry, int attempts, Instant notBefore) implements StoreChange {}

  /** The copy waits for another connector now. */
  record Reroute(long entry, String connector) implements StoreChange {}

  /** The copy is responsible for fewer recipients now: at least one, positions from 0; the others were reported on in the same commit. */
  record Narrow(long entry, List<Integer> recipients) implements StoreChange {
    public Narrow {
      recipients = List.copyOf(recipients);
    }
  }

  /** The user has taken a delivered message; it leaves the mailbox. */
  record Take(long delivery) implements StoreChange {}

  /** Write down what became of messages, together with the other changes of the commit. */
  record Track(List<TrackingRecord> records) implements StoreChange {
    public Track {
      records = List.copyOf(records);
    }

    public Track(TrackingRecord record) {
      this(List.of(record));
    }
  }

  /**
   * Keep octets that could not be understood, once for the same octets, for the operator.
   *
   * @param from the peer they came from
   * @param reason what was wrong, and where
   */
  record Quarantine(Spool octets, String from, String reason, Instant at) implements StoreChange {}
}
