package org.angarium.mta.transfer;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.mta.transfer.Reporter.Reported;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.interworking.Refusal;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.ProbeEnvelope;
import org.angarium.x400.p1.ReportContent;

/** Gives up a copy that waits in a queue: its recipients are reported on, its entry goes in the same commit. */
public final class Returns {
  /** Largest content that a non-delivery report brings back. */
  private static final long MOST_RETURNED_OCTETS = 1 << 20;

  private final Reporter reporter;

  public Returns(Dispatcher dispatcher) {
    this.reporter = dispatcher.reporter();
  }

  /**
   * Gives it up.
   *
   * @param step what tracking calls it, and why, for a person
   * @throws BerException if the stored envelope cannot be read, which would be our own fault
   */
  public Plan giveUp(QueueEntry entry, StoredMessage stored, NonDeliveryReason reason,
      NonDeliveryDiagnostic diagnostic, TrackingStep step, String why, Instant now)
      throws BerException, IOException {
    Plan.Builder plan = new Plan.Builder();
    plan.changes.add(new StoreChange.Remove(entry.id()));
    plan.track(Tracks.copy(step, entry).with(TrackingField.WHY, why).at(now));
    DeliveryOutcome outcome = new DeliveryOutcome.NotDelivered(reason, diagnostic);
    report(entry, stored, position -> outcome, entry.recipients(), why, now, plan);
    return plan.build();
  }

  /** Gives up the recipients of a copy that a peer of 1984 cannot be told of; the copy stays for the others, if there are any. */
  public Plan giveUp(QueueEntry entry, StoredMessage stored, CopyFor1984.Refused refused, Instant now)
      throws BerException, IOException {
    Plan.Builder plan = new Plan.Builder();
    List<Integer> returned = entry.recipients().stream().filter(refused.recipients()::containsKey).toList();
    List<Integer> left = entry.recipients().stream().filter(position -> !returned.contains(position))
        .toList();
    if (left.isEmpty()) {
      plan.changes.add(new StoreChange.Remove(entry.id()));
    } else {
      plan.changes.add(new StoreChange.Narrow(entry.id(), left));
      plan.entries.add(entry.narrowedTo(left));
    }
    plan.track(Tracks.copy(TrackingStep.GIVEN_UP, entry.narrowedTo(returned))
        .with(TrackingField.WHY, "a peer of 1984 cannot take it: " + refused.why()).at(now));
    returned.forEach(position -> plan.events.add(Event.of(EventId.UNABLE_TO_DOWNGRADE, "mtsId",
        entry.mtsId(), "connector", entry.connector(), "recipient", position + 1, "reason",
        Objects.requireNonNull(refused.recipients().get(position)).why())));
    if (returned.isEmpty()) {
      plan.events.add(Event.of(EventId.UNABLE_TO_DOWNGRADE, "mtsId", entry.mtsId(), "connector",
          entry.connector(), "recipient", 0, "reason", refused.why()));
    }
    report(entry, stored, position -> {
      Refusal refusal = Objects.requireNonNull(refused.recipients().get(position));
      return new DeliveryOutcome.NotDelivered(refusal.reason(), refusal.diagnostic());
    }, returned, refused.why(), now, plan);
    return plan.build();
  }

  private void report(QueueEntry entry, StoredMessage stored, IntFunction<DeliveryOutcome> outcome,
      List<Integer> positions, String why, Instant now, Plan.Builder plan) throws BerException, IOException {
    switch (entry.kind()) {
      case MESSAGE -> {
        MessageEnvelope envelope = MessageEnvelope.decode(stored.envelope());
        byte[] returned = returnedContent(envelope, stored);
        reporter.report(Dispatcher.envelopeSubject(envelope, stored.arrival()),
            reported(envelope.recipients(), positions, outcome), recipients -> {
              ReportContent content = ReportContent.on(envelope, recipients);
              return returned.length == 0 ? content : content.withReturnedContent(returned);
            }, null, now, plan);
      }
      case PROBE -> {
        ProbeEnvelope envelope = ((MtsApdu.Probe) MtsApdu.decode(stored.envelope())).envelope();
        reporter.report(Dispatcher.probeSubject(envelope, stored.arrival()),
            reported(envelope.recipients(), positions, outcome),
            recipients -> ReportContent.on(envelope, recipients), null, now, plan);
      }
      case REPORT -> {
        plan.track(TrackingRecord.of(TrackingStep.DROPPED, entry.message(), entry.mtsId())
            .with(TrackingField.WHY, why).at(now));
        plan.events.add(Event.of(EventId.REPORT_UNROUTABLE, "mtsId", entry.mtsId(), "recipient",
            ((MtsApdu.Report) MtsApdu.decode(stored.envelope())).envelope().reportDestinationName()
                .toString()));
      }
    }
  }

  private static byte[] returnedContent(MessageEnvelope envelope, StoredMessage stored) throws IOException {
    long length = stored.content().length();
    return envelope.perMessageIndicators().contentReturnRequested() && length <= MOST_RETURNED_OCTETS
        ? stored.content().read(0, (int) length)
        : new byte[0];
  }

  private static List<Reported> reported(List<PerRecipientMessageFields> recipients, List<Integer> positions,
      IntFunction<DeliveryOutcome> outcome) {
    return positions.stream()
        .map(position -> new Reported(recipients.get(position), outcome.apply(position))).toList();
  }
}
