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
        return part.isSupported() ? part : null;
      }
    }
    return null;
  }

  static @Nullable Iso8859 ofRegistration(int number) {
    for (Iso8859 part : values()) {
      if (part.registration == number) {
        return part.isSupported() ? part : null;
      }
    }
    return null;
  }

  /** Whether this Java runtime has it: all but the first may be missing from a cut-down one. */
  boolean isSupported() {
    return Charset.isSupported(charsetName);
  }

  Charset charset() {
    return Charset.forName(charsetName);
  }

  char finalOctet() {
    return finalOctet;
  }

  int registration() {
    return registration;
  }
}
