package org.angarium.mta;

/** A request that cannot be met; the message says why and what to do, in one sentence. */
public class RequestException extends Exception {
  private static final long serialVersionUID = 1L;

  public RequestException(String message) {
    super(message);
  }
}
