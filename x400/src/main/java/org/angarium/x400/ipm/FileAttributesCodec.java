package org.angarium.x400.ipm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.ipm.FileAttributes.Identities;
import org.angarium.x400.ipm.FileAttributes.Times;
import org.angarium.x400.mts.GeneralizedTime;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.StringType;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes FileAttributes (X.420 Annex B). Most are a CHOICE of "no value available" {@code [0]} and the value: both an
 * absent attribute and one without value are read as null.
 */
final class FileAttributesCodec {
  private static final int INCOMPLETE_PATH = Tag.context(0);
  private static final int PERMITTED_ACTIONS = Tag.context(1);
  private static final int STORAGE_ACCOUNT = Tag.context(3);
  private static final int FIRST_TIME = 4;
  private static final int FIRST_IDENTITY = 8;
  private static final int AVAILABILITY = Tag.context(12);
  private static final int SIZE = Tag.context(13);
  private static final int FUTURE_SIZE = Tag.context(14);
  private static final int ACCESS_CONTROL = Tag.context(15);
  private static final int LEGAL_QUALIFICATION = Tag.context(16);
  private static final int PRIVATE_USE = Tag.context(17);
  private static final int COMPLETE_PATH = Tag.context(23);
  private static final int NO_VALUE = Tag.context(0);
  private static final int VALUE = Tag.context(1);

  private FileAttributesCodec() {}

  private interface Decoder<T> {
    T decode(BerElement element) throws BerException;
  }

  static FileAttributes decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "FileAttributes");
    FileAttributes.Builder attributes = FileAttributes.builder();
    BerElement complete = set.take(COMPLETE_PATH);
    BerElement incomplete = set.take(INCOMPLETE_PATH);
    if (complete != null) {
      attributes.completePathname(strings(complete));
    } else if (incomplete != null) {
      attributes.pathname(strings(incomplete).toArray(String[]::new));
    }
    BerElement actions = set.take(PERMITTED_ACTIONS);
    attributes.permittedActions(actions == null ? null : actions.bitString());
    attributes.storageAccount(choice(set, STORAGE_ACCOUNT, FileAttributesCodec::string));
    attributes.times(new Times(time(set, 0), time(set, 1), time(set, 2), time(set, 3)));
    attributes.identities(new Identities(identity(set, 0), identity(set, 1), identity(set, 2),
        identity(set, 3)));
    attributes.availability(choice(set, AVAILABILITY, BerElement::intValue));
    Long size = choice(set, SIZE, BerElement::longValue);
    if (size != null) {
      attributes.size(size);
    }
    Long future = choice(set, FUTURE_SIZE, BerElement::longValue);
    if (future != null) {
      attributes.futureSize(future);
    }
    attributes.accessControl(raw(set.take(ACCESS_CONTROL)));
    attributes.legalQualification(choice(set, LEGAL_QUALIFICATION, FileAttributesCodec::string));
    attributes.privateUse(raw(set.take(PRIVATE_USE)));
    return attributes.extensions(set.rest()).build();
  }

  private static @Nullable RawElement raw(@Nullable BerElement element) {
    return element == null ? null : RawElement.of(element);
  }

  /** The value of an attribute, null if it is absent or said to have none. */
  private static <T> @Nullable T choice(SetComponents set, int tag, Decoder<T> decoder) throws BerException {
    BerElement element = set.take(tag);
    if (element == null) {
      return null;
    }
    BerElement value = element.only();
    return value.is(NO_VALUE) ? null : decoder.decode(value);
  }

  private static @Nullable Instant time(SetComponents set, int index) throws BerException {
    return choice(set, Tag.context(FIRST_TIME + index), time -> GeneralizedTime.decode(time, "file time"));
  }

  private static @Nullable String identity(SetComponents set, int index) throws BerException {
    return choice(set, Tag.context(FIRST_IDENTITY + index), FileAttributesCodec::string);
  }

  /** A GraphicString under its own or an implicit tag. */
  private static String string(BerElement element) throws BerException {
    return StringType.ofTag(element.tag()) == null
        ? CharacterString.decode(element, StringType.GRAPHIC).text()
        : CharacterString.decode(element).text();
  }

  /** Strings of a path; the element may be the SEQUENCE itself or hold it. */
  static List<String> strings(BerElement element) throws BerException {
    List<String> strings = new ArrayList<>();
    BerElement list = element.children().peekTag() == Tag.SEQUENCE ? element.only() : element;
    for (BerReader elements = list.children(); elements.hasNext();) {
      strings.add(string(elements.next()));
    }
    return strings;
  }

  static void encode(BerWriter writer, int tag, FileAttributes attributes) {
    writer.begin(tag);
    if (!attributes.pathname().isEmpty() && !attributes.complete()) {
      strings(writer, INCOMPLETE_PATH, attributes.pathname());
    }
    if (attributes.permittedActions() != null) {
      writer.bitString(PERMITTED_ACTIONS, attributes.permittedActions());
    }
    string(writer, STORAGE_ACCOUNT, StringType.GRAPHIC.tag(), attributes.storageAccount());
    Times times = attributes.times();
    time(writer, 0, times.creation());
    time(writer, 1, times.modification());
    time(writer, 2, times.read());
    time(writer, 3, times.attributeModification());
    Identities identities = attributes.identities();
    identity(writer, 0, identities.creator());
    identity(writer, 1, identities.modifier());
    identity(writer, 2, identities.reader());
    identity(writer, 3, identities.attributeModifier());
    number(writer, AVAILABILITY, attributes.availability());
    number(writer, SIZE, attributes.size());
    number(writer, FUTURE_SIZE, attributes.futureSize());
    if (attributes.accessControl() != null) {
      attributes.accessControl().encode(writer);
    }
    string(writer, LEGAL_QUALIFICATION, VALUE, attributes.legalQualification());
    if (attributes.privateUse() != null) {
      attributes.privateUse().encode(writer);
    }
    attributes.extensions().forEach(extension -> extension.encode(writer));
    if (attributes.complete()) {
      strings(writer, COMPLETE_PATH, attributes.pathname());
    }
    writer.end();
  }

  static void strings(BerWriter writer, int tag, List<String> strings) {
    writer.begin(tag);
    strings.forEach(string -> CharacterString.of(StringType.GRAPHIC, string).encode(writer));
    writer.end();
  }

  private static void time(BerWriter writer, int index, @Nullable Instant time) {
    if (time != null) {
      writer.begin(Tag.context(FIRST_TIME + index));
      GeneralizedTime.encode(writer, VALUE, time);
      writer.end();
    }
  }

  private static void identity(BerWriter writer, int index, @Nullable String identity) {
    string(writer, Tag.context(FIRST_IDENTITY + index), StringType.GRAPHIC.tag(), identity);
  }

  private static void string(BerWriter writer, int tag, int valueTag, @Nullable String value) {
    if (value != null) {
      writer.begin(tag);
      CharacterString.of(StringType.GRAPHIC, value).encode(writer, valueTag);
      writer.end();
    }
  }

  private static void number(BerWriter writer, int tag, @Nullable Number value) {
    if (value != null) {
      writer.begin(tag).integer(VALUE, value.longValue()).end();
    }
  }
}
