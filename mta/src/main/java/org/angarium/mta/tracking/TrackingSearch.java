package org.angarium.mta.tracking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds messages by what their steps say. Reads twice: first which messages are meant, then everything about them. */
public final class TrackingSearch {
  /** Messages looked at before states and steps are compared: bounds the memory of one search. */
  private static final int MOST_CANDIDATES = 20_000;

  private final TrackingBlocks blocks;
  private final TrackingQuery query;

  private TrackingSearch(TrackingBlocks blocks, TrackingQuery query) {
    this.blocks = blocks;
    this.query = query;
  }

  /** The messages, the earliest first; copies of one MTS-identifier and the reports on it each for themselves. */
  public static List<TrackedMessage> find(TrackingBlocks blocks, TrackingQuery query) {
    return new TrackingSearch(blocks, query).run();
  }

  private List<TrackedMessage> run() {
    Set<String> identifiers = candidates();
    if (identifiers.isEmpty()) {
      return List.of();
    }
    List<TrackedMessage> found = new ArrayList<>(messages(identifiers));
    found.removeIf(message -> !matches(message));
    found.sort(Comparator.comparing(TrackedMessage::firstAt));
    return List.copyOf(found.subList(Math.max(0, found.size() - query.limit()), found.size()));
  }

  /** The MTS-identifiers of the latest messages that may be meant. */
  private Set<String> candidates() {
    Set<String> identifiers = new LinkedHashSet<>();
    boolean exact = query.state() == null && query.step() == null;
    int most = exact ? query.limit() : MOST_CANDIDATES;
    List<Integer> keys = keys();
    blocks.visit(query.from(), query.until(), block -> {
      for (int key : keys) {
        if (!block.mayHave(key)) {
          return true;
        }
      }
      List<TrackingRecord> records = block.records();
      for (int i = records.size() - 1; i >= 0 && identifiers.size() < most; i--) {
        TrackingRecord record = records.get(i);
        if (isMeant(record)) {
          identifiers.add(record.mtsId());
        }
      }
      return identifiers.size() < most;
    });
    return identifiers;
  }

  /** Keys of the record that accepts a message that is meant. */
  private List<Integer> keys() {
    List<Integer> keys = new ArrayList<>();
    if (query.mtsId() != null) {
      keys.add(TrackingKeys.mtsId(query.mtsId()));
    }
    if (isWhole(query.originator())) {
      keys.add(TrackingKeys.originator(String.valueOf(query.originator())));
    }
    if (isWhole(query.recipient())) {
      keys.add(TrackingKeys.recipient(String.valueOf(query.recipient())));
    }
    if (query.content() != null) {
      keys.add(TrackingKeys.content(query.content()));
    }
    return keys;
  }

  /** Whether it can be a whole address: one with a country, as each has. */
  private static boolean isWhole(@Nullable String address) {
    return address != null && address.contains("=") && TrackingKeys.normal(address).contains("c=");
  }

  private boolean isMeant(TrackingRecord record) {
    boolean acceptance = TrackedMessage.isAcceptance(record.step());
    if (query.mtsId() != null && !query.mtsId().equals(record.mtsId())
        && !query.mtsId().equals(record.field(TrackingField.SUBJECT))) {
      return false;
    }
    if (!isInTime(record)) {
      return false;
    }
    boolean namesWanted = query.originator() != null || query.recipient() != null || query.content() != null;
    if (!namesWanted) {
      return acceptance || query.mtsId() != null || record.step() == TrackingStep.QUARANTINED
          || record.step() == TrackingStep.DUPLICATE;
    }
    return named(query.originator(), record.field(TrackingField.ORIGINATOR))
        && (query.recipient() == null || record.recipients().stream().anyMatch(
            recipient -> named(query.recipient(), recipient.name())))
        && (query.content() == null || named(query.content(), record.field(TrackingField.CONTENT_IDENTIFIER))
            || named(query.content(), record.field(TrackingField.CONTENT_CORRELATOR)));
  }

  private boolean isInTime(TrackingRecord record) {
    return (query.from() == null || !record.at().isBefore(query.from()))
        && (query.until() == null || record.at().isBefore(query.until()));
  }

  private static boolean named(@Nullable String wanted, String given) {
    if (wanted == null) {
      return true;
    }
    String normal = TrackingKeys.normal(given);
    return isWhole(wanted)
        ? normal.equals(TrackingKeys.normal(wanted))
        : !normal.isEmpty() && normal.contains(TrackingKeys.normal(wanted));
  }

  private List<TrackedMessage> messages(Set<String> identifiers) {
    List<Integer> keys = identifiers.stream().map(TrackingKeys::mtsId).toList();
    boolean few = keys.size() <= 100; // beyond that nearly every block holds one of them
    List<TrackingRecord> records = new ArrayList<>();
    blocks.visit(null, null, block -> {
      if (few && keys.stream().noneMatch(block::mayHave)) {
        return true;
      }
      List<TrackingRecord> all = block.records();
      for (int i = all.size() - 1; i >= 0; i--) {
        if (identifiers.contains(all.get(i).mtsId())) {
          records.add(all.get(i));
        }
      }
      return true;
    });
    return joined(records.reversed());
  }

  /** Puts the steps of each copy together, and what they leave out in. */
  private static List<TrackedMessage> joined(List<TrackingRecord> records) {
    Map<String, Map<Long, List<TrackingRecord>>> copies = new LinkedHashMap<>();
    Map<String, List<TrackingRecord>> general = new HashMap<>();
    for (TrackingRecord record : records) {
      if (record.message() == 0) {
        general.computeIfAbsent(record.mtsId(), any -> new ArrayList<>()).add(record);
      } else {
        copies.computeIfAbsent(record.mtsId(), any -> new LinkedHashMap<>())
            .computeIfAbsent(record.message(), any -> new ArrayList<>()).add(record);
      }
    }
    List<TrackedMessage> messages = new ArrayList<>();
    copies.forEach((mtsId, byMessage) -> byMessage.forEach((message, own) -> {
      List<TrackingRecord> steps = new ArrayList<>(own);
      List<TrackingRecord> shared = general.remove(mtsId); // to the first copy: they are not counted twice
      if (shared != null) {
        steps.addAll(shared);
      }
      messages.add(message(mtsId, message, steps));
    }));
    general.forEach((mtsId, steps) -> {
      if (mtsId.isEmpty()) {
        steps.forEach(step -> messages.add(message(mtsId, 0, List.of(step))));
      } else {
        messages.add(message(mtsId, 0, steps));
      }
    });
    return messages;
  }

  private static TrackedMessage message(String mtsId, long message, List<TrackingRecord> steps) {
    List<TrackingRecord> sorted = new ArrayList<>(steps);
    sorted.sort(Comparator.comparing(TrackingRecord::at)); // stable: what was written first stays first
    Recipients known = new Recipients();
    sorted.forEach(record -> record.recipients().forEach(known::learn));
    sorted.replaceAll(record -> record
        .withRecipients(record.recipients().stream().map(known::completed).toList()));
    String kind = sorted.stream().map(record -> record.field(TrackingField.KIND))
        .filter(text -> !text.isEmpty()).findFirst().orElse("");
    return new TrackedMessage(mtsId, message, kind, sorted);
  }

  private boolean matches(TrackedMessage message) {
    // What has no identifier was found by an identifier that all of its kind have in common.
    return (!message.mtsId().isEmpty() || isInTime(message.records().getFirst())) && (query.state() == null
        || message.fates().stream().anyMatch(fate -> fate.state() == query.state()))
        && (query.step() == null
            || message.records().stream().anyMatch(record -> record.step() == query.step()));
  }
}
