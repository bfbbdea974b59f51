package org.angarium.x400.p1;

import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;
import org.angarium.x400.mts.TraceInformationElement;
import org.jspecify.annotations.Nullable;

/**
 * What a report says of its subject (ReportTransferContent, X.411 §12.2.1.3.1; DeliveryReportContent of 1984).
 *
 * @param subjectIntermediateTrace how the subject went, if an audited report was asked for; else null
 * @param contentIdentifier repeated from the subject, null if absent
 * @param returnedContent the subject's content in its [1] tag; null if not returned
 * @param additionalInformation in its [2] tag, billing information in 1984; null if absent
 * @param recipients 1 to 32767
 * @param unknown components of other tags, as received
 */
public record ReportContent(MtsIdentifier subjectIdentifier,
    @Nullable List<TraceInformationElement> subjectIntermediateTrace,
    @Nullable EncodedInformationTypes originalEncodedInformationTypes, @Nullable ContentType contentType,
    @Nullable String contentIdentifier, @Nullable RawElement returnedContent,
    @Nullable RawElement additionalInformation, Extensions extensions,
    List<PerRecipientReportFields> recipients, List<RawElement> unknown) {
  private static final int RECIPIENTS = Tag.context(0);
  private static final int RETURNED_CONTENT = Tag.context(1);
  private static final int ADDITIONAL_INFORMATION = Tag.context(2);
  private static final int EXTENSIONS = Tag.context(3);

  public ReportContent {
    subjectIntermediateTrace = subjectIntermediateTrace == null
        ? null
        : List.copyOf(subjectIntermediateTrace);
    recipients = List.copyOf(recipients);
    unknown = List.copyOf(unknown);
  }

  /** A report on recipients of a message or probe, repeating what the standard wants repeated. */
  public static ReportContent on(SubjectEnvelope<?> subject, List<PerRecipientReportFields> recipients) {
    var correlator = subject.extensions().contentCorrelator();
    return new ReportContent(subject.subjectIdentifier(), null, subject.originalEncodedInformationTypes(),
        subject.contentType(), subject.contentIdentifier(), null, null,
        correlator == null ? Extensions.NONE : Extensions.of(correlator), recipients, List.of());
  }

  public ReportContent withSubjectIntermediateTrace(@Nullable List<TraceInformationElement> trace) {
    return new ReportContent(subjectIdentifier, trace, originalEncodedInformationTypes, contentType,
        contentIdentifier, returnedContent, additionalInformation, extensions, recipients, unknown);
  }

  /** With the octets of the subject's content. */
  public ReportContent withReturnedContent(byte[] content) {
    return new ReportContent(subjectIdentifier, subjectIntermediateTrace, originalEncodedInformationTypes,
        contentType, contentIdentifier, RawElement.primitive(RETURNED_CONTENT, content),
        additionalInformation, extensions, recipients, unknown);
  }

  public ReportContent withoutReturnedContent() {
    return new ReportContent(subjectIdentifier, subjectIntermediateTrace, originalEncodedInformationTypes,
        contentType, contentIdentifier, null, additionalInformation, extensions, recipients, unknown);
  }

  public ReportContent withExtensions(Extensions changed) {
    return new ReportContent(subjectIdentifier, subjectIntermediateTrace, originalEncodedInformationTypes,
        contentType, contentIdentifier, returnedContent, additionalInformation, changed, recipients,
        unknown);
  }

  public ReportContent withRecipients(List<PerRecipientReportFields> changed) {
    return new ReportContent(subjectIdentifier, subjectIntermediateTrace, originalEncodedInformationTypes,
        contentType, contentIdentifier, returnedContent, additionalInformation, extensions, changed,
        unknown);
  }

  /** The octets of the returned content, segments joined; null if there is none. */
  public byte @Nullable [] returnedContentOctets() throws BerException {
    return returnedContent == null ? null : returnedContent.element().octets();
  }

  static ReportContent decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "ReportTransferContent");
    MtsIdentifier subject = MtsIdentifier.decode(set.require(MtsIdentifier.TAG, "subject-identifier"));
    BerElement trace = set.take(TraceInformationElement.TRACE_TAG);
    BerElement types = set.take(EncodedInformationTypes.TAG);
    ContentType contentType = ContentType.take(set);
    BerElement contentIdentifier = set.take(MessageEnvelope.CONTENT_IDENTIFIER);
    BerElement returned = set.take(RETURNED_CONTENT);
    BerElement additional = set.take(ADDITIONAL_INFORMATION);
    return new ReportContent(subject, trace == null ? null : TraceInformationElement.decodeTrace(trace),
        types == null ? null : EncodedInformationTypes.decode(types), contentType,
        contentIdentifier == null ? null : contentIdentifier.asciiString(),
        returned == null ? null : RawElement.of(returned),
        additional == null ? null : RawElement.of(additional), Extensions.take(set, EXTENSIONS),
        PerRecipientReportFields.decodeList(set.require(RECIPIENTS, "per-recipient-fields")), set.rest());
  }

  void encode(BerWriter writer) {
    writer.begin(Tag.SET);
    subjectIdentifier.encode(writer);
    if (subjectIntermediateTrace != null) {
      TraceInformationElement.encodeTrace(writer, subjectIntermediateTrace);
    }
    if (originalEncodedInformationTypes != null) {
      originalEncodedInformationTypes.encode(writer);
    }
    if (contentType != null) {
      contentType.encode(writer);
    }
    if (contentIdentifier != null) {
      writer.ascii(MessageEnvelope.CONTENT_IDENTIFIER, contentIdentifier);
    }
    if (returnedContent != null) {
      returnedContent.encode(writer);
    }
    if (additionalInformation != null) {
      additionalInformation.encode(writer);
    }
    extensions.encode(writer, EXTENSIONS);
    PerRecipientReportFields.encodeList(writer, RECIPIENTS, recipients);
    unknown.forEach(component -> component.encode(writer));
    writer.end();
  }
}
