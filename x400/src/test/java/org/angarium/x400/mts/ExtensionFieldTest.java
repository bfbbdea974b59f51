package org.angarium.x400.mts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionFieldTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final String LATEST_DELIVERY = "8001 05 8102 0520 a20f 170d 3236313132333132303030305a";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static ExtensionField decode(byte[] encoded) throws BerException {
    return ExtensionField.decode(BerReader.single(encoded));
  }

  private static byte[] encode(ExtensionField field) {
    BerWriter writer = new BerWriter();
    field.encode(writer);
    return writer.toByteArray();
  }

  @Test
  void standardFormIsReadAndWritten() throws BerException {
    byte[] encoded = hex("3018" + LATEST_DELIVERY);
    ExtensionField field = decode(encoded);
    assertThat(field.type()).isEqualTo(new ExtensionType.Standard(5)).hasToString("latest-delivery-time");
    assertThat(field.criticality()).isEqualTo(Criticality.FOR_DELIVERY);
    assertThat(field.value()).isEqualTo(new ExtensionValue.Time(NOON));
    assertThat(ExtensionField.of(StandardExtension.LATEST_DELIVERY_TIME, new ExtensionValue.Time(NOON)))
        .isEqualTo(field);
    assertThat(encode(field)).isEqualTo(encoded);
  }

  @Test
  void draftFormOfPpIsReadAndKeptUntilTheStandardFormIsWanted() throws BerException {
    byte[] draft = hex("3016 a003020105 a20f 170d 3236313132333132303030305a");
    ExtensionField field = decode(draft);
    assertThat(field.type()).isEqualTo(new ExtensionType.Standard(5));
    assertThat(field.typeForm()).isEqualTo(ExtensionField.TypeForm.DRAFT);
    assertThat(field.criticalityPresent()).isFalse();
    assertThat(encode(field)).isEqualTo(draft);
    ExtensionField standard = field.withTypeForm(ExtensionField.TypeForm.STANDARD);
    assertThat(encode(standard)).isEqualTo(hex("3014 800105 a20f 170d 3236313132333132303030305a"));
    assertThat(standard.withTypeForm(ExtensionField.TypeForm.DRAFT)).isEqualTo(field);
    assertThat(standard.value()).isEqualTo(field.value());
  }

  @Test
  void changingTheTypeFormOfAnIndefiniteFieldKeepsOnlyWhatItHolds() throws BerException {
    ExtensionField field = decode(hex("3080 a080 020163 0000 8102 0640 a280 3080 0000 0000 0000"));
    assertThat(encode(field.withTypeForm(ExtensionField.TypeForm.STANDARD)))
        .isEqualTo(hex("300f 800163 8102 0640 a280 3080 0000 0000"));
    assertThat(field.criticality().forTransfer()).isTrue();
  }

  @Test
  void privateExtensionsAreNamedByObjectIdentifier() throws BerException {
    byte[] encoded = hex("3009 8302 2a03 a203 0101 ff");
    ExtensionField field = decode(encoded);
    assertThat(field.type()).isEqualTo(new ExtensionType.Private(Oid.of("1.2.3")));
    assertThat(encode(field)).isEqualTo(encoded);
    assertThat(
        ExtensionField.of(field.type(), Criticality.NONE,
            new ExtensionValue.Opaque(RawElement.of(hex("0101ff")))))
        .isEqualTo(field);
    assertThat(decode(hex("300b a004 06022a03 a203 0101ff")).withTypeForm(ExtensionField.TypeForm.STANDARD))
        .isEqualTo(field);
    assertThat(encode(field.withTypeForm(ExtensionField.TypeForm.DRAFT)))
        .isEqualTo(hex("300b a004 06022a03 a203 0101ff"));
  }

  @Test
  void unknownExtensionWithOddLengthsIsKeptOctetForOctet() throws BerException {
    byte[] odd = hex("3082 000e 8001 63 8103 07 80 00 a281 03 04 81 00");
    assertThat(encode(decode(odd))).isEqualTo(odd);
    assertThat(decode(odd).criticality().forSubmission()).isTrue();
    assertThat(decode(odd).type()).hasToString("standard extension 99");
  }

  @Test
  void absentValueMeansNull() throws BerException {
    ExtensionField field = decode(hex("3003 8001 63"));
    assertThat(field.value()).isEqualTo(new ExtensionValue.Opaque(null));
    assertThat(encode(field)).isEqualTo(hex("3003 8001 63"));
    assertThat(ExtensionField.of(field.type(), Criticality.NONE, field.value())).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3000", "3003 020105", "3002 8000", "3007 800105 a202 1700", "3005 800105 a200",
      "3008 800101 a203 0a0102", "3009 800163 a202 0500 0500", "3007 800163 8200 0500",
      "300a 800163 a205 0500 0201 00", "3005 a003 040105", "3006 a304 0602 2a03", "3103 800163",
      "3008 800126 a203 020100"})
  void malformedFieldsAreRefused(String encoded) {
    assertThatThrownBy(() -> decode(hex(encoded))).isInstanceOf(BerException.class);
  }

  @Test
  void everyStandardExtensionIsFoundByItsNumber() {
    for (StandardExtension extension : StandardExtension.values()) {
      assertThat(StandardExtension.of(extension.number())).isSameAs(extension);
      assertThat(extension.standardName().replace('-', '_')).isEqualToIgnoringCase(extension.name());
    }
    assertThat(StandardExtension.values()).hasSize(46);
    assertThat(StandardExtension.of(0)).isNull();
    assertThat(StandardExtension.of(47)).isNull();
    assertThat(StandardExtension.of(-1)).isNull();
  }

  @Test
  void valuesAnMtaActsOnAreRead() throws Exception {
    OrName name = OrName.of(OrAddress.parse("/C=XX/A=ADMD/P=PRMD/S=Alternate/"));
    GlobalDomainIdentifier domain = GlobalDomainIdentifier.of("XX", "ADMD", "PRMD");
    NameAndTime entry = new NameAndTime(name, NOON);
    Redirection redirection = new Redirection(entry, Redirection.Reason.ALIAS);
    InternalTraceElement visit = InternalTraceElement.relayed(domain, "mta1", NOON)
        .rerouted(new InternalTraceElement.Attempted.Mta("mta9"));
    InternalTraceElement second = InternalTraceElement.relayed(domain, "mta2", NOON)
        .rerouted(new InternalTraceElement.Attempted.Domain(domain))
        .withAdditionalActions(
            AdditionalActions.NONE.withRedirected().withDlOperation().withDeferredTime(NOON)
                .withConverted(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT)));
    ExtensionValue.ReportingMta mta = new ExtensionValue.ReportingMta(domain, "mta1",
        RawElement.of(hex("a0023000")));
    Extensions written = Extensions.NONE
        .with(ExtensionField.of(StandardExtension.RECIPIENT_REASSIGNMENT_PROHIBITED,
            new ExtensionValue.Flag(true)))
        .with(ExtensionField.of(StandardExtension.DL_EXPANSION_PROHIBITED, new ExtensionValue.Flag(false)))
        .with(ExtensionField.of(StandardExtension.CONVERSION_WITH_LOSS_PROHIBITED,
            new ExtensionValue.Flag(true)))
        .with(ExtensionField.of(StandardExtension.ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT,
            new ExtensionValue.Name(name)))
        .with(ExtensionField.of(StandardExtension.REPORTING_DL_NAME, new ExtensionValue.Name(name)))
        .with(ExtensionField.of(StandardExtension.LATEST_DELIVERY_TIME, new ExtensionValue.Time(NOON)))
        .with(ExtensionField.of(StandardExtension.ORIGINATOR_AND_DL_EXPANSION_HISTORY,
            new ExtensionValue.NameHistory(List.of(entry, entry))))
        .with(ExtensionField.of(StandardExtension.REPORTING_MTA_NAME, mta))
        .withRedirection(redirection).withRedirection(redirection).withDlExpansion(entry)
        .withInternalTraceAdded(visit).withInternalTraceAdded(second);
    BerWriter writer = new BerWriter().begin(Tag.SET);
    written.encode(writer, Tag.context(3));
    Extensions read = Extensions
        .take(SetComponents.of(BerReader.single(writer.end().toByteArray()), "envelope"), Tag.context(3));
    assertThat(read).isEqualTo(written);
    assertThat(read.recipientReassignmentProhibited()).isTrue();
    assertThat(read.dlExpansionProhibited()).isFalse();
    assertThat(read.conversionWithLossProhibited()).isTrue();
    assertThat(read.originatorRequestedAlternateRecipient()).isEqualTo(name);
    assertThat(read.reportingDlName()).isEqualTo(name);
    assertThat(read.latestDeliveryTime()).isEqualTo(NOON);
    assertThat(read.originatorAndDlExpansionHistory()).containsExactly(entry, entry);
    assertThat(read.dlExpansionHistory()).containsExactly(entry);
    assertThat(read.redirectionHistory()).containsExactly(redirection, redirection);
    assertThat(read.internalTrace()).containsExactly(visit, second);
    assertThat(read.reportingMta()).isEqualTo(mta);
    assertThat(read.contentCorrelator()).isNull();
  }

  @Test
  void absentExtensionsHaveTheirDefaults() {
    assertThat(Extensions.NONE.recipientReassignmentProhibited()).isFalse();
    assertThat(Extensions.NONE.latestDeliveryTime()).isNull();
    assertThat(Extensions.NONE.redirectionHistory()).isEmpty();
    assertThat(Extensions.NONE.internalTrace()).isEmpty();
  }

  @Test
  void replacingKeepsTheOrderAndLeavesOneOfAType() {
    ExtensionField time = ExtensionField.of(StandardExtension.LATEST_DELIVERY_TIME,
        new ExtensionValue.Time(NOON));
    ExtensionField later = ExtensionField.of(StandardExtension.LATEST_DELIVERY_TIME,
        new ExtensionValue.Time(NOON.plusSeconds(1)));
    ExtensionField other = ExtensionField.of(new ExtensionType.Standard(99), Criticality.FOR_TRANSFER,
        new ExtensionValue.Opaque(null));
    assertThat(Extensions.of(time, other, time).with(later).fields()).containsExactly(later, other);
    assertThat(Extensions.of(other).with(later).fields()).containsExactly(other, later);
    assertThat(Extensions.of(time, other).without(StandardExtension.LATEST_DELIVERY_TIME).fields())
        .containsExactly(other);
    assertThat(Extensions.of(other).withInternalTrace(List.of()).fields()).containsExactly(other);
  }

  @Test
  void criticalityBitsBeyondTheStandardAreKept() {
    ExtensionField field = ExtensionField.of(new ExtensionType.Standard(99),
        new Criticality(BitString.of(9, 8)), new ExtensionValue.Opaque(null));
    assertThat(encode(field)).isEqualTo(hex("3008 800163 8103 07 00 80"));
  }
}
