package org.angarium.x400.p1;

import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerLimits;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;

/** What stands around an MTS-APDU in the octets RTSE transfers (X.419 §12.4). */
public sealed interface ApduFraming {
  /** X.410 mode: nothing. */
  record Bare() implements ApduFraming {}

  /**
   * Normal mode: an EXTERNAL with the APDU as single-ASN1-type.
   *
   * @param presentationContext identifier of the context for {@link MtsTransfer#APDU_ABSTRACT_SYNTAX}, an odd number
   */
  record External(int presentationContext) implements ApduFraming {}

  int SINGLE_ASN1_TYPE = Tag.context(0);
  int OCTET_ALIGNED = Tag.context(1);
  int ARBITRARY = Tag.context(2);
  /** ObjectDescriptor, [UNIVERSAL 7]. */
  int OBJECT_DESCRIPTOR = Tag.universal(7);

  /** What is sent before an APDU of this many octets; nothing is sent behind it. */
  default byte[] before(long apduLength) {
    return switch (this) {
      case Bare() -> new byte[0];
      case External(int context) -> {
        byte[] reference = new BerWriter().integer(context).toByteArray();
        byte[] value = BerWriter.header(SINGLE_ASN1_TYPE, true, apduLength);
        yield new BerWriter()
            .raw(
                BerWriter.header(Tag.EXTERNAL, true, reference.length + value.length + apduLength))
            .raw(reference).raw(value).toByteArray();
      }
    };
  }

  /** The MTS-APDU in complete octets, with whatever framing a peer used. */
  static BerElement unwrap(byte[] octets) throws BerException {
    BerElement outer = BerReader.single(octets);
    if (!outer.is(Tag.EXTERNAL)) {
      return outer;
    }
    BerReader external = outer.children();
    external.nextIf(Tag.OBJECT_IDENTIFIER);
    external.nextIf(Tag.INTEGER);
    external.nextIf(OBJECT_DESCRIPTOR);
    if (!external.hasNext()) {
      throw outer.error("is an EXTERNAL without a value");
    }
    BerElement value = external.next();
    external.finish("EXTERNAL");
    if (value.is(SINGLE_ASN1_TYPE)) {
      return value.only();
    }
    if (value.is(OCTET_ALIGNED)) {
      return BerReader.single(value.octets(), BerLimits.DEFAULT);
    }
    byte[] bits = value.is(ARBITRARY) ? value.bitString().toOctets() : new byte[0];
    if (bits.length == 0) {
      throw value.error("is no value of an EXTERNAL");
    }
    return BerReader.single(bits, BerLimits.DEFAULT);
  }
}
