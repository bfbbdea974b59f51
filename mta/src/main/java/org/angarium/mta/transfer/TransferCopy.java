package org.angarium.mta.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.angarium.mta.config.AcceptedTypes;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoredMessage;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.x400.conversion.ConversionDecision;
import org.angarium.x400.conversion.ConversionRequest;
import org.angarium.x400.interworking.ContentDowngrade;
import org.angarium.x400.interworking.Downgrade;
import org.angarium.x400.interworking.Refusal;
import org.angarium.x400.interworking.ReportDowngrade;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.ProbeEnvelope;
import org.angarium.x400.p1.ReportEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * One copy in the form in which its peer gets it, made from what is stored whenever it is transferred, so that a copy that finds another
 * way still has all it had: without internal trace at the border of our domain (X.411 §12.2.1.1.1.4), converted to the types the peer's
 * users take (§14.3.5), and as 1984 says it (X.419 Annex B). The same copy for the same peer always gives the same octets, so that a
 * transfer can be resumed.
 */
public sealed interface TransferCopy {
  /** Longest content that is looked through for what 1984 does not know; it is held in memory while it is transferred. */
  long MOST_CONTENT_OCTETS = 32L << 20;

  /**
   * It can be transferred.
   *
   * @param prefix what comes before the content
   * @param content null if the content goes as it is stored
   * @param converted what the content is made of after a conversion, in words; null if there was none
   * @param losses what 1984 has no place for, in words
   */
  record Ready(byte[] prefix, byte @Nullable [] content, @Nullable String converted,
      List<String> losses) implements TransferCopy {
    public Ready {
      losses = List.copyOf(losses);
    }

    private Ready(byte[] prefix, List<String> losses) {
      this(prefix, null, null, losses);
    }
  }

  /**
   * It cannot be transferred as it is: these recipients must be reported on first.
   *
   * @param recipients positions in the envelope; none for a report
   * @param why the first reason, one clause for a person
   */
  record Refused(Map<Integer, Refusal> recipients, String why) implements TransferCopy {
    public Refused {
      recipients = Map.copyOf(recipients);
    }
  }

  /**
   * @param framing what the association wants before an APDU
   * @throws BerException if the stored envelope cannot be read, which would be our own fault
   */
  static TransferCopy of(QueueEntry entry, StoredMessage stored, PeerForm form, ProtocolMode mode,
      ApduFraming framing) throws BerException, IOException {
    boolean as1984 = mode == ProtocolMode.X410_1984;
    return switch (entry.kind()) {
      case MESSAGE -> message(entry, stored, form, as1984, framing);
      case PROBE -> probe(entry, stored, form, as1984, framing);
      case REPORT -> {
        MtsApdu.Report report = (MtsApdu.Report) MtsApdu.decode(stored.envelope());
        if (as1984) {
          ReportDowngrade.Result result = ReportDowngrade.downgrade(report);
          yield result.report() == null
              ? new Refused(Map.of(), String.valueOf(result.fault()))
              : new Ready(result.report().encode(framing), result.losses());
        }
        ReportEnvelope envelope = report.envelope();
        MtsApdu.Report copy = new MtsApdu.Report(
            envelope.withExtensions(atBorder(envelope.extensions(), form)), report.content());
        yield new Ready(copy.withExtensionTypeForm(form.extensionTypes()).encode(framing), List.of());
      }
    };
  }

  private static Extensions atBorder(Extensions extensions, PeerForm form) {
    return form.leavesDomain()
        ? extensions.without(StandardExtension.INTERNAL_TRACE_INFORMATION)
        : extensions;
  }

