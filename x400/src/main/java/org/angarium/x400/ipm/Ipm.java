package org.angarium.x400.ipm;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerLimits;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.EncodedInformationTypes;

/** An interpersonal message (X.420 §7). */
public record Ipm(Heading heading, List<BodyPart> body) implements InformationObject {
  public Ipm {
    body = List.copyOf(body);
  }

  /** How deep forwarded messages may be nested and still be read: more than any person ever forwarded. */
  public static final int MOST_FORWARDED = 64;
  /** Three levels for each forwarded message, and what headings and parts need. */
  static final BerLimits LIMITS = new BerLimits(4 * MOST_FORWARDED, 4_000_000);

  /**
   * Reads the contents of the element as the IPM SEQUENCE, whatever its tag.
   *
   * @param level in how many messages this one is forwarded
   */
  static Ipm decode(BerElement element, int level) throws BerException {
    BerReader parts = element.children();
    Heading heading = HeadingCodec.decode(parts.require(Tag.SET, "heading"));
    List<BodyPart> body = new ArrayList<>();
    for (BerReader elements = parts.require(Tag.SEQUENCE, "body").children(); elements.hasNext();) {
      body.add(BodyPartCodec.decode(elements.next(), level));
    }
    parts.finish("interpersonal message");
    return new Ipm(heading, body);
  }

  void encode(BerWriter writer, int tag) {
    writer.begin(tag);
    HeadingCodec.encode(heading, writer);
    writer.begin(Tag.SEQUENCE);
    body.forEach(part -> BodyPartCodec.encode(part, writer));
    writer.end().end();
  }

  /** What the envelope is to say of the body, forwarded messages included. */
  public EncodedInformationTypes encodedInformationTypes() {
    return new InformationTypes().add(this).result();
  }

  /** This message with each extended body part that has a basic form in that form, as P2 wants it. */
  public Ipm withBasicForms() {
    return withBasicForms(0);
  }

  /** @param level in how many messages this one is forwarded: what is nested too deep keeps its form */
  public Ipm withBasicForms(int level) {
    return new Ipm(heading, body.stream().map(part -> BodyPartCodec.basicForm(part, level)).toList());
  }

  /** Whether a P2 system of 1984 can read it: no extensions in the heading, no extended or bilaterally-defined body parts. */
  public boolean isLegalIn1984() {
    return heading.extensions().isEmpty() && body.stream().allMatch(part -> switch (part) {
      case BodyPart.Ia5Text ia5 -> true;
      case BodyPart.TeletexText teletex -> true;
      case BodyPart.General general -> false;
      case BodyPart.ForwardedMessage forwarded -> forwarded.message().isLegalIn1984();
      case BodyPart.Extended extended -> false;
      case BodyPart.Basic basic -> basic.tagNumber() < 12;
    });
  }
}
