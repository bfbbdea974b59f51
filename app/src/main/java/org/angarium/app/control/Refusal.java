package org.angarium.app.control;

import org.jspecify.annotations.Nullable;

/** A request that gets an error for an answer. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;
  static final int BAD_REQUEST = 400;
  static final int NOT_FOUND = 404;
  static final int CONFLICT = 409;
  static final int TOO_LARGE = 413;
  static final int UNPROCESSABLE = 422;

  private final int status;

  /**
   * @param status HTTP status code, 400 or larger
   * @param message one sentence for a person
   */
  Refusal(int status, @Nullable String message) {
    super(message);
    this.status = status;
  }

  static Refusal notFound(@Nullable String what) {
    return new Refusal(NOT_FOUND, what);
  }

  int status() {
    return status;
  }
}
