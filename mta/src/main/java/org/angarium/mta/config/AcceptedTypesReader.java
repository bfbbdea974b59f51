package org.angarium.mta.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.angarium.osi.ber.Oid;
import org.angarium.x400.conversion.Acceptance;
import org.angarium.x400.mts.EncodedInformationTypes;

/** Reads which encoded information types are taken. */
final class AcceptedTypesReader {
  private static final Key TYPES = new Key("encoded-information-types",
      "the only encoded information types that are taken, \"ia5-text\", \"general-text:1,6,100\" …");
  private static final Key IMPLICIT = new Key("implicit-conversion",
      "whether text of other types is converted to these, rather than returned");
  private static final String GENERAL_TEXT = "general-text:";
  private static final Map<String, Integer> BUILT_IN = EncodedInformationTypes.builtInNames();

  private AcceptedTypesReader() {}

  /** Absent if everything is taken. */
  static Optional<AcceptedTypes> read(Section section) {
    List<String> texts = section.texts(TYPES);
    boolean implicit = section.flag(IMPLICIT, true);
    if (texts.isEmpty()) {
      if (section.has(IMPLICIT) && !section.has(TYPES)) {
        section.refuse(IMPLICIT, "needs encoded-information-types");
      }
      return Optional.empty();
    }
    Set<Integer> builtIn = new HashSet<>();
    Set<Oid> extended = new HashSet<>();
    for (String text : texts) {
      Integer bit = BUILT_IN.get(text);
      try {
        if (bit != null) {
          builtIn.add(bit);
        } else if (text.startsWith(GENERAL_TEXT)) {
          for (String number : text.substring(GENERAL_TEXT.length()).split(",", -1)) {
            extended.add(Acceptance.characterSet(Integer.parseInt(number.strip())));
          }
        } else {
          extended.add(Oid.of(text));
        }
      } catch (IllegalArgumentException e) {
        section.refuse(TYPES, "\"" + text + "\" is none of \"" + String.join("\", \"", BUILT_IN.keySet())
            + "\", no \"general-text:1,6,100\" (numbers of the register of ISO 2375), and no object identifier");
      }
    }
    return Optional.of(new AcceptedTypes(new Acceptance(builtIn, extended), implicit));
  }
}