  private static TransferCopy probe(QueueEntry entry, StoredMessage stored, PeerForm form, boolean as1984,
      ApduFraming framing) throws BerException {
    ProbeEnvelope envelope = ((MtsApdu.Probe) MtsApdu.decode(stored.envelope())).envelope();
    ProbeEnvelope copy = envelope
        .withRecipients(OutboundApdu.responsibleFor(envelope.recipients(), entry.recipients()));
    Optional<AcceptedTypes> types = form.types();
    if (types.isPresent()) {
      ConversionDecision.Refused refused = ConversionDecision.probed(
          ConversionRequest.of(copy), null, types.get().acceptance(), types.get().implicitConversion());
      if (refused != null) {
        return all(entry, new Refusal(refused.reason(), refused.diagnostic(), refused.why()));
      }
    }
    if (as1984) {
      Downgrade.Result<ProbeEnvelope> result = Downgrade.probe(copy);
      return result.envelope() == null || !result.refused().isEmpty()
          ? refused(result.refused())
          : new Ready(new MtsApdu.Probe(result.envelope()).encode(framing), result.losses());
    }
    return new Ready(new MtsApdu.Probe(copy.withExtensions(atBorder(copy.extensions(), form))
        .withExtensionTypeForm(form.extensionTypes())).encode(framing), List.of());
  }

  private static TransferCopy message(QueueEntry entry, StoredMessage stored, PeerForm form, boolean as1984,
      ApduFraming framing) throws BerException, IOException {
    return switch (ConvertedCopy.of(entry, stored, form.types())) {
      case ConvertedCopy.Refused(Refusal refusal) -> all(entry, refusal);
      case ConvertedCopy.Ready(MessageEnvelope envelope, byte[] content, EncodedInformationTypes types) -> {
        OutboundContent octets = new OutboundContent(stored.content());
        if (content != null) {
          octets.change(content);
        }
        yield message(entry, envelope.withRecipients(
            OutboundApdu.responsibleFor(envelope.recipients(), entry.recipients())), octets, types,
            new Target(form, as1984, framing));
      }
    };
  }

  /** Whom it goes to: what the peer takes, whether it speaks 1984, and what the association wants before an APDU. */
  record Target(PeerForm form, boolean as1984, ApduFraming framing) {}

  private static TransferCopy message(QueueEntry entry, MessageEnvelope envelope, OutboundContent octets,
      @Nullable EncodedInformationTypes converted, Target target) throws IOException {
    PeerForm form = target.form();
    ApduFraming framing = target.framing();
    if (target.as1984()) {
      return downgraded(entry, envelope, octets, converted, framing);
    }
    MessageEnvelope copy = envelope.withExtensions(atBorder(envelope.extensions(), form))
        .withExtensionTypeForm(form.extensionTypes());
    return new Ready(new MtsApdu.Message(copy).prefix(framing, octets.length()), octets.changed(),
        words(converted), List.of());
  }

  private static @Nullable String words(@Nullable EncodedInformationTypes types) {
    return types == null ? null : types.words();
  }

  private static TransferCopy downgraded(QueueEntry entry, MessageEnvelope original, OutboundContent octets,
      @Nullable EncodedInformationTypes before, ApduFraming framing) throws IOException {
    MessageEnvelope envelope = original;
    EncodedInformationTypes converted = before;
    ContentType type = envelope.contentType();
    List<String> losses = new ArrayList<>();
    if (type.equals(ContentType.BuiltIn.IPM_1988)) {
      if (octets.length() > MOST_CONTENT_OCTETS) {
        return all(entry, new Refusal(NonDeliveryReason.UNABLE_TO_TRANSFER,
            NonDeliveryDiagnostic.UNABLE_TO_DOWNGRADE, "a P22 content of " + octets.length()
                + " octets is too long to be looked through for what P2 does not know"));
      }
      switch (ContentDowngrade.of(octets.read())) {
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
            octets.change(done.content());
          }
          EncodedInformationTypes types = done.converted();
          if (types != null) {
            converted = types;
            envelope = TraceStamp.noted(envelope, actions -> actions.withConverted(types));
          }
        }
      }
    }
    Downgrade.Result<MessageEnvelope> result = Downgrade.message(envelope, type);
    if (result.envelope() == null || !result.refused().isEmpty()) {
      return refused(result.refused());
    }
    losses.addAll(result.losses());
    return new Ready(new MtsApdu.Message(result.envelope()).prefix(framing, octets.length()),
        octets.changed(),
        words(converted), losses);
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
