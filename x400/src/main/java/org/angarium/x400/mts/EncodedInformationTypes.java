package org.angarium.x400.mts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The forms the information in a content takes: text, facsimile, voice… (X.411 §8.2.1.1.1.33, and its 1984 form).
 *
 * @param builtIn bits numbered as the constants below
 * @param g3NonBasic group 3 facsimile parameters, null if absent
 * @param teletexNonBasic teletex parameters ([2]) as received, null if absent
 * @param g4NonBasic group 4 and mixed-mode parameters ([3], until 1992) as received, null if absent
 * @param extended types named by object identifier
 * @param unknown components of other tags, as received
 */
public record EncodedInformationTypes(BitString builtIn, @Nullable BitString g3NonBasic,
    @Nullable RawElement teletexNonBasic, @Nullable RawElement g4NonBasic, List<Oid> extended,
    List<RawElement> unknown) {
  /** [APPLICATION 5]. */
  public static final int TAG = Tag.application(5);
  public static final int UNKNOWN = 0;
  public static final int TELEX = 1;
  public static final int IA5_TEXT = 2;
  public static final int G3_FACSIMILE = 3;
  public static final int G4_CLASS_1 = 4;
  public static final int TELETEX = 5;
  public static final int VIDEOTEX = 6;
  public static final int VOICE = 7;
  public static final int SIMPLE_FORMATTABLE_DOCUMENT = 8;
  public static final int MIXED_MODE = 9;
  private static final int BUILT_IN = Tag.context(0);
  private static final int G3_NON_BASIC = Tag.context(1);
  private static final int TELETEX_NON_BASIC = Tag.context(2);
  private static final int G4_NON_BASIC = Tag.context(3);
  private static final int EXTENDED = Tag.context(4);
  private static final int BUILT_IN_SIZE = 10;
  /** ub-encoded-information-types. */
  private static final int MAX_EXTENDED = 1024;

  private static final List<String> NAMES = List.of("unknown", "telex", "ia5-text", "g3-facsimile",
      "g4-class-1", "teletex", "videotex", "voice", "simple-formattable-document", "mixed-mode");

  public EncodedInformationTypes {
    extended = List.copyOf(extended);
    unknown = List.copyOf(unknown);
  }

  /** Built-in types only. */
  public static EncodedInformationTypes ofBuiltIn(int... bits) {
    return new EncodedInformationTypes(BitString.of(BUILT_IN_SIZE, bits), null, null, null, List.of(),
        List.of());
  }

  /** Types named by object identifier only. */
  public static EncodedInformationTypes ofExtended(List<Oid> types) {
    return new EncodedInformationTypes(BitString.of(BUILT_IN_SIZE), null, null, null, types, List.of());
  }

  /** The built-in types by the names of the standard: {@code ia5-text}. */
  public static Map<String, Integer> builtInNames() {
    Map<String, Integer> bits = new TreeMap<>();
    for (int bit = 0; bit < NAMES.size(); bit++) {
      bits.put(NAMES.get(bit), bit);
    }
    return bits;
  }

  /** Names and object identifiers, for a person: {@code ia5-text, 2.6.1.12.0}. */
  public String words() {
    List<String> words = new ArrayList<>();
    for (int bit = 0; bit < builtIn.size(); bit++) {
      if (builtIn.get(bit)) {
        words.add(bit < NAMES.size() ? NAMES.get(bit) : "type " + bit);
      }
    }
    extended.forEach(type -> words.add(type.toString()));
    return String.join(", ", words);
  }

  public static EncodedInformationTypes decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "EncodedInformationTypes");
    BitString builtIn = set.require(BUILT_IN, "built-in-encoded-information-types").bitString();
    BerElement g3 = set.take(G3_NON_BASIC);
    BerElement teletex = set.take(TELETEX_NON_BASIC);
    BerElement g4 = set.take(G4_NON_BASIC);
    BerElement oids = set.take(EXTENDED);
    List<Oid> extended = oids == null
        ? List.of()
        : SequenceOf.decode(oids, MAX_EXTENDED, Tag.OBJECT_IDENTIFIER, "extended-encoded-information-type",
            BerElement::oid);
    return new EncodedInformationTypes(builtIn, g3 == null ? null : g3.bitString(), raw(teletex), raw(g4),
        extended, set.rest());
  }

  private static @Nullable RawElement raw(@Nullable BerElement element) {
    return element == null ? null : RawElement.of(element);
  }

  public void encode(BerWriter writer) {
    writer.begin(TAG);
    writer.bitString(BUILT_IN, builtIn);
    if (g3NonBasic != null) {
      writer.bitString(G3_NON_BASIC, g3NonBasic);
    }
    if (teletexNonBasic != null) {
      teletexNonBasic.encode(writer);
    }
    if (g4NonBasic != null) {
      g4NonBasic.encode(writer);
    }
    if (!extended.isEmpty()) {
      writer.begin(EXTENDED);
      extended.forEach(writer::oid);
      writer.end();
    }
    unknown.forEach(component -> component.encode(writer));
    writer.end();
  }
}
