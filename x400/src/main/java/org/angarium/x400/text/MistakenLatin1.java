package org.angarium.x400.text;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * TeletexStrings of writers that take them for ISO 8859-1. Most such strings are just as well strings of T.61: {@code Müller} reads
 * {@code Mþller} there. So what the standard says always goes first, and this is for what leads nowhere by it.
 */
public final class MistakenLatin1 {
  private static final int FIRST_MARK = 0xC1;
  private static final int UNDERLINE = 0xCC;
  private static final int LAST_MARK = 0xCF;
  /** The umlaut of 1980, which stands before these letters only; its octet is a much used letter of ISO 8859-1. */
  private static final int UMLAUT = 0xC9;
  private static final String WITH_UMLAUT = "AOUaou";

  private MistakenLatin1() {}

  /**
   * What the octets say if they are ISO 8859-1.
   *
   * @return null if they cannot be: nothing in them is beyond ASCII, or something beyond it is no letter of ISO 8859-1, or there are
   *     control characters other than those of layout
   */
  public static @Nullable String read(byte[] octets) {
    boolean beyondAscii = false;
    for (byte octet : octets) {
      if (octet < 0) {
        if (!isLetter(octet & 0xFF)) {
          return null;
        }
        beyondAscii = true;
      } else if (octet < ' ' && "\t\n\f\r".indexOf(octet) < 0 || octet == 0x7F) {
        return null;
      }
    }
    return beyondAscii ? new String(octets, StandardCharsets.ISO_8859_1) : null;
  }

  private static boolean isLetter(int octet) {
    return octet >= 0xC0 && octet != 0xD7 && octet != 0xF7;
  }

  /** The octets as what they can only be: T.61, unless something in them cannot be and nothing is plainly so. */
  static String decode(byte[] octets) {
    String latin1 = read(octets);
    return latin1 == null || mayBeTeletex(octets) ? Teletex.decode(octets) : latin1;
  }

  /** Whether every octet means something in T.61 or ISO 6937, or some letter at least has a mark before it as they want it. */
  private static boolean mayBeTeletex(byte[] octets) {
    boolean wrong = false;
    for (int i = 0; i < octets.length; i++) {
      int octet = octets[i] & 0xFF;
      if (octet < FIRST_MARK || octet > LAST_MARK) {
        wrong |= !Teletex.isAssigned(octet);
        continue;
      }
      int next = i + 1 < octets.length ? octets[++i] & 0xFF : 0;
      if (octet != UMLAUT && isMarkedLetter(octet, next)
          || octet == UMLAUT && WITH_UMLAUT.indexOf(next) >= 0) {
        return true;
      }
      wrong |= next != ' ' && !(octet == UNDERLINE && next > ' ' && next < 0x7F);
    }
    return !wrong;
  }

  /** Whether the two are one letter of Unicode, as all that these standards know are and all that is encoded here. */
  private static boolean isMarkedLetter(int mark, int base) {
    boolean letter = base >= 'A' && base <= 'Z' || base >= 'a' && base <= 'z';
    return letter && Normalizer.normalize(Teletex.decode(new byte[]{(byte) mark, (byte) base}),
        Normalizer.Form.NFC).length() == 1;
  }
}
