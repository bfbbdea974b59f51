package org.angarium.x400.conversion;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.angarium.osi.ber.Oid;
import org.angarium.x400.mts.EncodedInformationTypes;

/**
 * The encoded information types a recipient's system can take.
 *
 * @param builtIn bits as numbered by {@link EncodedInformationTypes}
 * @param extended types named by object identifier
 * @param layout in what lines and pages text is taken
 */
public record Acceptance(Set<Integer> builtIn, Set<Oid> extended, TextLayout layout) {
  private static final String CHARACTER_SETS = "1.0.10021.7.1.0.";

  public Acceptance {
    builtIn = Set.copyOf(builtIn);
    extended = Set.copyOf(extended);
  }

  /** Text in lines and pages of any length. */
  public Acceptance(Set<Integer> builtIn, Set<Oid> extended) {
    this(builtIn, extended, TextLayout.ANY);
  }

  /** Built-in types only. */
  public static Acceptance ofBuiltIn(int... bits) {
    return new Acceptance(Set.copyOf(Arrays.stream(bits).boxed().toList()), Set.of());
  }

  /** Exactly the types of a content. */
  static Acceptance of(EncodedInformationTypes types) {
    return new Acceptance(
        IntStream.range(0, types.builtIn().size()).filter(types.builtIn()::get).boxed()
            .collect(Collectors.toSet()),
        Set.copyOf(types.extended()));
  }

  /** One built-in type in the place of another. */
  Acceptance exchanging(int from, int to) {
    Set<Integer> changed = new HashSet<>(builtIn);
    changed.remove(from);
    changed.add(to);
    return new Acceptance(changed, extended, layout);
  }

  /** These and general text in the character sets of these ISO 2375 numbers. */
  public Acceptance withCharacterSets(List<Integer> registrations) {
    Set<Oid> more = new HashSet<>(extended);
    registrations.forEach(number -> more.add(characterSet(number)));
    return new Acceptance(builtIn, more, layout);
  }

  /** The type of general text in the character set of this ISO 2375 number. */
  public static Oid characterSet(int registration) {
    return Oid.of(CHARACTER_SETS + registration);
  }

  /** Whether all of the types are among these. */
  public boolean accepts(EncodedInformationTypes types) {
    return IntStream.range(0, types.builtIn().size()).filter(types.builtIn()::get).allMatch(builtIn::contains)
        && extended.containsAll(types.extended());
  }

  /** Whether there may be text in a content of these types. */
  static boolean mayBeText(EncodedInformationTypes types) {
    Acceptance all = of(types);
    return all.hasText() || all.builtIn.contains(EncodedInformationTypes.UNKNOWN);
  }

  /** Whether text of any kind can be brought into one of these types. */
  boolean hasText() {
    return builtIn.contains(EncodedInformationTypes.IA5_TEXT)
        || builtIn.contains(EncodedInformationTypes.TELETEX)
        || !characterSets().isEmpty();
  }

  /** Whether only types of text among these are not taken. */
  boolean missesTextOnly(EncodedInformationTypes types) {
    Acceptance missing = of(types);
    return missing.builtIn.stream()
        .allMatch(bit -> builtIn.contains(bit) || bit == EncodedInformationTypes.IA5_TEXT
            || bit == EncodedInformationTypes.TELETEX)
        && missing.extended.stream()
            .allMatch(type -> extended.contains(type) || type.toString().startsWith(CHARACTER_SETS));
  }

  boolean accepts(int bit) {
    return builtIn.contains(bit);
  }

  /** ISO 2375 numbers of the character sets of general text that are accepted. */
  SortedSet<Integer> characterSets() {
    SortedSet<Integer> numbers = new TreeSet<>();
    for (Oid type : extended) {
      String text = type.toString();
      if (text.startsWith(CHARACTER_SETS) && text.length() < CHARACTER_SETS.length() + 6
          && text.indexOf('.', CHARACTER_SETS.length()) < 0) {
        numbers.add(Integer.valueOf(text.substring(CHARACTER_SETS.length())));
      }
    }
    return numbers;
  }
}
