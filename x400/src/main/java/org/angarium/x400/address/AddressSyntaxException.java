package org.angarium.x400.address;

/** A text that is no O/R address or address pattern: says what is wrong and where. */
public final class AddressSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int offset;

  AddressSyntaxException(String what, String text, int offset) {
    super(what + " (at character " + (offset + 1) + " of \"" + text + "\")", null, false, false);
    this.offset = offset;
  }

  /** Index of the character of the text, from 0, at which the offending part starts. */
  public int offset() {
    return offset;
  }
}
