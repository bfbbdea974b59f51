package org.angarium.x400.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * GeneralString and GraphicString: ISO 2022 text whose escape sequences name the character sets in use. Knows ASCII and its
 * national variants, the right halves of ISO 8859, the T.61 supplementary set and the two-octet sets of Japan, China and Korea; an
 * unknown set's characters become U+FFFD.
 */
public final class GeneralText {
  private static final int ESC = 0x1B;
  private static final int SO = 0x0E;
  private static final int SI = 0x0F;
  private static final int SS2 = 0x8E;
  private static final int SS3 = 0x8F;
  private static final char REPLACEMENT = '\uFFFD';

  /** ISO 2375 registration numbers that Latin-1 text in a general-text body part stands for: C0, G0, G1. */
  public static final SortedSet<Integer> LATIN_1_REGISTRATIONS = Collections
      .unmodifiableSortedSet(new TreeSet<>(List.of(1, 6, 100)));
  /** The same for pure ASCII. */
  public static final SortedSet<Integer> ASCII_REGISTRATIONS = Collections
      .unmodifiableSortedSet(new TreeSet<>(List.of(1, 6)));

  private GeneralText() {}

  /** Designates UTF-8, which stays until the other coding system comes back. */
  private static final byte[] UTF_8_PROLOGUE = {ESC, '%', 'G'};
  private static final int C0 = 1;
  private static final int G0_ASCII = 6;
  private static final int UTF_8 = 196;

  /**
   * Text in general form.
   *
   * @param registrations ISO 2375 numbers of the sets it uses
   */
  public record Encoded(byte[] octets, SortedSet<Integer> registrations) {}

  /** ASCII as it stands; other text after the escape sequences that designate the first part of ISO 8859 to hold it, or UTF-8. */
  public static Encoded encode(String text) {
    if (Repertoire.IA5.holds(text)) {
      return new Encoded(text.getBytes(StandardCharsets.US_ASCII), ASCII_REGISTRATIONS);
    }
    for (Iso8859 part : Iso8859.values()) {
      if (part.isSupported() && part.charset().newEncoder().canEncode(text)) {
        return new Encoded(encode(text, part), new TreeSet<>(List.of(C0, G0_ASCII, part.registration())));
      }
    }
    return new Encoded(concatenate(UTF_8_PROLOGUE, text.getBytes(StandardCharsets.UTF_8)),
        new TreeSet<>(List.of(C0, UTF_8)));
  }

  /**
   * The text in the sets that are announced, each designated where it is first needed (ISO 2022).
   *
   * @param registrations ISO 2375 numbers: any of ASCII (6), the parts of ISO 8859, the supplementary set of T.61 (103) and the
   *        two-octet sets of Japan (87, 159), China (58) and Korea (149), Katakana (13) or UTF-8 (196)
   * @return null if these sets, or those of them known here, do not have all characters of the text
   */
  public static byte @Nullable [] encode(String text, SortedSet<Integer> registrations) {
    return registrations.contains(UTF_8) && !Repertoire.IA5.holds(text)
        ? concatenate(UTF_8_PROLOGUE, text.getBytes(StandardCharsets.UTF_8))
        : GeneralTextEncoder.encode(text, registrations);
  }

  /** ASCII as it stands; other Latin-1 text after the escape sequences that designate it; the rest becomes question marks. */
  public static byte[] encodeLatin1(String text) {
    return Repertoire.IA5.holds(text)
        ? text.getBytes(StandardCharsets.US_ASCII)
        : encode(text, Iso8859.LATIN_1);
  }

  /** Designates ASCII as G0 and the right half as G1, then the text. */
  private static byte[] encode(String text, Iso8859 part) {
    byte[] prologue = {ESC, '(', 'B', ESC, '-', (byte) part.finalOctet()};
    return concatenate(prologue, text.getBytes(part.charset()));
  }

  private static byte[] concatenate(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(first.length + second.length);
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }

  /** The text with ASCII and Latin-1 in use until an escape sequence says otherwise. */
  public static String decode(byte[] octets) {
    return decode(octets, LATIN_1_REGISTRATIONS);
  }

