package org.angarium.x400.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** A set of graphic characters, addressed by octets of which the top bit does not count. */
sealed interface GraphicSet {
  char REPLACEMENT = '\uFFFD';
  GraphicSet ASCII = new National("");
  GraphicSet LATIN_1 = new RightHalf(StandardCharsets.ISO_8859_1);

  /** Appends the character at the position and answers how many octets it took, at least one. */
  int decode(byte[] octets, int at, StringBuilder text);

  static @Nullable GraphicSet of94(String intermediates, char last) {
    if (intermediates.length() > 1) {
      return null;
    }
    return switch (last) {
      case 'B', '@', 'u' -> ASCII;
      case 'A' -> new National("#£~‾");
      case 'G' -> new National("[Ä\\Ö]Å{ä|ö}å~‾");
      case 'H' -> new National("@É[Ä\\Ö]Å^Ü`é{ä|ö}å~ü");
      case 'K' -> new National("@§[Ä\\Ö]Ü{ä|ö}ü~ß");
      case 'R' -> new National("#£@à[°\\ç]§{é|ù}è~¨");
      case 'f' -> new National("#£@à[°\\ç]§`µ{é|ù}è~¨");
      case '`' -> new National("[Æ\\Ø]Å{æ|ø}å~‾");
      case 'Y' -> new National("#£@§[°\\ç]é`ù{à|ò}è~ì");
      case 'Z' -> new National("#£@§[¡\\Ñ]¿{°|ñ}ç");
      case 'J' -> new National("\\¥~‾");
      case 'I' -> new Katakana();
      case 'l', 'v' -> new TeletexSet();
      default -> null;
    };
  }

  static @Nullable GraphicSet of96(char last) {
    if (last == 'J' || last == 'R') {
      return new TeletexSet();
    }
    Iso8859 part = Iso8859.ofFinalOctet(last);
    return part == null ? null : new RightHalf(part.charset());
  }

  static @Nullable GraphicSet twoOctets(char last) {
    TwoOctetSet set = TwoOctetSet.ofFinalOctet(last);
    return set == null ? null : new TwoOctets(set);
  }

  /** The left half that the announced sets put in place; ASCII if they name none. */
  static GraphicSet leftOfRegistrations(SortedSet<Integer> numbers) {
    if (numbers.contains(6) || numbers.contains(2)) {
      return ASCII;
    }
    for (int number : numbers) {
      String last = switch (number) {
        case 4 -> "A";
        case 10 -> "G";
        case 11 -> "H";
        case 14 -> "J";
        case 15 -> "Y";
        case 17 -> "Z";
        case 21 -> "K";
        case 25 -> "R";
        case 60 -> "`";
        case 69 -> "f";
        default -> "";
      };
      GraphicSet set = last.isEmpty() ? null : of94("(", last.charAt(0));
      if (set != null) {
        return set;
      }
    }
    return ASCII;
  }

  /** The right half that the announced sets put in place; Latin-1 if they name none. */
  static GraphicSet ofRegistrations(SortedSet<Integer> numbers) {
    for (int number : numbers) {
      Iso8859 part = Iso8859.ofRegistration(number);
      if (part != null) {
        return new RightHalf(part.charset());
      }
      if (number == 90 || number == 103 || number == 142 || number == 156) {
        return new TeletexSet();
      }
      TwoOctetSet wide = TwoOctetSet.ofRegistration(number);
      if (wide != null) {
        return new TwoOctets(wide);
      }
      if (number == 13) {
        return new Katakana();
      }
    }
    return LATIN_1;
  }

  /** ASCII with some characters replaced: pairs of the ASCII character and what stands for it. */
  record National(String replacements) implements GraphicSet {
    @Override
    public int decode(byte[] octets, int at, StringBuilder text) {
      char c = (char) (octets[at] & 0x7F);
      for (int i = 0; i < replacements.length(); i += 2) {
        if (replacements.charAt(i) == c) {
          text.append(replacements.charAt(i + 1));
          return 1;
        }
      }
      text.append(c);
      return 1;
    }
  }

  record RightHalf(Charset charset) implements GraphicSet {
    @Override
    public int decode(byte[] octets, int at, StringBuilder text) {
      text.append(new String(new byte[]{(byte) (octets[at] | 0x80)}, charset));
      return 1;
    }
  }

  record Katakana() implements GraphicSet {
    @Override
    public int decode(byte[] octets, int at, StringBuilder text) {
      int c = octets[at] & 0x7F;
      text.append(c >= 0x21 && c <= 0x5F ? (char) (0xFF40 + c) : REPLACEMENT);
      return 1;
    }
  }

  /** The supplementary set of T.61 and ISO 6937; a diacritical mark takes the letter behind it along. */
  record TeletexSet() implements GraphicSet {
    @Override
    public int decode(byte[] octets, int at, StringBuilder text) {
      byte first = (byte) (octets[at] | 0x80);
      boolean mark = (first & 0xF0) == 0xC0 && at + 1 < octets.length;
      text.append(Teletex.decode(mark ? new byte[]{first, octets[at + 1]} : new byte[]{first}));
      return mark ? 2 : 1;
    }
  }

  record TwoOctets(TwoOctetSet set) implements GraphicSet {
    @Override
    public int decode(byte[] octets, int at, StringBuilder text) {
      if (at + 1 >= octets.length || (octets[at + 1] & 0x7F) < 0x21) {
        text.append(REPLACEMENT);
        return 1;
      }
      text.append(set.decode(octets[at], octets[at + 1]));
      return 2;
    }
  }
}
