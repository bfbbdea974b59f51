package org.angarium.x400.conversion;

import java.util.ArrayList;
import java.util.List;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.MessageEnvelope;
import org.jspecify.annotations.Nullable;

/** Whether and how a message is converted for recipients whose system takes certain types only (X.411 §14.3.5). */
public sealed interface ConversionDecision {
  /** It goes as it is. */
  record AsItIs() implements ConversionDecision {}

  /**
   * It goes converted.
   *
   * @param envelope with the converted types in the last trace element
   * @param content octets to be sent in place of the original ones
   * @param lost characters for which others stand now
   */
  record Converted(MessageEnvelope envelope, byte[] content, int lost) implements ConversionDecision {}

  /** It cannot go: what the report says. */
  record Refused(NonDeliveryReason reason, NonDeliveryDiagnostic diagnostic, String why)
      implements
        ConversionDecision {}

  /** Whether the types that the envelope gives, if any, are all taken; if not, the content must be looked at. */
  static boolean isNeeded(MessageEnvelope envelope, Acceptance acceptance) {
    EncodedInformationTypes types = envelope.originalEncodedInformationTypes();
    EncodedInformationTypes converted = lastConverted(envelope.trace());
    EncodedInformationTypes current = converted == null ? types : converted;
    return current != null && !acceptance.accepts(current);
  }

  /**
   * @param envelope whose last trace element is that of our own domain
   * @param content octets of the content
   */
  static ConversionDecision decide(MessageEnvelope envelope, byte[] content, Acceptance acceptance) {
    if (!isNeeded(envelope, acceptance)) {
      return new AsItIs();
    }
    ContentType type = envelope.contentType();
    if (!type.equals(ContentType.BuiltIn.IPM_1984) && !type.equals(ContentType.BuiltIn.IPM_1988)) {
      return new Refused(NonDeliveryReason.UNABLE_TO_TRANSFER,
          NonDeliveryDiagnostic.ENCODED_INFORMATION_TYPES_UNSUPPORTED,
          "a content of type " + type + " cannot be converted");
    }
    return switch (ContentConversion.convert(content, acceptance)) {
      case ContentConversion.Unchanged unchanged -> new AsItIs();
      case ContentConversion.Impossible(NonDeliveryDiagnostic diagnostic, String why) ->
        new Refused(NonDeliveryReason.UNABLE_TO_TRANSFER, diagnostic, why);
      case ContentConversion.Done done -> allowed(envelope, done);
    };
  }

  private static ConversionDecision allowed(MessageEnvelope envelope, ContentConversion.Done done) {
    if (envelope.perMessageIndicators().implicitConversionProhibited()) {
      return new Refused(NonDeliveryReason.CONVERSION_NOT_PERFORMED,
          NonDeliveryDiagnostic.IMPLICIT_CONVERSION_PROHIBITED, "its originator prohibits conversion");
    }
    if (done.lost() > 0 && envelope.extensions().conversionWithLossProhibited()) {
      return new Refused(NonDeliveryReason.CONVERSION_NOT_PERFORMED,
          NonDeliveryDiagnostic.CONVERSION_WITH_LOSS_PROHIBITED,
          "its originator prohibits conversion with loss, and " + done.lost() + " characters would be lost");
    }
    List<TraceInformationElement> trace = new ArrayList<>(envelope.trace());
    if (!trace.isEmpty()) {
      TraceInformationElement last = trace.removeLast();
      trace.add(last.withAdditionalActions(last.additionalActions().withConverted(done.types())));
    }
    return new Converted(envelope.withTrace(trace), done.content(), done.lost());
  }

  private static @Nullable EncodedInformationTypes lastConverted(List<TraceInformationElement> trace) {
    for (TraceInformationElement element : trace.reversed()) {
      if (element.additionalActions().converted() != null) {
        return element.additionalActions().converted();
      }
    }
    return null;
  }
}
