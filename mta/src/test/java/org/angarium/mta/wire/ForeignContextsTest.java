package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.osi.acse.AcseApdu;
import org.angarium.osi.acse.AcseCodec;
import org.angarium.osi.acse.External;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.osi.presentation.ContextDefinition;
import org.angarium.osi.presentation.DataValue;
import org.angarium.osi.presentation.Ppdu;
import org.angarium.osi.presentation.PpduEncoder;
import org.angarium.osi.presentation.UserData;
import org.angarium.osi.session.FunctionalUnits;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.session.Spdu;
import org.angarium.osi.session.SpduCodec;
import org.angarium.osi.transport.Tpdu;
import org.angarium.osi.transport.TpduCodec;
import org.angarium.osi.transport.TpktFramer;
import org.angarium.x400.p1.MtaBind;
import org.angarium.x400.p1.MtaCredentials;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A caller that numbers its presentation contexts as it likes and leaves the turn to the MTA: what comes names the caller's numbers. */
@Timeout(30)
class ForeignContextsTest {
  private static final int RESPONDER_HAS_ALL_TOKENS = 0x15;

  @TempDir
  private Path directory;

  private static void send(RawPeer peer, byte[] tsdu) {
    peer.send(TpktFramer.frame(TpduCodec.encode(new Tpdu.Dt(true, tsdu))));
  }

  private static byte[] connect(int acse, int rtse, int mtse) {
    byte[] bind = new MtaBind.Authenticated("MTA-PEER",
        MtaCredentials.Simple.of(MtaCredentials.PasswordForm.IA5_STRING, "secret-PEER"))
        .encodeArgument(MtaBind.Mode.NORMAL);
    byte[] rtorq = new BerWriter().begin(Tag.context(16)).integer(Tag.context(0), 0)
        .integer(Tag.context(1), 3).integer(Tag.context(2), 0).begin(Tag.context(3)).begin(Tag.context(0))
        .raw(bind).end().end().end().toByteArray();
    byte[] aarq = AcseCodec.encode(new AcseApdu.Aarq(true, Oid.of("2.6.0.1.6"),
        List.of(new External(ContextDefinition.BER, rtse, rtorq))));
    byte[] cp = PpduEncoder.encode(new Ppdu.Cp(new byte[0], new byte[0], true,
        List.of(ContextDefinition.inBer(mtse, Oid.of("2.6.0.2.7")),
            ContextDefinition.inBer(rtse, Oid.of("2.6.0.2.12")),
            ContextDefinition.inBer(acse, Oid.of("2.2.1.0.1"))),
        List.of(new DataValue(acse, aarq))));
    return SpduCodec.encode(new Spdu.Cn(SessionConnectionReference.NONE, Spdu.TsduMaximumSize.NONE, 2,
        RESPONDER_HAS_ALL_TOKENS, FunctionalUnits.RTSE, new byte[0], new byte[0], false, cp));
  }

  @ParameterizedTest
  @CsvSource({"1,3,5", "101,103,105", "5,1,3", "7,300,70001"})
  void anApduNamesTheContextThatTheCallerGaveIt(int acse, int rtse, int mtse) throws Exception {
    try (
        TestMta mta = new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", 1)
            .with("activation", "remote-initiated").with("dialogue", "monologue").toml());
        RawPeer peer = RawPeer.call(mta.port())) {
      mta.submit("anna", TestConfig.address("PEER", "Carl"), "to a caller");
      peer.send(
          TpktFramer.frame(TpduCodec.encode(new Tpdu.Cr(1, 0, List.of(), new byte[0], new byte[0], 0, 0))));
      assertThat(peer.next()).isNotEmpty();
      send(peer, connect(acse, rtse, mtse));
      byte[] apdu = transferred(peer, rtse);
      BerElement external = BerReader.single(apdu).expect(Tag.EXTERNAL, "APDU");
      assertThat(external.children().require(Tag.INTEGER, "indirect reference").intValue()).isEqualTo(mtse);
      await().atMost(Duration.ofSeconds(10)).until(() -> mta.count(EventId.MESSAGE_SENT) == 1);
    }
  }

  /** What comes up to the end of the activity, which is confirmed. */
  private static byte[] transferred(RawPeer peer, int rtse) throws Exception {
    List<Spdu> seen = new ArrayList<>();
    ByteArrayOutputStream apdu = new ByteArrayOutputStream();
    ByteArrayOutputStream tsdu = new ByteArrayOutputStream();
    while (true) {
      byte[] tpkt = peer.next();
      assertThat(tpkt).as("after %s", seen).isNotEmpty();
      Tpdu.Dt dt = (Tpdu.Dt) TpduCodec.decode(Arrays.copyOfRange(tpkt, TpktFramer.HEADER, tpkt.length));
      tsdu.writeBytes(dt.data());
      if (!dt.endOfTsdu()) {
        continue;
      }
      for (Spdu spdu : SpduCodec.decode(tsdu.toByteArray())) {
        seen.add(spdu);
        if (spdu instanceof Spdu.Dt data) {
          DataValue value = UserData.decode(data.userData()).getFirst();
          assertThat(value.context()).isEqualTo(rtse);
          apdu.writeBytes(BerReader.single(value.octets()).octets());
        } else if (spdu instanceof Spdu.Ae end) {
          send(peer, SpduCodec.encode(new Spdu.Aea(end.serial())));
          return apdu.toByteArray();
        }
      }
      tsdu.reset();
    }
  }
}
