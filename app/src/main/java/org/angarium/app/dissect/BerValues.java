package org.angarium.app.dissect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.StringJoiner;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.GeneralizedTime;
import org.angarium.x400.mts.UtcTime;
import org.angarium.x400.text.StringType;
import org.jspecify.annotations.Nullable;

/** Shows primitive values. */
final class BerValues {
  private static final int LONGEST_TEXT = 400;
  private static final Map<Integer, String> UNIVERSAL = Map.ofEntries(Map.entry(Tag.BOOLEAN, "BOOLEAN"),
      Map.entry(Tag.INTEGER, "INTEGER"), Map.entry(Tag.BIT_STRING, "BIT STRING"),
      Map.entry(Tag.OCTET_STRING, "OCTET STRING"), Map.entry(Tag.NULL, "NULL"),
      Map.entry(Tag.OBJECT_IDENTIFIER, "OBJECT IDENTIFIER"), Map.entry(Tag.EXTERNAL, "EXTERNAL"),
      Map.entry(Tag.ENUMERATED, "ENUMERATED"), Map.entry(Tag.SEQUENCE, "SEQUENCE"),
      Map.entry(Tag.SET, "SET"), Map.entry(Tag.UTC_TIME, "UTCTime"),
      Map.entry(Tag.GENERALIZED_TIME, "GeneralizedTime"));

  private BerValues() {}

  /** A tag as a person names it: the universal type, or the number. */
  static String describe(int tag) {
    StringType string = StringType.ofTag(tag);
    return string != null ? string.toString() : UNIVERSAL.getOrDefault(tag, Tag.describe(tag));
  }

  static boolean isString(int tag) {
    return StringType.ofTag(tag) != null;
  }

  /** Octets of the segments of a constructed string; null if there is something else inside. */
  static @Nullable ByteArrayOutputStream joined(Octets octets, BerHeader header) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return join(octets, header, out, 0) ? out : null;
  }

  private static boolean join(Octets octets, BerHeader header, ByteArrayOutputStream out, int depth) {
    for (int at = header.contentStart(); at < header.contentEnd();) {
      BerHeader segment = BerHeader.read(octets, at, header.contentEnd());
      boolean string = segment.tag() == Tag.OCTET_STRING || segment.tag() == Tag.BIT_STRING
          || isString(segment.tag());
      if (!string || segment.problem() != null || depth > 16) {
        return false;
      }
      if (!segment.constructed()) {
        out.write(octets.data(), segment.contentStart(), segment.contentEnd() - segment.contentStart());
      } else if (!join(octets, segment, out, depth + 1)) {
        return false;
      }
      at = segment.end();
    }
    return true;
  }

  /** Gives a finding the value of its primitive contents; what is not what its type wants is marked as broken. */
  static void show(Finding finding, BerHeader header, Type.@Nullable Simple type, Notation notation) {
    if (header.problem() != null && header.contentStart() >= header.contentEnd()) {
      return;
    }
    byte[] contents = Arrays.copyOfRange(finding.octets().data(), header.contentStart(), header.contentEnd());
    int tag = type == null || type.tag() == Type.ANY_STRING || isString(header.tag())
        ? header.tag()
        : type.tag();
    try {
      // The contents under their universal tag, so that an implicit one does not matter.
      BerElement element = BerReader.single(new BerWriter().octets(Math.max(tag, 1), contents).toByteArray());
      finding.value(text(element, tag, contents, type, notation));
    } catch (BerException wrong) {
      String what = String.valueOf(wrong.getMessage());
      finding.broken(what.replaceAll("^element \\[[^]]*] | \\(at octet \\d+\\)$", ""), finding.start());
    }
  }

  private static String text(BerElement element, int tag, byte[] contents, Type.@Nullable Simple type,
      Notation notation) throws BerException {
    StringType string = StringType.ofTag(tag);
    if (string != null) {
      return quoted(string.decode(contents));
    }
    if (tag == Tag.BOOLEAN) {
      return Boolean.toString(element.booleanValue());
    }
    if (tag == Tag.INTEGER || tag == Tag.ENUMERATED) {
      long number = element.longValue();
      String name = type == null ? null : type.values().get(number);
      return name == null ? Long.toString(number) : number + " (" + name + ")";
    }
    if (tag == Tag.OBJECT_IDENTIFIER) {
      String oid = element.oid().toString();
      String name = notation.nameOf(oid);
      return name.isEmpty() ? oid : oid + " (" + name + ")";
    }
    if (tag == Tag.NULL) {
      element.nullValue();
      return "NULL";
    }
    if (tag == Tag.BIT_STRING) {
      return bits(element.bitString(), type == null ? Map.of() : type.values());
    }
    if (tag == Tag.UTC_TIME) {
      return UtcTime.decode(element, "time") + " (" + printable(contents) + ")";
    }
    if (tag == Tag.GENERALIZED_TIME) {
      return GeneralizedTime.decode(element, "time") + " (" + printable(contents) + ")";
    }
    boolean readable = contents.length > 0 && contents.length <= LONGEST_TEXT
        && new String(contents, StandardCharsets.ISO_8859_1).chars()
            .allMatch(c -> c >= ' ' && c < 0x7F);
    return contents.length + (contents.length == 1 ? " octet" : " octets")
        + (readable ? " " + printable(contents) : "");
  }

  private static String bits(BitString bits, Map<Long, String> names) {
    if (bits.size() > 64) {
      return bits.size() + " bits";
    }
    StringJoiner set = new StringJoiner(", ", " (", ")").setEmptyValue("");
    for (int i = 0; i < bits.size(); i++) {
      if (bits.get(i) && !names.isEmpty()) {
        set.add(names.getOrDefault((long) i, "bit " + i));
      }
    }
    return "'" + bits + "'B" + set;
  }

  private static String printable(byte[] contents) {
    return quoted(new String(contents, StandardCharsets.ISO_8859_1));
  }

  /** A text between quotation marks, on one line and not too long. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    int shown = Math.min(text.length(), LONGEST_TEXT);
    for (int i = 0; i < shown; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\r' -> out.append("\\r");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '"' -> out.append("\\\"");
        default -> out.append(Character.isISOControl(c) ? '\u00B7' : c);
      }
    }
    out.append('"');
    return shown < text.length() ? out + "… (" + text.length() + " characters)" : out.toString();
  }
}
