package org.angarium.x400.ipm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;
import org.angarium.x400.mts.UtcTime;
import org.angarium.x400.text.CharacterString;
import org.jspecify.annotations.Nullable;

/** Reads and writes the Heading SET (X.420 §7.2). */
final class HeadingCodec {
  private static final int ORIGINATOR = Tag.context(0);
  private static final int AUTHORIZING_USERS = Tag.context(1);
  private static final int PRIMARY_RECIPIENTS = Tag.context(2);
  private static final int COPY_RECIPIENTS = Tag.context(3);
  private static final int BLIND_COPY_RECIPIENTS = Tag.context(4);
  private static final int REPLIED_TO = Tag.context(5);
  private static final int OBSOLETED = Tag.context(6);
  private static final int RELATED = Tag.context(7);
  private static final int SUBJECT = Tag.context(8);
  private static final int EXPIRY_TIME = Tag.context(9);
  private static final int REPLY_TIME = Tag.context(10);
  private static final int REPLY_RECIPIENTS = Tag.context(11);
  private static final int IMPORTANCE = Tag.context(12);
  private static final int SENSITIVITY = Tag.context(13);
  private static final int AUTO_FORWARDED = Tag.context(14);
  private static final int EXTENSIONS = Tag.context(15);

  private HeadingCodec() {}

  /** Reads one element of a list. */
  private interface Decoder<T> {
    T decode(BerElement element) throws BerException;
  }

  static Heading decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "Heading");
    Heading.Builder heading = Heading
        .builder(IpmIdentifier.decode(set.require(IpmIdentifier.TAG, "this-IPM")));
    heading.originator = one(set, ORIGINATOR, OrDescriptor::decode);
    heading.authorizingUsers = list(set, AUTHORIZING_USERS, OrDescriptor::decode);
    heading.primaryRecipients = list(set, PRIMARY_RECIPIENTS, RecipientSpecifier::decode);
    heading.copyRecipients = list(set, COPY_RECIPIENTS, RecipientSpecifier::decode);
    heading.blindCopyRecipients = list(set, BLIND_COPY_RECIPIENTS, RecipientSpecifier::decode);
    heading.repliedTo = one(set, REPLIED_TO, IpmIdentifier::decode);
    heading.obsoleted = list(set, OBSOLETED, IpmIdentifier::decode);
    heading.related = list(set, RELATED, IpmIdentifier::decode);
    heading.subject = one(set, SUBJECT, subject -> CharacterString.decode(subject.only()));
    heading.expiryTime = one(set, EXPIRY_TIME, time -> UtcTime.decode(time, "expiry-time"));
    heading.replyTime = one(set, REPLY_TIME, time -> UtcTime.decode(time, "reply-time"));
    heading.replyRecipients = list(set, REPLY_RECIPIENTS, OrDescriptor::decode);
    Importance importance = one(set, IMPORTANCE, Importance::decode);
    heading.importance = importance == null ? Importance.NORMAL : importance;
    heading.sensitivity = one(set, SENSITIVITY, Sensitivity::decode);
    heading.autoForwarded = Boolean.TRUE.equals(one(set, AUTO_FORWARDED, BerElement::booleanValue));
    heading.extensions = IpmsExtension.decodeSet(set.take(EXTENSIONS));
    heading.unknown = set.rest();
    return heading.build();
  }

  private static <T> @Nullable T one(SetComponents set, int tag, Decoder<T> decoder) throws BerException {
    BerElement element = set.take(tag);
    return element == null ? null : decoder.decode(element);
  }

  private static <T> List<T> list(SetComponents set, int tag, Decoder<T> decoder) throws BerException {
    BerElement list = set.take(tag);
    if (list == null) {
      return List.of();
    }
    List<T> values = new ArrayList<>();
    for (BerReader elements = list.children(); elements.hasNext();) {
      values.add(decoder.decode(elements.next()));
    }
    return values;
  }

  static void encode(Heading heading, BerWriter writer) {
    writer.begin(Tag.SET);
    heading.thisIpm().encode(writer, IpmIdentifier.TAG);
    if (heading.originator() != null) {
      heading.originator().encode(writer, ORIGINATOR);
    }
    descriptors(writer, AUTHORIZING_USERS, heading.authorizingUsers());
    recipients(writer, PRIMARY_RECIPIENTS, heading.primaryRecipients());
    recipients(writer, COPY_RECIPIENTS, heading.copyRecipients());
    recipients(writer, BLIND_COPY_RECIPIENTS, heading.blindCopyRecipients());
    if (heading.repliedTo() != null) {
      heading.repliedTo().encode(writer, REPLIED_TO);
    }
    identifiers(writer, OBSOLETED, heading.obsoleted());
    identifiers(writer, RELATED, heading.related());
    if (heading.subject() != null) {
      writer.begin(SUBJECT);
      heading.subject().encode(writer);
      writer.end();
    }
    time(writer, EXPIRY_TIME, heading.expiryTime());
    time(writer, REPLY_TIME, heading.replyTime());
    descriptors(writer, REPLY_RECIPIENTS, heading.replyRecipients());
    if (heading.importance() != Importance.NORMAL) {
      writer.integer(IMPORTANCE, heading.importance().value());
    }
    if (heading.sensitivity() != null) {
      writer.integer(SENSITIVITY, heading.sensitivity().value());
    }
    if (heading.autoForwarded()) {
      writer.bool(AUTO_FORWARDED, true);
    }
    IpmsExtension.encodeSet(writer, EXTENSIONS, heading.extensions());
    for (RawElement component : heading.unknown()) {
      component.encode(writer);
    }
    writer.end();
  }

  private static void descriptors(BerWriter writer, int tag, List<OrDescriptor> descriptors) {
    if (!descriptors.isEmpty()) {
      writer.begin(tag);
      descriptors.forEach(descriptor -> descriptor.encode(writer, Tag.SET));
      writer.end();
    }
  }

  private static void recipients(BerWriter writer, int tag, List<RecipientSpecifier> recipients) {
    if (!recipients.isEmpty()) {
      writer.begin(tag);
      recipients.forEach(recipient -> recipient.encode(writer));
      writer.end();
    }
  }

  private static void identifiers(BerWriter writer, int tag, List<IpmIdentifier> identifiers) {
    if (!identifiers.isEmpty()) {
      writer.begin(tag);
      identifiers.forEach(identifier -> identifier.encode(writer, IpmIdentifier.TAG));
      writer.end();
    }
  }

  private static void time(BerWriter writer, int tag, @Nullable Instant time) {
    if (time != null) {
      UtcTime.encode(writer, tag, time);
    }
  }
}
