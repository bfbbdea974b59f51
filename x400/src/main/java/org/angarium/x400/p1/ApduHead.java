package org.angarium.x400.p1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerLimits;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/** What the first octets of an APDU tell, while the rest may still be on its way (X.419 §12.4). */
public sealed interface ApduHead {
  /**
   * Nothing yet.
   *
   * @param wanted ask again when this many octets are there, or all of the APDU; more than were given
   */
  record Incomplete(int wanted) implements ApduHead {}

  /**
   * A message: its envelope is complete.
   *
   * @param envelope octets of the whole MessageTransferEnvelope, for {@link MessageEnvelope#decode(byte[])}
   */
  record Message(byte[] envelope, ContentPlace content) implements ApduHead {}

  /**
   * A report or probe, which {@link MtsApdu#decode} decodes once all of it is there.
   *
   * @param apduLength octets of the whole APDU, -1 if not yet known
   */
  record Other(MtsApdu.Kind kind, long apduLength) implements ApduHead {}

  /**
   * Reads the head of an APDU; the framing of normal mode is recognised by itself.
   *
   * @param octets the first octets of the APDU
   * @param complete whether they are all of it
   * @param limit most octets a head may have, framing and envelope together
   * @throws OverlongEnvelopeException if its head is longer than the limit
   * @throws BerException if this cannot become an MTS-APDU
   */
  static ApduHead decode(byte[] octets, boolean complete, int limit) throws BerException {
    ApduHead head = new Reader(octets, limit).head();
    if (head instanceof Incomplete && complete) {
      throw TlvHeader.error("APDU ends before its content", octets.length);
    }
    return head;
  }

  /**
   * An MTS-APDU whose header has been read.
   *
   * @param contents octet of the APDU at which what it holds starts
   * @param indefinite whether only end-of-contents octets tell where that ends
   * @param bound the octet behind it; if indefinite, one that it cannot pass
   * @param ends for each element around it, outermost first, the octet behind its contents, or {@link ContentPlace#INDEFINITE}
   */
  record Opened(MtsApdu.Kind kind, long contents, boolean indefinite, long bound, List<Long> ends) {
    public Opened {
      ends = List.copyOf(ends);
    }
  }

  /**
   * Reads no further than the header of the MTS-APDU.
   *
   * @param octets the first octets of the APDU; a few hundred are enough
   */
  static Opened open(byte[] octets) throws BerException {
    return new Reader(octets, octets.length).open();
  }

  /** One pass over the octets. */
  final class Reader {
    private static final int MAX_REFERENCE = 64;
    private final byte[] octets;
    private final int limit;
    private final List<Long> enclosingEnds = new ArrayList<>();
    private long bound = Long.MAX_VALUE;
    private int at;

    private Reader(byte[] octets, int limit) {
      this.octets = octets;
      this.limit = limit;
    }

    private ApduHead head() throws BerException {
      TlvHeader apdu = header();
      if (apdu != null && apdu.tag() == Tag.EXTERNAL) {
        apdu = insideExternal(apdu);
      }
      if (apdu == null) {
        return incomplete(at + TlvHeader.LONGEST);
      }
      MtsApdu.Kind kind = kind(apdu);
      enter(apdu);
      if (kind != MtsApdu.Kind.MESSAGE) {
        return new Other(kind, enclosingEnds.getFirst());
      }
      return message();
    }

    private Opened open() throws BerException {
      TlvHeader apdu = header();
      if (apdu != null && apdu.tag() == Tag.EXTERNAL) {
        apdu = insideExternal(apdu);
      }
      if (apdu == null) {
        throw TlvHeader.error("APDU ends before its content", octets.length);
      }
      MtsApdu.Kind kind = kind(apdu);
      enter(apdu);
      return new Opened(kind, at, apdu.length() == TlvHeader.INDEFINITE, bound, enclosingEnds);
    }

    private MtsApdu.Kind kind(TlvHeader apdu) throws BerException {
      for (MtsApdu.Kind kind : MtsApdu.Kind.values()) {
        if (apdu.tag() == kind.tag() && apdu.constructed()) {
          return kind;
        }
      }
      throw TlvHeader.error("element " + Tag.describe(apdu.tag()) + " is no MTS-APDU", at);
    }

