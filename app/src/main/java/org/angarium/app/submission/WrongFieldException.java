package org.angarium.app.submission;

/** A field of a JSON form is wrong; the message is one sentence and names it. */
public final class WrongFieldException extends Exception {
  private static final long serialVersionUID = 1L;
  private final String field;

  /** @param field its path: {@code recipients[2].address} */
  WrongFieldException(String field, String wrong) {
    super(field + " " + wrong);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
