package org.angarium.mta.tracking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Records as lines of text, as a store keeps them: time in milliseconds, step, message, MTS-identifier, recipients, and fields as
 * {@code name=value}, separated by tabs; recipients as {@code position:number:name}, separated by U+001F. Control characters and
 * backslashes of values are written as a backslash and four hexadecimal digits.
 */
public final class TrackingText {
  private static final char RECIPIENTS = '\u001F';
  private static final int FIXED = 5;

  private TrackingText() {}

  public static void write(TrackingRecord record, StringBuilder out) {
    out.append(record.at().toEpochMilli()).append('\t').append(record.step().name()).append('\t')
        .append(record.message()).append('\t');
    escape(record.mtsId(), out);
    out.append('\t');
    boolean first = true;
    for (TrackedRecipient recipient : record.recipients()) {
      if (!first) {
        out.append(RECIPIENTS);
      }
      first = false;
      out.append(recipient.position()).append(':').append(recipient.number()).append(':');
      escape(recipient.name(), out);
    }
    for (Map.Entry<TrackingField, String> field : record.fields().entrySet()) {
      out.append('\t').append(field.getKey().name()).append('=');
      escape(field.getValue(), out);
    }
    out.append('\n');
  }

  /** Reads lines; one of a newer or damaged form is left out, so that the others can still be read. */
  public static List<TrackingRecord> read(String lines) {
    List<TrackingRecord> records = new ArrayList<>();
    lines.lines().forEach(line -> {
      try {
        records.add(record(line));
      } catch (IllegalArgumentException e) {
        // Nothing of it can be told.
      }
    });
    return records;
  }

  private static TrackingRecord record(String line) {
    String[] parts = line.split("\t", -1);
    if (parts.length < FIXED) {
      throw new IllegalArgumentException("short line");
    }
    List<TrackedRecipient> recipients = new ArrayList<>();
    if (!parts[4].isEmpty()) {
      for (String recipient : parts[4].split(String.valueOf(RECIPIENTS), -1)) {
        String[] values = recipient.split(":", 3);
        if (values.length < 3) {
          throw new IllegalArgumentException("short recipient");
        }
        recipients.add(new TrackedRecipient(Integer.parseInt(values[0]), Integer.parseInt(values[1]),
            unescape(values[2])));
      }
    }
    Map<TrackingField, String> fields = new EnumMap<>(TrackingField.class);
    for (int i = FIXED; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      fields.put(TrackingField.valueOf(parts[i].substring(0, Math.max(0, equals))),
          unescape(parts[i].substring(equals + 1)));
    }
    return new TrackingRecord(Instant.ofEpochMilli(Long.parseLong(parts[0])), TrackingStep.valueOf(parts[1]),
        Long.parseLong(parts[2]), unescape(parts[3]), recipients, fields);
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '\\' || c >= '\u007F' && c <= '\u009F' || Character.isSurrogate(c)
          || c == '\u2028' || c == '\u2029') {
        out.append('\\');
        String digits = Integer.toHexString(c);
        out.repeat('0', 4 - digits.length()).append(digits);
      } else {
        out.append(c);
      }
    }
  }

  private static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 4 < text.length()) {
        out.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
        i += 4;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
