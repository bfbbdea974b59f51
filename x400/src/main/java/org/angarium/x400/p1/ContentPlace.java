package org.angarium.x400.p1;

import java.util.List;

/**
 * Where in the octets of a message APDU the content lies, so that it can be read without holding it in memory.
 *
 * @param start octet of the APDU at which the contents of the OCTET STRING start
 * @param constructed whether the OCTET STRING comes in segments, as PP sends it
 * @param length octets of its contents (segments with their headers if constructed), {@link #INDEFINITE} if unknown
 * @param enclosingEnds for each element around it, outermost first, the octet behind its contents, or {@link #INDEFINITE}
 */
public record ContentPlace(long start, boolean constructed, long length, List<Long> enclosingEnds) {
  /** Only end-of-contents octets tell. */
  public static final long INDEFINITE = TlvHeader.INDEFINITE;

  public ContentPlace {
    enclosingEnds = List.copyOf(enclosingEnds);
  }

  /** Octets the whole APDU must have, or {@link #INDEFINITE}. */
  public long apduLength() {
    return enclosingEnds.getFirst();
  }
}
