package org.angarium.osi.presentation;

/**
 * The values of one PDV-list (X.226 §8.4.2).
 *
 * @param context presentation context identifier, {@link #DEFAULT_CONTEXT} for simply encoded user data
 * @param octets the encoding of one value, or of several that follow one another
 */
public record DataValue(int context, byte[] octets) {
  /** Stands for the only or default context of simply encoded user data, which is not named in the encoding. */
  public static final int DEFAULT_CONTEXT = -1;
}
