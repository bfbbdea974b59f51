package org.angarium.x400.p1;

import java.io.IOException;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.ContentSegments.ApduOctets;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of a message or probe that is longer than is read into memory, as far as its originator can be told: all that is short, and
 * of each recipient the name and what was asked for. What is left out does not show, so it is good for a report and for nothing else.
 *
 * @param octets of the whole envelope, as it came
 * @param content where the content of a message lies; null of a probe
 */
public record OverlongEnvelope<E>(E envelope, long octets, @Nullable ContentPlace content) {
  /** A component, an extension or a visit in a trace that is longer is left out. */
  private static final int MOST_KEPT_ONE = 64 << 10;
  /** So much is kept of what a report may do without. */
  private static final int MOST_KEPT_BESIDE = 2 << 20;
  /** So much is kept in all; if names need more, nobody is told. */
  private static final int MOST_KEPT = 8 << 20;
  private static final int FIRST_LOOK_OCTETS = 1 << 10;

  /**
   * Of a message.
   *
   * @throws BerException if it cannot be told who is to learn of it, or about whom, or this is no message
   */
  public static OverlongEnvelope<MessageEnvelope> ofMessage(ApduOctets apdu) throws BerException,
      IOException {
    ApduHead.Opened opened = opened(apdu, MtsApdu.Kind.MESSAGE);
    ElementWalk walk = new ElementWalk(apdu, opened.contents());
    ElementWalk.Contents inside = inside(opened, apdu);
    long start = walk.at();
    TlvHeader set = walk.next(inside);
    if (set == null || set.tag() != Tag.SET) {
      throw TlvHeader.error("no MessageTransferEnvelope where it belongs", start);
    }
    byte[] kept = new Kept(walk).envelope(Tag.SET, walk.enter(set, inside));
    long octets = walk.at() - start;
    TlvHeader content = walk.next(inside);
    if (content == null || content.tag() != Tag.OCTET_STRING) {
      throw TlvHeader.error("no content behind the envelope", walk.at());
    }
    content.endWithin(inside.end());
    return new OverlongEnvelope<>(message(kept), octets, new ContentPlace(content.contentStart(),
        content.constructed(), content.length(), opened.ends()));
  }

  /**
   * Of a probe.
   *
   * @throws BerException as of a message
   */
  public static OverlongEnvelope<ProbeEnvelope> ofProbe(ApduOctets apdu) throws BerException, IOException {
    ApduHead.Opened opened = opened(apdu, MtsApdu.Kind.PROBE);
    ElementWalk walk = new ElementWalk(apdu, opened.contents());
    byte[] kept = new Kept(walk).envelope(MtsApdu.Kind.PROBE.tag(), inside(opened, apdu));
    long endings = 2 * opened.ends().stream().limit(opened.ends().size() - 1L)
        .filter(end -> end == TlvHeader.INDEFINITE).count();
    if (apdu.length() - walk.at() != endings) {
      throw TlvHeader.error("octets behind the probe", walk.at());
    }
    return new OverlongEnvelope<>(probe(kept), walk.at() - opened.contents(), null);
  }

  private static ApduHead.Opened opened(ApduOctets apdu, MtsApdu.Kind kind) throws BerException,
      IOException {
    if (apdu.length() == 0) {
      throw TlvHeader.error("no octets", 0);
    }
    ApduHead.Opened opened = ApduHead
        .open(apdu.read(0, (int) Math.min(FIRST_LOOK_OCTETS, apdu.length())));
    if (opened.kind() != kind) {
      throw TlvHeader.error("is no " + kind, 0);
    }
    return opened;
  }

  private static ElementWalk.Contents inside(ApduHead.Opened opened, ApduOctets apdu) throws BerException {
    if (!opened.indefinite() && opened.bound() > apdu.length()) {
      throw TlvHeader.error("APDU ends before its content", apdu.length());
    }
    return new ElementWalk.Contents(opened.indefinite(), Math.min(opened.bound(), apdu.length()));
  }

