package org.angarium.x400.p1;

/**
 * What a walk over a content may cost.
 *
 * @param maxLength most octets of content, 0 or more
 * @param maxSegments most segments, also empty ones, 1 or more
 * @param maxDepth deepest nesting of segments, 1 or more
 */
public record ContentLimits(long maxLength, long maxSegments, int maxDepth) {
  /** 4 GiB in segments of 256 octets. */
  public static final ContentLimits DEFAULT = new ContentLimits(1L << 32, 1L << 24, 16);

  public ContentLimits {
    if (maxLength < 0 || maxSegments < 1 || maxDepth < 1) {
      throw new IllegalArgumentException(
          "content limits: " + maxLength + ", " + maxSegments + ", " + maxDepth);
    }
  }
}
