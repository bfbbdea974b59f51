package org.angarium.lab.simulation.law;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.MessageStore.Outcome;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.jspecify.annotations.Nullable;

/**
 * The books of responsibility: which message is durably where. Kept from what reaches the disks, not from what the MTAs say. The unit is
 * one recipient of one message.
 */
public final class Ledger {
  private final Laws laws;
  private final Supplier<Duration> clock;
  private final Duration leastWait;
  private final Altered altered;
  private final Map<String, Message> messages = new LinkedHashMap<>();
  private final Map<String, Report> reports = new LinkedHashMap<>();
  private final Map<Place, Waiting> entries = new HashMap<>();

  /** Copies that an operator is deleting. */
  private final Set<Place> deleting = new HashSet<>();
  private int duplicates;

  /** An entry's place: ids are unique on one disk only. */
  private record Place(String mta, long entry) {}

  /** A message counts from its arrival, which is before it is durable by as long as a slow disk takes. */
  private static final Duration SLOWEST_DISK = Duration.ofSeconds(60);

  /** A copy that waits, the numbers of its recipients, and since when. */
  private record Waiting(QueueEntry entry, List<Integer> recipients, Duration since) {}

  /** A message that an MTA has taken responsibility for. */
  private static final class Message {
    /** By their originally specified numbers, as everywhere here. */
    private final Set<Integer> recipients = new TreeSet<>();
    private final Map<Integer, Integer> holders = new HashMap<>();
    private final Set<Integer> delivered = new HashSet<>();
    private final Set<Integer> notDelivered = new HashSet<>();
    /** Reports on a recipient under way, by their identifiers. */
    private final Map<Integer, Set<String>> reportedBy = new HashMap<>();
    /** Recipients of copies that an operator has deleted. */
    private final Set<Integer> deleted = new HashSet<>();
    private byte @Nullable [] content;
  }

  /** A report and how many copies of it wait somewhere. */
  private static final class Report {
    private int holders;
    private boolean arrived;
    private boolean wanted;
    private boolean dropped;
    private final List<String> reasons = new ArrayList<>();
  }

  /**
   * @param clock time since the start
   * @param altered what is not held against anybody
   * @param leastWait how long a message waits at least before it is returned because its peer cannot be reached
   */
  public Ledger(Laws laws, Supplier<Duration> clock, Duration leastWait, Altered altered) {
    this.laws = laws;
    this.clock = clock;
    this.leastWait = leastWait;
    this.altered = altered;
  }

  /** From now on the operator is deleting a copy: nobody need answer for its recipients any more. */
  public void deleting(String mta, long entry) {
    deleting.add(new Place(mta, entry));
  }

  /** That is done or has failed. */
  public void deletingNoMore(String mta, long entry) {
    deleting.remove(new Place(mta, entry));
  }

  private void broken(String mtsId, String law, String what) {
    if (!altered.concerns(mtsId)) {
      laws.broken(law, what);
    }
  }

  /** The submitter was told that the MTA has taken responsibility. */
  public void acknowledged(String mta, String mtsId, byte[] content) {
    Message message = messages.get(mtsId);
    if (message == null) {
      broken(mtsId, "acknowledged before durable", mta + " acknowledged " + mtsId);
      return;
    }
    if (message.content != null && !Arrays.equals(message.content, content)) {
      broken(mtsId, "content changed", mtsId + " was stored with another content");
    }
  }

