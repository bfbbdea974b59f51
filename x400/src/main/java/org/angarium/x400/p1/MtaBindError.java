package org.angarium.x400.p1;

import org.jspecify.annotations.Nullable;

/** Why an MTA refuses an association (MTABindError, X.411 §12.1.1; 1 is unused because X.410 mode gives it another meaning). */
public enum MtaBindError {
  BUSY(0, "busy"), //
  AUTHENTICATION_ERROR(2, "authentication-error"), //
  UNACCEPTABLE_DIALOGUE_MODE(3, "unacceptable-dialogue-mode"), //
  UNACCEPTABLE_SECURITY_CONTEXT(4, "unacceptable-security-context"), //
  INADEQUATE_ASSOCIATION_CONFIDENTIALITY(5, "inadequate-association-confidentiality");

  private final int code;
  private final String standardName;

  MtaBindError(int code, String standardName) {
    this.code = code;
    this.standardName = standardName;
  }

  /** The error with this code, or null if the standard knows none. */
  public static @Nullable MtaBindError of(int code) {
    for (MtaBindError error : values()) {
      if (error.code == code) {
        return error;
      }
    }
    return null;
  }

  public int code() {
    return code;
  }

  /** What the standard calls it: {@code busy}. */
  public String standardName() {
    return standardName;
  }
}
