package org.angarium.osi.session;

/** Octets that are no SPDU, or one of a functional unit that is never used here: says what is wrong and at which octet of the TSDU. */
public final class SpduException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int offset;

  /**
   * @param what one clause for a person, naming the SPDU where it is known
   * @param offset octet of the TSDU, from 0, at which the offending unit starts
   */
  public SpduException(String what, int offset) {
    super(what + " (at octet " + offset + ")", null, false, false);
    this.offset = offset;
  }

  public int offset() {
    return offset;
  }
}
