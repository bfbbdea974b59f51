package org.angarium.x400.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Writes ISO 2022 text: ASCII on the left, on the right whichever announced set has the character. */
final class GeneralTextEncoder {
  private static final int ESC = 0x1B;
  private static final int KATAKANA = 13;
  private static final int TELETEX_SUPPLEMENTARY = 103;

  /** A set for the right half: how it is designated as G1, and its octets for a character. */
  private record Right(byte[] designation, Octets octets) {}

  /** Null if the set does not have the character. */
  private interface Octets {
    byte @Nullable [] of(int codePoint);
  }

  private GeneralTextEncoder() {}

  static byte @Nullable [] encode(String text, SortedSet<Integer> registrations) {
    if (Repertoire.IA5.holds(text)) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    List<Right> sets = sets(registrations);
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 8);
    out.writeBytes(new byte[]{ESC, '(', 'B'});
    Right current = null;
    for (int i = 0; i < text.length();) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (codePoint < 0xA0) {
        out.write(codePoint);
        continue;
      }
      byte[] octets = current == null ? null : current.octets.of(codePoint);
      for (int s = 0; octets == null && s < sets.size(); s++) {
        octets = sets.get(s).octets.of(codePoint);
        if (octets != null) {
          current = sets.get(s);
          out.writeBytes(current.designation);
        }
      }
      if (octets == null) {
        return null;
      }
      out.writeBytes(octets);
    }
    return out.toByteArray();
  }

  private static List<Right> sets(SortedSet<Integer> registrations) {
    List<Right> sets = new ArrayList<>();
    for (int number : registrations) {
      Iso8859 part = Iso8859.ofRegistration(number);
      TwoOctetSet wide = TwoOctetSet.ofRegistration(number);
      if (part != null) {
        sets.add(new Right(new byte[]{ESC, '-', (byte) part.finalOctet()}, oneOctet(part.charset())));
      } else if (wide != null) {
        sets.add(new Right(new byte[]{ESC, '$', ')', (byte) wide.finalOctet()}, wide::encode));
      } else if (number == KATAKANA) {
        sets.add(new Right(new byte[]{ESC, ')', 'I'}, c -> c >= 0xFF61 && c <= 0xFF9F
            ? new byte[]{(byte) (c - 0xFF40 | 0x80)}
            : null));
      } else if (number == TELETEX_SUPPLEMENTARY) {
        sets.add(new Right(new byte[]{ESC, ')', 'v'}, GeneralTextEncoder::teletex));
      }
    }
    return sets;
  }

  private static Octets oneOctet(Charset charset) {
    CharsetEncoder encoder = charset.newEncoder();
    return codePoint -> {
      String character = Character.toString(codePoint);
      return encoder.canEncode(character) ? character.getBytes(charset) : null;
    };
  }

  private static byte @Nullable [] teletex(int codePoint) {
    String character = Character.toString(codePoint);
    byte[] octets = Teletex.canEncode(character) ? Teletex.encode(character) : null;
    return octets != null && octets[0] < 0 ? octets : null;
  }
}
