package org.angarium.x400.text;

import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;

/** UniversalOrBMPString of X.411: a SET of one Unicode string and, optionally, its language. */
public final class UniversalOrBmp {
  private UniversalOrBmp() {}

  /** The string of the SET, whatever its tag. */
  public static String decode(BerElement element) throws BerException {
    for (BerReader parts = element.children(); parts.hasNext();) {
      BerElement part = parts.next();
      if (part.is(StringType.BMP.tag()) || part.is(StringType.UNIVERSAL.tag())) {
        return CharacterString.decode(part).text();
      }
    }
    throw element.error("has no BMPString or UniversalString");
  }

  /** Writes the text under the tag, {@code Tag.SET} or an implicit one, as BMPString if that has all its characters. */
  public static void encode(BerWriter writer, int tag, String text) {
    StringType type = text.codePoints().allMatch(c -> c <= 0xFFFF) ? StringType.BMP : StringType.UNIVERSAL;
    writer.begin(tag);
    CharacterString.of(type, text).encode(writer);
    writer.end();
  }
}
