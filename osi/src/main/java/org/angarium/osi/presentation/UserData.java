package org.angarium.osi.presentation;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;

/** User-data of X.226 §8.4: read in every form, written fully encoded with one single-ASN1-type value. */
public final class UserData {
  static final int SIMPLY_ENCODED = Tag.application(0);
  static final int FULLY_ENCODED = Tag.application(1);

  private UserData() {}

  /**
   * Fully encoded user data with one value.
   *
   * @param valueParts the encoding of the value; parts are put one behind the other, so that a large content need not be copied first
   */
  public static byte[] encode(int context, byte[]... valueParts) {
    int valueLength = 0;
    for (byte[] part : valueParts) {
      valueLength += part.length;
    }
    byte[] single = BerWriter.header(Tag.context(0), true, valueLength);
    byte[] id = new BerWriter().integer(context).toByteArray();
    int pdvLength = id.length + single.length + valueLength;
    byte[] pdv = BerWriter.header(Tag.SEQUENCE, true, pdvLength);
    byte[] outer = BerWriter.header(FULLY_ENCODED, true, (long) pdv.length + pdvLength);
    byte[] encoded = new byte[outer.length + pdv.length + pdvLength];
    int at = append(encoded, 0, outer);
    at = append(encoded, at, pdv);
    at = append(encoded, at, id);
    at = append(encoded, at, single);
    for (byte[] part : valueParts) {
      at = append(encoded, at, part);
    }
    return encoded;
  }

  private static int append(byte[] target, int at, byte[] part) {
    System.arraycopy(part, 0, target, at, part.length);
    return at + part.length;
  }

  /** Decodes the user data that a whole SSDU consists of. */
  public static List<DataValue> decode(byte[] ssdu) throws BerException {
    return decode(BerReader.single(ssdu));
  }

  static boolean startsHere(BerElement element) {
    return element.is(SIMPLY_ENCODED) || element.is(FULLY_ENCODED);
  }

  static List<DataValue> decode(BerElement element) throws BerException {
    if (element.is(SIMPLY_ENCODED)) {
      return List.of(new DataValue(DataValue.DEFAULT_CONTEXT, element.octets()));
    }
    element.expect(FULLY_ENCODED, "presentation user data");
    List<DataValue> values = new ArrayList<>();
    for (BerReader pdvs = element.children(); pdvs.hasNext();) {
      values.add(pdvList(pdvs.next()));
    }
    return values;
  }

  private static DataValue pdvList(BerElement element) throws BerException {
    BerReader fields = element.expect(Tag.SEQUENCE, "PDV-list").children();
    BerElement syntax = fields.nextIf(Tag.OBJECT_IDENTIFIER);
    if (syntax != null) {
      requireBer(syntax);
    }
    int context = fields.require(Tag.INTEGER, "presentation context identifier").intValue(0,
        Integer.MAX_VALUE);
    if (!fields.hasNext()) {
      throw element.error("is a PDV-list without a value");
    }
    return new DataValue(context, value(fields.next()));
  }

  private static void requireBer(BerElement syntax) throws BerException {
    Oid named = syntax.oid();
    // CER and DER (2.1.2.x) are subsets of BER.
    if (!named.equals(ContextDefinition.BER) && !named.toString().startsWith("2.1.2.")) {
      throw syntax.error("names the unknown transfer syntax " + named);
    }
  }

  private static byte[] value(BerElement element) throws BerException {
    if (element.is(Tag.context(0))) {
      return element.only().encoded();
    }
    if (element.is(Tag.context(1))) {
      return element.octets();
    }
    if (element.is(Tag.context(2))) {
      BitString bits = element.bitString();
      if (bits.size() % 8 != 0) {
        throw element.error("holds " + bits.size() + " bits, not whole octets");
      }
      return bits.toOctets();
    }
    throw element.error("is no presentation data value");
  }
}
