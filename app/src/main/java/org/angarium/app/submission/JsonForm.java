package org.angarium.app.submission;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object read field by field; what is wrong is named by its path, and so is what nobody asked for. */
public final class JsonForm {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final JsonNode node;
  private final String path;
  private final Set<String> known = new LinkedHashSet<>();

  private JsonForm(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /** @param name what messages call the whole */
  public static JsonForm read(byte[] octets, String name) throws WrongFieldException {
    JsonNode node;
    try {
      node = MAPPER.readTree(octets);
    } catch (JacksonException e) {
      throw new WrongFieldException(name, "is no JSON: " + e.getOriginalMessage());
    }
    if (!node.isObject()) {
      throw new WrongFieldException(name, "must be a JSON object");
    }
    return new JsonForm(node, "");
  }

  private String at(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  /** The error for one of its fields. */
  public WrongFieldException wrong(String field, String how) {
    return new WrongFieldException(at(field), how);
  }

  public boolean has(String field) {
    return !get(field).isMissingNode();
  }

  /** Missing if it is absent or null. */
  private JsonNode get(String field) {
    known.add(field);
    JsonNode value = node.path(field);
    return value.isNull() ? node.path("") : value;
  }

  public @Nullable String text(String field) throws WrongFieldException {
    JsonNode value = get(field);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isString() || value.asString().isEmpty()) {
      throw wrong(field, "must be a text that is not empty");
    }
    return value.asString();
  }

  public String requiredText(String field) throws WrongFieldException {
    String text = text(field);
    if (text == null) {
      throw wrong(field, "is missing");
    }
    return text;
  }

  /** A text or a number, as text. */
  public @Nullable String scalar(String field) throws WrongFieldException {
    JsonNode value = get(field);
    return value.isIntegralNumber() ? value.asString() : text(field);
  }

  public boolean flag(String field, boolean otherwise) throws WrongFieldException {
    JsonNode value = get(field);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw wrong(field, "must be true or false");
    }
    return value.asBoolean();
  }

  public @Nullable Long number(String field, long least, long most) throws WrongFieldException {
    JsonNode value = get(field);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < least
        || value.asLong() > most) {
      throw wrong(field, "must be a whole number from " + least + " to " + most);
    }
    return value.asLong();
  }

  public @Nullable Instant time(String field) throws WrongFieldException {
    String text = text(field);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrong(field, "must be a time like 2026-11-24T18:00:00Z, not " + text);
    }
  }

  public @Nullable Duration duration(String field) throws WrongFieldException {
    String text = text(field);
    try {
      return text == null ? null : Duration.parse(text);
    } catch (DateTimeException e) {
      throw wrong(field, "must be a duration like PT5M, not " + text);
    }
  }

  public <T> T choice(String field, T otherwise, Map<String, T> choices) throws WrongFieldException {
    String text = text(field);
    T choice = text == null ? otherwise : choices.get(text);
    if (choice == null) {
      throw wrong(field, "must be one of " + String.join(", ", choices.keySet()) + ", not " + text);
    }
    return choice;
  }

  public @Nullable OrName name(String field) throws WrongFieldException {
    String text = text(field);
    return text == null ? null : name(at(field), text);
  }

  public OrName requiredName(String field) throws WrongFieldException {
    return name(at(field), requiredText(field));
  }

  private static OrName name(String path, String text) throws WrongFieldException {
    try {
      return OrName.parse(text);
    } catch (AddressSyntaxException e) {
      throw new WrongFieldException(path, "is no O/R address: " + e.getMessage() + " in " + text);
    }
  }

  /** O/R addresses: one text or a list of them. */
  public List<OrName> names(String field) throws WrongFieldException {
    List<OrName> names = new ArrayList<>();
    List<String> texts = texts(field);
    for (int i = 0; i < texts.size(); i++) {
      names.add(name(at(field) + "[" + i + "]", texts.get(i)));
    }
    return names;
  }

  /** One text or a list of them. */
  public List<String> texts(String field) throws WrongFieldException {
    JsonNode value = get(field);
    List<String> texts = new ArrayList<>();
    if (value.isString()) {
      texts.add(value.asString());
    } else if (value.isArray()) {
      for (JsonNode element : value) {
        if (!element.isString()) {
          throw new WrongFieldException(at(field) + "[" + texts.size() + "]", "must be a text");
        }
        texts.add(element.asString());
      }
    } else if (!value.isMissingNode()) {
      throw wrong(field, "must be a text or a list of texts");
    }
    return texts;
  }

  /** The object of a field; null if there is none. */
  public @Nullable JsonForm object(String field) throws WrongFieldException {
    JsonNode value = get(field);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isObject()) {
      throw wrong(field, "must be an object");
    }
    return new JsonForm(value, at(field));
  }

  /**
   * The objects of a list.
   *
   * @param shorthand the field that a bare text in the place of an object stands for
   */
  public List<JsonForm> objects(String field, String shorthand) throws WrongFieldException {
    JsonNode value = get(field);
    List<JsonForm> forms = new ArrayList<>();
    if (value.isMissingNode()) {
      return forms;
    }
    if (!value.isArray()) {
      throw wrong(field, "must be a list");
    }
    for (JsonNode element : value) {
      String place = at(field) + "[" + forms.size() + "]";
      if (element.isString()) {
        forms.add(new JsonForm(MAPPER.createObjectNode().set(shorthand, element), place));
      } else if (element.isObject()) {
        forms.add(new JsonForm(element, place));
      } else {
        throw new WrongFieldException(place, "must be an object or a text");
      }
    }
    return forms;
  }

  /** Called last. */
  public void refuseUnknownFields() throws WrongFieldException {
    for (String field : node.propertyNames()) {
      if (!known.contains(field)) {
        throw wrong(field, "is not known here; known are " + String.join(", ", known));
      }
    }
  }
}
