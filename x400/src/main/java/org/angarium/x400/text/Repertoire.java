package org.angarium.x400.text;

/** The characters a restricted string type allows (X.680 §41, X.411 Annex B). */
public enum Repertoire {
  /** Digits and space. */
  NUMERIC("NumericString"),
  /** Letters, digits, space and {@code ' ( ) + , - . / : = ?}. */
  PRINTABLE("PrintableString"),
  /** Space to tilde. */
  VISIBLE("VisibleString"),
  /** All 128 characters of International Alphabet 5, controls too. */
  IA5("IA5String");

  private final String typeName;

  Repertoire(String typeName) {
    this.typeName = typeName;
  }

  /** Name of the ASN.1 type. */
  public String typeName() {
    return typeName;
  }

  public boolean holds(String text) {
    return firstOutside(text) < 0;
  }

  /** Index of the first character outside the repertoire, or -1. */
  public int firstOutside(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!holds(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  public boolean holds(char c) {
    return switch (this) {
      case NUMERIC -> isDigit(c) || c == ' ';
      case PRINTABLE ->
        isDigit(c) || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || " '()+,-./:=?".indexOf(c) >= 0;
      case VISIBLE -> c >= ' ' && c <= '~';
      case IA5 -> c < 128;
    };
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
