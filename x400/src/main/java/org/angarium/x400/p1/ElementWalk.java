package org.angarium.x400.p1;

import java.io.IOException;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerLimits;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.p1.ContentSegments.ApduOctets;
import org.jspecify.annotations.Nullable;

/** Goes over the elements of an APDU that is not in memory, one behind the other; holds some kilobytes. */
final class ElementWalk {
  private static final int WINDOW = 32 << 10;

  private final ApduOctets apdu;
  private byte[] window = new byte[0];
  private long windowStart;
  private long at;
  private int elements;

  ElementWalk(ApduOctets apdu, long start) {
    this.apdu = apdu;
    this.at = start;
  }

  /** The octet at which the next header starts. */
  long at() {
    return at;
  }

  /**
   * The contents of a constructed element.
   *
   * @param end the octet behind them; if only end-of-contents octets tell, one that they cannot pass
   */
  record Contents(boolean indefinite, long end) {
    private static Contents of(TlvHeader header, long bound) throws BerException {
      return new Contents(header.length() == TlvHeader.INDEFINITE, header.endWithin(bound));
    }
  }

  /** The header of the next element within these contents, null behind the last one; the walk stands at what the element holds. */
  @Nullable
  TlvHeader next(Contents within) throws BerException, IOException {
    if (!within.indefinite() && at == within.end()) {
      return null;
    }
    TlvHeader header = header(within.end());
    at = header.contentStart();
    if (header.isEndOfContents()) {
      if (within.indefinite()) {
        return null;
      }
      throw TlvHeader.error("end-of-contents octets where an element belongs", at);
    }
    return header;
  }

  /** What the element holds whose header was read last. */
  Contents enter(TlvHeader header, Contents within) throws BerException {
    if (!header.constructed()) {
      throw TlvHeader.error("element " + Tag.describe(header.tag()) + " is not constructed", at);
    }
    return Contents.of(header, within.end());
  }

  /** Passes what the element holds whose header was read last. */
  void skip(TlvHeader header, Contents within) throws BerException, IOException {
    if (header.length() != TlvHeader.INDEFINITE) {
      at = header.endWithin(within.end());
      return;
    }
    for (int depth = 1; depth > 0;) {
      TlvHeader part = header(within.end());
      at = part.contentStart();
      if (part.isEndOfContents()) {
        depth--;
      } else if (part.length() != TlvHeader.INDEFINITE) {
        at = part.endWithin(within.end());
      } else if (++depth > BerLimits.DEFAULT.maxDepth()) {
        throw TlvHeader.error("nested deeper than " + BerLimits.DEFAULT.maxDepth() + " levels", at);
      }
    }
  }

  /** Octets that the walk has passed. */
  byte[] read(long from, long to) throws IOException {
    return apdu.read(from, (int) (to - from));
  }

  private TlvHeader header(long bound) throws BerException, IOException {
    if (++elements > BerLimits.DEFAULT.maxElements()) {
      throw TlvHeader.error("more than " + BerLimits.DEFAULT.maxElements() + " elements", at);
    }
    long there = Math.min(bound, apdu.length());
    if (at >= there) {
      throw TlvHeader.error("ends where an element belongs", at);
    }
    if (at < windowStart || Math.min(at + TlvHeader.LONGEST, there) > windowStart + window.length) {
      window = apdu.read(at, (int) Math.min(WINDOW, apdu.length() - at));
      windowStart = at;
    }
    int from = (int) (at - windowStart);
    TlvHeader header = TlvHeader.read(window, from, (int) Math.min(window.length, there - windowStart),
        windowStart);
    if (header == null) {
      throw TlvHeader.error("ends inside an element's header", at);
    }
    return header;
  }
}
