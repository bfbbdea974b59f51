package org.angarium.x400.ipm;

import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;

/** The content of a message of type P2 or P22 (X.420 InformationObject): a message or a notification. */
public sealed interface InformationObject permits Ipm, Ipn {
  /** {@code [0]}, an interpersonal message. */
  int IPM = Tag.context(0);
  /** {@code [1]}, an interpersonal notification. */
  int IPN = Tag.context(1);

  /** @param content the content octets of a message, all of them */
  static InformationObject decode(byte[] content) throws BerException {
    BerElement element = BerReader.single(content);
    if (element.is(IPM)) {
      return Ipm.decode(element);
    }
    if (element.is(IPN)) {
      return Ipn.decode(element);
    }
    throw element.error("is neither an interpersonal message nor a notification");
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
