package org.angarium.mta.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoredMessage;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.interworking.ContentDowngrade;
import org.angarium.x400.interworking.Downgrade;
import org.angarium.x400.interworking.Refusal;
import org.angarium.x400.interworking.ReportDowngrade;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.ProbeEnvelope;
import org.jspecify.annotations.Nullable;

/** One copy as a peer of 1984 gets it (X.419 Annex B). The same copy always gives the same octets, so that a transfer can be resumed. */
public sealed interface CopyFor1984 {
  /** Longest content that is looked through for what 1984 does not know; it is held in memory while it is transferred. */
  long MOST_CONTENT_OCTETS = 32L << 20;

  /**
   * It can be transferred.
   *
   * @param prefix what comes before the content
   * @param content null if the content goes as it is stored
   * @param losses what was left out, in words
   */
  record Ready(byte[] prefix, byte @Nullable [] content, List<String> losses) implements CopyFor1984 {
    public Ready {
      losses = List.copyOf(losses);
    }
  }

  /**
   * It cannot be transferred as it is: these recipients must be reported on first.
   *
   * @param recipients positions in the envelope; none for a report
   * @param why the first reason, one clause for a person
   */
  record Refused(Map<Integer, Refusal> recipients, String why) implements CopyFor1984 {
    public Refused {
      recipients = Map.copyOf(recipients);
    }
  }

  /** @throws BerException if the stored envelope cannot be read, which would be our own fault */
  static CopyFor1984 of(QueueEntry entry, StoredMessage stored) throws BerException, IOException {
    return switch (entry.kind()) {
      case MESSAGE -> message(entry, stored);
      case PROBE -> {
        ProbeEnvelope envelope = ((MtsApdu.Probe) MtsApdu.decode(stored.envelope())).envelope();
        Downgrade.Result<ProbeEnvelope> result = Downgrade.probe(envelope
            .withRecipients(OutboundApdu.responsibleFor(envelope.recipients(), entry.recipients())));
        yield result.envelope() == null || !result.refused().isEmpty()
            ? refused(result.refused())
            : new Ready(new MtsApdu.Probe(result.envelope()).encode(new ApduFraming.Bare()), null,
                result.losses());
      }
      case REPORT -> {
        ReportDowngrade.Result result = ReportDowngrade
            .downgrade((MtsApdu.Report) MtsApdu.decode(stored.envelope()));
        yield result.report() == null
            ? new Refused(Map.of(), String.valueOf(result.fault()))
            : new Ready(result.report().encode(new ApduFraming.Bare()), null, result.losses());
      }
    };
  }

  private static CopyFor1984 message(QueueEntry entry, StoredMessage stored)
      throws BerException, IOException {
    MessageEnvelope envelope = MessageEnvelope.decode(stored.envelope());
    envelope = envelope
        .withRecipients(OutboundApdu.responsibleFor(envelope.recipients(), entry.recipients()));
    long length = stored.content().length();
    ContentType type = envelope.contentType();
    byte[] content = null;
    List<String> losses = new ArrayList<>();
    if (type.equals(ContentType.BuiltIn.IPM_1988)) {
      if (length > MOST_CONTENT_OCTETS) {
        return all(entry, new Refusal(NonDeliveryReason.UNABLE_TO_TRANSFER,
            NonDeliveryDiagnostic.UNABLE_TO_DOWNGRADE, "a P22 content of " + length
                + " octets is too long to be looked through for what P2 does not know"));
      }
      switch (ContentDowngrade.of(stored.content().read(0, (int) length))) {
        case ContentDowngrade.Impossible(String why) -> {
          return all(entry, new Refusal(NonDeliveryReason.UNABLE_TO_TRANSFER,
              NonDeliveryDiagnostic.UNABLE_TO_DOWNGRADE, why));
        }
        case ContentDowngrade.Done done -> {
          Refusal prohibited = prohibited(envelope, done);
          if (prohibited != null) {
            return all(entry, prohibited);
          }
          type = ContentType.BuiltIn.IPM_1984;
          losses.addAll(done.losses());
          if (done.changed()) {
            content = done.content();
            length = content.length;
          }
          if (done.converted() != null) {
            envelope = envelope.withTrace(converted(envelope.trace(), done.converted()));
          }
        }
      }
    }
    Downgrade.Result<MessageEnvelope> result = Downgrade.message(envelope, type);
    if (result.envelope() == null || !result.refused().isEmpty()) {
      return refused(result.refused());
    }
    losses.addAll(result.losses());
    return new Ready(new MtsApdu.Message(result.envelope()).prefix(new ApduFraming.Bare(), length), content,
        losses);
  }

  private static @Nullable Refusal prohibited(MessageEnvelope envelope, ContentDowngrade.Done done) {
    if (done.converted() != null && envelope.perMessageIndicators().implicitConversionProhibited()) {
      return new Refusal(NonDeliveryReason.CONVERSION_NOT_PERFORMED,
          NonDeliveryDiagnostic.IMPLICIT_CONVERSION_PROHIBITED,
          "its originator prohibits the conversion of a body part that P2 needs");
    }
    if (!done.losses().isEmpty() && envelope.extensions().conversionWithLossProhibited()) {
      return new Refusal(NonDeliveryReason.CONVERSION_NOT_PERFORMED,
          NonDeliveryDiagnostic.CONVERSION_WITH_LOSS_PROHIBITED,
          "its originator prohibits conversion with loss, and P2 loses " + String.join(", ", done.losses()));
    }
    return null;
  }

  /** The last visit is that to our own domain, where the conversion happened. */
  private static List<TraceInformationElement> converted(List<TraceInformationElement> trace,
      EncodedInformationTypes types) {
    List<TraceInformationElement> changed = new ArrayList<>(trace);
    TraceInformationElement last = changed.removeLast();
    changed.add(last.withAdditionalActions(last.additionalActions().withConverted(types)));
    return changed;
  }

  private static Refused all(QueueEntry entry, Refusal refusal) {
    Map<Integer, Refusal> refused = new HashMap<>();
    entry.recipients().forEach(position -> refused.put(position, refusal));
    return new Refused(refused, refusal.why());
  }

  private static Refused refused(Map<Integer, Refusal> refused) {
    return new Refused(refused,
        refused.values().stream().map(Refusal::why).findFirst().orElse("nobody is left to transfer it to"));
  }
}
