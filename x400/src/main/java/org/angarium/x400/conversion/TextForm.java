package org.angarium.x400.conversion;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.GeneralText;
import org.angarium.x400.text.Repertoire;
import org.angarium.x400.text.StringType;
import org.angarium.x400.text.Teletex;
import org.jspecify.annotations.Nullable;

/** A form of body part that holds text, into which any other text can be brought. */
public sealed interface TextForm {
  /** International Alphabet 5. */
  record Ia5() implements TextForm {}

  /** Teletex, a page for each form feed. */
  record TeletexPages() implements TextForm {}

  /** General text in the character sets of these ISO 2375 numbers. */
  record General(SortedSet<Integer> registrations) implements TextForm {}

  /**
   * A text in its new form.
   *
   * @param form which one
   * @param losses characters the form does not have, for which others stand now
   */
  record Converted(TextForm form, BodyPart part, ConversionLosses losses) {
    int lost() {
      return losses.characters();
    }
  }

  /** The text in this form: nothing is left out, what the form does not have is replaced by what comes closest. */
  default Converted convert(String text) {
    return switch (this) {
      case Ia5 ia5 -> {
        Replacement replaced = Replacement.of(text, Repertoire.IA5::holds);
        yield new Converted(this, BodyPart.Ia5Text.of(replaced.text()), replaced.losses());
      }
      case TeletexPages pages -> {
        Replacement replaced = Replacement.of(text, Teletex::canEncode);
        yield new Converted(this, teletex(replaced.text()), replaced.losses());
      }
      case General(SortedSet<Integer> registrations) -> {
        Replacement replaced = Replacement.of(text, c -> GeneralText.encode(c, registrations) != null);
        BodyPart part = BodyPart.General.of(replaced.text(), registrations);
        // What stands in for others is ASCII, which every set of general text is beside of.
        yield new Converted(this, part == null ? BodyPart.General.of(replaced.text()) : part,
            replaced.losses());
      }
    };
  }

  private static BodyPart teletex(String text) {
    List<CharacterString> pages = new ArrayList<>();
    for (String page : text.split("\f", -1)) {
      pages.add(CharacterString.of(StringType.TELETEX, page));
    }
    RawElement parameters = RawElement
        .written(writer -> writer.begin(Tag.SET).integer(Tag.context(0), pages.size()).end());
    return new BodyPart.TeletexText(parameters, pages);
  }

  /** A text whose characters are all of a repertoire. */
  record Replacement(String text, ConversionLosses losses) {
    private static final String FROM = "ßÆæŒœØøÐđÞþŁłĦħŊŋıĸ\u2018\u2019\u201C\u201D\u201E\u2013\u2014\u2026\u00A0«»€©®™";
    private static final List<String> TO = List.of("ss", "AE", "ae", "OE", "oe", "O", "o", "D", "d", "Th",
        "th", "L", "l", "H", "h", "N", "n", "i", "k", "'", "'", "\"", "\"", "\"", "-", "-", "...", " ", "<<",
        ">>", "EUR", "(c)", "(R)", "(TM)");

    static Replacement of(String text, Predicate<String> holds) {
      StringBuilder out = new StringBuilder(text.length());
      ConversionLosses losses = ConversionLosses.NONE;
      for (int i = 0; i < text.length();) {
        int codePoint = text.codePointAt(i);
        i += Character.charCount(codePoint);
        String character = Character.toString(codePoint);
        if (codePoint < 0x80 || holds.test(character)) {
          out.append(character);
        } else {
          losses = losses.and(codePoint);
          out.append(closest(character));
        }
      }
      return new Replacement(out.toString(), losses);
    }

    /** ASCII that a reader takes for the character: the letter without its marks, or a question mark. */
    private static String closest(String character) {
      int known = FROM.indexOf(character);
      if (known >= 0) {
        return TO.get(known);
      }
      String base = Normalizer.normalize(character, Normalizer.Form.NFKD);
      StringBuilder ascii = new StringBuilder();
      base.chars().filter(c -> c >= ' ' && c < 0x7F).forEach(c -> ascii.append((char) c));
      return ascii.isEmpty() ? mark(base) : ascii.toString();
    }

    /** A mark that combines with the letter before it has nothing that stands for it. */
    private static String mark(String base) {
      return Character.getType(base.charAt(0)) == Character.NON_SPACING_MARK ? "" : "?";
    }
  }

  /** The form of a body part in its basic form; null if it holds no text. */
  static @Nullable TextForm of(BodyPart part) {
    return switch (part) {
      case BodyPart.Ia5Text text -> new Ia5();
      case BodyPart.TeletexText text -> new TeletexPages();
      case BodyPart.General text -> new General(text.registrations());
      default -> null;
    };
  }

  /** The form among these that loses least of a text, the first of equals; null if there are none. */
  static @Nullable Converted best(String text, List<TextForm> forms) {
    Converted best = null;
    for (TextForm form : forms) {
      Converted converted = form.convert(text);
      if (best == null || converted.lost() < best.lost()) {
        best = converted;
      }
      if (best.lost() == 0) {
        return best;
      }
    }
    return best;
  }
}
