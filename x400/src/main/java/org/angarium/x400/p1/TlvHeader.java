package org.angarium.x400.p1;

import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Identifier and length octets somewhere in an APDU that is not wholly in memory.
 *
 * @param tag as {@link Tag} packs it
 * @param contentStart octet of the APDU at which the contents start
 * @param length octets of contents, {@link #INDEFINITE} if only end-of-contents octets tell
 */
record TlvHeader(int tag, boolean constructed, long contentStart, long length) {
  static final long INDEFINITE = -1;
  /** More octets than any header accepted here has. */
  static final int LONGEST = 32;
  private static final int MAX_LENGTH_OCTETS = 16;
  private static final long MAX_LENGTH = 1L << 48;

  /**
   * Reads the header at a place of the buffer.
   *
   * @param end octets of the buffer that are there
   * @param base octet of the APDU that the buffer starts at
   * @return null if the octets end inside the header
   */
  static @Nullable TlvHeader read(byte[] buffer, int from, int end, long base) throws BerException {
    if (from >= end) {
      return null;
    }
    int at = from;
    int first = buffer[at++] & 0xFF;
    long number = first & 0x1F;
    if (number == 0x1F) {
      number = 0;
      int octet;
      do {
        if (at >= end) {
          return null;
        }
        octet = buffer[at++] & 0xFF;
        number = number << 7 | octet & 0x7F;
        if (number >= 1 << 28) {
          throw error("tag number is too large", base + from);
        }
        // Padding of the number would make a header of any length.
        if (at - from > 6) {
          throw error("tag is too long", base + from);
        }
      } while ((octet & 0x80) != 0);
    }
    if (at >= end) {
      return null;
    }
    boolean constructed = (first & 0x20) != 0;
    int tag = tag(first >>> 6, (int) number);
    int lengthOctet = buffer[at++] & 0xFF;
    if (lengthOctet == 0x80) {
      if (!constructed) {
        throw error("primitive element " + Tag.describe(tag) + " of indefinite length", base + from);
      }
      return new TlvHeader(tag, true, base + at, INDEFINITE);
    }
    if (lengthOctet < 0x80) {
      return new TlvHeader(tag, constructed, base + at, lengthOctet);
    }
    int count = lengthOctet & 0x7F;
    if (count > MAX_LENGTH_OCTETS) {
      throw error("length of " + count + " octets", base + from);
    }
    if (count > end - at) {
      return null;
    }
    long length = 0;
    for (int i = 0; i < count; i++) {
      length = length << 8 | buffer[at++] & 0xFF;
      if (length > MAX_LENGTH) {
        throw error("length is too large", base + from);
      }
    }
    return new TlvHeader(tag, constructed, base + at, length);
  }

  boolean isEndOfContents() { return tag == 0 && !constructed && length == 0; }

  /** The octet behind the contents, or no more than the bound if only end-of-contents octets tell. */
  long endWithin(long bound) throws BerException {
    if (length == INDEFINITE) {
      return bound;
    }
    if (length > bound - contentStart) {
      throw error("length of element " + Tag.describe(tag) + " runs past the end", contentStart);
    }
    return contentStart + length;
  }

  private static int tag(int tagClass, int number) {
    return switch (tagClass) {
      case 0 -> Tag.universal(number);
      case 1 -> Tag.application(number);
      case 2 -> Tag.context(number);
      default -> Tag.privateUse(number);
    };
  }

  /** An error at an octet of the APDU; places beyond 2 GiB are reported as that. */
  static BerException error(String what, long offset) {
    return new BerException(what, (int) Math.min(offset, Integer.MAX_VALUE));
  }
}
