package org.angarium.x400.text;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The parts of ISO 8859 whose right halves general text uses: final octet of the designation, number in the ISO 2375 register. */
enum Iso8859 {
  LATIN_1("ISO-8859-1", 'A', 100), //
  LATIN_2("ISO-8859-2", 'B', 101), //
  LATIN_9("ISO-8859-15", 'b', 203), //
  LATIN_3("ISO-8859-3", 'C', 109), //
  LATIN_4("ISO-8859-4", 'D', 110), //
  GREEK("ISO-8859-7", 'F', 126), //
  ARABIC("ISO-8859-6", 'G', 127), //
  HEBREW("ISO-8859-8", 'H', 138), //
  CYRILLIC("ISO-8859-5", 'L', 144), //
  LATIN_5("ISO-8859-9", 'M', 148), //
  LATIN_6("ISO-8859-10", 'V', 157), //
  THAI("x-iso-8859-11", 'T', 166), //
  LATIN_7("ISO-8859-13", 'Y', 179), //
  LATIN_8("ISO-8859-14", '_', 199), //
  LATIN_10("ISO-8859-16", 'f', 226);

  private static final Charset TABLE_10 = new RightHalfTable("ISO-8859-10",
      "¡Ą¢Ē£Ģ¤Ī¥Ĩ¦Ķ¨Ļ©ĐªŠ«Ŧ¬Ž®Ū¯Ŋ±ą²ē³ģ´īµĩ¶ķ¸ļ"
          + "¹đºš»ŧ¼ž½―¾ū¿ŋÀĀÇĮÈČÊĘÌĖÑŅÒŌ×ŨÙŲàāçįèčêę"
          + "ìėñņòō÷ũùųÿĸ");
  private static final Charset TABLE_14 = new RightHalfTable("ISO-8859-14",
      "¡Ḃ¢ḃ¤Ċ¥ċ¦Ḋ¨ẀªẂ«ḋ¬Ỳ¯Ÿ°Ḟ±ḟ²Ġ³ġ´Ṁµṁ·Ṗ¸ẁ¹ṗºẃ"
          + "»Ṡ¼ỳ½Ẅ¾ẅ¿ṡÐŴ×ṪÞŶðŵ÷ṫþŷ");

  private final String charsetName;
  private final char finalOctet;
  private final int registration;

  Iso8859(String charsetName, char finalOctet, int registration) {
    this.charsetName = charsetName;
    this.finalOctet = finalOctet;
    this.registration = registration;
  }

  static @Nullable Iso8859 ofFinalOctet(char octet) {
    for (Iso8859 part : values()) {
      if (part.finalOctet == octet) {
        return part.isKnown() ? part : null;
      }
    }
    return null;
  }

  static @Nullable Iso8859 ofRegistration(int number) {
    for (Iso8859 part : values()) {
      if (part.registration == number) {
        return part.isKnown() ? part : null;
      }
    }
    return null;
  }

  /** Whether this Java runtime has it: all but the first may be missing from a cut-down one. */
  boolean isSupported() {
    return Charset.isSupported(charsetName);
  }

  /** Whether there is a charset, the runtime's or ours. */
  private boolean isKnown() {
    return isSupported() || this == LATIN_6 || this == LATIN_8;
  }

  Charset charset() {
    if (isSupported()) {
      return Charset.forName(charsetName);
    }
    return this == LATIN_6 ? TABLE_10 : TABLE_14;
  }

  char finalOctet() {
    return finalOctet;
  }

  int registration() {
    return registration;
  }
}
