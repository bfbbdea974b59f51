package org.angarium.app.submission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Oid;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.jspecify.annotations.Nullable;

/** Encoded information types by their names of X.411, or object identifiers. */
public final class InformationTypes {
  private static final Map<String, Integer> BUILT_IN = new LinkedHashMap<>();

  static {
    BUILT_IN.put("telex", EncodedInformationTypes.TELEX);
    BUILT_IN.put("ia5-text", EncodedInformationTypes.IA5_TEXT);
    BUILT_IN.put("g3-facsimile", EncodedInformationTypes.G3_FACSIMILE);
    BUILT_IN.put("g4-class-1", EncodedInformationTypes.G4_CLASS_1);
    BUILT_IN.put("teletex", EncodedInformationTypes.TELETEX);
    BUILT_IN.put("videotex", EncodedInformationTypes.VIDEOTEX);
    BUILT_IN.put("voice", EncodedInformationTypes.VOICE);
    BUILT_IN.put("sfd", EncodedInformationTypes.SIMPLE_FORMATTABLE_DOCUMENT);
    BUILT_IN.put("mixed-mode", EncodedInformationTypes.MIXED_MODE);
  }

  private InformationTypes() {}

  /**
   * Null for an empty list: unknown.
   *
   * @throws IllegalArgumentException if one is neither a name nor an object identifier: says which
   */
  public static @Nullable EncodedInformationTypes parse(List<String> names) {
    if (names.isEmpty()) {
      return null;
    }
    BitString builtIn = EncodedInformationTypes.ofBuiltIn().builtIn();
    List<Oid> extended = new ArrayList<>();
    for (String name : names) {
      Integer bit = BUILT_IN.get(name.toLowerCase(Locale.ROOT));
      if (bit != null) {
        builtIn = builtIn.with(bit, true);
      } else {
        extended.add(oid(name));
      }
    }
    return new EncodedInformationTypes(builtIn, null, null, null, extended, List.of());
  }

  private static Oid oid(String name) {
    try {
      return Oid.of(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + " is neither an object identifier nor one of " + String.join(", ", BUILT_IN.keySet()), e);
    }
  }

  /** Empty for null. */
  public static List<String> names(@Nullable EncodedInformationTypes types) {
    List<String> names = new ArrayList<>();
    if (types != null) {
      BUILT_IN.forEach((name, bit) -> {
        if (types.builtIn().get(bit)) {
          names.add(name);
        }
      });
      types.extended().stream().map(Oid::toString).forEach(names::add);
    }
    return names;
  }
}
