package org.angarium.mta.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.angarium.mta.routing.Traffic;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoredMessage;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.conversion.ConversionRequest;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ProbeEnvelope;
import org.angarium.x400.p1.ReportContent;
import org.angarium.x400.p1.SubjectEnvelope;
import org.jspecify.annotations.Nullable;

/** A message or a probe: what the decisions on recipients see and change alike in both. */
sealed interface Subject {
  /** @param octets length of the content */
  record OfMessage(MessageEnvelope envelope, long octets) implements Subject {
    @Override
    public ApduKind kind() {
      return ApduKind.MESSAGE;
    }

    @Override
    public Priority priority() {
      return envelope.priority();
    }

    @Override
    public Subject withTrace(List<TraceInformationElement> trace, Extensions extensions) {
      return new OfMessage(envelope.withTrace(trace).withExtensions(extensions), octets);
    }

    @Override
    public Subject withRecipients(List<PerRecipientMessageFields> recipients) {
      return new OfMessage(envelope.withRecipients(recipients), octets);
    }

    @Override
    public byte[] encoded() {
      return envelope.encoded();
    }

    @Override
    public Traffic traffic(@Nullable String cameFrom) {
      return Traffic.of(envelope, octets, cameFrom);
    }
  }

  record OfProbe(ProbeEnvelope envelope) implements Subject {
    @Override
    public ApduKind kind() {
      return ApduKind.PROBE;
    }

    /** A probe is answered as fast as an urgent message is transferred. */
    @Override
    public Priority priority() {
      return Priority.URGENT;
    }

    /** Of the content it stands for; 0 if it does not tell. */
    @Override
    public long octets() {
      Long announced = envelope.contentLength();
      return announced == null ? 0 : announced;
    }

    @Override
    public Subject withTrace(List<TraceInformationElement> trace, Extensions extensions) {
      return new OfProbe(envelope.withTrace(trace).withExtensions(extensions));
    }

    @Override
    public Subject withRecipients(List<PerRecipientMessageFields> recipients) {
      return new OfProbe(envelope.withRecipients(recipients));
    }

    @Override
    public byte[] encoded() {
      return new MtsApdu.Probe(envelope).encode(new ApduFraming.Bare());
    }

    @Override
    public Traffic traffic(@Nullable String cameFrom) {
      return Traffic.of(envelope, cameFrom);
    }
  }

  ApduKind kind();

  SubjectEnvelope<?> envelope();

  Priority priority();

  default MtsIdentifier identifier() {
    return envelope().subjectIdentifier();
  }

  default OrName originator() {
    return envelope().originatorName();
  }

  default List<TraceInformationElement> trace() {
    return envelope().trace();
  }

  default Extensions extensions() {
    return envelope().extensions();
  }

  default List<PerRecipientMessageFields> recipients() {
    return envelope().recipients();
  }

  default ContentType contentType() {
    return envelope().contentType();
  }

  default @Nullable String contentIdentifier() {
    return envelope().contentIdentifier();
  }

  default boolean alternateRecipientAllowed() {
    return envelope().perMessageIndicators().alternateRecipientAllowed();
  }

  /** What it says about conversion. */
  default ConversionRequest conversionRequest() {
    return ConversionRequest.of(envelope());
  }

  /** Length of the content, 0 if unknown. */
  long octets();

  Subject withTrace(List<TraceInformationElement> trace, Extensions extensions);

  Subject withRecipients(List<PerRecipientMessageFields> recipients);

  /** Without responsibility for the recipients at these positions. */
  default Subject without(Set<Integer> positions) {
    List<PerRecipientMessageFields> kept = new ArrayList<>(recipients());
    positions.forEach(position -> kept.set(position, kept.get(position).withResponsibility(false)));
    return withRecipients(kept);
  }

  /** As the store keeps it. */
  byte[] encoded();

  /** A report on these recipients, with what it repeats of its subject. */
  default ReportContent report(List<PerRecipientReportFields> recipients) {
    return ReportContent.on(envelope(), recipients);
  }

  Traffic traffic(@Nullable String cameFrom);

  /** Octets a copy of it brings to a queue. */
  default long queuedOctets() {
    return kind() == ApduKind.PROBE ? 0 : octets();
  }

  /** 0 urgent, 1 normal, 2 non-urgent. */
  default int rank() {
    return switch (priority()) {
      case URGENT -> 0;
      case NORMAL -> 1;
      case NON_URGENT -> 2;
    };
  }

  /** What an entry, not of a report, stands for. */
  static Subject of(QueueEntry entry, StoredMessage stored) throws BerException {
    return entry.kind() == ApduKind.MESSAGE
        ? new OfMessage(MessageEnvelope.decode(stored.envelope()), stored.content().length())
        : new OfProbe(((MtsApdu.Probe) MtsApdu.decode(stored.envelope())).envelope());
  }
}
