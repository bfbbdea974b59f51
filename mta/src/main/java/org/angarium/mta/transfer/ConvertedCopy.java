package org.angarium.mta.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.angarium.mta.config.AcceptedTypes;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoredMessage;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.conversion.Acceptance;
import org.angarium.x400.conversion.ConversionDecision;
import org.angarium.x400.conversion.ConversionRequest;
import org.angarium.x400.interworking.Refusal;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.jspecify.annotations.Nullable;

/**
 * The message of one copy as those take it whom it is for: converted as the originator asks, and to the types that they take (X.411
 * §14.3.5). Made of what is stored whenever it is needed, and always the same.
 */
public sealed interface ConvertedCopy {
  /**
   * It can go.
   *
   * @param envelope of the copy, with the conversion in its trace
   * @param content null if the content goes as it is stored
   * @param types what the content is made of after the conversion; null if there was none
   */
  record Ready(MessageEnvelope envelope, byte @Nullable [] content,
      @Nullable EncodedInformationTypes types) implements ConvertedCopy {}

  /** None of its recipients can get it. */
  record Refused(Refusal refusal) implements ConvertedCopy {}

  /**
   * @param accepted what is taken there; absent for everything
   * @throws BerException if the stored envelope cannot be read, which would be our own fault
   */
  static ConvertedCopy of(QueueEntry entry, StoredMessage stored, Optional<AcceptedTypes> accepted)
      throws BerException, IOException {
    MessageEnvelope envelope = MessageEnvelope.decode(stored.envelope());
    ConversionRequest request = ConversionRequest.of(envelope);
    Integer explicit = explicit(envelope, entry.recipients(), request);
    Acceptance acceptance = accepted.map(AcceptedTypes::acceptance).orElse(null);
    return switch (ConversionDecision.of(request, explicit, acceptance,
        accepted.map(AcceptedTypes::implicitConversion).orElse(false),
        new OutboundContent(stored.content()))) {
      case ConversionDecision.AsItIs asItIs -> new Ready(envelope, null, null);
      case ConversionDecision.Refused(NonDeliveryReason reason, NonDeliveryDiagnostic diagnostic, String why) ->
        new Refused(new Refusal(reason, diagnostic, why));
      case ConversionDecision.Converted done -> new Ready(
          TraceStamp.noted(carriedOut(envelope, entry.recipients()),
              actions -> actions.withConverted(done.types())),
          done.content(), done.types());
    };
  }

  /**
   * The conversion that the originator asks for and that is made here; null if there is none. {@link Part} sees to it that all
   * recipients of a copy want the same.
   */
  private static @Nullable Integer explicit(MessageEnvelope envelope, List<Integer> positions,
      ConversionRequest request) {
    Set<Integer> codes = new HashSet<>();
    for (int position : positions) {
      Integer code = envelope.recipients().get(position).explicitConversion();
      codes.add(code != null && ConversionDecision.isMadeHere(request, code) ? code : -1);
    }
    int code = codes.size() == 1 ? codes.iterator().next() : -1;
    return code < 0 ? null : code;
  }

  /** Nobody is to convert again what was converted because the originator asked for it. */
  private static MessageEnvelope carriedOut(MessageEnvelope envelope, List<Integer> positions) {
    List<PerRecipientMessageFields> recipients = new ArrayList<>(envelope.recipients());
    positions.forEach(
        position -> recipients.set(position, recipients.get(position).withoutExplicitConversion()));
    return envelope.withRecipients(recipients);
  }
}
