package org.angarium.x400.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/** The character string types of ASN.1 (X.680 §41), each with how its octets become text. */
public enum StringType {
  UTF8(Tag.UTF8_STRING, "UTF8String"), //
  NUMERIC(Tag.NUMERIC_STRING, "NumericString"), //
  PRINTABLE(Tag.PRINTABLE_STRING, "PrintableString"), //
  TELETEX(Tag.TELETEX_STRING, "TeletexString"), //
  VIDEOTEX(Tag.VIDEOTEX_STRING, "VideotexString"), //
  IA5(Tag.IA5_STRING, "IA5String"), //
  GRAPHIC(Tag.GRAPHIC_STRING, "GraphicString"), //
  VISIBLE(Tag.VISIBLE_STRING, "VisibleString"), //
  GENERAL(Tag.GENERAL_STRING, "GeneralString"), //
  UNIVERSAL(Tag.UNIVERSAL_STRING, "UniversalString"), //
  BMP(Tag.BMP_STRING, "BMPString");

  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Map<Integer, StringType> BY_TAG = new HashMap<>();

  static {
    for (StringType type : values()) {
      BY_TAG.put(type.tag, type);
    }
  }

  private final int tag;
  private final String typeName;

  StringType(int tag, String typeName) {
    this.tag = tag;
    this.typeName = typeName;
  }

  /** The type with this universal tag, or null. */
  public static @Nullable StringType ofTag(int tag) {
    return BY_TAG.get(tag);
  }

  /** Universal tag. */
  public int tag() {
    return tag;
  }

  /**
   * What a person reads. Octets that mean nothing become U+FFFD, or ISO 8859-1 in the types of one octet a character; so does a
   * TeletexString that can only be ISO 8859-1 ({@link MistakenLatin1}).
   */
  public String decode(byte[] octets) {
    return switch (this) {
      case TELETEX -> MistakenLatin1.decode(octets);
      case GENERAL, GRAPHIC, VIDEOTEX -> GeneralText.decode(octets);
      case BMP -> new String(octets, StandardCharsets.UTF_16BE);
      case UNIVERSAL -> new String(octets, UTF_32BE);
      case UTF8 -> new String(octets, StandardCharsets.UTF_8);
      default -> new String(octets, StandardCharsets.ISO_8859_1);
    };
  }

  /** The octets of a text; characters the type cannot hold become question marks. */
  public byte[] encode(String text) {
    return switch (this) {
      case TELETEX -> Teletex.encode(text);
      case GENERAL, GRAPHIC -> GeneralText.encode(text).octets();
      case VIDEOTEX -> GeneralText.encodeLatin1(text);
      case BMP -> text.getBytes(StandardCharsets.UTF_16BE);
      case UNIVERSAL -> text.getBytes(UTF_32BE);
      case UTF8 -> text.getBytes(StandardCharsets.UTF_8);
      default -> text.getBytes(StandardCharsets.ISO_8859_1);
    };
  }

  /** Name in ASN.1. */
  @Override
  public String toString() {
    return typeName;
  }
}
