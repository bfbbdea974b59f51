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
 * @param extensions of the notification as a whole
 * @param unknown components of other tags, as received
 */
public record Ipn(IpmIdentifier subjectIpm, @Nullable OrDescriptor originator,
    @Nullable OrDescriptor intendedRecipient, @Nullable EncodedInformationTypes conversionTypes,
    List<IpmsExtension> extensions, Outcome outcome, List<RawElement> unknown) implements InformationObject {
  private static final int OUTCOME = Tag.context(0);
  private static final int ORIGINATOR = Tag.context(1);
  private static final int INTENDED_RECIPIENT = Tag.context(2);
  private static final int EXTENSIONS = Tag.context(3);
  private static final int OTHER_NOTIFICATION = Tag.context(2);

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
      @Nullable Ipm returned, List<IpmsExtension> extensions,
      List<RawElement> unknown) implements Outcome {
    public static final int DISCARDED = 0;
    public static final int AUTO_FORWARDED = 1;
  }

  /** It was received; automatic if a machine says so. */
  public record Receipt(Instant time, boolean automatic, @Nullable CharacterString supplementary,
      List<IpmsExtension> extensions, List<RawElement> unknown) implements Outcome {}

  /** Neither: an advice of absence or of a change of address, or what later editions add. */
  public record Other(List<IpmsExtension> notifications) implements Outcome {
    public Other {
      notifications = List.copyOf(notifications);
    }
  }

  /** An outcome no edition of the standard knows, as received. */
  public record UnknownOutcome(RawElement element) implements Outcome {}

  /** A notification about a message, with nothing else said. */
  public static Ipn of(IpmIdentifier subjectIpm, Outcome outcome) {
    return new Ipn(subjectIpm, null, null, null, List.of(), outcome, List.of());
  }

  public static Ipn receipt(IpmIdentifier subjectIpm, Instant time) {
    return of(subjectIpm, new Receipt(time, false, null, List.of(), List.of()));
  }

  /** The message was discarded: 0 expired, 1 obsoleted, 2 subscription terminated; null if it is not said why. */
  public static Ipn discarded(IpmIdentifier subjectIpm, @Nullable Integer discardReason) {
    return of(subjectIpm,
        new NonReceipt(NonReceipt.DISCARDED, discardReason, null, null, List.of(), List.of()));
  }

  /** The message was forwarded automatically; the comment is the recipient's, up to 256 characters of PrintableString. */
  public static Ipn autoForwarded(IpmIdentifier subjectIpm, String comment) {
    return of(subjectIpm, new NonReceipt(NonReceipt.AUTO_FORWARDED, null,
        comment.isEmpty() ? null : CharacterString.printable(comment), null, List.of(), List.of()));
  }

  /** This notification saying who sends it. */
  public Ipn from(OrDescriptor notifier) {
    return new Ipn(subjectIpm, notifier, intendedRecipient, conversionTypes, extensions, outcome, unknown);
  }

  /** This notification saying for whom the message was. */
  public Ipn intendedFor(OrDescriptor recipient) {
    return new Ipn(subjectIpm, originator, recipient, conversionTypes, extensions, outcome, unknown);
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
      List<IpmsExtension> extensions = IpmsExtension.decodeSet(set.take(Tag.context(4)));
      return new NonReceipt(reason, discard == null ? null : (Integer) discard.intValue(),
          comment == null ? null : CharacterString.decode(comment, StringType.PRINTABLE),
          returned == null ? null : Ipm.decode(returned, 1), extensions, set.rest());
    }
    if (element.is(Tag.context(1))) {
      SetComponents set = SetComponents.of(element, "receipt fields");
      Instant time = UtcTime.decode(set.require(Tag.context(0), "receipt-time"), "receipt-time");
      BerElement mode = set.take(Tag.context(1));
      BerElement supplementary = set.take(Tag.context(2));
      List<IpmsExtension> extensions = IpmsExtension.decodeSet(set.take(Tag.context(3)));
      return new Receipt(time, mode != null && mode.intValue() == 1,
          supplementary == null ? null : CharacterString.decode(supplementary, StringType.PRINTABLE),
          extensions, set.rest());
    }
    if (element.is(OTHER_NOTIFICATION)) {
      return new Other(IpmsExtension.decodeSet(element));
    }
    return new UnknownOutcome(RawElement.of(element));
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
        IpmsExtension.encodeSet(writer, Tag.context(4), fields.extensions);
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
        IpmsExtension.encodeSet(writer, Tag.context(3), fields.extensions);
        fields.unknown.forEach(component -> component.encode(writer));
        writer.end();
      }
      case Other other -> {
        if (other.notifications.isEmpty()) {
          writer.begin(OTHER_NOTIFICATION).end();
        }
        IpmsExtension.encodeSet(writer, OTHER_NOTIFICATION, other.notifications);
      }
      case UnknownOutcome other -> other.element.encode(writer);
    }
  }
}
