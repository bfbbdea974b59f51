package org.angarium.x400.conversion;

import org.angarium.x400.mts.NonDeliveryDiagnostic;

/**
 * Characters for which others stand after a conversion, by what they are.
 *
 * @param alphabetic letters, marks and digits
 * @param punctuation punctuation marks and spaces
 * @param pictorial signs and symbols
 */
public record LostCharacters(int alphabetic, int punctuation, int pictorial) {
  public static final LostCharacters NONE = new LostCharacters(0, 0, 0);

  /** One more. */
  LostCharacters and(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONNECTOR_PUNCTUATION, Character.DASH_PUNCTUATION, Character.START_PUNCTUATION,
          Character.END_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION, Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
        new LostCharacters(alphabetic, punctuation + 1, pictorial);
      case Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL, Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL, Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE,
          Character.UNASSIGNED ->
        new LostCharacters(alphabetic, punctuation, pictorial + 1);
      default -> new LostCharacters(alphabetic + 1, punctuation, pictorial);
    };
  }

  LostCharacters and(LostCharacters others) {
    return new LostCharacters(alphabetic + others.alphabetic, punctuation + others.punctuation,
        pictorial + others.pictorial);
  }

  public int total() {
    return alphabetic + punctuation + pictorial;
  }

  /** What a report says if the originator prohibits conversion with loss (X.411 §8.3.1.2.1.14); only if something was lost. */
  public NonDeliveryDiagnostic diagnostic() {
    if (total() == alphabetic) {
      return NonDeliveryDiagnostic.ALPHABETIC_CHARACTER_LOSS;
    }
    if (total() == punctuation) {
      return NonDeliveryDiagnostic.PUNCTUATION_SYMBOL_LOSS;
    }
    return total() == pictorial
        ? NonDeliveryDiagnostic.PICTORIAL_SYMBOL_LOSS
        : NonDeliveryDiagnostic.MULTIPLE_INFORMATION_LOSS;
  }
}
