package org.angarium.x400.p1;

import org.angarium.osi.ber.BerException;

/** The envelope at the head of an APDU is longer than is read into memory; {@link OverlongEnvelope} may still say of whom it is. */
public final class OverlongEnvelopeException extends BerException {
  private static final long serialVersionUID = 1L;

  /** @param limit in octets */
  OverlongEnvelopeException(int limit) {
    super("envelope is longer than " + limit + " octets", 0);
  }
}
