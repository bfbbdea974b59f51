package org.angarium.mta.event;

/**
 * The error code and the bracket at the end of a classic event text: {@code Error code=8511 [POP4 POP4 DOWN 4 179] (14)}.
 *
 * @param code error code, for example 8511 error during connection or disconnection, 8453 interface protocol violated
 * @param component where it arose ("POP4", "RTSE", "SESSION", "TCP/IP DRVR", "MTA")
 * @param procedure what was being done ("DOWN 4", "XFER-OUT")
 * @param severity the number in round brackets: 4–8 information, 10–14 warning, 16 error
 */
public record ErrorCode(int code, String component, String procedure, int severity) {
  public static final int CONNECTION_ERROR = 8511;
  public static final int PROTOCOL_VIOLATION = 8453;
  public static final int UNKNOWN_HANDLE = 8464;
  public static final int TEARDOWN_ERROR = 8640;

  @Override
  public String toString() {
    return "Error code=" + code + " [" + component + " " + procedure + "] (" + severity + ")";
  }
}
