package org.angarium.osi.rtse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.presentation.ContextDefinition;
import org.angarium.osi.presentation.ContextResult;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.OsiAddress;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.osi.session.FunctionalUnits;
import org.angarium.osi.session.RecordedTpkts;
import org.angarium.osi.session.SessionAction;
import org.angarium.osi.session.SessionConnectionReference;
import org.junit.jupiter.api.Test;

/** Upper-layer contents of recorded units: what is read out of them, and that we write the same octets. */
class RecordedUnitsTest {
  private static final SessionConnectionReference REFERENCE = new SessionConnectionReference(
      hex("140c6d7461312e6578616d706c65"), hex("170d3236313132333132303030305a"), new byte[0]);
  private static final String BIND_ARGUMENT = "a11180054d54412d31a1081606736563726574";
  private static final String BIND_RESULT = "a11280054d54412d32a109160773656372657432";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /** The user data that a recorded TPKT ends with. {@code start}: its first octets. */
  private static byte[] userData(String name, String start) {
    for (RecordedTpkts recorded : RecordedTpkts.all()) {
      if (recorded.name().contains(name)) {
        String all = HexFormat.of().formatHex(recorded.tpkt());
        return hex(all.substring(all.indexOf(start)));
      }
    }
    throw new AssertionError(name);
  }

  private static OpenProposal proposal(ProtocolMode mode, String userData) {
    return new OpenProposal(OsiAddress.NONE, OsiAddress.NONE, mode, Dialogue.MONOLOGUE, Turn.INITIATOR, 32, 5,
        hex(userData), REFERENCE, null);
  }

  private static SessionAction.ConnectIndicated indication(byte[] userData) {
    return new SessionAction.ConnectIndicated(new byte[0], new byte[0], REFERENCE, 2, FunctionalUnits.RTSE,
        true,
        userData);
  }

  @Test
  void theNormalModeBindIsWrittenAsRecordedAndReadBack() {
    byte[] recorded = userData("CN/CP/AARQ", "318180a003800101");
    OpenProposal proposal = proposal(ProtocolMode.NORMAL, "b013" + BIND_ARGUMENT);
    assertThat(NormalModeMapping.ofInitiator().open(proposal)).isEqualTo(recorded);
    assertThat(new OpenRequest(indication(recorded)).read()).isInstanceOfSatisfying(
        OpenRequest.Outcome.Proposed.class,
        outcome -> assertThat(outcome.proposal()).usingRecursiveComparison().isEqualTo(proposal));
  }

  @Test
  void theAcceptanceIsWrittenAsRecordedAndReadBack() {
    byte[] recorded = userData("AC/CPA/AARE", "3172a003800101");
    OpenRequest.Outcome.Proposed asked = (OpenRequest.Outcome.Proposed) new OpenRequest(
        indication(userData("CN/CP/AARQ", "318180a003800101"))).read();
    RtseApdu.Rtoac rtoac = new RtseApdu.Rtoac(32, 5,
        new RtseApdu.ConnectionData.Open(hex("b114" + BIND_RESULT)));
    assertThat(asked.mapping().accept(rtoac)).isEqualTo(recorded);
    OpenAnswer answer = NormalModeMapping.ofInitiator().opened(recorded);
    assertThat(answer.accepted()).usingRecursiveComparison().isEqualTo(rtoac);
    assertThat(answer.passed()).containsExactly(Layer.SESSION, Layer.PRESENTATION, Layer.ACSE, Layer.RTSE);
  }

  @Test
  void theRefusalIsWrittenAsRecordedAndReadBack() {
    byte[] recorded = userData("RF/CPR/AARE", "3052a51b");
    ContextResult accepted = ContextResult.acceptedIn(ContextDefinition.BER);
    List<ContextDefinition> contexts = List.of(ContextDefinition.inBer(1, NormalModeMapping.ACSE_SYNTAX),
        ContextDefinition.inBer(3, NormalModeMapping.RTSE_SYNTAX),
        ContextDefinition.inBer(5, NormalModeMapping.MTSE_SYNTAX));
    Mapping mapping = new NormalModeMapping(contexts, List.of(accepted, accepted, accepted));
    assertThat(mapping.refuse(true, 2, hex("b203020102"))).isEqualTo(recorded);
    OpenAnswer answer = OpenRefusalReader.read(2, recorded);
    assertThat(answer.userData()).isEqualTo(hex("b203020102"));
    assertThat(answer.failure())
        .isEqualTo(new Failure(Layer.APPLICATION, Failure.Kind.REFUSED_PERMANENT, 2, true,
            "the peer's application refused permanently (bind error 2)"));
  }

  @Test
  void x410ModeIsWrittenAsRecordedAndReadBack() {
    byte[] connect = userData("X.410 CN", "312aa003800100");
    OpenProposal proposal = proposal(ProtocolMode.X410_1988, BIND_ARGUMENT);
    Mapping mapping = new X410ModeMapping();
    assertThat(mapping.open(proposal)).isEqualTo(connect);
    assertThat(new OpenRequest(indication(connect)).read()).isInstanceOfSatisfying(
        OpenRequest.Outcome.Proposed.class,
        outcome -> assertThat(outcome.proposal()).usingRecursiveComparison().isEqualTo(proposal));
    byte[] accept = userData("X.410 AC", "3125a003800100");
    RtseApdu.Rtoac rtoac = new RtseApdu.Rtoac(32, 5, new RtseApdu.ConnectionData.Open(hex(BIND_RESULT)));
    assertThat(mapping.accept(rtoac)).isEqualTo(accept);
    assertThat(mapping.opened(accept).accepted()).usingRecursiveComparison().isEqualTo(rtoac);
    byte[] refuse = userData("X.410 RF", "3103800102");
    assertThat(mapping.refuse(true, 2, new byte[0])).isEqualTo(refuse);
    assertThat(OpenRefusalReader.read(2, refuse).failure()).satisfies(f -> assertThat(f.code()).isEqualTo(2),
        f -> assertThat(f.layer()).isEqualTo(Layer.APPLICATION));
  }

  @Test
  void dataTurnReleaseAndAbortAreWrittenAsRecorded() throws BerException {
    Mapping mapping = NormalModeMapping.ofInitiator();
    byte[] data = userData("DT RTTR 1", "6181ed");
    byte[] octets = mapping.octets(data);
    assertThat(octets).hasSize(0xE1);
    assertThat(mapping.data(octets)).isEqualTo(data);
    byte[] please = userData("PT please", "610a3008020103");
    assertThat(mapping.priority(please)).isEqualTo(1);
    assertThat(mapping.turnPlease(1)).isEqualTo(please);
    assertThat(mapping.releaseRequest()).isEqualTo(userData("FN/RLRQ", "610c300a020101a005"));
    assertThat(mapping.releaseResponse()).isEqualTo(userData("DN/RLRE", "610c300a020101a005"));
    byte[] abort = userData("AB user abort", "a039");
    assertThat(mapping.abort(6, 2)).isEqualTo(abort);
    assertThat(mapping.abort(6, 1)).isEmpty();
    assertThat(PeerAbort.read(abort)).satisfies(f -> assertThat(f.code()).isEqualTo(6),
        f -> assertThat(f.layer()).isEqualTo(Layer.APPLICATION));
    assertThat(PeerAbort.read(userData("AB provider", "3006"))).satisfies(
        f -> assertThat(f.layer()).isEqualTo(Layer.PRESENTATION), f -> assertThat(f.code()).isEqualTo(2));
  }
}
