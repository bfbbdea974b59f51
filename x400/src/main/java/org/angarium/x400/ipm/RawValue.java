package org.angarium.x400.ipm;

import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.StringType;

/** Shows a value of a type unknown here as well as its universal tags allow, else in hexadecimal. */
final class RawValue {
  private static final int LONGEST = 200;

  private RawValue() {}

  static String text(RawElement value) {
    try {
      StringBuilder out = new StringBuilder();
      append(value.element(), out);
      return out.toString();
    } catch (BerException malformed) {
      return value.toString();
    }
  }

  private static void append(BerElement element, StringBuilder out) throws BerException {
    if (out.length() > LONGEST) {
      return;
    }
    if (StringType.ofTag(element.tag()) != null) {
      String text = CharacterString.decode(element).text();
      out.append(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    } else if (element.constructed()) {
      String separator = "{";
      for (BerReader parts = element.children(); parts.hasNext();) {
        out.append(separator);
        append(parts.next(), out);
        separator = ", ";
      }
      out.append(separator.equals("{") ? "{}" : "}");
    } else {
      switch (Tag.classOf(element.tag()) == 0 ? Tag.numberOf(element.tag()) : -1) {
        case 1 -> out.append(element.booleanValue());
        case 2, 10 -> out.append(element.longValue());
        case 3 -> out.append(element.bitString());
        case 5 -> out.append("null");
        case 6 -> out.append(element.oid());
        case 23, 24 -> out.append(element.asciiString(), 0, Math.min(element.contentLength(), LONGEST));
        default -> out.append(RawElement.of(element));
      }
    }
  }
}
