package org.angarium.mta;

/** A request that cannot be met at the moment; the same may be met later. */
public final class NotNowException extends RequestException {
  private static final long serialVersionUID = 1L;

  public NotNowException(String message) {
    super(message);
  }
}
