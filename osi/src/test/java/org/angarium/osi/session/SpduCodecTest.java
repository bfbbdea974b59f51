package org.angarium.osi.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SpduCodecTest {
  private static final byte[] NONE = new byte[0];

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static Spdu only(String tsdu) throws SpduException {
    List<Spdu> spdus = SpduCodec.decode(hex(tsdu));
    assertThat(spdus).hasSize(1);
    return spdus.getFirst();
  }

  static Stream<byte[]> recordedTsdus() {
    return RecordedTpkts.all().stream().map(RecordedTpkts::tpdu).filter(tpdu -> tpdu[1] == (byte) 0xF0)
        .map(tpdu -> Arrays.copyOfRange(tpdu, 3, tpdu.length));
  }

  @Test
  void theRecordingHasEverySpduOfRtse() {
    assertThat(recordedTsdus().map(tsdu -> {
      try {
        return SpduCodec.decode(tsdu).getFirst().mnemonic();
      } catch (SpduException e) {
        throw new AssertionError(e);
      }
    }).distinct()).containsExactlyInAnyOrder("CN", "AC", "AS", "DT", "MIP", "MIA", "AE", "AEA", "PT", "GTC",
        "GTA", "ED", "AD", "ADA",
        "AI", "AIA", "AR", "FN", "DN", "AB", "RF");
  }

  @ParameterizedTest
  @MethodSource("recordedTsdus")
  void recordedTsdusAreReadAndWrittenAgainExactly(byte[] tsdu) throws SpduException {
    List<Spdu> spdus = SpduCodec.decode(tsdu);
    assertThat(spdus).hasSize(1);
    assertThat(HexFormat.of().formatHex(SpduCodec.encode(spdus.getFirst())))
        .isEqualTo(HexFormat.of().formatHex(tsdu));
  }

  @ParameterizedTest
  @CsvSource({"AS,01002d052903020101", "AE,010029032a0132", "AEA,02002a032a0132", "GTC,1500", "GTA,1600",
      "ED,02003003320105",
      "AIA,02001a00", "ADA,02003a00", "AA,1a00", "ER,02000003310101", "DT,01000103190103aabb",
      "DT,01000100aabb",
      "PT,0207100101c1020102", "GT,0103100115", "OA,1003160102", "CDO,0f07190102c1020102",
      "AB,1906110105310119",
      "MIP,01003106 0f0101 2a0131"})
  void hasTheEncodingOfTheStandard(String name, String octets) throws SpduException {
    Spdu spdu = only(octets);
    assertThat(spdu.mnemonic()).isEqualTo(name);
    assertThat(SpduCodec.encode(spdu)).isEqualTo(hex(octets));
  }

  @Test
  void cnHasAllItsParameters() throws SpduException {
    SessionConnectionReference reference = new SessionConnectionReference(hex("1401 61"), hex("1701 62"),
        hex("0102"));
    Spdu.Cn cn = new Spdu.Cn(reference, new Spdu.TsduMaximumSize(2041, 65535), 3, 0x15, FunctionalUnits.RTSE,
        hex("11"), hex("2222"),
        true, new byte[10_240]);
    Spdu.Cn read = (Spdu.Cn) SpduCodec.decode(SpduCodec.encode(cn)).getFirst();
    assertThat(read).usingRecursiveComparison().isEqualTo(cn);
  }

  @Test
  void userDataOfCnBeyond512OctetsIsExtendedUserData() {
    for (int length : new int[]{1, 512, 513, 10_240}) {
      byte[] tsdu = SpduCodec.encode(
          new Spdu.Cn(SessionConnectionReference.NONE, Spdu.TsduMaximumSize.NONE, 2, 0, FunctionalUnits.RTSE,
              NONE, NONE, false, new byte[length]));
      int start = tsdu.length - length - (length < 255 ? 2 : 4);
      assertThat(tsdu[start] & 0xFF).as("%d octets", length).isEqualTo(length <= 512 ? 193 : 194);
    }
  }

  @Test
  void absentParametersHaveTheDefaultsOfTheStandard() throws SpduException {
    Spdu.Cn cn = (Spdu.Cn) only("0d00");
    assertThat(cn.versions()).isEqualTo(1);
    assertThat(cn.functionalUnits()).isEqualTo(FunctionalUnits.DEFAULT);
    assertThat(cn.tokenSetting()).isZero();
    assertThat(cn.reference()).isSameAs(SessionConnectionReference.NONE);
    assertThat(((Spdu.Fn) only("0900")).transportDisconnect()).isEqualTo(Spdu.TRANSPORT_RELEASED);
    assertThat(((Spdu.Mip) only("010031032a0131")).confirmationRequired()).isTrue();
    assertThat(((Spdu.Mip) only("01003106 0f0101 2a0131")).confirmationRequired()).isFalse();
    assertThat(((Spdu.Ai) only("01001900")).reason()).isZero();
  }

  @Test
  void parametersMayStandInAnyOrderAndUnknownOnesAreSkipped() throws SpduException {
    Spdu.Mip mip = (Spdu.Mip) only("0100 310b 2a0137 190103 7703010203".replace(" ", ""));
    assertThat(mip.serial()).isEqualTo(7);
    Spdu.Ac ac = (Spdu.Ac) only("0e12 c1020506 1402 0249 7700 0506 1a0100 160102".replace(" ", ""));
    assertThat(ac.version()).isEqualTo(2);
    assertThat(ac.userData()).isEqualTo(hex("0506"));
  }

  @Test
  void parametersOfAPgiMayStandOutsideIt() throws SpduException {
    assertThat(((Spdu.Cn) only("0d06 160102 1a0115")).versions()).isEqualTo(2);
  }

  @Test
  void lengthsInTheLongFormAreReadEvenIfSmall() throws SpduException {
    assertThat(((Spdu.Mip) only("0100 31ff0005 2aff0001 39")).serial()).isEqualTo(9);
  }

  @Test
  void tokensOfThePrefixTakeEffectAfterTheSpduBehindIt() throws SpduException {
    List<Spdu> spdus = SpduCodec.decode(hex("0103100115 29032a0132"));
    assertThat(spdus).containsExactly(new Spdu.Ae(2), new Spdu.Gt(0x15));
  }

  @Test
  void laterSegmentsOfUserDataThatIsNotKeptAreNothing() throws SpduException {
    assertThat(SpduCodec.decode(hex("0100 3107 190102 c1020101"))).isEmpty();
    assertThat(SpduCodec.decode(hex("0c07 190102 3202 0101".replace(" ", "")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'',TSDU is empty", "0d,CN has no length", "0d05,CN: length 5 runs past the end",
      "0dff01,CN: length is cut off",
      "0d021605,CN parameter 22: length 5 runs past the end",
      "0d04 16020102,CN: version number has 2 octets instead of 1",
      "0100 3103 2a0141,MIP: octet 41 in the serial number is no digit",
      "0100 3100,MIP: serial number is missing",
      "0100 3109 2a0731323334353637,MIP: serial number has 7 octets",
      "0100 2d00,AS: activity identifier is missing",
      "0100 1d03 290101,AR: linking information is missing",
      "0500,EX is not of the functional units in use",
      "2100,TD is not of the functional units in use", "0800,NF is not of the functional units in use",
      "0100 2906 0f0101 2a0131,MAP is not of the functional units in use",
      "0100 3d00,CD is not of the functional units in use",
      "1500 00,1 octets after GTC", "0100 2d0329010100,1 octets after AS",
      "ff00,SPDU 255 is not of the functional units in use",
      "31032a0131,SPDU 49 is not of the functional units in use"})
  void whatIsNoSpduIsAnErrorThatSaysWhy(String octets, String message) {
    assertThatThrownBy(() -> SpduCodec.decode(hex(octets))).isInstanceOf(SpduException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("(at octet");
  }

  @Test
  void mutatedTsdusAreSpdusOrErrors() {
    Random random = new Random(1);
    List<byte[]> originals = recordedTsdus().toList();
    int spdus = 0;
    int errors = 0;
    for (int i = 0; i < 60_000; i++) {
      byte[] tsdu = Mutation.of(originals.get(random.nextInt(originals.size())), random);
      try {
        for (Spdu spdu : SpduCodec.decode(tsdu)) {
          // Whatever was read can be written.
          assertThat(SpduCodec.encode(spdu)).isNotEmpty();
          spdus++;
        }
      } catch (SpduException e) {
        assertThat(e.offset()).isBetween(0, tsdu.length);
        errors++;
      }
    }
    assertThat(spdus).isPositive();
    assertThat(errors).isPositive();
  }
}
