package org.angarium.app.dissect;

import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Identifier and length octets of one element, read as far as they make sense.
 *
 * @param contentStart where the contents start
 * @param contentEnd where they end, at most the end of what encloses them
 * @param end behind the element, end-of-contents octets included
 * @param problem what is wrong, null if nothing is; then the element reaches as far as its surroundings allow
 */
record BerHeader(int tag, boolean constructed, int contentStart, int contentEnd, int end,
    @Nullable String problem) {
  private static final int DEEPEST = 200;
  private static final int INDEFINITE = 0x80;

  static BerHeader read(Octets octets, int start, int limit) {
    return read(octets, start, limit, 0);
  }

  private static BerHeader read(Octets octets, int start, int limit, int depth) {
    int first = octets.at(start);
    boolean constructed = (first & 0x20) != 0;
    int at = start + 1;
    long number = first & 0x1F;
    if (number == 0x1F) {
      number = 0;
      boolean more = true;
      while (more) {
        if (at >= limit || number > 1 << 20) {
          return broken(first, constructed, limit, at >= limit ? "ends inside the tag" : "tag is too large");
        }
        number = number << 7 | octets.at(at) & 0x7F;
        more = (octets.at(at++) & 0x80) != 0;
      }
    }
    int tag = tag(first >>> 6, (int) number);
    if (at >= limit) {
      return broken(tag, constructed, limit, "ends where the length belongs");
    }
    int lengthOctet = octets.at(at++);
    if (lengthOctet == INDEFINITE) {
      return indefinite(octets, tag, constructed, at, limit, depth);
    }
    long length = lengthOctet;
    if (lengthOctet > INDEFINITE) {
      length = 0;
      for (int i = lengthOctet & 0x7F; i > 0; i--) {
        if (at >= limit) {
          return broken(tag, constructed, limit, "ends inside the length");
        }
        length = Math.min(length << 8 | octets.at(at++), Integer.MAX_VALUE);
      }
    }
    if (length > limit - at) {
      return new BerHeader(tag, constructed, at, limit, limit,
          "length " + (length == Integer.MAX_VALUE ? "of 2 GB or more" : length) + " runs past the end: "
              + (limit - at) + " octets are left");
    }
    int end = at + (int) length;
    return new BerHeader(tag, constructed, at, end, end, null);
  }

  private static BerHeader indefinite(Octets octets, int tag, boolean constructed, int from, int limit,
      int depth) {
    if (!constructed) {
      return new BerHeader(tag, false, from, limit, limit, "primitive element of indefinite length");
    }
    if (depth >= DEEPEST) {
      return new BerHeader(tag, true, limit, limit, limit, "nested deeper than " + DEEPEST + " levels");
    }
    int at = from;
    while (at < limit) {
      if (limit - at >= 2 && octets.at(at) == 0 && octets.at(at + 1) == 0) {
        return new BerHeader(tag, true, from, at, at + 2, null);
      }
      BerHeader inner = read(octets, at, limit, depth + 1);
      if (inner.problem != null) {
        return new BerHeader(tag, true, from, limit, limit, null);
      }
      at = inner.end;
    }
    return new BerHeader(tag, true, from, limit, limit, "end-of-contents octets are missing");
  }

  private static BerHeader broken(int tag, boolean constructed, int limit, String problem) {
    return new BerHeader(tag, constructed, limit, limit, limit, problem);
  }

  private static int tag(int tagClass, int number) {
    return switch (tagClass) {
      case 0 -> Tag.universal(number);
      case 1 -> Tag.application(number);
      case 2 -> Tag.context(number);
      default -> Tag.privateUse(number);
    };
  }
}
