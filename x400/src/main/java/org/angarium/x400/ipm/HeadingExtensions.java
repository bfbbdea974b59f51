package org.angarium.x400.ipm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.GeneralizedTime;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.text.UniversalOrBmp;
import org.jspecify.annotations.Nullable;

/**
 * Reads and makes the heading extensions of X.420 Annex A. An extension that is absent, or whose value is not what the standard
 * says, reads as null, false or an empty list; {@link Heading#extensions} has it as received.
 */
public final class HeadingExtensions {
  private final List<IpmsExtension> extensions;

  /** Whether a message was made by a machine. */
  public enum AutoSubmitted {
    NOT_AUTO_SUBMITTED(0), AUTO_GENERATED(1), AUTO_REPLIED(2);

    private final int value;

    AutoSubmitted(int value) {
      this.value = value;
    }

    static AutoSubmitted decode(BerElement element) throws BerException {
      return switch (element.intValue(0, 2)) {
        case 0 -> NOT_AUTO_SUBMITTED;
        case 1 -> AUTO_GENERATED;
        default -> AUTO_REPLIED;
      };
    }
  }

  /** A registered or described category; at least one is given. */
  public record Described(@Nullable Oid reference, @Nullable String description) {}

  /** A code by which the recipient's organization distributes a message. */
  public record DistributionCode(@Nullable Oid registered, @Nullable String code,
      @Nullable OrDescriptor domain) {}

  private interface Decoder<T> {
    T decode(BerElement element) throws BerException;
  }

  /** How the value of a type of extension is read. */
  private record Type<T>(Oid type, Decoder<T> decoder) {}

  private static final Type<List<String>> LANGUAGES = new Type<>(IpmsExtension.LANGUAGES,
      listOf(BerElement::asciiString));
  private static final Type<AutoSubmitted> AUTO_SUBMITTED = new Type<>(IpmsExtension.AUTO_SUBMITTED,
      AutoSubmitted::decode);
  private static final Type<List<BodyPartSignature>> BODY_PART_SIGNATURES = new Type<>(
      IpmsExtension.BODY_PART_SIGNATURES, listOf(BodyPartSignature::decode));
  private static final Type<IpmSecurityLabel> IPM_SECURITY_LABEL = new Type<>(
      IpmsExtension.IPM_SECURITY_LABEL, IpmSecurityLabel::decode);
  private static final Type<Instant> AUTHORIZATION_TIME = new Type<>(IpmsExtension.AUTHORIZATION_TIME,
      element -> GeneralizedTime.decode(element, "authorization-time"));
  private static final Type<List<CirculationMember>> CIRCULATION_LIST_RECIPIENTS = new Type<>(
      IpmsExtension.CIRCULATION_LIST_RECIPIENTS, listOf(CirculationMember::decode));
  private static final Type<List<DistributionCode>> DISTRIBUTION_CODES = new Type<>(
      IpmsExtension.DISTRIBUTION_CODES, listOf(HeadingExtensions::distributionCode));
  private static final Type<String> EXTENDED_SUBJECT = new Type<>(IpmsExtension.EXTENDED_SUBJECT,
      UniversalOrBmp::decode);
  private static final Type<List<Described>> INFORMATION_CATEGORY = new Type<>(
      IpmsExtension.INFORMATION_CATEGORY, listOf(HeadingExtensions::described));
  private static final Type<List<String>> MANUAL_HANDLING_INSTRUCTIONS = new Type<>(
      IpmsExtension.MANUAL_HANDLING_INSTRUCTIONS, listOf(UniversalOrBmp::decode));
  private static final Type<String> ORIGINATORS_REFERENCE = new Type<>(IpmsExtension.ORIGINATORS_REFERENCE,
      UniversalOrBmp::decode);
  private static final Type<Oid> PRECEDENCE_POLICY_IDENTIFIER = new Type<>(
      IpmsExtension.PRECEDENCE_POLICY_IDENTIFIER, BerElement::oid);
  private static final Map<Oid, Type<?>> TYPES = Stream
      .of(LANGUAGES, AUTO_SUBMITTED, BODY_PART_SIGNATURES, IPM_SECURITY_LABEL, AUTHORIZATION_TIME,
          CIRCULATION_LIST_RECIPIENTS, DISTRIBUTION_CODES, EXTENDED_SUBJECT, INFORMATION_CATEGORY,
          MANUAL_HANDLING_INSTRUCTIONS, ORIGINATORS_REFERENCE, PRECEDENCE_POLICY_IDENTIFIER)
      .collect(Collectors.toMap(Type::type, Function.identity()));

