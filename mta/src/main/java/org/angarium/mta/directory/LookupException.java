package org.angarium.mta.directory;

/** The members of a list cannot be told; the message says why. */
public final class LookupException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final boolean permanent;

  /** @param permanent whether another attempt would fail the same way until somebody changes something */
  public LookupException(String message, boolean permanent) {
    super(message);
    this.permanent = permanent;
  }

  public boolean permanent() {
    return permanent;
  }
}
