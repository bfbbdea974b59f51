package org.angarium.mta.store;

import org.angarium.osi.ber.BerException;

/** Reads what the store keeps unread. */
@FunctionalInterface
public interface StoredEnvelopes {
  /**
   * How many recipients an envelope names; 0 for a report.
   *
   * @throws BerException if it cannot be read
   */
  int recipients(ApduKind kind, byte[] envelope) throws BerException;
}
