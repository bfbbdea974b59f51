package org.angarium.mta.config;

/**
 * A secret of the bind, or of an access unit; printing it shows nothing, so that it cannot slip into a log.
 *
 * @param text 1 to 62 characters (X.411 ub-password-length)
 */
public record Password(String text) {
  @Override
  public String toString() {
    return "(password)";
  }
}