  /** The changes are on the disk of this MTA. */
  public void durable(String mta, List<StoreChange> changes, List<byte @Nullable []> octets,
      Outcome outcome) {
    if (outcome == Outcome.DUPLICATE) {
      duplicates++;
      return;
    }
    returnedInTime(mta, changes);
    for (StoreChange change : changes) {
      if (change instanceof StoreChange.Quarantine quarantined && !altered.explainsUndecodable(mta)) {
        // Octets of an APDU pass undamaged here, or not at all, unless it is known otherwise.
        laws.broken("undecodable", mta + " took octets from " + quarantined.from() + " for no APDU: "
            + quarantined.reason());
      }
    }
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i) instanceof StoreChange.Accept(NewMessage message)) {
        accepted(mta, message, octets.get(i));
      }
    }
    for (StoreChange change : changes) {
      if (change instanceof StoreChange.Remove(long entry)) {
        removed(mta, entry);
      } else if (change instanceof StoreChange.Track(List<TrackingRecord> records)) {
        dropped(records);
      }
    }
  }

  /** Mail is returned only when all the retries it is entitled to have been made. */
  private void returnedInTime(String mta, List<StoreChange> changes) {
    for (StoreChange change : changes) {
      if (change instanceof StoreChange.Remove(long id)) {
        Waiting waiting = entries.get(new Place(mta, id));
        if (waiting != null && saysCongestion(changes)
            && clock.get().minus(waiting.since).plus(SLOWEST_DISK).compareTo(leastWait) < 0) {
          broken(waiting.entry.mtsId(), "returned too early",
              mta + " returned " + waiting.entry.mtsId() + " after "
                  + clock.get().minus(waiting.since) + ", it may wait " + leastWait);
        }
      }
    }
  }

  private static boolean saysCongestion(List<StoreChange> changes) {
    for (StoreChange change : changes) {
      if (change instanceof StoreChange.Accept(NewMessage message) && message.kind() == ApduKind.REPORT) {
        for (PerRecipientReportFields recipient : recipients(message)) {
          if (recipient.lastTraceInformation().outcome() instanceof DeliveryOutcome.NotDelivered not
              && not.diagnosticCode() != null
              && not.diagnosticCode() == NonDeliveryDiagnostic.MTS_CONGESTION.code()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static List<PerRecipientReportFields> recipients(NewMessage report) {
    try {
      return report.envelope().length > 0 && MtsApdu.decode(report.envelope()) instanceof MtsApdu.Report apdu
          ? apdu.content().recipients()
          : List.of();
    } catch (BerException e) {
      return List.of();
    }
  }

  private void accepted(String mta, NewMessage message, byte @Nullable [] octets) {
    if (message.kind() == ApduKind.MESSAGE) {
      messageAccepted(mta, message, octets == null ? new byte[0] : octets);
      return;
    }
    message.entries().forEach(
        entry -> entries.put(new Place(mta, entry.id()), new Waiting(entry, List.of(), clock.get())));
    if (message.kind() == ApduKind.REPORT) {
      reportAccepted(message);
    }
  }

  private void messageAccepted(String mta, NewMessage accepted, byte[] content) {
    String id = accepted.mtsId();
    Message message = messages.computeIfAbsent(id, any -> new Message());
    if (message.content == null) {
      message.content = content;
    } else if (!Arrays.equals(message.content, content)) {
      broken(id, "content changed", mta + " received " + id + " with another content");
    }
    List<Integer> numbers = numbers(accepted);
    for (QueueEntry entry : accepted.entries()) {
      Waiting waiting = new Waiting(entry, entry.recipients().stream().map(numbers::get).toList(),
          clock.get());
      entries.put(new Place(mta, entry.id()), waiting);
      for (int recipient : waiting.recipients) {
        message.recipients.add(recipient);
        message.holders.merge(recipient, 1, Integer::sum);
      }
    }
    for (NewMessage.Delivery delivery : accepted.deliveries()) {
      int recipient = numbers.get(delivery.recipient());
      message.recipients.add(recipient);
      if (!message.delivered.add(recipient)) {
        broken(id, "delivered twice", mta + " delivered " + id + " again to recipient " + recipient);
      }
    }
  }

  /** The numbers that the originator gave to the recipients, by their places in this envelope, which may be a part of what was submitted. */
  private List<Integer> numbers(NewMessage message) {
    if (message.entries().isEmpty() && message.deliveries().isEmpty()) {
      return List.of();
    }
    try {
      return MessageEnvelope.decode(message.envelope()).recipients().stream()
          .map(PerRecipientMessageFields::originallySpecifiedNumber).toList();
    } catch (BerException e) {
      broken(message.mtsId(), "undecodable", "message " + message.mtsId() + ": " + e.getMessage());
      return List.of();
    }
  }

  private void reportAccepted(NewMessage accepted) {
    Report report = reports.computeIfAbsent(accepted.mtsId(), any -> new Report());
    report.holders += accepted.entries().size();
    report.wanted |= !accepted.entries().isEmpty();
    if (!accepted.deliveries().isEmpty()) {
      if (report.arrived) {
        broken(accepted.mtsId(), "delivered twice", "report " + accepted.mtsId());
      }
      report.arrived = true;
    }
    try {
      if (accepted.envelope().length > 0
          && MtsApdu.decode(accepted.envelope()) instanceof MtsApdu.Report apdu) {
        Message subject = messages.computeIfAbsent(apdu.content().subjectIdentifier().text(),
            any -> new Message());
        for (PerRecipientReportFields recipient : apdu.content().recipients()) {
          reported(subject, accepted.mtsId(), report, recipient);
        }
      }
    } catch (BerException e) {
      broken(accepted.mtsId(), "undecodable", "report " + accepted.mtsId() + ": " + e.getMessage());
    }
  }

  private static void reported(Message subject, String id, Report report,
      PerRecipientReportFields recipient) {
    if (recipient.lastTraceInformation().outcome() instanceof DeliveryOutcome.NotDelivered not) {
      int number = recipient.originallySpecifiedNumber();
      subject.notDelivered.add(number);
      subject.reportedBy.computeIfAbsent(number, any -> new HashSet<>()).add(id);
      report.reasons.add(not.reasonCode() + "/" + not.diagnosticCode());
    }
  }

  private void removed(String mta, long id) {
    Waiting waiting = entries.remove(new Place(mta, id));
    if (waiting == null) {
      return;
    }
    QueueEntry entry = waiting.entry;
    boolean isDeleted = deleting.contains(new Place(mta, id));
    if (entry.kind() == ApduKind.MESSAGE) {
      Message message = messages.get(entry.mtsId());
      if (isDeleted && message != null) {
        message.deleted.addAll(waiting.recipients);
      }
      for (int recipient : waiting.recipients) {
        if (message != null && message.holders.merge(recipient, -1, Integer::sum) <= 0) {
          somebodyAnswers(mta, entry, message, recipient);
        }
      }
    } else if (entry.kind() == ApduKind.REPORT) {
      Report report = reports.get(entry.mtsId());
      if (report != null) {
        report.holders--;
        report.dropped |= isDeleted;
      }
    }
  }

  /** Responsibility is held by at least one at every moment. */
  private void somebodyAnswers(String mta, QueueEntry entry, Message message, int recipient) {
    if (!message.delivered.contains(recipient) && !message.notDelivered.contains(recipient)
        && !message.deleted.contains(recipient)) {
      broken(entry.mtsId(), "responsibility held by nobody",
          mta + " removed the last copy of " + entry.mtsId() + " for recipient " + recipient);
    }
  }

  /** A report that cannot go on is dropped, as X.411 wants it; the commit that drops it says so. Its event may be lost in a crash. */
  private void dropped(List<TrackingRecord> records) {
    for (TrackingRecord record : records) {
      Report report = record.step() == TrackingStep.DROPPED ? reports.get(record.mtsId()) : null;
      if (report != null) {
        report.dropped = true;
      }
    }
  }

  /** At the end: everything accepted was delivered or reported; what is still on its way is lost. */
  public void settled() {
    reports.forEach((id, report) -> {
      if (report.holders <= 0 && !report.arrived && !report.dropped && report.wanted) {
        broken(id, "report lost", id);
      }
    });
    messages.forEach((id, message) -> {
      for (int recipient : message.recipients) {
        if (!message.delivered.contains(recipient) && !message.deleted.contains(recipient)
            && !isReported(message, recipient)) {
          broken(id, "lost", id + " for recipient " + recipient + " was neither delivered nor reported");
        }
      }
    });
  }

  private boolean isReported(Message message, int recipient) {
    return message.reportedBy.getOrDefault(recipient, Set.of()).stream()
        .map(reports::get).anyMatch(report -> report != null && (report.arrived || report.dropped));
  }

  /** Reasons for which messages were reported as not delivered. */
  public List<String> nonDeliveries() {
    return reports.values().stream().flatMap(report -> report.reasons.stream()).toList();
  }

  /** Recipients of accepted messages. */
  public int accepted() {
    return messages.values().stream().mapToInt(message -> message.recipients.size()).sum();
  }

  /** Messages and reports that came a second time and were recognised. */
  public int duplicates() {
    return duplicates;
  }

  public int delivered() {
    return messages.values().stream().mapToInt(message -> message.delivered.size()).sum();
  }

  /** Recipients that got the message and whose originator was told that they did not: possible only in doubt. */
  public int both() {
    return (int) messages.values().stream()
        .mapToLong(message -> message.delivered.stream().filter(message.notDelivered::contains).count())
        .sum();
  }
}
