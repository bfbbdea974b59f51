package org.angarium.x400.p1;

import java.time.Instant;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.mts.UtcTime;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of a message (MessageTransferEnvelope, X.411 §12.2.1.1, and UMPDUEnvelope of 1984). The content is not part of it. The
 * order of recipients and extensions is kept.
 *
 * @param contentIdentifier up to 16 characters, repeated in reports; null if absent
 * @param deferredDeliveryTime not to be delivered before, whole seconds; null if not deferred
 * @param bilateralInformation for domains on the way, usually none
 * @param trace visits to domains, oldest first
 * @param recipients 1 to 32767, also those another copy is responsible for
 * @param unknown components of other tags, as received
 */
public record MessageEnvelope(MtsIdentifier messageIdentifier, OrName originatorName,
    @Nullable EncodedInformationTypes originalEncodedInformationTypes, ContentType contentType,
    @Nullable String contentIdentifier, Priority priority, PerMessageIndicators perMessageIndicators,
    @Nullable Instant deferredDeliveryTime, List<PerDomainBilateralInformation> bilateralInformation,
    List<TraceInformationElement> trace, Extensions extensions, List<PerRecipientMessageFields> recipients,
    List<RawElement> unknown) implements SubjectEnvelope<MessageEnvelope> {
  static final int CONTENT_IDENTIFIER = Tag.application(10);
  static final int DEFERRED_DELIVERY_TIME = Tag.context(0);
  static final int BILATERAL_INFORMATION = Tag.context(1);
  static final int RECIPIENTS = Tag.context(2);
  static final int EXTENSIONS = Tag.context(3);

  public MessageEnvelope {
    bilateralInformation = List.copyOf(bilateralInformation);
    trace = List.copyOf(trace);
    recipients = List.copyOf(recipients);
    unknown = List.copyOf(unknown);
  }

  @Override
  public MtsIdentifier subjectIdentifier() {
    return messageIdentifier;
  }

  @Override
  public MessageEnvelope withTrace(List<TraceInformationElement> changed) {
    return new MessageEnvelope(messageIdentifier, originatorName, originalEncodedInformationTypes,
        contentType, contentIdentifier, priority, perMessageIndicators, deferredDeliveryTime,
        bilateralInformation, changed, extensions, recipients, unknown);
  }

  @Override
  public MessageEnvelope withExtensions(Extensions changed) {
    return new MessageEnvelope(messageIdentifier, originatorName, originalEncodedInformationTypes,
        contentType, contentIdentifier, priority, perMessageIndicators, deferredDeliveryTime,
        bilateralInformation, trace, changed, recipients, unknown);
  }

  @Override
  public MessageEnvelope withRecipients(List<PerRecipientMessageFields> changed) {
    return new MessageEnvelope(messageIdentifier, originatorName, originalEncodedInformationTypes,
        contentType, contentIdentifier, priority, perMessageIndicators, deferredDeliveryTime,
        bilateralInformation, trace, extensions, changed, unknown);
  }

  /** With the information for the domain it goes to; an empty list when it leaves that. */
  public MessageEnvelope withBilateralInformation(List<PerDomainBilateralInformation> changed) {
    return new MessageEnvelope(messageIdentifier, originatorName, originalEncodedInformationTypes,
        contentType, contentIdentifier, priority, perMessageIndicators, deferredDeliveryTime, changed, trace,
        extensions, recipients, unknown);
  }

  public MessageEnvelope withUnknown(List<RawElement> changed) {
    return new MessageEnvelope(messageIdentifier, originatorName, originalEncodedInformationTypes,
        contentType, contentIdentifier, priority, perMessageIndicators, deferredDeliveryTime,
        bilateralInformation, trace, extensions, recipients, changed);
  }

  public MessageEnvelope withPerMessageIndicators(PerMessageIndicators changed) {
    return new MessageEnvelope(messageIdentifier, originatorName, originalEncodedInformationTypes,
        contentType, contentIdentifier, priority, changed, deferredDeliveryTime, bilateralInformation, trace,
        extensions, recipients, unknown);
  }

  public MessageEnvelope withContentType(ContentType changed) {
    return new MessageEnvelope(messageIdentifier, originatorName, originalEncodedInformationTypes, changed,
        contentIdentifier, priority, perMessageIndicators, deferredDeliveryTime, bilateralInformation, trace,
        extensions, recipients, unknown);
  }

  public MessageEnvelope withPriority(Priority changed) {
    return new MessageEnvelope(messageIdentifier, originatorName, originalEncodedInformationTypes,
        contentType, contentIdentifier, changed, perMessageIndicators, deferredDeliveryTime,
        bilateralInformation, trace, extensions, recipients, unknown);
  }

  public MessageEnvelope withDeferredDeliveryTime(@Nullable Instant changed) {
    return new MessageEnvelope(messageIdentifier, originatorName, originalEncodedInformationTypes,
        contentType, contentIdentifier, priority, perMessageIndicators, changed, bilateralInformation, trace,
        extensions, recipients, unknown);
  }

  public MessageEnvelope withOriginalEncodedInformationTypes(@Nullable EncodedInformationTypes changed) {
    return new MessageEnvelope(messageIdentifier, originatorName, changed, contentType, contentIdentifier,
        priority, perMessageIndicators, deferredDeliveryTime, bilateralInformation, trace, extensions,
        recipients, unknown);
  }

  /**
   * Decodes the complete SET, without the content.
   *
   * @param encoded the envelope's octets, as {@link ApduHead.Message#envelope()} gives them
   */
  public static MessageEnvelope decode(byte[] encoded) throws BerException {
    return decode(BerReader.single(encoded).expect(Tag.SET, "MessageTransferEnvelope"));
  }

  /** The complete SET, its components in the order the standard defines. */
  public byte[] encoded() {
    BerWriter writer = new BerWriter();
    encode(writer, Tag.SET);
    return writer.toByteArray();
  }

  static MessageEnvelope decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "MessageTransferEnvelope");
    MtsIdentifier identifier = MtsIdentifier.decode(set.require(MtsIdentifier.TAG, "message-identifier"));
    OrName originator = OrName.decode(set.require(OrName.TAG, "originator-name"));
    BerElement types = set.take(EncodedInformationTypes.TAG);
    ContentType contentType = ContentType.take(set);
    if (contentType == null) {
      throw element.error("lacks content-type");
    }
    BerElement contentIdentifier = set.take(CONTENT_IDENTIFIER);
    BerElement priority = set.take(Priority.TAG);
    BerElement deferred = set.take(DEFERRED_DELIVERY_TIME);
    return new MessageEnvelope(identifier, originator,
        types == null ? null : EncodedInformationTypes.decode(types), contentType,
        contentIdentifier == null ? null : contentIdentifier.asciiString(),
        priority == null ? Priority.NORMAL : Priority.decode(priority), SubjectEnvelope.takeIndicators(set),
        deferred == null ? null : deferredDeliveryTime(deferred),
        PerDomainBilateralInformation.decodeList(set.take(BILATERAL_INFORMATION)),
        TraceInformationElement
            .decodeTrace(set.require(TraceInformationElement.TRACE_TAG, "trace-information")),
        Extensions.take(set, EXTENSIONS),
        PerRecipientMessageFields.decodeList(set.require(RECIPIENTS, "per-recipient-fields")), set.rest());
  }

  static Instant deferredDeliveryTime(BerElement element) throws BerException {
    return UtcTime.decode(element, "deferred-delivery-time");
  }

  /** Writes the SET, its components in the order the standard defines, under this tag. */
  void encode(BerWriter writer, int tag) {
    writer.begin(tag);
    messageIdentifier.encode(writer);
    originatorName.encode(writer, OrName.TAG);
    if (originalEncodedInformationTypes != null) {
      originalEncodedInformationTypes.encode(writer);
    }
    contentType.encode(writer);
    if (contentIdentifier != null) {
      writer.ascii(CONTENT_IDENTIFIER, contentIdentifier);
    }
    if (priority != Priority.NORMAL) {
      priority.encode(writer);
    }
    if (!perMessageIndicators.bits().isZero()) {
      writer.bitString(PerMessageIndicators.TAG, perMessageIndicators.bits());
    }
    if (deferredDeliveryTime != null) {
      UtcTime.encode(writer, DEFERRED_DELIVERY_TIME, deferredDeliveryTime);
    }
    PerDomainBilateralInformation.encodeList(writer, BILATERAL_INFORMATION, bilateralInformation);
    TraceInformationElement.encodeTrace(writer, trace);
    extensions.encode(writer, EXTENSIONS);
    PerRecipientMessageFields.encodeList(writer, RECIPIENTS, recipients);
    unknown.forEach(component -> component.encode(writer));
    writer.end();
  }
}
