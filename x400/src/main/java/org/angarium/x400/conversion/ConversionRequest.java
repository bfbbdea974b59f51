package org.angarium.x400.conversion;

import java.util.List;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.SubjectEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * What an envelope says about the conversion of its content, or of the content that a probe stands for.
 *
 * @param types what the content is made of now; null if the envelope does not say
 * @param implicitProhibited implicit-conversion-prohibited
 * @param lossProhibited conversion-with-loss-prohibited
 */
public record ConversionRequest(ContentType contentType, @Nullable EncodedInformationTypes types,
    boolean implicitProhibited, boolean lossProhibited) {

  /** Conversions on the way leave original-encoded-information-types as they are, and are told in the trace. */
  public static ConversionRequest of(SubjectEnvelope<?> envelope) {
    EncodedInformationTypes converted = lastConverted(envelope.trace());
    return new ConversionRequest(envelope.contentType(),
        converted == null ? envelope.originalEncodedInformationTypes() : converted,
        envelope.perMessageIndicators().implicitConversionProhibited(),
        envelope.extensions().conversionWithLossProhibited());
  }

  /** The same for a content that is made of these types. */
  public ConversionRequest of(EncodedInformationTypes current) {
    return new ConversionRequest(contentType, current, implicitProhibited, lossProhibited);
  }

  private static @Nullable EncodedInformationTypes lastConverted(List<TraceInformationElement> trace) {
    for (TraceInformationElement element : trace.reversed()) {
      if (element.additionalActions().converted() != null) {
        return element.additionalActions().converted();
      }
    }
    return null;
  }

  /**
   * Whether the content must be looked at: not all types that the envelope gives, if any, are taken, or it may hold text in lines or pages
   * that are too long.
   */
  public boolean needs(Acceptance acceptance) {
    return types != null && !acceptance.accepts(types)
        || isInterpersonal() && !acceptance.layout().isAny()
            && (types == null || Acceptance.mayBeText(types));
  }

  boolean isInterpersonal() {
    return contentType.equals(ContentType.BuiltIn.IPM_1984)
        || contentType.equals(ContentType.BuiltIn.IPM_1988);
  }
}
