package org.angarium.x400.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The sets of two octets a character: number in the ISO 2375 register, final octet of the designation. */
enum TwoOctetSet {
  /** The first edition of 1978 too: its few differences are swapped variants of one character. */
  JIS_X_0208("EUC-JP", 'B', 87, false), //
  JIS_X_0208_1978("EUC-JP", '@', 42, false), //
  JIS_X_0212("EUC-JP", 'D', 159, true), //
  GB_2312("GB2312", 'A', 58, false), //
  KS_X_1001("EUC-KR", 'C', 149, false);

  private static final byte SINGLE_SHIFT_THREE = (byte) 0x8F;

  private final String charsetName;
  private final char finalOctet;
  private final int registration;
  private final boolean shifted;

  TwoOctetSet(String charsetName, char finalOctet, int registration, boolean shifted) {
    this.charsetName = charsetName;
    this.finalOctet = finalOctet;
    this.registration = registration;
    this.shifted = shifted;
  }

  static @Nullable TwoOctetSet ofFinalOctet(char octet) {
    return Arrays.stream(values()).filter(set -> set.finalOctet == octet && set.isSupported()).findFirst()
        .orElse(null);
  }

  static @Nullable TwoOctetSet ofRegistration(int number) {
    return Arrays.stream(values()).filter(set -> set.registration == number && set.isSupported()).findFirst()
        .orElse(null);
  }

  /** Whether this Java runtime has it: a cut-down one may not. */
  private boolean isSupported() {
    return Charset.isSupported(charsetName);
  }

  char finalOctet() {
    return finalOctet;
  }

  String decode(byte first, byte second) {
    byte left = (byte) (first | 0x80);
    byte right = (byte) (second | 0x80);
    byte[] octets = shifted ? new byte[]{SINGLE_SHIFT_THREE, left, right} : new byte[]{left, right};
    return new String(octets, Charset.forName(charsetName));
  }

  /** The two octets of a character with their top bits set, null if the set does not have it. */
  byte @Nullable [] encode(int codePoint) {
    if (codePoint < 0x80) {
      return null;
    }
    try {
      ByteBuffer octets = Charset.forName(charsetName).newEncoder()
          .encode(CharBuffer.wrap(Character.toChars(codePoint)));
      byte[] found = new byte[octets.remaining()];
      octets.get(found);
      int prefix = shifted ? 1 : 0;
      boolean right = found.length == prefix + 2 && (!shifted || found[0] == SINGLE_SHIFT_THREE)
          && (found[prefix] & 0xFF) > 0xA0 && (found[prefix + 1] & 0xFF) > 0xA0;
      return right ? Arrays.copyOfRange(found, prefix, prefix + 2) : null;
    } catch (CharacterCodingException absent) {
      return null;
    }
  }
}
