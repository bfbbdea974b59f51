package org.angarium.osi.acse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.session.Mutation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcseCodecTest {
  private static final Oid CONTEXT = Oid.of("2.6.0.1.6");

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  static Stream<AcseApdu> apdus() {
    List<External> information = List.of(new External(Oid.of("2.1.1"), 3, hex("0500")));
    return Stream.of(new AcseApdu.Aarq(true, CONTEXT, information),
        new AcseApdu.Aarq(true, CONTEXT, List.of()),
        new AcseApdu.Aare(CONTEXT, 0, false, 0, information),
        new AcseApdu.Aare(CONTEXT, 1, true, 2, List.of()),
        new AcseApdu.Rlrq(0), new AcseApdu.Rlrq(-1), new AcseApdu.Rlre(1),
        new AcseApdu.Abrt(false, -1, List.of(new External(null, 3, hex("0500")))),
        new AcseApdu.Abrt(true, 2, List.of()));
  }

  @ParameterizedTest
  @MethodSource("apdus")
  void everyApduRoundTrips(AcseApdu apdu) throws BerException {
    assertThat(AcseCodec.decode(AcseCodec.encode(apdu))).usingRecursiveComparison().isEqualTo(apdu);
  }

  @Test
  void titlesQualifiersAndAuthenticationAreIgnored() throws BerException {
    byte[] aarq = hex("604480020780a106060456000106a20506032a0304a303020107a403020101a6050603"
        + "2a0305a7030201018a0207808b022a03ac038001419d0141be092807020103a0020500");
    assertThat(AcseCodec.decode(aarq)).isInstanceOfSatisfying(AcseApdu.Aarq.class, apdu -> {
      assertThat(apdu.versionSupported()).isTrue();
      assertThat(apdu.applicationContext()).isEqualTo(CONTEXT);
      assertThat(apdu.userInformation().get(0).indirectReference()).isEqualTo(3);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"6415800100be10280e06025101020103070178a0020500",
      "640b800100be06280481020500", "640c800100be0728058203000500"})
  void everyAlternativeOfAnExternalIsRead(String abrt) throws BerException {
    assertThat(AcseCodec.decode(hex(abrt))).isInstanceOfSatisfying(AcseApdu.Abrt.class,
        apdu -> assertThat(apdu.userInformation().get(0).value()).isEqualTo(hex("0500")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "6000", "6100", "6500", "0500", "6002be00", "6103a20102"})
  void whatIsNoAcseApduIsAnError(String encoded) {
    assertThatThrownBy(() -> AcseCodec.decode(hex(encoded))).isInstanceOf(BerException.class);
  }

  @Test
  void damagedApdusGiveAValueOrACheckedError() {
    List<AcseApdu> apdus = apdus().toList();
    int errors = 0;
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] damaged = Mutation.of(AcseCodec.encode(apdus.get(random.nextInt(apdus.size()))), random);
      try {
        assertThat(AcseCodec.decode(damaged)).isNotNull();
      } catch (BerException expected) {
        errors++;
      }
    }
    assertThat(errors).isBetween(1, 19_999);
  }
}
