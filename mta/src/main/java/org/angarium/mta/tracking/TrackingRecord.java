package org.angarium.mta.tracking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One step of one message.
 *
 * @param at when, to the millisecond
 * @param message number of the stored message: an MTS-identifier may come here more than once, with other recipients each time; 0 where
 *     no one copy is meant
 * @param mtsId MTS-identifier as text, empty for octets that were not understood
 * @param recipients those the step is about; none if it is about all
 * @param fields named values, none of them empty
 */
public record TrackingRecord(Instant at, TrackingStep step, long message, String mtsId,
    List<TrackedRecipient> recipients, Map<TrackingField, String> fields) {
  public TrackingRecord {
    recipients = List.copyOf(recipients);
    EnumMap<TrackingField, String> kept = new EnumMap<>(TrackingField.class);
    fields.forEach((field, value) -> {
      if (!value.isEmpty()) {
        kept.put(field, value);
      }
    });
    fields = Collections.unmodifiableMap(kept);
  }

  /** The value of a field, empty if there is none. */
  public String field(TrackingField field) {
    return fields.getOrDefault(field, "");
  }

  TrackingRecord withRecipients(List<TrackedRecipient> changed) {
    return new TrackingRecord(at, step, message, mtsId, changed, fields);
  }

  /** Starts a record; see {@link Draft}. */
  public static Draft of(TrackingStep step, long message, String mtsId) {
    return new Draft(step, message, mtsId);
  }

  /** A record in the making. */
  public static final class Draft {
    private final TrackingStep step;
    private final long message;
    private final String mtsId;
    private final List<TrackedRecipient> recipients = new ArrayList<>();
    private final Map<TrackingField, String> fields = new EnumMap<>(TrackingField.class);

    private Draft(TrackingStep step, long message, String mtsId) {
      this.step = step;
      this.message = message;
      this.mtsId = mtsId;
    }

    public Draft with(TrackingField field, Object value) {
      fields.put(field, value.toString());
      return this;
    }

    public Draft to(TrackedRecipient recipient) {
      recipients.add(recipient);
      return this;
    }

    public Draft to(int position, int number, String name) {
      return to(new TrackedRecipient(position, number, name));
    }

    /** Recipients by their places in the envelope. */
    public Draft toPositions(List<Integer> positions) {
      positions.forEach(position -> to(TrackedRecipient.at(position)));
      return this;
    }

    public TrackingRecord at(Instant time) {
      return new TrackingRecord(time, step, message, mtsId, recipients, fields);
    }
  }
}
