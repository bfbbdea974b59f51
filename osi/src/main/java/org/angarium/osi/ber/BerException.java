package org.angarium.osi.ber;

/** Octets that are not what the standard allows: says what is wrong and at which octet of the decoded buffer. */
public class BerException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int offset;

  /**
   * @param what one clause for a person, naming the element ("message-identifier: length runs past the end")
   * @param offset octet of the buffer, from 0, at which the offending element starts
   */
  public BerException(String what, int offset) {
    super(what + " (at octet " + offset + ")", null, false, false);
    this.offset = offset;
  }

  public int offset() {
    return offset;
  }
}
