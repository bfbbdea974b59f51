package org.angarium.app.http;

import org.jspecify.annotations.Nullable;

/** A request that gets an error for an answer. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;
  public static final int BAD_REQUEST = 400;
  public static final int NOT_FOUND = 404;
  public static final int CONFLICT = 409;
  public static final int TOO_LARGE = 413;
  public static final int UNPROCESSABLE = 422;

  private final int status;
  private final @Nullable String field;

  /**
   * @param status HTTP status code, 400 or larger
   * @param message one sentence for a person
   */
  public Refusal(int status, @Nullable String message) {
    this(status, message, null);
  }

  /** @param field what of the request is wrong, {@code recipients[2].address}; null if nothing by itself */
  public Refusal(int status, @Nullable String message, @Nullable String field) {
    super(message);
    this.status = status;
    this.field = field;
  }

  public static Refusal notFound(@Nullable String what) {
    return new Refusal(NOT_FOUND, what);
  }

  @Nullable
  String field() {
    return field;
  }

  public int status() {
    return status;
  }
}
