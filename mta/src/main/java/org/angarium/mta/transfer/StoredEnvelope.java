package org.angarium.mta.transfer;

import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.StoredEnvelopes;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;

/** Envelopes in the form in which the store keeps them; a {@link StoredEnvelopes}. */
public final class StoredEnvelope {
  private StoredEnvelope() {}

  /** @throws BerException if it is none of this kind */
  public static int recipients(ApduKind kind, byte[] envelope) throws BerException {
    if (kind == ApduKind.MESSAGE) {
      return MessageEnvelope.decode(envelope).recipients().size();
    }
    return switch (MtsApdu.decode(envelope)) {
      case MtsApdu.Probe probe when kind == ApduKind.PROBE -> probe.envelope().recipients().size();
      case MtsApdu.Report report when kind == ApduKind.REPORT -> 0;
      case MtsApdu other -> throw new BerException("it is another APDU than a " + kind, 0);
    };
  }
}
