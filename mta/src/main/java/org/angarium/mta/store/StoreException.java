package org.angarium.mta.store;

/** The store cannot do what was asked; the text says what and why. Whatever was being committed has not happened. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreException(String message) {
    super(message);
  }
}
