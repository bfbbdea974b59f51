package org.angarium.x400.mts;

import java.time.Instant;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.jspecify.annotations.Nullable;

/** The values of the extensions an MTA acts on; every other value is {@link Opaque}. */
public sealed interface ExtensionValue {
  /** ub-recipients. */
  int MAX_NAMES = 32767;

  /** ENUMERATED {allowed or not-requested 0, prohibited or requested 1}: extensions 1, 3 and 4. */
  record Flag(boolean set) implements ExtensionValue {}

  /** UTCTime: extension 5. */
  record Time(Instant time) implements ExtensionValue {}

  /** ORName: extensions 2 and 31. */
  record Name(OrName name) implements ExtensionValue {}

  /** SET OF ORName: extension 42. */
  record Names(List<OrName> names) implements ExtensionValue {
    public Names {
      names = List.copyOf(names);
    }
  }

  /** Extension 25, oldest first. */
  record RedirectionHistory(List<Redirection> redirections) implements ExtensionValue {
    public RedirectionHistory {
      redirections = List.copyOf(redirections);
    }
  }

  /** Extensions 26 and 30, oldest first. */
  record NameHistory(List<NameAndTime> entries) implements ExtensionValue {
    public NameHistory {
      entries = List.copyOf(entries);
    }
  }

  /** Extension 38, oldest first. */
  record InternalTrace(List<InternalTraceElement> elements) implements ExtensionValue {
    public InternalTrace {
      elements = List.copyOf(elements);
    }
  }

  /**
   * Extension 39.
   *
   * @param directoryName the MTA's distinguished name in its [0] tag, as received; null if absent
   */
  record ReportingMta(GlobalDomainIdentifier domain, String mtaName,
      @Nullable RawElement directoryName) implements ExtensionValue {}

  /**
   * A value passed on unread.
   *
   * @param value the value without its [2] tag; null if absent, which means NULL
   */
  record Opaque(@Nullable RawElement value) implements ExtensionValue {}

  /** Decodes the value of a numbered extension. */
  static ExtensionValue decode(int number, @Nullable BerElement value) throws BerException {
    StandardExtension extension = StandardExtension.of(number);
    if (value == null || extension == null) {
      return new Opaque(value == null ? null : RawElement.of(value));
    }
    return switch (extension) {
      case RECIPIENT_REASSIGNMENT_PROHIBITED, DL_EXPANSION_PROHIBITED, CONVERSION_WITH_LOSS_PROHIBITED ->
        new Flag(value.intValue(0, 1) == 1);
      case LATEST_DELIVERY_TIME -> new Time(
          UtcTime.decode(value.expect(Tag.UTC_TIME, "latest-delivery-time"), "latest-delivery-time"));
      case ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT, REPORTING_DL_NAME ->
        new Name(OrName.decode(value.expect(OrName.TAG, extension.standardName())));
      case DL_EXEMPTED_RECIPIENTS ->
        new Names(SequenceOf.decode(value.expect(Tag.SET, extension.standardName()), MAX_NAMES, OrName.TAG,
            "ORName", OrName::decode));
      case REDIRECTION_HISTORY ->
        new RedirectionHistory(SequenceOf.decode(value.expect(Tag.SEQUENCE, extension.standardName()),
            SequenceOf.MAX_HISTORY, Tag.SEQUENCE, "Redirection", Redirection::decode));
      case DL_EXPANSION_HISTORY, ORIGINATOR_AND_DL_EXPANSION_HISTORY ->
        new NameHistory(NameAndTime.decodeHistory(value.expect(Tag.SEQUENCE, extension.standardName())));
      case INTERNAL_TRACE_INFORMATION -> new InternalTrace(
          SequenceOf.decode(value.expect(Tag.SEQUENCE, extension.standardName()), SequenceOf.MAX_HISTORY,
              Tag.SEQUENCE, "InternalTraceInformationElement", InternalTraceElement::decode));
      case REPORTING_MTA_NAME -> reportingMta(value);
      default -> new Opaque(RawElement.of(value));
    };
  }

  private static ReportingMta reportingMta(BerElement value) throws BerException {
    BerReader reader = value.expect(Tag.SEQUENCE, "reporting-MTA-name").children();
    GlobalDomainIdentifier domain = GlobalDomainIdentifier
        .decode(reader.require(GlobalDomainIdentifier.TAG, "domain"));
    String name = reader.require(Tag.IA5_STRING, "mta-name").asciiString();
    BerElement directoryName = reader.nextIf(Tag.context(0));
    reader.finish("reporting-MTA-name");
    return new ReportingMta(domain, name, directoryName == null ? null : RawElement.of(directoryName));
  }

  /** Writes the value without its [2] tag. */
  default void encode(BerWriter writer) {
    switch (this) {
      case Flag flag -> writer.enumerated(flag.set() ? 1 : 0);
      case Time time -> UtcTime.encode(writer, Tag.UTC_TIME, time.time());
      case Name name -> name.name().encode(writer, OrName.TAG);
      case Names names -> {
        writer.begin(Tag.SET);
        names.names().forEach(name -> name.encode(writer, OrName.TAG));
        writer.end();
      }
      case RedirectionHistory history -> {
        writer.begin(Tag.SEQUENCE);
        history.redirections().forEach(redirection -> redirection.encode(writer));
        writer.end();
      }
      case NameHistory history -> {
        writer.begin(Tag.SEQUENCE);
        history.entries().forEach(entry -> entry.encode(writer));
        writer.end();
      }
      case InternalTrace trace -> {
        writer.begin(Tag.SEQUENCE);
        trace.elements().forEach(element -> element.encode(writer));
        writer.end();
      }
      case ReportingMta mta -> {
        writer.begin(Tag.SEQUENCE);
        mta.domain().encode(writer);
        writer.ascii(Tag.IA5_STRING, mta.mtaName());
        if (mta.directoryName() != null) {
          mta.directoryName().encode(writer);
        }
        writer.end();
      }
      case Opaque opaque -> {
        if (opaque.value() == null) {
          writer.nullValue(Tag.NULL);
        } else {
          opaque.value().encode(writer);
        }
      }
    }
  }
}
