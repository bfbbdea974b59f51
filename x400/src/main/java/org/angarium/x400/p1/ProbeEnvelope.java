package org.angarium.x400.p1;

import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;
import org.angarium.x400.mts.TraceInformationElement;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of a probe, which asks whether a message could be delivered (ProbeTransferEnvelope, X.411 §12.2.1.2). The order of
 * recipients and extensions is kept.
 *
 * @param contentIdentifier up to 16 characters, repeated in reports; null if absent
 * @param contentLength octets of the content the probe stands for, null if not told
 * @param bilateralInformation for domains on the way, usually none
 * @param trace visits to domains, oldest first
 * @param recipients 1 to 32767
 * @param unknown components of other tags, as received
 */
public record ProbeEnvelope(MtsIdentifier probeIdentifier, OrName originatorName,
    @Nullable EncodedInformationTypes originalEncodedInformationTypes, ContentType contentType,
    @Nullable String contentIdentifier, @Nullable Long contentLength,
    PerMessageIndicators perMessageIndicators, List<PerDomainBilateralInformation> bilateralInformation,
    List<TraceInformationElement> trace, Extensions extensions, List<PerRecipientMessageFields> recipients,
    List<RawElement> unknown) implements SubjectEnvelope<ProbeEnvelope> {
  static final int CONTENT_IDENTIFIER = Tag.application(10);
  static final int CONTENT_LENGTH = Tag.context(0);
  static final int BILATERAL_INFORMATION = Tag.context(1);
  private static final int RECIPIENTS = Tag.context(2);
  private static final int EXTENSIONS = Tag.context(3);

  public ProbeEnvelope {
    bilateralInformation = List.copyOf(bilateralInformation);
    trace = List.copyOf(trace);
    recipients = List.copyOf(recipients);
    unknown = List.copyOf(unknown);
  }

  @Override
  public MtsIdentifier subjectIdentifier() {
    return probeIdentifier;
  }

  @Override
  public ProbeEnvelope withTrace(List<TraceInformationElement> changed) {
    return new ProbeEnvelope(probeIdentifier, originatorName, originalEncodedInformationTypes, contentType,
        contentIdentifier, contentLength, perMessageIndicators, bilateralInformation, changed, extensions,
        recipients, unknown);
  }

  @Override
  public ProbeEnvelope withExtensions(Extensions changed) {
    return new ProbeEnvelope(probeIdentifier, originatorName, originalEncodedInformationTypes, contentType,
        contentIdentifier, contentLength, perMessageIndicators, bilateralInformation, trace, changed,
        recipients, unknown);
  }

  @Override
  public ProbeEnvelope withRecipients(List<PerRecipientMessageFields> changed) {
    return new ProbeEnvelope(probeIdentifier, originatorName, originalEncodedInformationTypes, contentType,
        contentIdentifier, contentLength, perMessageIndicators, bilateralInformation, trace, extensions,
        changed, unknown);
  }

  /** With the information for the domain it goes to; an empty list when it leaves that. */
  public ProbeEnvelope withBilateralInformation(List<PerDomainBilateralInformation> changed) {
    return new ProbeEnvelope(probeIdentifier, originatorName, originalEncodedInformationTypes, contentType,
        contentIdentifier, contentLength, perMessageIndicators, changed, trace, extensions, recipients,
        unknown);
  }

  public ProbeEnvelope withUnknown(List<RawElement> changed) {
    return new ProbeEnvelope(probeIdentifier, originatorName, originalEncodedInformationTypes, contentType,
        contentIdentifier, contentLength, perMessageIndicators, bilateralInformation, trace, extensions,
        recipients, changed);
  }

  public ProbeEnvelope withPerMessageIndicators(PerMessageIndicators changed) {
    return new ProbeEnvelope(probeIdentifier, originatorName, originalEncodedInformationTypes, contentType,
        contentIdentifier, contentLength, changed, bilateralInformation, trace, extensions, recipients,
        unknown);
  }

  public ProbeEnvelope withContentType(ContentType changed) {
    return new ProbeEnvelope(probeIdentifier, originatorName, originalEncodedInformationTypes, changed,
        contentIdentifier, contentLength, perMessageIndicators, bilateralInformation, trace, extensions,
        recipients, unknown);
  }

  static ProbeEnvelope decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "ProbeTransferEnvelope");
    MtsIdentifier identifier = MtsIdentifier.decode(set.require(MtsIdentifier.TAG, "probe-identifier"));
    OrName originator = OrName.decode(set.require(OrName.TAG, "originator-name"));
    BerElement types = set.take(EncodedInformationTypes.TAG);
    ContentType contentType = ContentType.take(set);
    if (contentType == null) {
      throw element.error("lacks content-type");
    }
    BerElement contentIdentifier = set.take(CONTENT_IDENTIFIER);
    BerElement length = set.take(CONTENT_LENGTH);
    return new ProbeEnvelope(identifier, originator,
        types == null ? null : EncodedInformationTypes.decode(types), contentType,
        contentIdentifier == null ? null : contentIdentifier.asciiString(),
        length == null ? null : length.longValue(), SubjectEnvelope.takeIndicators(set),
        PerDomainBilateralInformation.decodeList(set.take(BILATERAL_INFORMATION)),
        TraceInformationElement
            .decodeTrace(set.require(TraceInformationElement.TRACE_TAG, "trace-information")),
        Extensions.take(set, EXTENSIONS),
        PerRecipientMessageFields.decodeList(set.require(RECIPIENTS, "per-recipient-fields")), set.rest());
  }

  /** Writes the SET, its components in the order the standard defines, under this tag. */
  void encode(BerWriter writer, int tag) {
    writer.begin(tag);
    probeIdentifier.encode(writer);
    originatorName.encode(writer, OrName.TAG);
    if (originalEncodedInformationTypes != null) {
      originalEncodedInformationTypes.encode(writer);
    }
    contentType.encode(writer);
    if (contentIdentifier != null) {
      writer.ascii(CONTENT_IDENTIFIER, contentIdentifier);
    }
    if (contentLength != null) {
      writer.integer(CONTENT_LENGTH, contentLength);
    }
    if (!perMessageIndicators.bits().isZero()) {
      writer.bitString(PerMessageIndicators.TAG, perMessageIndicators.bits());
    }
    PerDomainBilateralInformation.encodeList(writer, BILATERAL_INFORMATION, bilateralInformation);
    TraceInformationElement.encodeTrace(writer, trace);
    extensions.encode(writer, EXTENSIONS);
    PerRecipientMessageFields.encodeList(writer, RECIPIENTS, recipients);
    unknown.forEach(component -> component.encode(writer));
    writer.end();
  }
}
