package org.angarium.osi.ber;

/**
 * What a decoder is willing to spend on one encoding.
 *
 * @param maxDepth deepest nesting of constructed encodings, 1 or more
 * @param maxElements most elements visited in one encoding, 1 or more; bounds the time a hostile encoding can cost
 */
public record BerLimits(int maxDepth, int maxElements) {
  /** Generous for every APDU of X.400: 5,000 recipients with extensions are about 150,000 elements. */
  public static final BerLimits DEFAULT = new BerLimits(64, 4_000_000);

  public BerLimits {
    if (maxDepth < 1 || maxElements < 1) {
      throw new IllegalArgumentException("BER limits must be at least 1: " + maxDepth + ", " + maxElements);
    }
  }
}
