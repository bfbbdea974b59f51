package org.angarium.lab.simulation.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** To which layer the octets of what an end sends belong, one letter for each. */
class AnatomyTest {
  private static final String CONNECTION_REQUEST = "0300000b 06e00000000100";
  /** GIVE TOKENS and DATA TRANSFER; fully encoded data in context 3; an OCTET STRING with a whole message, its envelope and its content. */
  private static final String PIECE = "03000028 02f080 0100 0100 611b3019020103a014 0412 a010 3106 8101aa8201ff 0406 010203040506";

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static String letters(byte[] octets, boolean continues) {
    Anatomy anatomy = new Anatomy(octets, continues);
    return IntStream.range(0, octets.length).mapToObj(i -> switch (anatomy.layer(i)) {
      case TCP -> "-";
      case TRANSPORT -> "t";
      case SESSION -> "s";
      case PRESENTATION -> "p";
      case ACSE -> "a";
      case RTSE -> "r";
      case P1 -> "1";
      case CONTENT -> "c";
    }).collect(Collectors.joining());
  }

  @Test
  void aTpduWithoutDataIsTransport() {
    assertThat(letters(octets(CONNECTION_REQUEST), false)).isEqualTo("ttttttttttt");
  }

  @Test
  void aPieceOfAMessageHasAllLayersButAcse() {
    assertThat(letters(octets(PIECE), false))
        .isEqualTo("ttttttt" + "ssss" + "ppppppppp" + "rr" + "11" + "11111111"
            + "11" + "cccccc");
  }

  /** Who knows only the end of a TSDU cannot know where it belongs: it may be content. */
  @Test
  void whatContinuesIsContent() {
    assertThat(letters(octets(PIECE), true)).isEqualTo("ttttttt" + "c".repeat(33));
  }

  /** A session connect without SPDU parameters but user data: an AARQ in a CP PPDU. */
  @Test
  void anAssociateRequestIsAcseWithinPresentation() {
    byte[] connect = octets("0300001d 02f080 0d14 c112 3110 a200 610c 300a 020101 a005 6003 800107");
    assertThat(letters(connect, false)).isEqualTo("ttttttt" + "ssss" + "ppppppppppppp" + "aaaaa");
  }

  @Test
  void onlyWhatIsNoContentIsChangedAndNothingOfTransport() {
    byte[] octets = octets(PIECE);
    Anatomy anatomy = new Anatomy(octets, false);
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      assertThat(anatomy.layer(anatomy.alterable(random))).isIn(Layer.ALTERABLE);
    }
    assertThat(new Anatomy(octets(CONNECTION_REQUEST), false).alterable(random)).isEqualTo(-1);
  }

  @Test
  void aTsduOfWhichNothingArrivesIsMissedBySession() {
    Anatomy anatomy = new Anatomy(octets(PIECE + PIECE), false);
    assertThat(anatomy.silentAfter(40)).isEqualTo(Layer.SESSION);
    assertThat(anatomy.silentAfter(40 + 2)).isEqualTo(Layer.TRANSPORT);
    assertThat(anatomy.silentAfter(40 + 7 + 4)).isEqualTo(Layer.PRESENTATION);
    assertThat(new Anatomy(octets(CONNECTION_REQUEST), false).silentAfter(0)).isEqualTo(Layer.TRANSPORT);
  }

  /** What comes before is of the same layer as the header: only who remembers where TPKTs begin can tell. */
  @Test
  void aTsduBehindATpduWithoutDataIsMissedBySession() {
    Anatomy anatomy = new Anatomy(octets(CONNECTION_REQUEST + PIECE), false);
    assertThat(anatomy.silentAfter(11)).isEqualTo(Layer.SESSION);
    assertThat(anatomy.silentAfter(11 + 2)).isEqualTo(Layer.TRANSPORT);
    assertThat(anatomy.silentAfter(0)).isEqualTo(Layer.TRANSPORT);
  }
}
