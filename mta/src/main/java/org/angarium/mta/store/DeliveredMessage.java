package org.angarium.mta.store;

import java.time.Instant;

/**
 * A line of a mailbox.
 *
 * @param id the delivery
 * @param message the stored message, for {@link MessageStore#load}
 * @param recipient position of the recipient in the envelope, -1 for a report
 */
public record DeliveredMessage(long id, String mailbox, long message, ApduKind kind, String mtsId,
    int recipient, long octets,
    Instant deliveredAt) {}
