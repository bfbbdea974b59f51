package org.angarium.x400.ipm;

import java.time.Instant;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;
import org.angarium.x400.mts.UtcTime;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.StringType;
import org.jspecify.annotations.Nullable;

/**
 * An interpersonal notification (X.420 §8): what a recipient did with a message.
 *
 * @param originator who notifies, null if it is who the envelope says
 * @param intendedRecipient for whom the message was, null if for who notifies
 * @param conversionTypes encoded information types after conversion, null if not said
 * @param unknown components of other tags, as received
 */
public record Ipn(IpmIdentifier subjectIpm, @Nullable OrDescriptor originator,
    @Nullable OrDescriptor intendedRecipient, @Nullable EncodedInformationTypes conversionTypes,
    List<IpmsExtension> extensions, Outcome outcome, List<RawElement> unknown) implements InformationObject {
  private static final int OUTCOME = Tag.context(0);
  private static final int ORIGINATOR = Tag.context(1);
  private static final int INTENDED_RECIPIENT = Tag.context(2);
  private static final int EXTENSIONS = Tag.context(3);

  public Ipn {
    extensions = List.copyOf(extensions);
    unknown = List.copyOf(unknown);
  }

  /** What happened to the message. */
  public sealed interface Outcome {}

  /**
   * It was not received.
   *
   * @param reason 0 discarded, 1 auto-forwarded
   * @param discardReason 0 expired, 1 obsoleted, 2 subscription terminated; null if not said
   * @param comment the recipient's, with auto-forwarding
   * @param returned the message
   */
  public record NonReceipt(int reason, @Nullable Integer discardReason, @Nullable CharacterString comment,
      @Nullable Ipm returned, List<RawElement> unknown) implements Outcome {
    public static final int DISCARDED = 0;
    public static final int AUTO_FORWARDED = 1;
  }

  /** It was received; automatic if a machine says so. */
  public record Receipt(Instant time, boolean automatic, @Nullable CharacterString supplementary,
      List<RawElement> unknown) implements Outcome {}

  /** Anything else, such as an advice of absence, as received. */
  public record OtherOutcome(RawElement element) implements Outcome {}

  public static Ipn receipt(IpmIdentifier subjectIpm, Instant time) {
    return new Ipn(subjectIpm, null, null, null, List.of(), new Receipt(time, false, null, List.of()),
        List.of());
  }

  static Ipn decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "IPN");
    IpmIdentifier subject = IpmIdentifier.decode(set.require(IpmIdentifier.TAG, "subject-ipm"));
    BerElement originator = set.take(ORIGINATOR);
    BerElement intended = set.take(INTENDED_RECIPIENT);
    BerElement types = set.take(EncodedInformationTypes.TAG);
    List<IpmsExtension> extensions = IpmsExtension.decodeSet(set.take(EXTENSIONS));
    Outcome outcome = outcome(set.require(OUTCOME, "the outcome").only());
    return new Ipn(subject, originator == null ? null : OrDescriptor.decode(originator),
        intended == null ? null : OrDescriptor.decode(intended),
        types == null ? null : EncodedInformationTypes.decode(types), extensions, outcome, set.rest());
  }

  private static Outcome outcome(BerElement element) throws BerException {
    if (element.is(Tag.context(0))) {
      SetComponents set = SetComponents.of(element, "non-receipt fields");
      int reason = set.require(Tag.context(0), "non-receipt-reason").intValue();
      BerElement discard = set.take(Tag.context(1));
      BerElement comment = set.take(Tag.context(2));
      BerElement returned = set.take(Tag.context(3));
      return new NonReceipt(reason, discard == null ? null : (Integer) discard.intValue(),
          comment == null ? null : CharacterString.decode(comment, StringType.PRINTABLE),
          returned == null ? null : Ipm.decode(returned), set.rest());
    }
    if (element.is(Tag.context(1))) {
      SetComponents set = SetComponents.of(element, "receipt fields");
      Instant time = UtcTime.decode(set.require(Tag.context(0), "receipt-time"), "receipt-time");
      BerElement mode = set.take(Tag.context(1));
      BerElement supplementary = set.take(Tag.context(2));
      return new Receipt(time, mode != null && mode.intValue() == 1,
          supplementary == null ? null : CharacterString.decode(supplementary, StringType.PRINTABLE),
          set.rest());
    }
    return new OtherOutcome(RawElement.of(element));
  }

  void encode(BerWriter writer, int tag) {
    writer.begin(tag);
    subjectIpm.encode(writer, IpmIdentifier.TAG);
    if (originator != null) {
      originator.encode(writer, ORIGINATOR);
    }
    if (intendedRecipient != null) {
      intendedRecipient.encode(writer, INTENDED_RECIPIENT);
    }
    if (conversionTypes != null) {
      conversionTypes.encode(writer);
    }
    IpmsExtension.encodeSet(writer, EXTENSIONS, extensions);
    writer.begin(OUTCOME);
    encode(outcome, writer);
    writer.end();
    unknown.forEach(component -> component.encode(writer));
    writer.end();
  }

  private static void encode(Outcome outcome, BerWriter writer) {
    switch (outcome) {
      case NonReceipt fields -> {
        writer.begin(Tag.context(0)).integer(Tag.context(0), fields.reason);
        if (fields.discardReason != null) {
          writer.integer(Tag.context(1), fields.discardReason);
        }
        if (fields.comment != null) {
          fields.comment.encode(writer, Tag.context(2));
        }
        if (fields.returned != null) {
          fields.returned.encode(writer, Tag.context(3));
        }
        fields.unknown.forEach(component -> component.encode(writer));
        writer.end();
      }
      case Receipt fields -> {
        writer.begin(Tag.context(1));
        UtcTime.encode(writer, Tag.context(0), fields.time);
        if (fields.automatic) {
          writer.integer(Tag.context(1), 1);
        }
        if (fields.supplementary != null) {
          fields.supplementary.encode(writer, Tag.context(2));
        }
        fields.unknown.forEach(component -> component.encode(writer));
        writer.end();
      }
      case OtherOutcome other -> other.element.encode(writer);
    }
  }
}
