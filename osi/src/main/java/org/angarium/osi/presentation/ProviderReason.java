package org.angarium.osi.presentation;

/** The reasons a presentation provider gives: in CPR for refusing, in ARP for aborting (X.226 §8.2, §8.3). */
public final class ProviderReason {
  /** No reason field is there: the presentation user refused. */
  public static final int NONE = -1;
  public static final int TEMPORARY_CONGESTION = 1;
  public static final int PROTOCOL_VERSION_NOT_SUPPORTED = 4;
  public static final int USER_DATA_NOT_READABLE = 6;

  /** ARP reason: a value that is not allowed. */
  public static final int ABORT_INVALID_PARAMETER_VALUE = 6;
  /** ARP event: the CPA PPDU. */
  public static final int EVENT_CPA = 1;

  private ProviderReason() {}

  /** Meaning of a CPR provider reason. */
  public static String ofRefusal(int reason) {
    return switch (reason) {
      case 0 -> "reason not specified";
      case 1 -> "temporary congestion";
      case 2 -> "local limit exceeded";
      case 3 -> "called presentation address unknown";
      case 4 -> "protocol version not supported";
      case 5 -> "default context not supported";
      case 6 -> "user data not readable";
      case 7 -> "no PSAP available";
      default -> "unknown reason";
    };
  }

  /** Meaning of an ARP reason. */
  public static String ofAbort(int reason) {
    return switch (reason) {
      case -1, 0 -> "reason not specified";
      case 1 -> "unrecognized PPDU";
      case 2 -> "unexpected PPDU";
      case 3 -> "unexpected session service primitive";
      case 4 -> "unrecognized PPDU parameter";
      case 5 -> "unexpected PPDU parameter";
      case 6 -> "invalid PPDU parameter value";
      default -> "unknown reason";
    };
  }
}
