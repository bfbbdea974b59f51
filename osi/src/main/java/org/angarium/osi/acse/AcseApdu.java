package org.angarium.osi.acse;

import java.util.List;
import org.angarium.osi.ber.Oid;
import org.jspecify.annotations.Nullable;

/** ACSE application protocol data units (X.227 §9). AP titles, qualifiers and authentication are neither sent nor looked at. */
public sealed interface AcseApdu {
  /** A-ASSOCIATE request. {@code versionSupported}: whether version 1 is offered; always true when encoding. */
  record Aarq(boolean versionSupported, Oid applicationContext, List<External> userInformation)
      implements
        AcseApdu {}

  /**
   * A-ASSOCIATE response.
   *
   * @param applicationContext null if the peer left it out
   * @param result 0 accepted, 1 rejected permanently, 2 rejected transiently
   * @param byProvider whether the diagnostic is the ACSE provider's rather than its user's
   * @param diagnostic X.227 associate source diagnostic, 0 null
   */
  record Aare(@Nullable Oid applicationContext, int result, boolean byProvider, int diagnostic,
      List<External> userInformation) implements AcseApdu {
    public static final int ACCEPTED = 0;
    public static final int REJECTED_PERMANENT = 1;
    public static final int REJECTED_TRANSIENT = 2;
  }

  /** A-RELEASE request; reason 0 normal, -1 not given. */
  record Rlrq(int reason) implements AcseApdu {}

  /** A-RELEASE response; reason 0 normal, 1 not finished, -1 not given. */
  record Rlre(int reason) implements AcseApdu {}

  /** A-ABORT. {@code diagnostic}: -1 not given. */
  record Abrt(boolean byProvider, int diagnostic, List<External> userInformation) implements AcseApdu {}

  /** Meaning of an associate source diagnostic. */
  static String diagnosticText(boolean byProvider, int diagnostic) {
    if (byProvider) {
      return switch (diagnostic) {
        case 0, 1 -> "no reason given";
        case 2 -> "no common ACSE version";
        default -> "unknown diagnostic";
      };
    }
    return switch (diagnostic) {
      case 0, 1 -> "no reason given";
      case 2 -> "application context name not supported";
      case 3 -> "calling AP title not recognized";
      case 4 -> "calling AP invocation identifier not recognized";
      case 5 -> "calling AE qualifier not recognized";
      case 6 -> "calling AE invocation identifier not recognized";
      case 7 -> "called AP title not recognized";
      case 8 -> "called AP invocation identifier not recognized";
      case 9 -> "called AE qualifier not recognized";
      case 10 -> "called AE invocation identifier not recognized";
      case 11 -> "authentication mechanism not recognized";
      case 12 -> "authentication mechanism name required";
      case 13 -> "authentication failure";
      case 14 -> "authentication required";
      default -> "unknown diagnostic";
    };
  }
}
