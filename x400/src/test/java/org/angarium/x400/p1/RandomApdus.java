package org.angarium.x400.p1;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.angarium.x400.address.RandomAddresses;
import org.angarium.x400.mts.AdditionalActions;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.Criticality;
import org.angarium.x400.mts.DomainName;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionType;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.InternalTraceElement;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.NameAndTime;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.Redirection;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.mts.TraceInformationElement;
import org.jspecify.annotations.Nullable;

/** Envelopes and reports of every shape. */
public final class RandomApdus {
  private final Random random;

  public RandomApdus(Random random) {
    this.random = random;
  }

  public MessageEnvelope message() {
    return new MessageEnvelope(identifier(), name(), maybe(this::types), contentType(), maybe(() -> text(16)),
        Priority.values()[random.nextInt(3)], perMessage(), maybe(this::time), bilateral(), trace(),
        extensions(), recipients(), unknown());
  }

  public ProbeEnvelope probe() {
    return new ProbeEnvelope(identifier(), name(), maybe(this::types), contentType(), maybe(() -> text(16)),
        maybe(() -> random.nextLong(1L << random.nextInt(1, 63))), perMessage(), bilateral(), trace(),
        extensions(), recipients(), unknown());
  }

  public MtsApdu.Report report() {
    ReportEnvelope envelope = new ReportEnvelope(identifier(), name(), trace(), extensions(), unknown());
    ReportContent content = new ReportContent(identifier(), maybe(this::trace), maybe(this::types),
        maybe(this::contentType), maybe(() -> text(16)),
        maybe(() -> RawElement.primitive(Tag.context(1), octets(300))),
        maybe(() -> RawElement.written(writer -> writer.begin(Tag.context(2)).bool(Tag.BOOLEAN, true).end())),
        extensions(), list(1, 4, this::reported), unknown());
    return new MtsApdu.Report(envelope, content);
  }

  private PerRecipientReportFields reported() {
    LastTraceInformation last = new LastTraceInformation(time(), maybe(this::types), outcome(), unknown());
    return new PerRecipientReportFields(name(), random.nextInt(32768), indicators(), last, maybe(this::name),
        maybe(() -> text(256)), extensions(), unknown());
  }

  private DeliveryOutcome outcome() {
    return random.nextBoolean()
        ? new DeliveryOutcome.Delivered(time(), random.nextInt(8), unknown())
        : new DeliveryOutcome.NotDelivered(random.nextInt(12), maybe(() -> random.nextInt(90)), unknown());
  }

  private List<PerRecipientMessageFields> recipients() {
    return list(1, 5, () -> new PerRecipientMessageFields(name(), random.nextInt(32768), indicators(),
        maybe(() -> random.nextInt(18)), extensions(), unknown()));
  }

  private PerRecipientIndicators indicators() {
    return new PerRecipientIndicators(bits(1, 20));
  }

  private PerMessageIndicators perMessage() {
    // No bit set is the default, which is not sent and so comes back without its size.
    BitString bits = bits(0, 12);
    return bits.isZero() ? PerMessageIndicators.NONE : new PerMessageIndicators(bits);
  }

  private List<PerDomainBilateralInformation> bilateral() {
    return list(0, 2, () -> new PerDomainBilateralInformation(domainName(3), domainName(16),
        maybe(() -> domainName(16)), raw()));
  }

  MtsIdentifier identifier() {
    return new MtsIdentifier(domain(), text(32));
  }

  private GlobalDomainIdentifier domain() {
    return new GlobalDomainIdentifier(domainName(3), domainName(16), maybe(() -> domainName(16)));
  }

  private DomainName domainName(int max) {
    return random.nextBoolean()
        ? DomainName.numeric(Integer.toString(random.nextInt(1000)))
        : DomainName.printable(text(max));
  }

  private OrName name() {
    return OrName.of(RandomAddresses.next(random));
  }

  private EncodedInformationTypes types() {
    return new EncodedInformationTypes(bits(0, 32), maybe(() -> bits(0, 31)),
        maybe(() -> RawElement
            .written(writer -> writer.begin(Tag.context(2)).ascii(Tag.context(0), "A").end())),
        maybe(() -> RawElement.primitive(Tag.context(3), octets(5))),
        list(0, 3, () -> Oid.of("1.0.10021.7.1.0." + random.nextInt(1000))), unknown());
  }

  private ContentType contentType() {
    return random.nextInt(3) == 0
        ? new ContentType.Extended(Oid.of("2.6.3.3." + random.nextInt(100)))
        : new ContentType.BuiltIn(random.nextInt(50));
  }

