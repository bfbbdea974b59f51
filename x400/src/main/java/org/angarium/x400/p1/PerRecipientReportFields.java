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
 * What a report says of one recipient (PerRecipientReportTransferFields, X.411 §12.2.1.3.1; ReportedRecipientInfo of 1984).
 *
 * @param originallySpecifiedNumber repeated from the subject
 * @param indicators repeated from the subject
 * @param originallyIntendedRecipientName whom the originator named, if somebody else was reported on; else null
 * @param supplementaryInformation text for people, up to 256 characters (64 in 1984); null if absent
 * @param unknown components of other tags, as received
 */
public record PerRecipientReportFields(OrName actualRecipientName, int originallySpecifiedNumber,
    PerRecipientIndicators indicators, LastTraceInformation lastTraceInformation,
    @Nullable OrName originallyIntendedRecipientName, @Nullable String supplementaryInformation,
    Extensions extensions, List<RawElement> unknown) {
  private static final int ACTUAL_RECIPIENT = Tag.context(0);
  private static final int NUMBER = Tag.context(1);
  private static final int INDICATORS = Tag.context(2);
  private static final int LAST_TRACE = Tag.context(3);
  private static final int INTENDED_RECIPIENT = Tag.context(4);
  private static final int SUPPLEMENTARY = Tag.context(5);
  private static final int EXTENSIONS = Tag.context(6);

  public PerRecipientReportFields {
    unknown = List.copyOf(unknown);
  }

  /** A report on a recipient as it stands in the subject. */
  public static PerRecipientReportFields of(PerRecipientMessageFields recipient, LastTraceInformation last) {
    return new PerRecipientReportFields(recipient.recipientName(), recipient.originallySpecifiedNumber(),
        recipient.indicators(), last, null, null, Extensions.NONE, List.of());
  }

  public PerRecipientReportFields withOriginallyIntendedRecipientName(OrName name) {
    return new PerRecipientReportFields(actualRecipientName, originallySpecifiedNumber, indicators,
        lastTraceInformation, name, supplementaryInformation, extensions, unknown);
  }

  public PerRecipientReportFields withSupplementaryInformation(String text) {
    return new PerRecipientReportFields(actualRecipientName, originallySpecifiedNumber, indicators,
        lastTraceInformation, originallyIntendedRecipientName, text, extensions, unknown);
  }

  public PerRecipientReportFields withExtensions(Extensions changed) {
    return new PerRecipientReportFields(actualRecipientName, originallySpecifiedNumber, indicators,
        lastTraceInformation, originallyIntendedRecipientName, supplementaryInformation, changed, unknown);
  }

  private static PerRecipientReportFields decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "per-recipient-fields");
    OrName actual = OrName.decode(set.require(ACTUAL_RECIPIENT, "actual-recipient-name"));
    int number = set.require(NUMBER, "originally-specified-recipient-number").intValue();
    PerRecipientIndicators indicators = new PerRecipientIndicators(
        set.require(INDICATORS, "per-recipient-indicators").bitString());
    LastTraceInformation last = LastTraceInformation
        .decode(set.require(LAST_TRACE, "last-trace-information"));
    BerElement intended = set.take(INTENDED_RECIPIENT);
    BerElement supplementary = set.take(SUPPLEMENTARY);
    return new PerRecipientReportFields(actual, number, indicators, last,
        intended == null ? null : OrName.decode(intended),
        supplementary == null ? null : supplementary.asciiString(), Extensions.take(set, EXTENSIONS),
        set.rest());
  }

  /** Length of its encoding. */
  public int octets() {
    BerWriter writer = new BerWriter();
    encode(writer);
    return writer.size();
  }

  private void encode(BerWriter writer) {
    writer.begin(Tag.SET);
    actualRecipientName.encode(writer, ACTUAL_RECIPIENT);
    writer.integer(NUMBER, originallySpecifiedNumber);
    writer.bitString(INDICATORS, indicators.bits());
    lastTraceInformation.encode(writer, LAST_TRACE);
    if (originallyIntendedRecipientName != null) {
      originallyIntendedRecipientName.encode(writer, INTENDED_RECIPIENT);
    }
    if (supplementaryInformation != null) {
      writer.ascii(SUPPLEMENTARY, supplementaryInformation);
    }
    extensions.encode(writer, EXTENSIONS);
    unknown.forEach(component -> component.encode(writer));
    writer.end();
  }

  static List<PerRecipientReportFields> decodeList(BerElement list) throws BerException {
    List<PerRecipientReportFields> all = SequenceOf.decode(list, PerRecipientMessageFields.MOST_READ,
        Tag.SET, "per-recipient-fields", PerRecipientReportFields::decode);
    if (all.isEmpty()) {
      throw list.error("has no recipient");
    }
    return all;
  }

  static void encodeList(BerWriter writer, int tag, List<PerRecipientReportFields> all) {
    writer.begin(tag);
    all.forEach(one -> one.encode(writer));
    writer.end();
  }
}