  /**
   * The text. Never fails.
   *
   * @param registrations ISO 2375 numbers of the sets announced for the text, from which the initial G1 is taken
   */
  public static String decode(byte[] octets, SortedSet<Integer> registrations) {
    return new Decoder(octets, registrations).run();
  }

  private static final class Decoder {
    private final byte[] octets;
    private final StringBuilder text;
    private final @Nullable GraphicSet[] designated = new @Nullable GraphicSet[4];
    private int left;
    private int right = 1;
    private int position;

    Decoder(byte[] octets, SortedSet<Integer> registrations) {
      this.octets = octets;
      this.text = new StringBuilder(octets.length);
      designated[0] = GraphicSet.leftOfRegistrations(registrations);
      designated[1] = GraphicSet.ofRegistrations(registrations);
    }

    String run() {
      while (position < octets.length) {
        int octet = octets[position++] & 0xFF;
        switch (octet) {
          case ESC -> escape();
          case SO -> left = 1;
          case SI -> left = 0;
          case SS2 -> character(designated[2]);
          case SS3 -> character(designated[3]);
          default -> {
            if (octet < 0x20 || octet == ' ' || octet >= 0x7F && octet < 0xA0) {
              text.append((char) octet);
            } else {
              position--;
              character(designated[octet < 0x80 ? left : right]);
            }
          }
        }
      }
      return text.toString();
    }

    private void character(@Nullable GraphicSet set) {
      if (position >= octets.length) {
        text.append(REPLACEMENT);
        return;
      }
      if (set == null) {
        position++;
        text.append(REPLACEMENT);
        return;
      }
      position += set.decode(octets, position, text);
    }

    /** An escape sequence: intermediate octets 20..2F, then a final octet 30..7E (ISO 2022 §13). */
    private void escape() {
      int start = position;
      while (position < octets.length && (octets[position] & 0xF0) == 0x20) {
        position++;
      }
      if (position >= octets.length) {
        return;
      }
      char last = (char) (octets[position++] & 0xFF);
      String intermediates = new String(octets, start, position - 1 - start, StandardCharsets.ISO_8859_1);
      if (intermediates.isEmpty()) {
        lockingShift(last);
      } else if (intermediates.charAt(0) == '%') {
        otherCodingSystem(intermediates, last);
      } else {
        designate(intermediates, last);
      }
    }

    /** UTF-8 or UCS-2, until ESC 2/5 4/0 if the sequence says that this brings ISO 2022 back (ISO 2022 §15.4). */
    private void otherCodingSystem(String intermediates, char last) {
      boolean returns = intermediates.equals("%");
      Charset charset = (returns ? "G" : "GHI").indexOf(last) >= 0
          ? StandardCharsets.UTF_8
          : intermediates.equals("%/") && "@CEJKL".indexOf(last) >= 0 ? StandardCharsets.UTF_16BE : null;
      if (charset == null) {
        return;
      }
      int end = position;
      while (end < octets.length && !(returns && end + 2 < octets.length && octets[end] == ESC
          && octets[end + 1] == '%' && octets[end + 2] == '@')) {
        end++;
      }
      text.append(new String(octets, position, end - position, charset));
      position = Math.min(end + 3, octets.length);
    }

    private void lockingShift(char last) {
      switch (last) {
        case 'n' -> left = 2;
        case 'o' -> left = 3;
        case '~' -> right = 1;
        case '}' -> right = 2;
        case '|' -> right = 3;
        default -> {
          // Controls sets and private sequences change no graphic character.
        }
      }
    }

    private void designate(String intermediates, char last) {
      boolean multiple = intermediates.charAt(0) == '$';
      String rest = multiple ? intermediates.substring(1) : intermediates;
      if (rest.isEmpty()) {
        // The oldest two-octet sets are designated without an intermediate octet.
        designated[0] = GraphicSet.twoOctets(last);
        return;
      }
      char first = rest.charAt(0);
      if ("()*+".indexOf(first) >= 0) {
        designated["()*+".indexOf(first)] = multiple
            ? GraphicSet.twoOctets(last)
            : GraphicSet.of94(rest, last);
      } else if ("-./".indexOf(first) >= 0) {
        designated["-./".indexOf(first) + 1] = multiple ? null : GraphicSet.of96(last);
      }
    }
  }
}
