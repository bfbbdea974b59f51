package org.angarium.x400.text;

import java.io.ByteArrayOutputStream;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * TeletexString as T.61 and ISO 6937 define it: ASCII on the left, on the right non-spacing diacritical marks (C1..CF) that come
 * before the letter they belong to, and symbols. The union of both repertoires is decoded; characters that both encode alike are
 * preferred when encoding.
 *
 * <p>T.61 leaves out some ASCII characters (such as {@code \ ^ { } ~}) and ISO 6937 has them where ASCII has; peers take them as
 * ASCII, so they are encoded as ASCII.
 */
public final class Teletex {
  private static final char REPLACEMENT = '\uFFFD';
  private static final char NONE = 0;

  /** What A0..BF and D0..FF stand for; NONE where neither standard has a character. */
  private static final char[] SYMBOLS = new char[256];
  /** Combining character of Unicode for C0..CF. */
  private static final String MARKS = "\0\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0308\u030A\u0327\u0332\u030B\u0328\u030C";
  /** The mark standing alone, as it is written: mark and space. */
  private static final String SPACING = "\0`\u00B4^~\u00AF\u02D8\u02D9\u00A8\u00A8\u02DA\u00B8_\u02DD\u02DB\u02C7";
  private static final Map<Character, Integer> SYMBOL_OCTETS = new HashMap<>();
  private static final Map<Character, Integer> SPACING_OCTETS = new HashMap<>();

  static {
    symbols(0xA0, "\u00A0¡¢£$¥#§¤\u2018\u201C«←↑→↓");
    symbols(0xB0, "°±²³×µ¶·÷\u2019\u201D»¼½¾¿");
    symbols(0xD0, "\u2014¹®©™♪¬¦\0\0\0\0⅛⅜⅝⅞");
    symbols(0xE0, "ΩÆÐªĦ\0ĲĿŁØŒºÞŦŊŉ");
    symbols(0xF0, "ĸæđðħıĳŀłøœßþŧŋ\u00AD");
    // Eth and D with stroke look alike and share an octet.
    SYMBOL_OCTETS.put('Đ', 0xE2);
    for (int i = 2; i < SPACING.length(); i++) {
      // 7E, 60, 5E and 5F have an octet of their own; C9 is only another C8.
      if (SPACING.charAt(i) >= 128 && i != 9) {
        SPACING_OCTETS.put(SPACING.charAt(i), 0xC0 + i);
      }
    }
  }

  private Teletex() {}

  private static void symbols(int from, String row) {
    for (int i = 0; i < row.length(); i++) {
      char c = row.charAt(i);
      SYMBOLS[from + i] = c;
      if (c >= 128) {
        SYMBOL_OCTETS.put(c, from + i);
      }
    }
  }

  /** The text in composed form (NFC); an octet that means nothing becomes U+FFFD. Never fails. */
  public static String decode(byte[] octets) {
    StringBuilder text = new StringBuilder(octets.length);
    for (int i = 0; i < octets.length; i++) {
      int octet = octets[i] & 0xFF;
      if (octet >= 0xC1 && octet <= 0xCF) {
        int next = i + 1 < octets.length ? octets[i + 1] & 0xFF : 0;
        if (next == ' ') {
          text.append(SPACING.charAt(octet - 0xC0));
          i++;
        } else if (next > ' ' && next < 0x7F || next >= 0xE0 && SYMBOLS[next] != NONE) {
          text.append(next < 0x7F ? (char) next : SYMBOLS[next]).append(MARKS.charAt(octet - 0xC0));
          i++;
        } else {
          text.append(REPLACEMENT);
        }
      } else if (octet < 0xA0) {
        text.append((char) octet);
      } else {
        text.append(SYMBOLS[octet] == NONE ? REPLACEMENT : SYMBOLS[octet]);
      }
    }
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** Whether an octet stands for something by itself. */
  static boolean isAssigned(int octet) {
    return octet < 0xA0 || SYMBOLS[octet] != NONE;
  }

  public static boolean canEncode(String text) {
    return encode(text, new ByteArrayOutputStream());
  }

  /** The octets of the text; a character outside the repertoire becomes a question mark. */
  public static byte[] encode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 8);
    encode(text, out);
    return out.toByteArray();
  }

  private static boolean encode(String text, ByteArrayOutputStream out) {
    boolean complete = true;
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    for (int i = 0; i < composed.length();) {
      int codePoint = composed.codePointAt(i);
      i += Character.charCount(codePoint);
      if (!encode(codePoint, out)) {
        out.write('?');
        complete = false;
      }
    }
    return complete;
  }

  private static boolean encode(int codePoint, ByteArrayOutputStream out) {
    if (codePoint < 0xA0) {
      out.write(codePoint);
      return true;
    }
    if (codePoint > 0xFFFF) {
      return false;
    }
    Integer symbol = SYMBOL_OCTETS.get((char) codePoint);
    if (symbol != null) {
      out.write(symbol);
      return true;
    }
    Integer spacing = SPACING_OCTETS.get((char) codePoint);
    if (spacing != null) {
      out.write(spacing);
      out.write(' ');
      return true;
    }
    String parts = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD);
    int mark = parts.length() == 2 ? MARKS.indexOf(parts.charAt(1)) : -1;
    if (mark < 1 || parts.charAt(0) >= 0x7F) {
      return false;
    }
    out.write(0xC0 + mark);
    out.write(parts.charAt(0));
    return true;
  }
}
