package org.angarium.x400.conversion;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.angarium.x400.mts.NonDeliveryDiagnostic;

/**
 * What is not as it was after a conversion.
 *
 * @param alphabetic letters, marks and digits for which others stand now
 * @param punctuation punctuation marks and spaces
 * @param pictorial signs and symbols
 * @param lines of the original that were too long and go on in another one
 * @param pages of the original that were split
 */
public record ConversionLosses(int alphabetic, int punctuation, int pictorial, int lines, int pages) {
  public static final ConversionLosses NONE = new ConversionLosses(0, 0, 0, 0, 0);

  /** Of lines and pages only. */
  static ConversionLosses ofLayout(TextLayout.Laid laid) {
    return new ConversionLosses(0, 0, 0, laid.folded(), laid.split());
  }

  /** One more character. */
  ConversionLosses and(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONNECTOR_PUNCTUATION, Character.DASH_PUNCTUATION, Character.START_PUNCTUATION,
          Character.END_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION, Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
        and(new ConversionLosses(0, 1, 0, 0, 0));
      case Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL, Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL, Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE,
          Character.UNASSIGNED ->
        and(new ConversionLosses(0, 0, 1, 0, 0));
      default -> and(new ConversionLosses(1, 0, 0, 0, 0));
    };
  }

  ConversionLosses and(ConversionLosses others) {
    return new ConversionLosses(alphabetic + others.alphabetic, punctuation + others.punctuation,
        pictorial + others.pictorial, lines + others.lines, pages + others.pages);
  }

  /** For which others stand now. */
  public int characters() {
    return alphabetic + punctuation + pictorial;
  }

  public boolean isNone() { return equals(NONE); }

  /** What a report says if the originator prohibits conversion with loss (X.411 §8.3.1.2.1.14); only if something was lost. */
  public NonDeliveryDiagnostic diagnostic() {
    Map<NonDeliveryDiagnostic, Integer> kinds = new EnumMap<>(NonDeliveryDiagnostic.class);
    kinds.put(NonDeliveryDiagnostic.ALPHABETIC_CHARACTER_LOSS, alphabetic);
    kinds.put(NonDeliveryDiagnostic.PUNCTUATION_SYMBOL_LOSS, punctuation);
    kinds.put(NonDeliveryDiagnostic.PICTORIAL_SYMBOL_LOSS, pictorial);
    kinds.put(NonDeliveryDiagnostic.LINE_TOO_LONG, lines);
    kinds.put(NonDeliveryDiagnostic.PAGE_SPLIT, pages);
    kinds.values().removeIf(count -> count == 0);
    return kinds.size() == 1
        ? kinds.keySet().iterator().next()
        : NonDeliveryDiagnostic.MULTIPLE_INFORMATION_LOSS;
  }

  /** For a person. */
  String words() {
    List<String> all = new ArrayList<>();
    if (characters() > 0) {
      all.add(characters() + " characters would be lost");
    }
    if (lines > 0) {
      all.add("lines would be folded: " + lines);
    }
    if (pages > 0) {
      all.add("pages would be split: " + pages);
    }
    return String.join(", ", all);
  }
}
