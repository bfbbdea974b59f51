package org.angarium.osi.transport;

import java.util.List;

/** The TPDUs of class 0 (X.224 §13). Selectors are empty, and sizes are 0, when the parameter is absent. */
public sealed interface Tpdu {

  /**
   * Connection request.
   *
   * @param sourceReference the initiator's reference, 1…65535
   * @param preferredClass 0…4
   * @param alternativeClasses classes the initiator also accepts
   * @param size proposed TPDU size in octets, 128…8192 and a power of two
   * @param preferredSize proposed preferred maximum TPDU size in octets, a multiple of 128
   */
  record Cr(int sourceReference, int preferredClass, List<Integer> alternativeClasses, byte[] callingSelector,
      byte[] calledSelector,
      int size, int preferredSize) implements Tpdu {
    /** Whether class 0 was asked for or is listed as an alternative. */
    public boolean allowsClass0() {
      return preferredClass == 0 || alternativeClasses.contains(0);
    }
  }

  /** Connection confirm; {@code calledSelector} is what the responder answers as. */
  record Cc(int destinationReference, int sourceReference, int selectedClass, byte[] callingSelector,
      byte[] calledSelector, int size,
      int preferredSize) implements Tpdu {}

  /**
   * Disconnect request.
   *
   * @param reason 0…255, {@link DisconnectReason}
   * @param additionalInformation whatever the peer wanted to add, possibly empty
   */
  record Dr(int destinationReference, int sourceReference, int reason,
      byte[] additionalInformation) implements Tpdu {}

  /** Data. {@code endOfTsdu}: the TSDU ends with it. */
  record Dt(boolean endOfTsdu, byte[] data) implements Tpdu {}

  /**
   * TPDU error.
   *
   * @param cause one of the constants below
   * @param rejected the rejected TPDU up to the offending octet, at most 247 octets
   */
  record Er(int destinationReference, int cause, byte[] rejected) implements Tpdu {
    public static final int NOT_SPECIFIED = 0;
    public static final int INVALID_PARAMETER_CODE = 1;
    public static final int INVALID_TPDU_TYPE = 2;
    public static final int INVALID_PARAMETER_VALUE = 3;

    /** What the cause means, for a person. */
    public String meaning() {
      return switch (cause) {
        case NOT_SPECIFIED -> "reason not specified";
        case INVALID_PARAMETER_CODE -> "invalid parameter code";
        case INVALID_TPDU_TYPE -> "invalid TPDU type";
        case INVALID_PARAMETER_VALUE -> "invalid parameter value";
        default -> "unknown cause " + cause;
      };
    }
  }

  /** A TPDU that is known but has no place in class 0. */
  record Unsupported(String name) implements Tpdu {}

  /** The standard's abbreviation. */
  default String mnemonic() {
    return switch (this) {
      case Cr cr -> "CR";
      case Cc cc -> "CC";
      case Dr dr -> "DR";
      case Dt dt -> "DT";
      case Er er -> "ER";
      case Unsupported unsupported -> unsupported.name();
    };
  }
}
