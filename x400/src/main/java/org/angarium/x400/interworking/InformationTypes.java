package org.angarium.x400.interworking;

import java.util.List;
import org.angarium.osi.ber.BitString;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.jspecify.annotations.Nullable;

/** Encoded information types without those that object identifiers name; "undefined" stands for them. */
final class InformationTypes {
  private InformationTypes() {}

  static @Nullable EncodedInformationTypes downgrade(@Nullable EncodedInformationTypes types, Losses losses) {
    if (types == null || types.extended().isEmpty() && types.unknown().isEmpty()) {
      return types;
    }
    losses.add("extended encoded information types");
    BitString builtIn = types.extended().isEmpty()
        ? types.builtIn()
        : types.builtIn().with(EncodedInformationTypes.UNKNOWN, true);
    return new EncodedInformationTypes(builtIn, types.g3NonBasic(), types.teletexNonBasic(),
        types.g4NonBasic(), List.of(), List.of());
  }
}
