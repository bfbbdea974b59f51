package org.angarium.x400.p1;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.SizeConstraintException;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of a message or probe that cannot be decoded as the standard defines it, as far as its originator can be told: who sent it,
 * to whom, under which identifier, and what is wrong. What cannot be read is left out, so it is good for a report and for nothing else.
 *
 * @param diagnostic protocol-violation if something mandatory is missing, size-constraint-violation if something is longer than this
 *     system handles, invalid-arguments for any other value; of several defects, that of the first found
 * @param what is wrong, one clause for a person
 */
public record DefectiveEnvelope<E>(E envelope, NonDeliveryDiagnostic diagnostic, String what) {
  /** Of a message; null if it cannot be told who is to learn of it, or about whom. */
  public static @Nullable DefectiveEnvelope<MessageEnvelope> ofMessage(byte[] encoded) {
    Defects defects = new Defects();
    try {
      Part set = new Part(BerReader.single(encoded).expect(Tag.SET, "MessageTransferEnvelope"),
          "MessageTransferEnvelope", defects);
      Common common = Common.take(set, "message-identifier");
      Priority priority = set.optional(Priority.TAG, Priority::decode);
      MessageEnvelope envelope = new MessageEnvelope(common.identifier, common.originator, common.types,
          common.contentType, common.contentIdentifier, priority == null ? Priority.NORMAL : priority,
          common.indicators, null, List.of(), common.trace, common.extensions, common.recipients, List.of());
      // Not needed for a report, but they may be what is wrong.
      set.optional(MessageEnvelope.DEFERRED_DELIVERY_TIME, MessageEnvelope::deferredDeliveryTime);
      set.optional(MessageEnvelope.BILATERAL_INFORMATION, PerDomainBilateralInformation::decodeList);
      return defects.found(envelope);
    } catch (BerException e) {
      return null;
    }
  }

  /** Of a complete APDU; null if it holds no probe, or it cannot be told who is to learn of it, or about whom. */
  public static @Nullable DefectiveEnvelope<ProbeEnvelope> ofProbe(byte[] apdu) {
    Defects defects = new Defects();
    try {
      Part set = new Part(ApduFraming.unwrap(apdu).expect(MtsApdu.Kind.PROBE.tag(), "ProbeTransferEnvelope"),
          "ProbeTransferEnvelope", defects);
      Common common = Common.take(set, "probe-identifier");
      ProbeEnvelope envelope = new ProbeEnvelope(common.identifier, common.originator, common.types,
          common.contentType, common.contentIdentifier, null, common.indicators, List.of(), common.trace,
          common.extensions, common.recipients, List.of());
      set.optional(ProbeEnvelope.CONTENT_LENGTH, BerElement::longValue);
      set.optional(ProbeEnvelope.BILATERAL_INFORMATION, PerDomainBilateralInformation::decodeList);
      return defects.found(envelope);
    } catch (BerException e) {
      return null;
    }
  }

  /** The first thing that is wrong. */
  private static final class Defects {
    private @Nullable NonDeliveryDiagnostic diagnostic;
    private String what = "";

    void note(NonDeliveryDiagnostic found, String why) {
      if (diagnostic == null) {
        diagnostic = found;
        what = why;
      }
    }

    void note(BerException e) {
      note(e instanceof SizeConstraintException
          ? NonDeliveryDiagnostic.SIZE_CONSTRAINT_VIOLATION
          : NonDeliveryDiagnostic.INVALID_ARGUMENTS, String.valueOf(e.getMessage()));
    }

    <E> @Nullable DefectiveEnvelope<E> found(E envelope) {
      return diagnostic == null ? null : new DefectiveEnvelope<>(envelope, diagnostic, what);
    }
  }

  @FunctionalInterface
  private interface Decoder<T> {
    T decode(BerElement element) throws BerException;
  }

  /** A SET whose components are taken as far as they can be. */
  private static final class Part {
    private final String type;
    private final Defects defects;
    private final List<BerElement> components = new ArrayList<>();

    /** @throws BerException if the octets do not even divide into components */
    Part(BerElement set, String type, Defects defects) throws BerException {
      this.type = type;
      this.defects = defects;
      for (BerReader reader = set.children(); reader.hasNext();) {
        components.add(reader.next());
      }
    }

    @Nullable
    BerElement take(int tag) {
      BerElement first = null;
      for (BerElement component : components) {
        if (!component.is(tag)) {
          continue;
        }
        if (first != null) {
          defects.note(component.error("stands twice in " + type));
          break;
        }
        first = component;
      }
      return first;
    }

    /** Null if it is missing or cannot be read. */
    <T> @Nullable T optional(int tag, Decoder<T> decoder) {
      BerElement found = take(tag);
      try {
        return found == null ? null : decoder.decode(found);
      } catch (BerException e) {
        defects.note(e);
        return null;
      }
    }

    /** Null if it is missing, which is a defect, or cannot be read. */
    <T> @Nullable T mandatory(int tag, String name, Decoder<T> decoder) {
      if (components.stream().noneMatch(component -> component.is(tag))) {
        defects.note(NonDeliveryDiagnostic.PROTOCOL_VIOLATION, type + " lacks " + name);
        return null;
      }
      return optional(tag, decoder);
    }

