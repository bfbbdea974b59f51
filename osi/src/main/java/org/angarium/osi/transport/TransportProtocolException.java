package org.angarium.osi.transport;

/** Octets that are no TPKT or no TPDU: says what is wrong, where, and what an ER TPDU would call it. */
public final class TransportProtocolException extends Exception {
  private static final long serialVersionUID = 1L;
  private final String what;
  private final long offset;
  private final int rejectCause;

  /**
   * @param what one clause for a person
   * @param offset octet at which the offence is: of the connection for a TPKT, of the TPDU for a TPDU; from 0
   * @param rejectCause cause for an ER TPDU, one of the constants of {@link Tpdu.Er}
   */
  public TransportProtocolException(String what, long offset, int rejectCause) {
    super(what + " (at octet " + offset + ")", null, false, false);
    this.what = what;
    this.offset = offset;
    this.rejectCause = rejectCause;
  }

  public String what() {
    return what;
  }

  public long offset() {
    return offset;
  }

  public int rejectCause() {
    return rejectCause;
  }
}
