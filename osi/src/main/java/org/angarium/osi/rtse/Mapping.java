package org.angarium.osi.rtse;

import java.util.List;
import org.angarium.osi.ber.BerException;

/**
 * How RTSE APDUs are mapped onto the services below (X.228 §8): in normal mode through ACSE and presentation, in X.410 mode almost
 * directly onto session. The two modes differ in nothing else.
 */
sealed interface Mapping permits NormalModeMapping, X410ModeMapping {
  /** User data of the S-CONNECT request. */
  byte[] open(OpenProposal proposal);

  /** Reads the user data of an S-CONNECT that was accepted; says which layers accepted. Never fails by an exception. */
  OpenAnswer opened(byte[] userData);

  /** User data of the S-CONNECT response that accepts. */
  byte[] accept(RtseApdu.Rtoac rtoac);

  /** User data of the S-CONNECT response that refuses. */
  byte[] refuse(boolean permanent, int refuseReason, byte[] userData);

  /** An SSDU with octets of the APDU that is transferred. */
  byte[] data(byte[] octets);

  /** Octets of the APDU that is transferred. */
  byte[] octets(byte[] ssdu) throws BerException;

  /** Presentation context of what is transferred, which names itself so inside an EXTERNAL; -1 in X.410 mode, where nothing does. */
  int transferContext();

  byte[] turnPlease(int priority);

  int priority(byte[] userData) throws BerException;

  byte[] releaseRequest();

  byte[] releaseResponse();

  /** User data of an S-U-ABORT, empty if the session version has no room for it. */
  byte[] abort(int reason, int sessionVersion);

  /** User data of the S-U-ABORT that answers octets that cannot be decoded. {@code event}: presentation event identifier. */
  byte[] unreadable(int event);

  /** Layers that take part in answering an RT-OPEN, lowest first. */
  List<Layer> layers();
}