    Extensions extensions(int tag) {
      List<ExtensionField> fields = new ArrayList<>();
      BerElement set = take(tag);
      if (set != null) {
        try {
          Extensions.checkSize(set);
          for (BerReader reader = set.children(); reader.hasNext();) {
            BerElement field = reader.next();
            try {
              fields.add(ExtensionField.decode(field));
            } catch (BerException e) {
              defects.note(e);
            }
          }
        } catch (BerException e) {
          defects.note(e);
        }
      }
      return new Extensions(fields);
    }
  }

  /** What messages and probes have in common. */
  private record Common(MtsIdentifier identifier, OrName originator, @Nullable EncodedInformationTypes types,
      ContentType contentType, @Nullable String contentIdentifier, PerMessageIndicators indicators,
      List<TraceInformationElement> trace, Extensions extensions,
      List<PerRecipientMessageFields> recipients) {
    static Common take(Part set, String identifierName) throws BerException {
      MtsIdentifier identifier = needed(
          set.mandatory(MtsIdentifier.TAG, identifierName, MtsIdentifier::decode), identifierName);
      OrName originator = needed(set.mandatory(OrName.TAG, "originator-name", OrName::decode),
          "originator-name");
      EncodedInformationTypes types = set.optional(EncodedInformationTypes.TAG,
          EncodedInformationTypes::decode);
      ContentType contentType = contentType(set);
      String contentIdentifier = set.optional(MessageEnvelope.CONTENT_IDENTIFIER, BerElement::asciiString);
      PerMessageIndicators indicators = set.optional(PerMessageIndicators.TAG,
          element -> new PerMessageIndicators(element.bitString()));
      List<TraceInformationElement> trace = set.mandatory(TraceInformationElement.TRACE_TAG,
          "trace-information", TraceInformationElement::decodeTrace);
      Extensions extensions = set.extensions(MessageEnvelope.EXTENSIONS);
      return new Common(identifier, originator, types, contentType, contentIdentifier,
          indicators == null ? PerMessageIndicators.NONE : indicators, trace == null ? List.of() : trace,
          extensions, recipients(set));
    }

    private static <T> T needed(@Nullable T component, String name) throws BerException {
      if (component == null) {
        throw new BerException("without " + name + " nobody can be told", 0);
      }
      return component;
    }

    private static ContentType contentType(Part set) {
      ContentType extended = set.optional(Tag.OBJECT_IDENTIFIER,
          element -> new ContentType.Extended(element.oid()));
      ContentType builtIn = set.optional(ContentType.BUILT_IN_TAG,
          element -> new ContentType.BuiltIn(element.intValue()));
      if (set.take(Tag.OBJECT_IDENTIFIER) == null && set.take(ContentType.BUILT_IN_TAG) == null) {
        set.defects.note(NonDeliveryDiagnostic.PROTOCOL_VIOLATION, set.type + " lacks content-type");
      } else if (extended != null && builtIn != null) {
        set.defects.note(NonDeliveryDiagnostic.INVALID_ARGUMENTS, set.type + " has two content-types");
      }
      return builtIn != null
          ? builtIn
          : extended != null ? extended : ContentType.BuiltIn.UNIDENTIFIED;
    }

    private static List<PerRecipientMessageFields> recipients(Part set) throws BerException {
      List<PerRecipientMessageFields> all = new ArrayList<>();
      BerElement list = needed(set.take(MessageEnvelope.RECIPIENTS), "per-recipient-fields");
      for (BerReader reader = list.children(); reader.hasNext();) {
        Part fields = new Part(reader.next().expect(Tag.SET, "per-recipient-fields"), "per-recipient-fields",
            set.defects);
        all.add(recipient(fields, all.size() + 1));
        if (all.size() > PerRecipientMessageFields.MOST_READ) {
          throw list.error("has more recipients than are read");
        }
      }
      if (all.isEmpty()) {
        throw list.error("has no recipient");
      }
      return all;
    }

    /** @param position taken for the number that the originator's MTA has given, if that cannot be read */
    private static PerRecipientMessageFields recipient(Part fields, int position) throws BerException {
      OrName name = fields.mandatory(OrName.TAG, "recipient-name", OrName::decode);
      if (name == null) {
        BerElement element = fields.take(OrName.TAG);
        name = needed(element == null ? null : OrName.readable(element), "recipient-name");
      }
      Integer number = fields.mandatory(PerRecipientMessageFields.NUMBER,
          "originally-specified-recipient-number", BerElement::intValue);
      PerRecipientIndicators indicators = fields.mandatory(PerRecipientMessageFields.INDICATORS,
          "per-recipient-indicators", element -> new PerRecipientIndicators(element.bitString()));
      Integer conversion = fields.optional(PerRecipientMessageFields.EXPLICIT_CONVERSION,
          BerElement::intValue);
      return new PerRecipientMessageFields(name, number == null ? position : number, indicators == null
          ? PerRecipientIndicators.of(true, ReportRequest.NON_DELIVERY_REPORT,
              ReportRequest.NON_DELIVERY_REPORT)
          : indicators, conversion, fields.extensions(PerRecipientMessageFields.EXTENSIONS), List.of());
    }
  }
}
