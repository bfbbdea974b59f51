package org.angarium.x400.ipm;

import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/** The content of a message of type P2 or P22 (X.420 InformationObject): a message or a notification. */
public sealed interface InformationObject permits Ipm, Ipn {
  /** {@code [0]}, an interpersonal message. */
  int IPM = Tag.context(0);
  /** {@code [1]}, an interpersonal notification. */
  int IPN = Tag.context(1);

  /**
   * Reads a content. Forwarded messages are read to a depth of {@link Ipm#MOST_FORWARDED}; a body part below is kept as received.
   *
   * @param content the content octets of a message, all of them
   * @throws BerException if the content is neither, or broken; says what and at which octet
   */
  static InformationObject decode(byte[] content) throws BerException {
    BerElement element = BerReader.single(content, Ipm.LIMITS);
    if (element.is(IPM)) {
      return Ipm.decode(element, 0);
    }
    if (element.is(IPN)) {
      return Ipn.decode(element);
    }
    throw element.error("is neither an interpersonal message nor a notification");
  }

  /**
   * The heading of a message of which only the beginning is at hand, as of one too large to be read whole.
   *
   * @param start the first octets of the content
   * @return null if it is no message, or its heading does not end within these octets
   */
  static @Nullable Heading heading(byte[] start) {
    int length = start.length < 2 ? 0 : start[1] & 0xFF;
    int body = 2 + (length > 0x80 ? length & 0x7F : 0);
    if (body > start.length || start[0] != (byte) 0xA0) {
      return null;
    }
    try {
      return HeadingCodec.decode(
          BerReader.of(start, body, start.length, Ipm.LIMITS).require(Tag.SET, "heading"));
    } catch (BerException cut) {
      return null;
    }
  }

  /** The content octets. */
  default byte[] encode() {
    BerWriter writer = new BerWriter();
    switch (this) {
      case Ipm ipm -> ipm.encode(writer, IPM);
      case Ipn ipn -> ipn.encode(writer, IPN);
    }
    return writer.toByteArray();
  }
}
