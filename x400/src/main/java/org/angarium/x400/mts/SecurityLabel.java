package org.angarium.x400.mts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.StringType;
import org.jspecify.annotations.Nullable;

/**
 * How sensitive something is (X.411 §8.5.9). It is read and made here; nothing decides by it.
 *
 * @param policy by which the rest is to be understood, null if not said
 * @param classification 0 to 256, of which the standard names 0 to 5; null if not said
 * @param privacyMark up to 128 characters of PrintableString, null if absent
 * @param unknown components of other tags, as received
 */
public record SecurityLabel(@Nullable Oid policy, @Nullable Integer classification,
    @Nullable CharacterString privacyMark, List<Category> categories, List<RawElement> unknown) {
  private static final List<String> CLASSIFICATIONS = List.of("unmarked", "unclassified", "restricted",
      "confidential", "secret", "top-secret");

  public SecurityLabel {
    categories = List.copyOf(categories);
    unknown = List.copyOf(unknown);
  }

  /** @param value whatever the type says */
  public record Category(Oid type, RawElement value) {
    private static Category decode(BerElement element) throws BerException {
      BerReader parts = element.children();
      Oid type = parts.require(Tag.context(0), "type").oid();
      return new Category(type,
          RawElement.of(parts.require(Tag.context(1), "value").only()));
    }

    private void encode(BerWriter writer) {
      writer.begin(Tag.SEQUENCE).oid(Tag.context(0), type).begin(Tag.context(1));
      value.encode(writer);
      writer.end().end();
    }
  }

  /** The standard's word for the classification, its number if it has none; null if it is not said. */
  public @Nullable String classificationName() {
    if (classification == null) {
      return null;
    }
    return classification >= 0 && classification < CLASSIFICATIONS.size()
        ? CLASSIFICATIONS.get(classification)
        : classification.toString();
  }

  /** Reads the SET whatever its tag. */
  public static SecurityLabel decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "SecurityLabel");
    BerElement policy = set.take(Tag.OBJECT_IDENTIFIER);
    BerElement classification = set.take(Tag.INTEGER);
    BerElement mark = set.take(Tag.PRINTABLE_STRING);
    List<Category> categories = new ArrayList<>();
    BerElement all = set.take(Tag.SET);
    if (all != null) {
      for (BerReader elements = all.children(); elements.hasNext();) {
        categories.add(Category.decode(elements.require(Tag.SEQUENCE, "SecurityCategory")));
      }
    }
    return new SecurityLabel(policy == null ? null : policy.oid(),
        classification == null ? null : (Integer) classification.intValue(),
        mark == null ? null : CharacterString.decode(mark, StringType.PRINTABLE), categories, set.rest());
  }

  /** @param tag {@code Tag.SET} or the one that replaces it */
  public void encode(BerWriter writer, int tag) {
    writer.begin(tag);
    if (policy != null) {
      writer.oid(policy);
    }
    if (classification != null) {
      writer.integer(classification);
    }
    if (privacyMark != null) {
      privacyMark.encode(writer);
    }
    if (!categories.isEmpty()) {
      writer.begin(Tag.SET);
      categories.forEach(category -> category.encode(writer));
      writer.end();
    }
    unknown.forEach(component -> component.encode(writer));
    writer.end();
  }

  /** In words, for a person. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    if (classification != null) {
      words.add(String.valueOf(classificationName()).toLowerCase(Locale.ROOT));
    }
    if (privacyMark != null) {
      words.add("\"" + privacyMark.text() + "\"");
    }
    categories.forEach(category -> words.add("category " + category.type() + " " + category.value()));
    if (policy != null) {
      words.add("by policy " + policy);
    }
    unknown.forEach(component -> words.add(component.toString()));
    return words.isEmpty() ? "nothing said" : String.join(", ", words);
  }
}
