package org.angarium.osi.rtse;

import org.angarium.osi.session.SessionConnectionReference;

/**
 * RTSE application protocol data units (X.228 §9). RTTR and RTTP are a bare OCTET STRING and a bare INTEGER and have no type here.
 */
sealed interface RtseApdu {
  int CHECKPOINT_DEFAULT = 0;
  int WINDOW_DEFAULT = 3;

  /**
   * RT-OPEN request.
   *
   * @param checkpoint units of 1024 octets
   * @param dialogue 0 monologue, 1 two-way alternate
   * @param applicationProtocol X.410 mode only, -1 when absent
   */
  record Rtorq(int checkpoint, int window, int dialogue, ConnectionData connectionData,
      int applicationProtocol)
      implements
        RtseApdu {
    static final int MONOLOGUE = 0;
    static final int TWO_WAY_ALTERNATE = 1;
  }

  /** RT-OPEN response that accepts. */
  record Rtoac(int checkpoint, int window, ConnectionData connectionData) implements RtseApdu {}

  /**
   * RT-OPEN response that refuses.
   *
   * @param refuseReason X.410 mode only, -1 when absent
   * @param userData the encoding inside user data RJ; empty when absent
   */
  record Rtorj(int refuseReason, byte[] userData) implements RtseApdu {}

  /** Abort. {@code reason}: X.228 abort reason, -1 when absent. */
  record Rtab(int reason) implements RtseApdu {}

  /** What an RT-OPEN is about: a new association, or one to recover. */
  sealed interface ConnectionData {
    /** {@code userData}: the RTSE user's encoding, empty when absent. */
    record Open(byte[] userData) implements ConnectionData {}

    record Recover(SessionConnectionReference reference) implements ConnectionData {}
  }
}
