package org.angarium.x400.p1;

import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SequenceOf;
import org.angarium.x400.mts.SetComponents;
import org.jspecify.annotations.Nullable;

/**
 * What the envelope of a message or probe says of one recipient (PerRecipientMessageTransferFields, X.411 §12.2.1.1.1.5; the fields of a
 * probe are the same).
 *
 * @param originallySpecifiedNumber 1 to 32767, given by the originating MTA and kept for life; not a position
 * @param explicitConversion code of the conversion asked for, null if none
 * @param unknown components of other tags, as received
 */
public record PerRecipientMessageFields(OrName recipientName, int originallySpecifiedNumber,
    PerRecipientIndicators indicators, @Nullable Integer explicitConversion, Extensions extensions,
    List<RawElement> unknown) {
  /** Recipients of one envelope at most (X.411 ub-recipients). */
  public static final int MAX_RECIPIENTS = 32767;
  /** More are read, so that whoever sent them can be told that they are too many; beyond this an envelope would cost too much memory. */
  public static final int MOST_READ = 2 * MAX_RECIPIENTS;
  static final int NUMBER = Tag.context(0);
  static final int INDICATORS = Tag.context(1);
  static final int EXPLICIT_CONVERSION = Tag.context(2);
  static final int EXTENSIONS = Tag.context(3);

  public PerRecipientMessageFields {
    unknown = List.copyOf(unknown);
  }

  /** A recipient without anything optional. */
  public static PerRecipientMessageFields of(OrName name, int number, PerRecipientIndicators indicators) {
    return new PerRecipientMessageFields(name, number, indicators, null, Extensions.NONE, List.of());
  }

  public PerRecipientMessageFields withRecipientName(OrName name) {
    return new PerRecipientMessageFields(name, originallySpecifiedNumber, indicators, explicitConversion,
        extensions, unknown);
  }

  public PerRecipientMessageFields withIndicators(PerRecipientIndicators changed) {
    return new PerRecipientMessageFields(recipientName, originallySpecifiedNumber, changed,
        explicitConversion, extensions, unknown);
  }

  public PerRecipientMessageFields withResponsibility(boolean responsible) {
    return responsible == indicators.responsibility()
        ? this
        : withIndicators(indicators.withResponsibility(responsible));
  }

  public PerRecipientMessageFields withExtensions(Extensions changed) {
    return new PerRecipientMessageFields(recipientName, originallySpecifiedNumber, indicators,
        explicitConversion, changed, unknown);
  }

  public PerRecipientMessageFields withoutExplicitConversion() {
    return new PerRecipientMessageFields(recipientName, originallySpecifiedNumber, indicators, null,
        extensions, unknown);
  }

  static PerRecipientMessageFields decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "per-recipient-fields");
    OrName name = OrName.decode(set.require(OrName.TAG, "recipient-name"));
    int number = set.require(NUMBER, "originally-specified-recipient-number").intValue();
    PerRecipientIndicators indicators = new PerRecipientIndicators(
        set.require(INDICATORS, "per-recipient-indicators").bitString());
    BerElement conversion = set.take(EXPLICIT_CONVERSION);
    return new PerRecipientMessageFields(name, number, indicators,
        conversion == null ? null : conversion.intValue(), Extensions.take(set, EXTENSIONS), set.rest());
  }

  /** Length of its encoding. */
  public int octets() {
    BerWriter writer = new BerWriter();
    encode(writer);
    return writer.size();
  }

  void encode(BerWriter writer) {
    writer.begin(Tag.SET);
    recipientName.encode(writer, OrName.TAG);
    writer.integer(NUMBER, originallySpecifiedNumber);
    writer.bitString(INDICATORS, indicators.bits());
    if (explicitConversion != null) {
      writer.integer(EXPLICIT_CONVERSION, explicitConversion);
    }
    extensions.encode(writer, EXTENSIONS);
    unknown.forEach(component -> component.encode(writer));
    writer.end();
  }

  static List<PerRecipientMessageFields> decodeList(BerElement list) throws BerException {
    List<PerRecipientMessageFields> all = SequenceOf.decode(list, MOST_READ, Tag.SET,
        "per-recipient-fields", PerRecipientMessageFields::decode);
    if (all.isEmpty()) {
      throw list.error("has no recipient");
    }
    return all;
  }

  static void encodeList(BerWriter writer, int tag, List<PerRecipientMessageFields> all) {
    writer.begin(tag);
    all.forEach(one -> one.encode(writer));
    writer.end();
  }
}
