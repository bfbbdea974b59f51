package org.angarium.x400.ipm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;
import org.angarium.x400.mts.UtcTime;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.GeneralText;
import org.jspecify.annotations.Nullable;

/** Reads and writes BodyPart, a CHOICE of tagged types (X.420 §7.3). */
final class BodyPartCodec {
  private static final int IA5_TEXT = Tag.context(0);
  private static final int TELETEX = Tag.context(5);
  private static final int MESSAGE = Tag.context(9);
  private static final int EXTENDED = Tag.context(15);
  private static final int PARAMETERS = Tag.context(0);
  private static final int DELIVERY_TIME = Tag.context(0);

  private BodyPartCodec() {}

  /** @param level in how many messages that of this part is forwarded */
  static BodyPart decode(BerElement element, int level) throws BerException {
    if (Tag.classOf(element.tag()) != 2) {
      throw element.error("is no body part");
    }
    return switch (Tag.numberOf(element.tag())) {
      case 0 -> ia5Text(element.children());
      case 5 -> teletex(element.children());
      case 9 -> level < Ipm.MOST_FORWARDED
          ? message(element.children(), level + 1)
          : new BodyPart.Basic(Tag.numberOf(MESSAGE), RawElement.of(element));
      case 15 -> extended(element.children());
      default -> new BodyPart.Basic(Tag.numberOf(element.tag()), RawElement.of(element));
    };
  }

  private static BodyPart ia5Text(BerReader parts) throws BerException {
    RawElement parameters = RawElement.of(parts.require(Tag.SET, "ia5-text parameters"));
    if (!parts.hasNext()) {
      throw new BerException("ia5-text data is missing", parts.offset());
    }
    CharacterString data = CharacterString.decode(parts.next());
    parts.finish("ia5-text");
    return new BodyPart.Ia5Text(parameters, data);
  }

  private static BodyPart teletex(BerReader parts) throws BerException {
    RawElement parameters = RawElement.of(parts.require(Tag.SET, "teletex parameters"));
    List<CharacterString> pages = new ArrayList<>();
    for (BerReader data = parts.require(Tag.SEQUENCE, "teletex data").children(); data.hasNext();) {
      pages.add(CharacterString.decode(data.next()));
    }
    parts.finish("teletex");
    return new BodyPart.TeletexText(parameters, pages);
  }

  private static BodyPart message(BerReader parts, int level) throws BerException {
    SetComponents parameters = SetComponents.of(parts.require(Tag.SET, "message parameters"),
        "message parameters");
    BerElement time = parameters.take(DELIVERY_TIME);
    Instant deliveryTime = time == null ? null : UtcTime.decode(time, "delivery-time");
    Ipm message = Ipm.decode(parts.require(Tag.SEQUENCE, "forwarded message"), level);
    parts.finish("forwarded message");
    return new BodyPart.ForwardedMessage(deliveryTime, parameters.rest(), message);
  }

  private static BodyPart extended(BerReader parts) throws BerException {
    BerElement first = parts.nextIf(PARAMETERS);
    External parameters = null;
    if (first != null) {
      // The tag replaces that of EXTERNAL; some senders put it around.
      boolean around = first.children().peekTag() == Tag.EXTERNAL;
      parameters = External.decode(around ? first.only() : first);
    }
    External data = External.decode(parts.require(Tag.EXTERNAL, "extended body part data"));
    parts.finish("extended body part");
    BodyPart.Extended extended = new BodyPart.Extended(parameters, data);
    if (BodyPartType.ofData(data.type()) == BodyPartType.GENERAL_TEXT) {
      BodyPart general = generalText(extended);
      return general == null ? extended : general;
    }
    return extended;
  }

  /** The typed form, or null if the values are not what general text holds. */
  private static @Nullable BodyPart generalText(BodyPart.Extended extended) {
    try {
      CharacterString data = CharacterString.decode(extended.data().value());
      SortedSet<Integer> registrations = new TreeSet<>();
      if (extended.parameters() != null) {
        for (BerReader numbers = extended.parameters().value().children(); numbers.hasNext();) {
          registrations.add(numbers.next().intValue(0, 0xFFFF));
        }
      }
      return new BodyPart.General(registrations.isEmpty() ? GeneralText.ASCII_REGISTRATIONS : registrations,
          data);
    } catch (BerException malformed) {
      return null;
    }
  }

  static void encode(BodyPart part, BerWriter writer) {
    switch (part) {
      case BodyPart.Ia5Text ia5 -> {
        writer.begin(IA5_TEXT).raw(ia5.parameters().encoded());
        ia5.data().encode(writer);
        writer.end();
      }
      case BodyPart.TeletexText teletex -> {
        writer.begin(TELETEX).raw(teletex.parameters().encoded()).begin(Tag.SEQUENCE);
        teletex.pages().forEach(page -> page.encode(writer));
        writer.end().end();
      }
      case BodyPart.General general -> extended(generalText(general), writer);
      case BodyPart.ForwardedMessage message -> {
        writer.begin(MESSAGE).begin(Tag.SET);
        if (message.deliveryTime() != null) {
          UtcTime.encode(writer, DELIVERY_TIME, message.deliveryTime());
        }
        message.parameters().forEach(parameter -> parameter.encode(writer));
        writer.end();
        message.message().encode(writer, Tag.SEQUENCE);
        writer.end();
      }
      case BodyPart.Extended extended -> extended(extended, writer);
      case BodyPart.Basic basic -> basic.element().encode(writer);
    }
  }

  private static void extended(BodyPart.Extended part, BerWriter writer) {
    writer.begin(EXTENDED);
    if (part.parameters() != null) {
      part.parameters().encode(writer, PARAMETERS);
    }
    part.data().encode(writer, Tag.EXTERNAL);
    writer.end();
  }

  private static BodyPart.Extended generalText(BodyPart.General part) {
    RawElement numbers = RawElement.written(writer -> {
      writer.begin(Tag.SET);
      part.registrations().forEach(writer::integer);
      writer.end();
    });
    return new BodyPart.Extended(External.of(BodyPartType.GENERAL_TEXT.parametersType(), numbers),
        External.of(BodyPartType.GENERAL_TEXT.dataType(), RawElement.written(part.data()::encode)));
  }

  /**
   * The basic form of an extended part, which means the same and which a P2 message can hold; the part itself if it has no basic form
   * or its values are not what that form holds.
   *
   * @param level in how many messages that of this part is forwarded
   */
  static BodyPart basicForm(BodyPart part, int level) {
    BodyPartType type = part instanceof BodyPart.Extended extended
        ? BodyPartType.ofData(extended.type())
        : null;
    if (type == null || type.basicTag() < 0 || !(part instanceof BodyPart.Extended extended)) {
      return part;
    }
    try {
      BerElement data = extended.data().value();
      int tag = Tag.context(type.basicTag());
      BerWriter writer = new BerWriter();
      if (type.hasParameters()) {
        writer.begin(tag);
        if (extended.parameters() == null) {
          writer.begin(Tag.SET).end();
        } else {
          writer.raw(extended.parameters().value().encoded());
        }
        writer.raw(data.encoded()).end();
      } else if (type == BodyPartType.NATIONALLY_DEFINED) {
        writer.begin(tag).raw(data.encoded()).end();
      } else if (type == BodyPartType.BILATERALLY_DEFINED) {
        writer.octets(tag, data.octets());
      } else {
        data.children();
        writer.begin(tag).raw(data.rawContents()).end();
      }
      return decode(BerReader.single(writer.toByteArray(), Ipm.LIMITS), level);
    } catch (BerException malformed) {
      return part;
    }
  }
}
