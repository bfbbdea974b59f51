package org.angarium.lab.fuzz;

import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.osi.rtse.OpenProposal;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.OsiAddress;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.osi.session.SessionConnectionReference;

/** How the honest ends of a hostile dialogue open an association. */
final class Proposals {
  private static final int BIND = 16;

  private Proposals() {}

  static OpenProposal of(boolean normalMode, boolean monologue) {
    byte[] time = new BerWriter().ascii(Tag.UTC_TIME, "261125000000Z").toByteArray();
    SessionConnectionReference reference = new SessionConnectionReference(
        new BerWriter().ascii(Tag.OCTET_STRING, "fuzz").toByteArray(), time, new byte[0]);
    return new OpenProposal(OsiAddress.NONE, OsiAddress.NONE,
        normalMode ? ProtocolMode.NORMAL : ProtocolMode.X410_1988,
        monologue ? Dialogue.MONOLOGUE : Dialogue.TWO_WAY_ALTERNATE, Turn.INITIATOR, 1, 2,
        normalMode ? userData() : new BerWriter().nullValue(Tag.NULL).toByteArray(), reference, null);
  }

  /** A bind without authentication. */
  static byte[] userData() {
    return new BerWriter().begin(Tag.context(BIND)).nullValue(Tag.NULL).end().toByteArray();
  }
}
