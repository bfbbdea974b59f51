package org.angarium.x400.ipm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.RawElement;
import org.jspecify.annotations.Nullable;

/**
 * An extension of a heading, a recipient or a notification (X.420 IPMSExtension).
 *
 * @param value null if it was left out, which means NULL
 */
public record IpmsExtension(Oid type, @Nullable RawElement value) {
  /** Subject in the characters of Unicode (X.420 Annex A). */
  public static final Oid EXTENDED_SUBJECT = Oid.of("2.6.1.5.8");
  public static final Oid AUTO_SUBMITTED = Oid.of("2.6.1.5.2");
  public static final Oid LANGUAGES = Oid.of("2.6.1.5.1");
  public static final Oid BODY_PART_SIGNATURES = Oid.of("2.6.1.5.3");
  public static final Oid IPM_SECURITY_LABEL = Oid.of("2.6.1.5.4");
  public static final Oid AUTHORIZATION_TIME = Oid.of("2.6.1.5.5");
  public static final Oid CIRCULATION_LIST_RECIPIENTS = Oid.of("2.6.1.5.6");
  public static final Oid DISTRIBUTION_CODES = Oid.of("2.6.1.5.7");
  public static final Oid INFORMATION_CATEGORY = Oid.of("2.6.1.5.9");
  public static final Oid MANUAL_HANDLING_INSTRUCTIONS = Oid.of("2.6.1.5.10");
  public static final Oid ORIGINATORS_REFERENCE = Oid.of("2.6.1.5.11");
  public static final Oid PRECEDENCE_POLICY_IDENTIFIER = Oid.of("2.6.1.5.12");
  /** Of a recipient: he is on a circulation list. */
  public static final Oid CIRCULATION_LIST_INDICATOR = Oid.of("2.6.1.20.0");
  /** Of a recipient: an INTEGER of 0 to 127 whose meaning the precedence policy gives. */
  public static final Oid PRECEDENCE = Oid.of("2.6.1.20.1");
  /** Of another notification: the recipient is away. */
  public static final Oid ABSENCE_ADVICE = Oid.of("2.6.1.19.0");
  /** Of another notification: the recipient has another address. */
  public static final Oid CHANGE_OF_ADDRESS_ADVICE = Oid.of("2.6.1.19.1");
  public static final Oid INCOMPLETE_COPY = Oid.of("2.6.1.5.0");
  private static final Map<Oid, String> NAMES = Map.ofEntries(Map.entry(INCOMPLETE_COPY, "incomplete-copy"),
      Map.entry(LANGUAGES, "languages"), Map.entry(AUTO_SUBMITTED, "auto-submitted"),
      Map.entry(BODY_PART_SIGNATURES, "body-part-signatures"),
      Map.entry(IPM_SECURITY_LABEL, "ipm-security-label"),
      Map.entry(AUTHORIZATION_TIME, "authorization-time"),
      Map.entry(CIRCULATION_LIST_RECIPIENTS, "circulation-list-recipients"),
      Map.entry(DISTRIBUTION_CODES, "distribution-codes"), Map.entry(EXTENDED_SUBJECT, "extended-subject"),
      Map.entry(INFORMATION_CATEGORY, "information-category"),
      Map.entry(MANUAL_HANDLING_INSTRUCTIONS, "manual-handling-instructions"),
      Map.entry(ORIGINATORS_REFERENCE, "originators-reference"),
      Map.entry(PRECEDENCE_POLICY_IDENTIFIER, "precedence-policy-identifier"),
      Map.entry(CIRCULATION_LIST_INDICATOR, "circulation-list-indicator"),
      Map.entry(PRECEDENCE, "precedence"), Map.entry(ABSENCE_ADVICE, "absence-advice"),
      Map.entry(CHANGE_OF_ADDRESS_ADVICE, "change-of-address-advice"));

  /** A recipient extension: how urgent the message is to this recipient, 0 to 127. */
  public static IpmsExtension precedence(int value) {
    return new IpmsExtension(PRECEDENCE, RawElement.written(writer -> writer.integer(value)));
  }

  /** The name X.420 gives the extension, or its object identifier. */
  public String name() {
    return NAMES.getOrDefault(type, type.toString());
  }

  static List<IpmsExtension> decodeSet(@Nullable BerElement set) throws BerException {
    if (set == null) {
      return List.of();
    }
    List<IpmsExtension> extensions = new ArrayList<>();
    for (BerReader elements = set.children(); elements.hasNext();) {
      BerReader parts = elements.require(Tag.SEQUENCE, "extension").children();
      Oid type = parts.require(Tag.OBJECT_IDENTIFIER, "extension type").oid();
      RawElement value = parts.hasNext() ? RawElement.of(parts.next()) : null;
      parts.finish("extension");
      extensions.add(new IpmsExtension(type, value));
    }
    return extensions;
  }

  static void encodeSet(BerWriter writer, int tag, List<IpmsExtension> extensions) {
    if (extensions.isEmpty()) {
      return;
    }
    writer.begin(tag);
    for (IpmsExtension extension : extensions) {
      writer.begin(Tag.SEQUENCE).oid(extension.type);
      if (extension.value != null) {
        extension.value.encode(writer);
      }
      writer.end();
    }
    writer.end();
  }
}
