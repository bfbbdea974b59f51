package org.angarium.x400.mts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InformationTypesTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static EncodedInformationTypes types(String text) throws BerException {
    return EncodedInformationTypes.decode(BerReader.single(hex(text)));
  }

  private static byte[] encode(EncodedInformationTypes types) {
    BerWriter writer = new BerWriter();
    types.encode(writer);
    return writer.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6504 8002 0520", "6503 8001 00",
      "6523 8002 0520 8102 0780 a203 8101 41 8301 ff a409 0607 28ce250701 0006 8802 0500 8902 0500"})
  void everyComponentOfEitherEditionRoundTrips(String encoded) throws BerException {
    assertThat(encode(types(encoded))).isEqualTo(hex(encoded));
  }

  @Test
  void componentsAreUnderstood() throws BerException {
    EncodedInformationTypes types = types(
        "65 1c a409 0607 28ce250701 0006 8002 0520 8102 0780 a203 8101 41 8802 0500");
    assertThat(types.builtIn().get(EncodedInformationTypes.IA5_TEXT)).isTrue();
    assertThat(types.g3NonBasic()).isEqualTo(BitString.of(1, 0));
    assertThat(types.extended()).containsExactly(Oid.of("1.0.10021.7.1.0.6"));
    assertThat(types.unknown()).containsExactly(RawElement.of(hex("88020500")));
    assertThat(types.teletexNonBasic()).isEqualTo(RawElement.of(hex("a203810141")));
    assertThat(types(HexFormat.of().formatHex(encode(types)))).isEqualTo(types);
  }

  @Test
  void ownTypesAreWrittenInTenBits() {
    assertThat(encode(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT)))
        .isEqualTo(hex("6505 8003 06 2000"));
    assertThat(encode(EncodedInformationTypes.ofExtended(List.of(Oid.of("1.2.3")))))
        .isEqualTo(hex("650b 8003 06 0000 a404 0602 2a03"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"6500", "6508 8002 0520 8002 0520", "6502 8000", "6507 800100 a402 0500",
      "4504 80020520"})
  void malformedTypesAreRefused(String encoded) {
    assertThatThrownBy(() -> types(encoded)).isInstanceOf(BerException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"310346 0116", "3104 0602 2a03", "3100"})
  void contentTypeIsNumberOrObjectIdentifier(String encoded) throws BerException {
    ContentType type = ContentType.take(SetComponents.of(BerReader.single(hex(encoded)), "envelope"));
    BerWriter writer = new BerWriter().begin(Tag.SET);
    if (type != null) {
      type.encode(writer);
    }
    assertThat(writer.end().toByteArray()).isEqualTo(hex(encoded));
  }

  @Test
  void twoContentTypesAreRefused() {
    assertThatThrownBy(
        () -> ContentType.take(SetComponents.of(BerReader.single(hex("3107 460116 06022a03")), "e")))
        .isInstanceOf(BerException.class);
    assertThatThrownBy(
        () -> ContentType.take(SetComponents.of(BerReader.single(hex("3106 460116 460102")), "e")))
        .isInstanceOf(BerException.class).hasMessageContaining("twice");
  }

  @Test
  void hostileNumbersOfComponentsAreRefused() {
    BerWriter set = new BerWriter().begin(Tag.SET);
    for (int i = 0; i < 257; i++) {
      set.nullValue(Tag.privateUse(i));
    }
    byte[] encoded = set.end().toByteArray();
    assertThatThrownBy(() -> SetComponents.of(BerReader.single(encoded), "Envelope"))
        .isInstanceOf(BerException.class).hasMessageContaining("Envelope").hasMessageContaining("256");
    BerWriter trace = new BerWriter().begin(TraceInformationElement.TRACE_TAG);
    TraceInformationElement visit = TraceInformationElement.relayed(GlobalDomainIdentifier.of("XX", "ADMD"),
        Instant.EPOCH);
    byte[] one = encodedTrace(List.of(visit));
    for (int i = 0; i <= SequenceOf.MAX_HISTORY; i++) {
      trace.raw(Arrays.copyOfRange(one, 2, one.length));
    }
    byte[] endless = trace.end().toByteArray();
    assertThatThrownBy(() -> TraceInformationElement.decodeTrace(BerReader.single(endless)))
        .isInstanceOf(BerException.class).hasMessageContaining("2048");
  }

  private static byte[] encodedTrace(List<TraceInformationElement> trace) {
    BerWriter writer = new BerWriter();
    TraceInformationElement.encodeTrace(writer, trace);
    return writer.toByteArray();
  }

  @Test
  void traceOf1984WithAnEmptyTimeIsRefusedByName() {
    assertThatThrownBy(() -> TraceInformationElement.decodeTrace(
        BerReader.single(hex("691b 3019 630e 6104 1302 5858 6206 1304 41444d44 3107 8000 8201 00 a300"))))
        .isInstanceOf(BerException.class).hasMessageContaining("arrival-time is an empty UTCTime");
  }

  @Test
  void prioritiesHaveTheirCodes() throws BerException {
    for (Priority priority : Priority.values()) {
      BerWriter writer = new BerWriter();
      priority.encode(writer);
      assertThat(Priority.decode(BerReader.single(writer.toByteArray()))).isSameAs(priority);
    }
    assertThat(Priority.URGENT.code()).isEqualTo(2);
    assertThatThrownBy(() -> Priority.decode(BerReader.single(hex("470103"))))
        .isInstanceOf(BerException.class);
  }

  @Test
  void messageIndicatorsAreReadBitByBit() {
    PerMessageIndicators all = PerMessageIndicators.of(0, 1, 2, 3, 7);
    assertThat(all.disclosureOfOtherRecipients() && all.implicitConversionProhibited()
        && all.alternateRecipientAllowed() && all.contentReturnRequested() && all.serviceMessage()).isTrue();
    PerMessageIndicators one = PerMessageIndicators.of(2);
    assertThat(one.alternateRecipientAllowed()).isTrue();
    assertThat(one.disclosureOfOtherRecipients() || one.implicitConversionProhibited()
        || one.contentReturnRequested() || one.serviceMessage()).isFalse();
  }

  @Test
  void reasonsAndDiagnosticsHaveTheirCodes() {
    for (NonDeliveryReason reason : NonDeliveryReason.values()) {
      assertThat(NonDeliveryReason.of(reason.code())).isSameAs(reason);
      assertThat(reason.standardName().replace('-', '_')).isEqualToIgnoringCase(reason.name());
    }
    for (NonDeliveryDiagnostic diagnostic : NonDeliveryDiagnostic.values()) {
      assertThat(NonDeliveryDiagnostic.of(diagnostic.code())).isSameAs(diagnostic);
      assertThat(diagnostic.standardName().replace('-', '_')).isEqualToIgnoringCase(diagnostic.name());
    }
    assertThat(NonDeliveryDiagnostic.LOOP_DETECTED.code()).isEqualTo(3);
    assertThat(NonDeliveryDiagnostic.UNSUPPORTED_SECURITY_POLICY.code()).isEqualTo(78);
    assertThat(NonDeliveryReason.of(9)).isNull();
    assertThat(NonDeliveryDiagnostic.of(79)).isNull();
    assertThat(NonDeliveryDiagnostic.of(-1)).isNull();
    assertThat(NonDeliveryDiagnostic.describe(79)).isEqualTo("diagnostic 79");
    assertThat(NonDeliveryReason.describe(1)).isEqualTo("unable-to-transfer");
  }
}