    /** Passes the references of an EXTERNAL and answers the header of what it holds; null if octets are missing. */
    private @Nullable TlvHeader insideExternal(TlvHeader external) throws BerException {
      enter(external);
      while (true) {
        TlvHeader part = header();
        if (part == null) {
          return null;
        }
        if (part.tag() == ApduFraming.SINGLE_ASN1_TYPE && part.constructed()) {
          enter(part);
          return header();
        }
        if (part.tag() == ApduFraming.OCTET_ALIGNED || part.tag() == ApduFraming.ARBITRARY) {
          return insideOctets(part);
        }
        boolean reference = part.tag() == Tag.OBJECT_IDENTIFIER || part.tag() == Tag.INTEGER
            || part.tag() == ApduFraming.OBJECT_DESCRIPTOR;
        if (!reference || part.constructed() || part.length() > MAX_REFERENCE) {
          throw TlvHeader.error("element " + Tag.describe(part.tag()) + " is out of place in an EXTERNAL",
              at);
        }
        at = (int) part.endWithin(bound);
      }
    }

    private @Nullable TlvHeader insideOctets(TlvHeader part) throws BerException {
      if (part.constructed()) {
        throw TlvHeader.error("APDU in a string of segments inside an EXTERNAL", at);
      }
      enter(part);
      if (part.tag() == ApduFraming.ARBITRARY) {
        if (at >= octets.length) {
          return null;
        }
        if (part.length() == 0 || octets[at++] != 0) {
          throw TlvHeader.error("APDU in a bit string that is no whole number of octets", at);
        }
      }
      return header();
    }

    private ApduHead message() throws BerException {
      TlvHeader envelope = header();
      if (envelope == null) {
        return incomplete(at + TlvHeader.LONGEST);
      }
      if (envelope.tag() != Tag.SET || !envelope.constructed()) {
        throw TlvHeader.error(
            "element " + Tag.describe(envelope.tag()) + " where the MessageTransferEnvelope belongs", at);
      }
      int start = at;
      int end;
      if (envelope.length() == TlvHeader.INDEFINITE) {
        end = behindEndOfContents((int) envelope.contentStart());
      } else {
        long definite = envelope.endWithin(bound);
        if (definite > limit) {
          throw tooLong();
        }
        if (definite > octets.length) {
          return incomplete((int) definite + TlvHeader.LONGEST);
        }
        end = (int) definite;
      }
      if (end < 0) {
        return incomplete(0);
      }
      at = end;
      TlvHeader content = header();
      if (content == null) {
        return incomplete(at + TlvHeader.LONGEST);
      }
      if (content.tag() != Tag.OCTET_STRING) {
        throw TlvHeader.error("element " + Tag.describe(content.tag()) + " where the content belongs", at);
      }
      content.endWithin(bound);
      return new Message(Arrays.copyOfRange(octets, start, end), new ContentPlace(content.contentStart(),
          content.constructed(), content.length(), enclosingEnds));
    }

    /** Where the element of indefinite length whose contents start here ends; -1 if octets are missing. */
    private int behindEndOfContents(int contentStart) throws BerException {
      int depth = 1;
      int elements = 0;
      int position = contentStart;
      while (depth > 0) {
        TlvHeader part = TlvHeader.read(octets, position, octets.length, 0);
        if (part == null) {
          return -1;
        }
        if (++elements > BerLimits.DEFAULT.maxElements()) {
          throw TlvHeader.error("more than " + BerLimits.DEFAULT.maxElements() + " elements", position);
        }
        if (part.isEndOfContents()) {
          depth--;
        } else if (part.length() == TlvHeader.INDEFINITE) {
          if (++depth > BerLimits.DEFAULT.maxDepth()) {
            throw TlvHeader.error("nested deeper than " + BerLimits.DEFAULT.maxDepth() + " levels", position);
          }
        }
        long next = part.length() == TlvHeader.INDEFINITE ? part.contentStart() : part.endWithin(bound);
        if (next > limit) {
          throw tooLong();
        }
        if (next > octets.length) {
          return -1;
        }
        position = (int) next;
      }
      return position;
    }

    /** The header of the next element within what encloses it; null if octets are missing. */
    private @Nullable TlvHeader header() throws BerException {
      if (at >= bound) {
        throw TlvHeader.error("ends where an element belongs", at);
      }
      TlvHeader header = TlvHeader.read(octets, at, octets.length, 0);
      if (header != null && header.contentStart() > bound) {
        throw TlvHeader.error("ends inside an element's header", at);
      }
      return header;
    }

    private void enter(TlvHeader header) throws BerException {
      bound = header.endWithin(bound);
      enclosingEnds.add(header.length() == TlvHeader.INDEFINITE ? TlvHeader.INDEFINITE : bound);
      at = (int) header.contentStart();
    }

    /** Asks for at least twice as many octets, so that reading again and again stays cheap. */
    private Incomplete incomplete(int needed) throws BerException {
      if (octets.length >= limit) {
        throw tooLong();
      }
      long doubled = Math.max(needed, octets.length * 2L);
      return new Incomplete((int) Math.max(octets.length + 1L, Math.min(limit, doubled)));
    }

    private BerException tooLong() {
      return new OverlongEnvelopeException(limit);
    }
  }
}
