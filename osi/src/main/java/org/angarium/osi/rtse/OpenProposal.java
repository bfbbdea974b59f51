package org.angarium.osi.rtse;

import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;

/**
 * What an RT-OPEN proposes (X.218 §9.1), as the initiator sends it and as the responder sees it.
 *
 * @param calling our address when we initiate, the peer's when it does
 * @param called the address that is called
 * @param mode normal mode, or X.410 mode with its application protocol
 * @param dialogue monologue or two-way alternate
 * @param initialTurn who has the turn once open
 * @param checkpointKilooctets largest number of 1024-octet units between checkpoints, 0 leaves the choice to the responder
 * @param window unconfirmed checkpoints allowed, 1 or more
 * @param userData the encoded bind argument as it stands in connection data "open": in normal mode with its [16] tag. Empty when
 *     absent or when recovering
 * @param reference identifies this association; chosen by the initiator
 * @param recover the association to recover (X.228 §7.8), or null to open a new one
 */
public record OpenProposal(OsiAddress calling, OsiAddress called, ProtocolMode mode, Dialogue dialogue,
    Turn initialTurn,
    int checkpointKilooctets, int window, byte[] userData, SessionConnectionReference reference,
    @Nullable SessionConnectionReference recover) {

  /** The same with another checkpoint size. */
  OpenProposal withCheckpoint(int kilooctets) {
    return new OpenProposal(calling, called, mode, dialogue, initialTurn, kilooctets, window, userData,
        reference, recover);
  }

  /** The same with the transport selectors, which only the layer that carried them knows. */
  public OpenProposal withTransportSelectors(byte[] callingSelector, byte[] calledSelector) {
    return new OpenProposal(new OsiAddress(calling.presentation, calling.session, callingSelector),
        new OsiAddress(called.presentation, called.session, calledSelector), mode, dialogue, initialTurn,
        checkpointKilooctets, window, userData, reference, recover);
  }

  /** Selectors of the three upper addresses; empty arrays mean none. */
  public record OsiAddress(byte[] presentation, byte[] session, byte[] transport) {
    public static final OsiAddress NONE = new OsiAddress(new byte[0], new byte[0], new byte[0]);
  }

  /** Who may transfer. */
  public enum Dialogue {
    MONOLOGUE, TWO_WAY_ALTERNATE
  }

  /** Who has the turn at the start. */
  public enum Turn {
    INITIATOR, RESPONDER
  }

  /** How the upper layers are encoded. */
  public enum ProtocolMode {
    /** X.400-1988 and later: application context mts-transfer, ACSE and presentation in full. */
    NORMAL,
    /** X.410 mode with application protocol 12, mts-transfer-protocol. */
    X410_1988,
    /** X.410 mode with application protocol 1, mts-transfer-protocol-1984. */
    X410_1984
  }
}
