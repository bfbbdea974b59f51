package org.angarium.mta.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.angarium.osi.ber.Oid;
import org.angarium.x400.conversion.Acceptance;
import org.angarium.x400.conversion.TextLayout;
import org.angarium.x400.mts.EncodedInformationTypes;

/** Reads which encoded information types are taken. */
final class AcceptedTypesReader {
  private static final Key TYPES = new Key("encoded-information-types",
      "the only encoded information types that are taken, \"ia5-text\", \"general-text:1,6,100\" …");
  private static final Key IMPLICIT = new Key("implicit-conversion",
      "whether text of other types is converted to these, rather than returned");
  private static final Key LINE_LENGTH = new Key("line-length",
      "most characters of a line of text that is taken; longer lines are folded");
  private static final Key PAGE_LENGTH = new Key("page-length",
      "most lines of a page of text that is taken; longer pages are split by form feeds");
  private static final int LONGEST = 100_000;
  private static final String GENERAL_TEXT = "general-text:";
  private static final Map<String, Integer> BUILT_IN = EncodedInformationTypes.builtInNames();

  private AcceptedTypesReader() {}

  /** Absent if everything is taken. */
  static Optional<AcceptedTypes> read(Section section) {
    List<String> texts = section.texts(TYPES);
    boolean implicit = section.flag(IMPLICIT, true);
    TextLayout layout = new TextLayout(section.integer(LINE_LENGTH, 0, 0, LONGEST),
        section.integer(PAGE_LENGTH, 0, 0, LONGEST));
    if (texts.isEmpty()) {
      for (Key key : List.of(IMPLICIT, LINE_LENGTH, PAGE_LENGTH)) {
        if (section.has(key) && !section.has(TYPES)) {
          section.refuse(key, "needs encoded-information-types");
        }
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
    return Optional.of(new AcceptedTypes(new Acceptance(builtIn, extended, layout), implicit));
  }
}
