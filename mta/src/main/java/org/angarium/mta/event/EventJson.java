package org.angarium.mta.event;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An event as one line of JSON: time, id, level, category, name, text, parameters, and the error code if there is one. */
public final class EventJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private EventJson() {}

  /** The line without its line feed. */
  public static String of(LoggedEvent logged) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), octets)) {
      Event event = logged.event();
      json.writeStartObject();
      json.writeStringProperty("time", logged.time().toString());
      json.writeNumberProperty("id", event.id().number());
      json.writeStringProperty("level", event.id().level().name().toLowerCase(Locale.ROOT));
      json.writeStringProperty("category", event.id().category().title());
      json.writeStringProperty("name", event.id().name());
      json.writeStringProperty("text", event.text());
      json.writeName("parameters");
      json.writeStartObject();
      for (Map.Entry<String, Object> parameter : event.parameters().entrySet()) {
        json.writeName(parameter.getKey());
        value(json, parameter.getValue());
      }
      json.writeEndObject();
      ErrorCode error = event.error();
      if (error != null) {
        json.writeName("errorCode");
        json.writeStartObject();
        json.writeNumberProperty("code", error.code());
        json.writeStringProperty("component", error.component());
        json.writeStringProperty("procedure", error.procedure());
        json.writeNumberProperty("severity", error.severity());
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    return octets.toString(StandardCharsets.UTF_8);
  }

  private static void value(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Double number when Double.isFinite(number) -> json.writeNumber(number);
      case BigInteger number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case Collection<?> list -> {
        json.writeStartArray();
        for (Object element : list) {
          value(json, element);
        }
        json.writeEndArray();
      }
      case null -> json.writeNull();
      default -> json.writeString(value.toString());
    }
  }
}
