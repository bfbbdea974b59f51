package org.angarium.mta.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param parameters named values in the order of the text; values are strings, numbers, booleans, instants or lists of these
 * @param error the classic error code and bracket, where the classic MTA had one
 */
public record Event(EventId id, Map<String, Object> parameters, @Nullable ErrorCode error) {
  private static final Pattern PLACE = Pattern
      .compile("\\{(\\w+)}( messages(?: are| wait\\b)?)?");

  public Event {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** @param namesAndValues name, value, name, value … */
  public static Event of(EventId id, Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a name without a value");
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Event(id, parameters, null);
  }

  public Event with(ErrorCode code) {
    return new Event(id, parameters, code);
  }

  /** The sentence an operator reads, with the error code at its end if there is one. */
  public String text() {
    String text = PLACE.matcher(id.text()).replaceAll(place -> {
      Object value = parameters.get(place.group(1));
      return Matcher
          .quoteReplacement(value == null ? place.group() : value + counted(value, place.group(2)));
    });
    return error == null ? text : text + " " + error;
  }

  /** "1 message waits", not "1 messages wait". */
  private static String counted(Object value, @Nullable String words) {
    if (words == null) {
      return "";
    }
    if (!(value instanceof Number number) || number.longValue() != 1) {
      return words;
    }
    return words.replace(" messages", " message").replace(" are", " is").replace(" wait", " waits");
  }
}
