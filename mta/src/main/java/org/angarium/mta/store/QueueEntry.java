package org.angarium.mta.store;

import java.time.Instant;
import java.util.List;

/**
 * One copy of an APDU that waits for one connector.
 *
 * @param id identifies the entry for ever; entries made later have larger ids
 * @param message the stored message it belongs to
 * @param mtsId the MTS-identifier of that message, as text
 * @param connector name of the connector it waits for
 * @param rank order of transfer: 0 urgent, 1 normal, 2 non-urgent
 * @param octets length of the content, 0 for a probe or report
 * @param recipients positions (from 0) of the recipients in the envelope that this copy is responsible for; empty for a report
 * @param arrival when the MTA took responsibility, or later, when it let go on what had been held: since then it may be transferred
 * @param expiry when it must be reported as not delivered
 * @param attempts failed attempts to transfer it over an open association
 * @param notBefore not to be transferred before this time; {@link Instant#MIN} when it may go at once
 */
public record QueueEntry(long id, long message, ApduKind kind, String mtsId, String connector, int rank,
    long octets,
    List<Integer> recipients, Instant arrival, Instant expiry, int attempts, Instant notBefore) {
  /** This entry after a failed attempt. */
  public QueueEntry attempted(int newAttempts, Instant newNotBefore) {
    return new QueueEntry(id, message, kind, mtsId, connector, rank, octets, recipients, arrival, expiry,
        newAttempts, newNotBefore);
  }

  /** This entry waiting for another connector. */
  public QueueEntry routedTo(String newConnector) {
    return new QueueEntry(id, message, kind, mtsId, newConnector, rank, octets, recipients, arrival, expiry,
        attempts, notBefore);
  }

  /** This entry for some of its recipients only. */
  public QueueEntry narrowedTo(List<Integer> fewer) {
    return new QueueEntry(id, message, kind, mtsId, connector, rank, octets, fewer, arrival, expiry, attempts,
        notBefore);
  }

  public QueueEntry {
    recipients = List.copyOf(recipients);
  }
}
