package org.angarium.x400.conversion;

import org.angarium.x400.mts.EncodedInformationTypes;
import org.jspecify.annotations.Nullable;

/** Conversions that an originator can ask for and that are made here (ExplicitConversion, X.411 §8.2.1.1.1.11). */
enum ExplicitConversion {
  IA5_TEXT_TO_TELETEX(0, EncodedInformationTypes.IA5_TEXT, EncodedInformationTypes.TELETEX), //
  TELETEX_TO_IA5_TEXT(11, EncodedInformationTypes.TELETEX, EncodedInformationTypes.IA5_TEXT);

  private final int code;
  private final int from;
  private final int to;

  ExplicitConversion(int code, int from, int to) {
    this.code = code;
    this.from = from;
    this.to = to;
  }

  /** Null if that is not made here: facsimile and videotex. */
  static @Nullable ExplicitConversion of(int code) {
    for (ExplicitConversion conversion : values()) {
      if (conversion.code == code) {
        return conversion;
      }
    }
    return null;
  }

  ContentConversion.Result convert(byte[] content) {
    return ContentConversion.convert(content, from, to,
        this == TELETEX_TO_IA5_TEXT ? new TextForm.Ia5() : new TextForm.TeletexPages());
  }
}
