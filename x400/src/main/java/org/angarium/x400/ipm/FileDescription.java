package org.angarium.x400.ipm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Oid;
import org.angarium.x400.mts.RawElement;
import org.jspecify.annotations.Nullable;

/**
 * All that is said about a file (X.420 Annex B), as names and values that a person or a program can read: texts, numbers and lists of
 * texts. What is not said has no name; values whose types are not known here are shown as far as their tags allow.
 */
public final class FileDescription {
  private static final List<String> ACTIONS = List.of("read", "insert", "replace", "extend", "erase",
      "read-attribute", "change-attribute", "delete-object");
  private static final List<String> AVAILABILITIES = List.of("immediate", "deferred");

  private final Map<String, Object> fields = new LinkedHashMap<>();

  private FileDescription(FileTransfer file) {
    put("name", file.name());
    put("octets", file.contents().length);
    put("contentsType", contentsType(file.contentsType()));
    put("related", file.related().stream().map(FileDescription::related).toList());
    attributes(file.attributes());
    FileTransfer.Environment environment = file.environment();
    if (environment != null) {
      put("application", environment.application());
      put("machine", environment.machine());
      put("operatingSystem", environment.operatingSystem());
      put("userVisible", environment.userVisible());
    }
    FileTransfer.Compression compression = file.compression();
    if (compression != null) {
      put("compression", with(compression.algorithm(), compression.parameter()));
    }
    put("extensions", file.extensions().stream()
        .map(one -> one.value() == null ? one.name() : one.name() + " = " + RawValue.text(one.value()))
        .toList());
  }

  /** In the order in which they are best read; values are {@code String}, {@code Number} or lists of {@code String}. */
  public static Map<String, Object> of(FileTransfer file) {
    return new FileDescription(file).fields;
  }

  private void put(String name, @Nullable Object value) {
    switch (value) {
      case null -> {
        // It was not said.
      }
      case Collection<?> list -> {
        if (!list.isEmpty()) {
          fields.put(name, list);
        }
      }
      case Number number -> fields.put(name, number);
      default -> fields.put(name, value.toString());
    }
  }

  private void attributes(FileAttributes attributes) {
    put(attributes.complete() ? "completePathname" : "pathname", attributes.pathname());
    put("size", attributes.size());
    put("futureSize", attributes.futureSize());
    put("created", attributes.times().creation());
    put("modified", attributes.times().modification());
    put("lastRead", attributes.times().read());
    put("attributesModified", attributes.times().attributeModification());
    put("creator", attributes.identities().creator());
    put("modifier", attributes.identities().modifier());
    put("reader", attributes.identities().reader());
    put("attributeModifier", attributes.identities().attributeModifier());
    put("storageAccount", attributes.storageAccount());
    Integer availability = attributes.availability();
    put("availability", availability == null ? null : word(AVAILABILITIES, availability));
    BitString permitted = attributes.permittedActions();
    put("permittedActions", permitted == null ? null : actions(permitted));
    put("legalQualification", attributes.legalQualification());
    put("accessControl", raw(attributes.accessControl()));
    put("privateUse", raw(attributes.privateUse()));
    put("attributeExtensions", attributes.extensions().stream().map(RawValue::text).toList());
  }

  /** "none" where it is said that nothing is permitted. */
  private static List<String> actions(BitString permitted) {
    List<String> words = new ArrayList<>();
    for (int bit = 0; bit < ACTIONS.size(); bit++) {
      if (permitted.get(bit)) {
        words.add(ACTIONS.get(bit));
      }
    }
    return words.isEmpty() ? List.of("none") : words;
  }

  private static String word(List<String> words, int number) {
    return number >= 0 && number < words.size() ? words.get(number) : String.valueOf(number);
  }

  private static @Nullable String raw(@Nullable RawElement value) {
    return value == null ? null : RawValue.text(value);
  }

  private static String with(Oid name, @Nullable RawElement parameter) {
    return parameter == null ? name.toString() : name + " " + RawValue.text(parameter);
  }

  private static String related(FileTransfer.RelatedFile file) {
    RawElement relationship = file.relationship();
    String text = RawValue.text(file.identifier());
    return relationship == null ? text : text + " (" + RawValue.text(relationship) + ")";
  }

  private static String contentsType(FileTransfer.ContentsType type) {
    if (type.equals(FileTransfer.UNSTRUCTURED_BINARY)) {
      return "unstructured-binary";
    }
    if (type.equals(FileTransfer.UNSTRUCTURED_TEXT)) {
      return "unstructured-text";
    }
    return switch (type) {
      case FileTransfer.DocumentType document -> with(document.name(), document.parameter());
      case FileTransfer.ConstraintSet set -> set.constraintSet() + " of " + set.abstractSyntax();
    };
  }

  /** The same for a person, one thing a line; what the line above them says already is left out: name and octets. */
  static List<String> lines(FileTransfer file) {
    return of(file).entrySet().stream()
        .filter(field -> !List.of("name", "octets").contains(field.getKey()))
        .map(field -> words(field.getKey()) + ": " + text(field.getKey(), field.getValue())).toList();
  }

  private static String text(String name, Object value) {
    return value instanceof Collection<?> list
        ? list.stream().map(Object::toString).collect(
            Collectors.joining(name.endsWith("athname") ? "/" : ", "))
        : value.toString();
  }

  /** As the names of the heading are written: Attributes-Modified. */
  private static String words(String name) {
    StringBuilder words = new StringBuilder();
    name.chars().forEach(c -> {
      if (Character.isUpperCase(c)) {
        words.append('-');
      }
      words.append(words.isEmpty() ? Character.toUpperCase((char) c) : (char) c);
    });
    return words.toString();
  }
}