  private static MessageEnvelope message(byte[] kept) throws BerException {
    try {
      return MessageEnvelope.decode(kept);
    } catch (BerException e) {
      DefectiveEnvelope<MessageEnvelope> defective = DefectiveEnvelope.ofMessage(kept);
      if (defective == null) {
        throw e;
      }
      return defective.envelope();
    }
  }

  private static ProbeEnvelope probe(byte[] kept) throws BerException {
    try {
      return ((MtsApdu.Probe) MtsApdu.decode(kept)).envelope();
    } catch (BerException e) {
      DefectiveEnvelope<ProbeEnvelope> defective = DefectiveEnvelope.ofProbe(kept);
      if (defective == null) {
        throw e;
      }
      return defective.envelope();
    }
  }

  /** What is kept of an envelope while the walk goes over it. */
  private static final class Kept {
    private final ElementWalk walk;
    private final BerWriter writer = new BerWriter();
    private int recipients;
    private long beside;

    Kept(ElementWalk walk) {
      this.walk = walk;
    }

    byte[] envelope(int tag, ElementWalk.Contents components) throws BerException, IOException {
      writer.begin(tag);
      long start = walk.at();
      for (TlvHeader part = walk.next(components); part != null; part = walk.next(components)) {
        if (part.tag() == MessageEnvelope.RECIPIENTS) {
          writer.begin(part.tag());
          recipients(walk.enter(part, components));
          writer.end();
        } else if (part.tag() == MessageEnvelope.EXTENSIONS
            || part.tag() == TraceInformationElement.TRACE_TAG) {
          writer.begin(part.tag());
          shortOnes(walk.enter(part, components));
          writer.end();
        } else {
          component(start, part, components);
        }
        start = walk.at();
      }
      return writer.end().toByteArray();
    }

    private void recipients(ElementWalk.Contents list) throws BerException, IOException {
      for (TlvHeader one = walk.next(list); one != null; one = walk.next(list)) {
        if (++recipients > PerRecipientMessageFields.MOST_READ) {
          throw TlvHeader.error("more recipients than are read", walk.at());
        }
        ElementWalk.Contents fields = walk.enter(one, list);
        writer.begin(one.tag());
        long start = walk.at();
        for (TlvHeader field = walk.next(fields); field != null; field = walk.next(fields)) {
          if (field.tag() == PerRecipientMessageFields.EXTENSIONS) {
            writer.begin(field.tag());
            shortOnes(walk.enter(field, fields));
            writer.end();
          } else {
            component(start, field, fields);
          }
          start = walk.at();
        }
        writer.end();
      }
    }

    /** The elements of a list that are short enough. */
    private void shortOnes(ElementWalk.Contents list) throws BerException, IOException {
      long start = walk.at();
      for (TlvHeader one = walk.next(list); one != null; one = walk.next(list)) {
        walk.skip(one, list);
        keep(start, false);
        start = walk.at();
      }
    }

    private void component(long start, TlvHeader part, ElementWalk.Contents within) throws BerException,
        IOException {
      walk.skip(part, within);
      keep(start, part.tag() == OrName.TAG || part.tag() == MtsIdentifier.TAG
          || part.tag() == PerRecipientMessageFields.NUMBER
          || part.tag() == PerRecipientMessageFields.INDICATORS);
    }

    private void keep(long start, boolean needed) throws BerException, IOException {
      long length = walk.at() - start;
      if (length > MOST_KEPT_ONE || !needed && beside + length > MOST_KEPT_BESIDE) {
        return;
      }
      if (!needed) {
        beside += length;
      }
      if (writer.size() + length > MOST_KEPT) {
        throw TlvHeader.error("names of more than " + MOST_KEPT + " octets", start);
      }
      writer.raw(walk.read(start, walk.at()));
    }
  }
}
