package org.angarium.x400.ipm;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.RawElement;
import org.jspecify.annotations.Nullable;

/**
 * A value of a type that an object identifier names (EXTERNAL, X.690 §8.18).
 *
 * @param type direct reference, null if left out
 * @param others indirect reference and descriptor, as received
 * @param encoding {@code [0]} with one encoding in it, {@code [1]} with octets or {@code [2]} with bits
 */
public record External(@Nullable Oid type, List<RawElement> others, RawElement encoding) {
  private static final int SINGLE_ASN1_TYPE = Tag.context(0);
  private static final int OCTET_ALIGNED = Tag.context(1);
  private static final int ARBITRARY = Tag.context(2);

  public External {
    others = List.copyOf(others);
  }

  /** A value as one encoding. */
  public static External of(Oid type, RawElement value) {
    return new External(type, List.of(),
        RawElement.written(writer -> writer.begin(SINGLE_ASN1_TYPE).raw(value.encoded()).end()));
  }

  static External decode(BerElement element) throws BerException {
    Oid type = null;
    List<RawElement> others = new ArrayList<>(0);
    for (BerReader parts = element.children(); parts.hasNext();) {
      BerElement part = parts.next();
      if (part.is(Tag.OBJECT_IDENTIFIER) && type == null) {
        type = part.oid();
      } else if (part.is(SINGLE_ASN1_TYPE) || part.is(OCTET_ALIGNED) || part.is(ARBITRARY)) {
        parts.finish("EXTERNAL");
        return new External(type, others, RawElement.of(part));
      } else {
        others.add(RawElement.of(part));
      }
    }
    throw element.error("is an EXTERNAL without a value");
  }

  void encode(BerWriter writer, int tag) {
    writer.begin(tag);
    if (type != null) {
      writer.oid(type);
    }
    others.forEach(other -> other.encode(writer));
    encoding.encode(writer);
    writer.end();
  }

  /** The value as one element, also if it was sent as octets that hold an encoding. */
  public BerElement value() throws BerException {
    BerElement element = encoding.element();
    if (element.is(SINGLE_ASN1_TYPE)) {
      return element.only();
    }
    if (element.is(OCTET_ALIGNED)) {
      return BerReader.single(element.octets());
    }
    throw element.error("is an EXTERNAL of bits");
  }

  /** The octets of a value that is not ASN.1: octet-aligned ones, or those of an OCTET STRING. */
  public byte[] octets() throws BerException {
    BerElement element = encoding.element();
    return element.is(SINGLE_ASN1_TYPE) ? element.only().octets() : element.octets();
  }
}
