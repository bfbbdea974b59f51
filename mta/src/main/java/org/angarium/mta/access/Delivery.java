package org.angarium.mta.access;

import java.time.Instant;
import java.util.List;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientMessageFields;

/**
 * Something that waits for an access unit and that it has claimed. The MTA is responsible for it until it is settled.
 */
public sealed interface Delivery {
  /** The same whenever it is handed out, also after a restart, and never another one's: by it a repetition is recognised. */
  long id();

  /** MTS-identifier of the message or report, as text. */
  String mtsId();

  /** Until when nobody else is handed it. */
  Instant claimedUntil();

  /** How often it has been put off so far. */
  int postponed();

  /**
   * A message for recipients that the access unit serves.
   *
   * @param envelope as it was transferred to this MTA, with all recipients that it names
   * @param recipients those that this delivery is for, at least one
   * @param octets length of the content, which {@link AccessUnit#content} opens
   * @param expiry when it is returned to its originator if it has not been settled
   */
  record OfMessage(long id, String mtsId, Instant claimedUntil, int postponed, MessageEnvelope envelope,
      List<Recipient> recipients, long octets, Instant arrival, Instant expiry) implements Delivery {
    public OfMessage {
      recipients = List.copyOf(recipients);
    }
  }

  /** A report for an originator that the access unit serves: what became of recipients of what it has submitted. */
  record OfReport(long id, String mtsId, Instant claimedUntil, int postponed,
      MtsApdu.Report report) implements Delivery {}

  /** @param position in the envelope, from 0; by it the recipient is named when the delivery is settled */
  record Recipient(int position, PerRecipientMessageFields fields) {}
}
