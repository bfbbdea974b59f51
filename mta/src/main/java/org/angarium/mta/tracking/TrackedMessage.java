package org.angarium.mta.tracking;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One copy of a message, probe or report that this MTA took, with what is known of it, and its steps in the order of time.
 *
 * @param mtsId MTS-identifier; empty for octets that were not understood
 * @param message number of the stored message, 0 if it was not stored
 * @param kind message, probe or report; empty if it is not known any more
 */
public record TrackedMessage(String mtsId, long message, String kind, List<TrackingRecord> records) {
  /**
   * Where it stands for one recipient.
   *
   * @param via connector or mailbox of the last step that has one
   */
  public record Fate(TrackedRecipient recipient, TrackingState state, TrackingStep step, Instant at,
      String via) {}

  public TrackedMessage {
    records = List.copyOf(records);
  }

  /** The step by which it was accepted; empty if it is no longer remembered. */
  public Optional<TrackingRecord> accepted() {
    return records.stream().filter(record -> isAcceptance(record.step())).findFirst();
  }

  static boolean isAcceptance(TrackingStep step) {
    return step == TrackingStep.RECEIVED || step == TrackingStep.SUBMITTED || step == TrackingStep.CREATED;
  }

  /** The value in its acceptance, empty if there is none. */
  public String field(TrackingField field) {
    return accepted().map(record -> record.field(field)).orElse("");
  }

  public Instant firstAt() {
    return records.getFirst().at();
  }

  /** One for each recipient, in the order in which they became known: that of the envelope. */
  public List<Fate> fates() {
    Map<TrackedRecipient, Fate> fates = new LinkedHashMap<>();
    for (TrackingRecord record : records) {
      Optional<TrackingState> state = record.step().state();
      if (state.isEmpty()) {
        continue;
      }
      List<TrackedRecipient> whom = record.recipients().isEmpty()
          ? List.copyOf(fates.keySet())
          : record.recipients();
      String here = record.field(TrackingField.CONNECTOR) + record.field(TrackingField.MAILBOX);
      for (TrackedRecipient recipient : whom) {
        Fate before = fates.get(recipient);
        String via = here.isEmpty() && before != null ? before.via : here;
        fates.put(recipient, new Fate(recipient, state.get(), record.step(), record.at(), via));
      }
    }
    return List.copyOf(fates.values());
  }

  /** The steps of one recipient. */
  public List<TrackingRecord> of(TrackedRecipient recipient) {
    return records.stream().filter(record -> concerns(record, recipient)).toList();
  }

  private static boolean concerns(TrackingRecord record, TrackedRecipient recipient) {
    return record.recipients().isEmpty() || record.recipients().stream().anyMatch(recipient::isSame);
  }
}
