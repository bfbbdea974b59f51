package org.angarium.osi.acse;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/**
 * An EXTERNAL (X.690 §8.18): a value of some presentation context. Read in every form, written as single-ASN1-type where it is one value.
 *
 * @param directReference the transfer syntax, null if not given
 * @param indirectReference the presentation context identifier, -1 if not given
 * @param value the encoding of the value
 */
public record External(@Nullable Oid directReference, int indirectReference, byte[] value) {

  static void encode(BerWriter out, External external) {
    out.begin(Tag.EXTERNAL);
    Oid direct = external.directReference;
    if (direct != null) {
      out.oid(direct);
    }
    if (external.indirectReference >= 0) {
      out.integer(external.indirectReference);
    }
    if (isOneValue(external.value)) {
      out.begin(Tag.context(0)).raw(external.value).end();
    } else {
      out.octets(Tag.context(1), external.value);
    }
    out.end();
  }

  private static boolean isOneValue(byte[] octets) {
    try {
      BerReader.single(octets);
      return true;
    } catch (BerException other) {
      return false;
    }
  }

  /** The members of an ACSE user information field. */
  static List<External> decodeAll(BerElement userInformation) throws BerException {
    List<External> externals = new ArrayList<>();
    for (BerReader members = userInformation.children(); members.hasNext();) {
      externals.add(decode(members.next().expect(Tag.EXTERNAL, "ACSE user information")));
    }
    return externals;
  }

  private static External decode(BerElement element) throws BerException {
    Oid direct = null;
    int indirect = -1;
    for (BerReader fields = element.children(); fields.hasNext();) {
      BerElement field = fields.next();
      if (field.is(Tag.OBJECT_IDENTIFIER)) {
        direct = field.oid();
      } else if (field.is(Tag.INTEGER)) {
        indirect = field.intValue(0, Integer.MAX_VALUE);
      } else if (field.is(Tag.context(0))) {
        return new External(direct, indirect, field.only().encoded());
      } else if (field.is(Tag.context(1))) {
        return new External(direct, indirect, field.octets());
      } else if (field.is(Tag.context(2))) {
        return new External(direct, indirect, wholeOctets(field));
      }
      // What remains is an object descriptor, a text for people.
    }
    throw element.error("is an EXTERNAL without a value");
  }

  private static byte[] wholeOctets(BerElement field) throws BerException {
    BitString bits = field.bitString();
    if (bits.size() % 8 != 0) {
      throw field.error("holds " + bits.size() + " bits, not whole octets");
    }
    return bits.toOctets();
  }
}
