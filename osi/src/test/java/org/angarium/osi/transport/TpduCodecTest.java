package org.angarium.osi.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.angarium.osi.session.Mutation;
import org.angarium.osi.session.RecordedTpkts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TpduCodecTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  static List<RecordedTpkts> recorded() {
    return RecordedTpkts.all();
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void recordedTpktsAreReadAndWrittenAgainExactly(RecordedTpkts recorded) throws TransportProtocolException {
    TpktFramer framer = new TpktFramer();
    framer.push(recorded.tpkt());
    byte[] tpdu = framer.next();
    assertThat(tpdu).isNotNull();
    assertThat(framer.next()).isNull();
    assertThat(TpktFramer.frame(TpduCodec.encode(TpduCodec.decode(tpdu)))).isEqualTo(recorded.tpkt());
  }

  @Test
  void crHasAllItsParameters() throws TransportProtocolException {
    Tpdu.Cr cr = new Tpdu.Cr(0x1234, 4, List.of(2, 0), hex("31"), hex("353931"), 8192, 65_408);
    assertThat((Tpdu.Cr) TpduCodec.decode(TpduCodec.encode(cr))).usingRecursiveComparison().isEqualTo(cr);
    assertThat(cr.allowsClass0()).isTrue();
    assertThat(new Tpdu.Cr(1, 2, List.of(), hex(""), hex(""), 0, 0).allowsClass0()).isFalse();
  }

  @Test
  void parametersOfOtherClassesAndSillyOnesAreIgnored() throws TransportProtocolException {
    Tpdu.Cr cr = (Tpdu.Cr) TpduCodec
        .decode(hex("21 e0 0000 0001 00 c0020d0d c30200 00 c40101 c60102 85020001 86031111 11 c000 f000"));
    assertThat(cr.size()).isZero();
    assertThat(cr.preferredSize()).isZero();
    assertThat(cr.calledSelector()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"07,128", "0b,2048", "0d,8192", "0e,8192", "10,8192", "06,0", "11,0", "ff,0"})
  void sizesAreThoseOfTheStandard(String code, int size) throws TransportProtocolException {
    assertThat(((Tpdu.Cr) TpduCodec.decode(hex("09 e0 0000 0001 00 c001" + code))).size()).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource({"01,128", "0200,65408", "01ff,65408", "ffffffff,65408", "00,0", "0100000000,0"})
  void preferredSizesCountUnitsOf128(String units, int size) throws TransportProtocolException {
    byte[] header = hex("00 e0 0000 0001 00 f0" + String.format("%02x", units.length() / 2) + units);
    header[0] = (byte) (header.length - 1);
    assertThat(((Tpdu.Cr) TpduCodec.decode(header)).preferredSize()).isEqualTo(size);
  }

  @Test
  void errorCarriesWhatWasRejectedAsFarAsItFits() throws TransportProtocolException {
    Tpdu.Er er = (Tpdu.Er) TpduCodec.decode(TpduCodec.encode(new Tpdu.Er(7, 2, new byte[1000])));
    assertThat(er.rejected()).hasSize(248);
    assertThat(er.meaning()).isEqualTo("invalid TPDU type");
  }

  @ParameterizedTest
  @CsvSource({"05,TPDU of 1 octets", "ffe0,length indicator 255 is reserved", "06e00000000100,OK",
      "07e00000000100,length indicator runs past",
      "05e000000001,header of CR has 6 octets", "01f0,header of DT has 2 octets",
      "0230 00,unknown TPDU code 30",
      "08e00000000100c001,parameter C0 runs past the end", "0580000000 0180,header of DR",
      "0370 0001,header of ER"})
  void whatIsNoTpduIsAnErrorThatSaysWhy(String octets, String message) throws TransportProtocolException {
    if (message.equals("OK")) {
      assertThat(TpduCodec.decode(hex(octets)).mnemonic()).isEqualTo("CR");
      return;
    }
    assertThatThrownBy(() -> TpduCodec.decode(hex(octets))).isInstanceOf(TransportProtocolException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource({"c0,DC", "10,ED", "60,AK", "20,EA", "50,RJ"})
  void otherClassesAreRecognised(String code, String name) throws TransportProtocolException {
    assertThat(TpduCodec.decode(hex("04 " + code + " 000001")).mnemonic()).isEqualTo(name);
  }

  @Test
  void mutatedTpdusAreTpdusOrErrors() {
    Random random = new Random(2);
    List<RecordedTpkts> originals = RecordedTpkts.all();
    int tpdus = 0;
    int errors = 0;
    for (int i = 0; i < 30_000; i++) {
      byte[] tpdu = Mutation.of(originals.get(random.nextInt(originals.size())).tpdu(), random);
      try {
        Tpdu read = TpduCodec.decode(tpdu);
        assertThat(read.mnemonic()).isNotEmpty();
        tpdus++;
      } catch (TransportProtocolException e) {
        assertThat(e.offset()).isBetween(0L, 255L);
        errors++;
      }
    }
    assertThat(tpdus).isPositive();
    assertThat(errors).isPositive();
  }
}