  private List<TraceInformationElement> trace() {
    return list(1, 4, () -> {
      TraceInformationElement visit = TraceInformationElement.relayed(domain(), time())
          .withAdditionalActions(actions());
      return random.nextBoolean() ? visit : visit.rerouted(domain());
    });
  }

  private AdditionalActions actions() {
    BitString others = bits(0, 4);
    return new AdditionalActions(maybe(this::time), maybe(this::types),
        others.isZero() ? BitString.EMPTY : others, unknown());
  }

  private InternalTraceElement internalVisit() {
    InternalTraceElement visit = InternalTraceElement.relayed(domain(), text(32), time())
        .withAdditionalActions(actions());
    return switch (random.nextInt(3)) {
      case 0 -> visit;
      case 1 -> visit.rerouted(new InternalTraceElement.Attempted.Mta(text(32)));
      default -> visit.rerouted(new InternalTraceElement.Attempted.Domain(domain()));
    };
  }

  private Extensions extensions() {
    return random.nextInt(3) == 0 ? Extensions.NONE : new Extensions(list(0, 4, this::extension));
  }

  private ExtensionField extension() {
    ExtensionField field = switch (random.nextInt(9)) {
      case 0 -> ExtensionField.of(StandardExtension.LATEST_DELIVERY_TIME, new ExtensionValue.Time(time()));
      case 1 -> ExtensionField.of(StandardExtension.DL_EXPANSION_PROHIBITED,
          new ExtensionValue.Flag(random.nextBoolean()));
      case 2 -> ExtensionField.of(StandardExtension.ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT,
          new ExtensionValue.Name(name()));
      case 3 ->
        ExtensionField.of(StandardExtension.REDIRECTION_HISTORY, new ExtensionValue.RedirectionHistory(
            list(1, 3, () -> new Redirection(new NameAndTime(name(), time()), random.nextInt(6)))));
      case 4 -> ExtensionField.of(StandardExtension.DL_EXPANSION_HISTORY,
          new ExtensionValue.NameHistory(list(1, 3, () -> new NameAndTime(name(), time()))));
      case 5 -> ExtensionField.of(StandardExtension.INTERNAL_TRACE_INFORMATION,
          new ExtensionValue.InternalTrace(list(1, 4, this::internalVisit)));
      case 6 -> ExtensionField.of(new ExtensionType.Private(Oid.of("1.3.6.1." + random.nextInt(500))),
          new Criticality(bits(1, 4).with(1, true)), new ExtensionValue.Opaque(raw()));
      case 7 -> ExtensionField.of(StandardExtension.REPORTING_MTA_NAME,
          new ExtensionValue.ReportingMta(domain(), text(32), null));
      default -> ExtensionField.of(new ExtensionType.Standard(47 + random.nextInt(1000)), Criticality.NONE,
          new ExtensionValue.Opaque(maybe(this::raw)));
    };
    return random.nextInt(4) == 0 ? field.withTypeForm(ExtensionField.TypeForm.DRAFT) : field;
  }

  private List<RawElement> unknown() {
    return random.nextInt(6) > 0
        ? List.of()
        : list(1, 2, () -> RawElement.primitive(Tag.privateUse(random.nextInt(200)), octets(20)));
  }

  private RawElement raw() {
    return random.nextBoolean()
        ? RawElement.primitive(Tag.OCTET_STRING, octets(200))
        : RawElement.written(writer -> writer.begin(Tag.SEQUENCE).integer(random.nextInt())
            .octets(Tag.application(99), octets(3)).end());
  }

  Instant time() {
    return Instant.ofEpochSecond(random.nextLong(0, 2_500_000_000L));
  }

  private BitString bits(int min, int max) {
    BitString bits = BitString.of(random.nextInt(min, max + 1));
    for (int i = 0; i < bits.size(); i++) {
      bits = bits.with(i, random.nextBoolean());
    }
    return bits;
  }

  byte[] octets(int max) {
    byte[] octets = new byte[random.nextInt(max + 1)];
    random.nextBytes(octets);
    return octets;
  }

  private String text(int max) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(1, max + 1); left > 0; left--) {
      text.append((char) random.nextInt(' ', 127));
    }
    return text.toString();
  }

  private <T> List<T> list(int min, int max, Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int left = random.nextInt(min, max + 1); left > 0; left--) {
      list.add(element.get());
    }
    return list;
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }
}
