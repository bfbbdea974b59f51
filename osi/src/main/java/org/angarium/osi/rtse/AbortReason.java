package org.angarium.osi.rtse;

/** Abort reasons of RTAB (X.228 §9). */
public final class AbortReason {
  public static final int LOCAL_SYSTEM_PROBLEM = 0;
  public static final int TEMPORARY_PROBLEM = 3;
  public static final int PROTOCOL_ERROR = 4;
  public static final int PERMANENT_PROBLEM = 5;
  public static final int USER_ERROR = 6;
  public static final int TRANSFER_COMPLETED = 7;

  private AbortReason() {}

  /** The meaning of a reason. */
  public static String text(int reason) {
    return switch (reason) {
      case -1 -> "no reason given";
      case 0 -> "local system problem";
      case 1 -> "invalid parameter";
      case 2 -> "unrecognized activity";
      case 3 -> "temporary problem";
      case 4 -> "protocol error";
      case 5 -> "permanent problem";
      case 6 -> "user error";
      case 7 -> "transfer completed";
      default -> "unknown reason";
    };
  }

  static Failure.Kind kind(int reason) {
    return switch (reason) {
      case 1, PROTOCOL_ERROR -> Failure.Kind.PROTOCOL_ERROR;
      default -> Failure.Kind.ABORTED;
    };
  }
}