  private HeadingExtensions(List<IpmsExtension> extensions) {
    this.extensions = extensions;
  }

  public static HeadingExtensions of(Heading heading) {
    return new HeadingExtensions(heading.extensions());
  }

  private static <T> Decoder<List<T>> listOf(Decoder<T> decoder) {
    return element -> {
      List<T> read = new ArrayList<>();
      for (BerReader elements = element.children(); elements.hasNext();) {
        read.add(decoder.decode(elements.next()));
      }
      return List.copyOf(read);
    };
  }

  /** The value of an extension, null if it is of a type that is not read here, or malformed. */
  static @Nullable Object value(IpmsExtension extension) {
    Type<?> type = TYPES.get(extension.type());
    return type == null ? null : value(extension, type);
  }

  private static <T> @Nullable T value(IpmsExtension extension, Type<T> type) {
    if (extension.value() == null) {
      return null;
    }
    try {
      return type.decoder.decode(extension.value().element());
    } catch (BerException malformed) {
      return null;
    }
  }

  private <T> @Nullable T read(Type<T> type) {
    for (IpmsExtension extension : extensions) {
      if (extension.type().equals(type.type)) {
        T value = value(extension, type);
        if (value != null) {
          return value;
        }
      }
    }
    return null;
  }

  private <T> List<T> list(Type<List<T>> type) {
    List<T> values = read(type);
    return values == null ? List.of() : values;
  }

  /** What the accessors here do not tell, in the order received: of other types, malformed, or there for the second time. */
  public List<IpmsExtension> others() {
    Set<Oid> told = new HashSet<>();
    return extensions.stream().filter(extension -> {
      boolean known = extension.type().equals(IpmsExtension.INCOMPLETE_COPY) || value(extension) != null;
      return !known || !told.add(extension.type());
    }).toList();
  }

  /** Whether body parts or fields were left out of this copy. */
  public boolean incompleteCopy() {
    return extensions.stream().anyMatch(extension -> extension.type().equals(IpmsExtension.INCOMPLETE_COPY));
  }

  /** Languages of the message: ISO 639 codes, optionally with a country ({@code en}, {@code de-CH}). */
  public List<String> languages() {
    return list(LANGUAGES);
  }

  public @Nullable AutoSubmitted autoSubmitted() {
    return read(AUTO_SUBMITTED);
  }

  /** When the message was authorized. */
  public @Nullable Instant authorizationTime() {
    return read(AUTHORIZATION_TIME);
  }

  /** The subject in the characters of Unicode. */
  public @Nullable String extendedSubject() {
    return read(EXTENDED_SUBJECT);
  }

  public @Nullable String originatorsReference() {
    return read(ORIGINATORS_REFERENCE);
  }

  /** By which policy the recipients' precedences are to be understood. */
  public @Nullable Oid precedencePolicy() {
    return read(PRECEDENCE_POLICY_IDENTIFIER);
  }

  public List<DistributionCode> distributionCodes() {
    return list(DISTRIBUTION_CODES);
  }

  public List<Described> informationCategories() {
    return list(INFORMATION_CATEGORY);
  }

  public List<String> manualHandlingInstructions() {
    return list(MANUAL_HANDLING_INSTRUCTIONS);
  }

  /** To whom the message goes from hand to hand, in this order. */
  public List<CirculationMember> circulationList() {
    return list(CIRCULATION_LIST_RECIPIENTS);
  }

  public List<BodyPartSignature> bodyPartSignatures() {
    return list(BODY_PART_SIGNATURES);
  }

  /** The security labels of content, heading and body parts. */
  public @Nullable IpmSecurityLabel securityLabel() {
    return read(IPM_SECURITY_LABEL);
  }

  private static DistributionCode distributionCode(BerElement element) throws BerException {
    Oid registered = null;
    String code = null;
    OrDescriptor domain = null;
    for (BerReader parts = element.children(); parts.hasNext();) {
      BerElement part = parts.next();
      if (part.is(Tag.OBJECT_IDENTIFIER)) {
        registered = part.oid();
      } else if (part.is(Tag.context(0))) {
        domain = OrDescriptor.decode(part);
      } else {
        code = UniversalOrBmp.decode(part);
      }
    }
    return new DistributionCode(registered, code, domain);
  }

