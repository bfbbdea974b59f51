package org.angarium.osi.presentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.session.Mutation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PpduCodecTest {
  private static final String CP = "312ba003800101a224810101820102a411300f02010106045201000130040602510161093007020101a0020500";
  private static final String ARU = "a016a00930070201010602510161093007020101a0020500";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  @Test
  void cpRoundTrips() throws BerException {
    Ppdu.Cp cp = new Ppdu.Cp(new byte[]{1}, new byte[]{2}, true,
        List.of(ContextDefinition.inBer(1, Oid.of("2.2.1.0.1"))),
        List.of(new DataValue(1, hex("0500"))));
    byte[] encoded = PpduEncoder.encode(cp);
    assertThat(encoded).isEqualTo(hex(CP));
    assertThat(PpduDecoder.connect(encoded)).usingRecursiveComparison().isEqualTo(cp);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      // components the other way round
      "3112a20b61093007020101a0020500a003800101",
      // indefinite lengths
      "3180a0808001010000a28061803080020101a08005000000000000000000" + "0000"})
  void orderAndFormOfLengthsDoNotMatter(String encoded) throws BerException {
    byte[] octets = hex(encoded);
    assertThat(PpduDecoder.accept(octets)).isInstanceOfSatisfying(Ppdu.Cpa.class, cpa -> {
      assertThat(cpa.results()).isNull();
      assertThat(cpa.userData()).hasSize(1);
      assertThat(cpa.userData().get(0).octets()).isEqualTo(hex("0500"));
    });
  }

  @Test
  void componentsOfLaterEditionsAreSkipped() throws BerException {
    byte[] octets = hex("311ba003800101a2148b0205808c0101ae0061093007020101a0020500");
    assertThat(PpduDecoder.connect(octets)).isInstanceOf(Ppdu.Cp.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"61093007020103a0020500", "6109300702010381020500", "610a30080201038203000500",
      "610d300b06025101020103a0020500", "61803080020103a0800500000000000000"})
  void everyAlternativeOfADataValueIsRead(String encoded) throws BerException {
    List<DataValue> values = UserData.decode(hex(encoded));
    assertThat(values).hasSize(1);
    assertThat(values.get(0).context()).isEqualTo(3);
    assertThat(values.get(0).octets()).isEqualTo(hex("0500"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"40020500", "600404020500", "6080040105040100" + "0000"})
  void simplyEncodedDataHasNoContext(String encoded) throws BerException {
    List<DataValue> values = UserData.decode(hex(encoded));
    assertThat(values.get(0).context()).isEqualTo(DataValue.DEFAULT_CONTEXT);
    assertThat(values.get(0).octets()).isEqualTo(hex("0500"));
  }

  @Test
  void dataIsWrittenFullyEncoded() {
    assertThat(UserData.encode(3, hex("0203"), hex("010203"))).isEqualTo(hex("610c300a020103a0050203010203"));
    byte[] large = UserData.encode(3, new byte[70_000]);
    assertThat(large).startsWith(hex("61830111"));
  }

  @Test
  void arpAndAruRoundTrip() throws BerException {
    byte[] arp = PpduEncoder.encode(new Ppdu.Arp(2, 7));
    assertThat(arp).isEqualTo(hex("3006800102810107"));
    assertThat(PpduDecoder.abort(arp)).isEqualTo(new Ppdu.Arp(2, 7));
    assertThat(PpduDecoder.abort(hex("3000"))).isEqualTo(new Ppdu.Arp(-1, -1));
    Ppdu.Aru aru = new Ppdu.Aru(List.of(1, 3), List.of(new DataValue(1, hex("0500"))));
    assertThat(PpduDecoder.abort(PpduEncoder.encode(aru))).usingRecursiveComparison().isEqualTo(aru);
  }

  @Test
  void cprWithAProviderReasonRoundTrips() throws BerException {
    Ppdu.Cpr cpr = new Ppdu.Cpr(new byte[0],
        List.of(ContextResult.acceptedIn(ContextDefinition.BER), ContextResult.rejectedByProvider(1)), 3,
        List.of());
    assertThat(PpduDecoder.refuse(PpduEncoder.encode(cpr))).usingRecursiveComparison().isEqualTo(cpr);
  }

  @Test
  void x410ModeIsRecognized() throws BerException {
    byte[] octets = hex("310aa003800100a103800105");
    assertThat(PpduDecoder.connect(octets)).isInstanceOfSatisfying(Ppdu.X410Parameters.class,
        x410 -> assertThat(x410.parameters()).isEqualTo(hex("800105")));
    assertThat(PpduEncoder.encode(new Ppdu.X410Parameters(hex("800105")))).isEqualTo(octets);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "31", "3100", "3105a003800102", "3105a003800101", "3105a003800100", "0500",
      "310aa003800100810101"})
  void whatIsNoCpIsAnError(String encoded) {
    assertThatThrownBy(() -> PpduDecoder.connect(hex(encoded))).isInstanceOf(BerException.class);
  }

  @Test
  void damagedPpdusGiveAValueOrACheckedError() {
    int errors = 0;
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] damaged = Mutation.of(hex(random.nextBoolean() ? CP : ARU), random);
      try {
        switch (random.nextInt(5)) {
          case 0 -> PpduDecoder.connect(damaged);
          case 1 -> PpduDecoder.accept(damaged);
          case 2 -> PpduDecoder.refuse(damaged);
          case 3 -> PpduDecoder.abort(damaged);
          default -> UserData.decode(damaged);
        }
      } catch (BerException expected) {
        assertThat(expected).hasMessageContaining("octet");
        errors++;
      }
    }
    assertThat(errors).isPositive();
  }
}