  private static Described described(BerElement element) throws BerException {
    Oid reference = null;
    String description = null;
    for (BerReader parts = element.children(); parts.hasNext();) {
      BerElement part = parts.next();
      if (part.is(Tag.context(0))) {
        reference = part.oid();
      } else if (part.is(Tag.context(1))) {
        description = UniversalOrBmp.decode(part);
      }
    }
    return new Described(reference, description);
  }

  /** @param codes ISO 639 codes of two letters, or five characters with a country */
  public static IpmsExtension languages(Collection<String> codes) {
    return of(IpmsExtension.LANGUAGES, writer -> {
      writer.begin(Tag.SET);
      codes.forEach(code -> writer.ascii(Tag.PRINTABLE_STRING, code));
      writer.end();
    });
  }

  public static IpmsExtension autoSubmitted(AutoSubmitted value) {
    return of(IpmsExtension.AUTO_SUBMITTED, writer -> writer.enumerated(value.value));
  }

  public static IpmsExtension authorizationTime(Instant time) {
    return of(IpmsExtension.AUTHORIZATION_TIME,
        writer -> GeneralizedTime.encode(writer, Tag.GENERALIZED_TIME, time));
  }

  public static IpmsExtension extendedSubject(String text) {
    return of(IpmsExtension.EXTENDED_SUBJECT, writer -> UniversalOrBmp.encode(writer, Tag.SET, text));
  }

  public static IpmsExtension originatorsReference(String text) {
    return of(IpmsExtension.ORIGINATORS_REFERENCE, writer -> UniversalOrBmp.encode(writer, Tag.SET, text));
  }

  public static IpmsExtension precedencePolicy(Oid policy) {
    return of(IpmsExtension.PRECEDENCE_POLICY_IDENTIFIER, writer -> writer.oid(policy));
  }

  public static IpmsExtension informationCategories(List<Described> values) {
    return of(IpmsExtension.INFORMATION_CATEGORY, writer -> described(writer, values));
  }

  public static IpmsExtension manualHandlingInstructions(List<String> values) {
    return of(IpmsExtension.MANUAL_HANDLING_INSTRUCTIONS, writer -> {
      writer.begin(Tag.SEQUENCE);
      values.forEach(value -> UniversalOrBmp.encode(writer, Tag.SET, value));
      writer.end();
    });
  }

  /** @param members 2 to 200 */
  public static IpmsExtension circulationList(List<CirculationMember> members) {
    return of(IpmsExtension.CIRCULATION_LIST_RECIPIENTS, writer -> {
      writer.begin(Tag.SEQUENCE);
      members.forEach(member -> member.encode(writer));
      writer.end();
    });
  }

  public static IpmsExtension bodyPartSignatures(List<BodyPartSignature> signatures) {
    return of(IpmsExtension.BODY_PART_SIGNATURES, writer -> {
      writer.begin(Tag.SET);
      signatures.forEach(signature -> signature.encode(writer));
      writer.end();
    });
  }

  public static IpmsExtension securityLabel(IpmSecurityLabel label) {
    return of(IpmsExtension.IPM_SECURITY_LABEL, label::encode);
  }

  public static IpmsExtension distributionCodes(List<DistributionCode> values) {
    return of(IpmsExtension.DISTRIBUTION_CODES, writer -> {
      writer.begin(Tag.SEQUENCE);
      for (DistributionCode value : values) {
        writer.begin(Tag.SEQUENCE);
        if (value.registered != null) {
          writer.oid(value.registered);
        }
        if (value.code != null) {
          UniversalOrBmp.encode(writer, Tag.SET, value.code);
        }
        if (value.domain != null) {
          value.domain.encode(writer, Tag.context(0));
        }
        writer.end();
      }
      writer.end();
    });
  }

  private static void described(BerWriter writer, List<Described> values) {
    writer.begin(Tag.SEQUENCE);
    for (Described value : values) {
      writer.begin(Tag.SEQUENCE);
      if (value.reference != null) {
        writer.oid(Tag.context(0), value.reference);
      }
      if (value.description != null) {
        UniversalOrBmp.encode(writer, Tag.context(1), value.description);
      }
      writer.end();
    }
    writer.end();
  }

  private static IpmsExtension of(Oid type, Consumer<BerWriter> value) {
    return new IpmsExtension(type, RawElement.written(value));
  }
}
