package org.angarium.osi.rtse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.angarium.osi.acse.AcseApdu;
import org.angarium.osi.acse.AcseCodec;
import org.angarium.osi.acse.External;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.presentation.ContextDefinition;
import org.angarium.osi.presentation.ContextResult;
import org.angarium.osi.presentation.DataValue;
import org.angarium.osi.presentation.Ppdu;
import org.angarium.osi.presentation.PpduEncoder;
import org.angarium.osi.session.FunctionalUnits;
import org.angarium.osi.session.Mutation;
import org.angarium.osi.session.SessionAction;
import org.angarium.osi.session.SessionConnectionReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who says no, and how the other side reads it. */
class RefusalTest {
  private static final Oid ROSE_CONTEXT = Oid.of("2.6.0.1.0");

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] cp(List<ContextDefinition> contexts, Oid applicationContext,
      List<External> information) {
    byte[] aarq = AcseCodec.encode(new AcseApdu.Aarq(true, applicationContext, information));
    return PpduEncoder
        .encode(new Ppdu.Cp(new byte[0], new byte[0], true, contexts, List.of(new DataValue(1, aarq))));
  }

  private static List<ContextDefinition> contexts(int... present) {
    List<ContextDefinition> contexts = new ArrayList<>();
    for (int id : present) {
      contexts.add(ContextDefinition.inBer(id, switch (id) {
        case 1 -> NormalModeMapping.ACSE_SYNTAX;
        case 3 -> NormalModeMapping.RTSE_SYNTAX;
        case 5 -> NormalModeMapping.MTSE_SYNTAX;
        default -> Oid.of("1.0.8571.1.1." + id);
      }));
    }
    return contexts;
  }

  private static List<External> rtorq() {
    return List.of(new External(ContextDefinition.BER, 3, hex("b006a304a0028000")));
  }

  private static OpenRequest.Outcome read(byte[] userData, int functionalUnits) {
    return new OpenRequest(new SessionAction.ConnectIndicated(new byte[0], new byte[0],
        SessionConnectionReference.NONE, 2, functionalUnits, true, userData)).read();
  }

  private static Failure refusedByCaller(byte[] cp) {
    OpenRequest.Outcome.Refused refused = (OpenRequest.Outcome.Refused) read(cp, FunctionalUnits.RTSE);
    assertThat(refused.failure().byPeer()).isFalse();
    Failure seen = OpenRefusalReader.read(refused.answer().reason(), refused.answer().userData()).failure();
    assertThat(seen).isNotNull();
    return seen;
  }

  @Test
  void anyOrderAndAdditionalContextsAreAccepted() {
    byte[] cp = cp(contexts(5, 77, 3, 1), NormalModeMapping.MTS_TRANSFER, rtorq());
    assertThat(read(cp, FunctionalUnits.DEFAULT)).isInstanceOfSatisfying(OpenRequest.Outcome.Proposed.class,
        outcome -> {
          assertThat(outcome.proposal().userData()).isEmpty();
          assertThat(outcome.proposal().window()).isEqualTo(3);
          assertThat(outcome.proposal().dialogue()).isEqualTo(OpenProposal.Dialogue.MONOLOGUE);
        });
  }

  @Test
  void aForeignApplicationContextIsRefusedByName() {
    Failure failure = refusedByCaller(cp(contexts(1, 3, 5), ROSE_CONTEXT, rtorq()));
    assertThat(failure.layer()).isEqualTo(Layer.ACSE);
    assertThat(failure.code()).isEqualTo(2);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.REFUSED_PERMANENT);
    assertThat(failure.text()).contains("application context name not supported");
  }

  @Test
  void aMissingContextIsRefused() {
    assertThat(refusedByCaller(cp(contexts(3, 5), NormalModeMapping.MTS_TRANSFER, rtorq())).layer())
        .isEqualTo(Layer.PRESENTATION);
    assertThat(refusedByCaller(cp(contexts(1, 5), NormalModeMapping.MTS_TRANSFER, rtorq())).kind())
        .isEqualTo(Failure.Kind.REFUSED_PERMANENT);
    assertThat(refusedByCaller(cp(contexts(1, 3), NormalModeMapping.MTS_TRANSFER, rtorq())).kind())
        .isEqualTo(Failure.Kind.REFUSED_PERMANENT);
  }

  @Test
  void aContextWithoutBerIsRefusedForItsTransferSyntaxes() {
    List<ContextDefinition> contexts = contexts(1, 3);
    contexts.add(new ContextDefinition(5, NormalModeMapping.MTSE_SYNTAX, List.of(Oid.of("2.1.3.0.0"))));
    Failure failure = refusedByCaller(cp(contexts, NormalModeMapping.MTS_TRANSFER, rtorq()));
    assertThat(failure.layer()).isEqualTo(Layer.PRESENTATION);
  }

  @Test
  void octetsThatAreNoCpAreRefusedAsUnreadable() {
    Failure failure = refusedByCaller(hex("0500"));
    assertThat(failure.code()).isEqualTo(6);
    assertThat(failure.text()).contains("user data not readable");
  }

  @Test
  void missingFunctionalUnitsAreRefused() {
    byte[] cp = cp(contexts(1, 3, 5), NormalModeMapping.MTS_TRANSFER, rtorq());
    assertThat(read(cp, FunctionalUnits.DUPLEX)).isInstanceOfSatisfying(OpenRequest.Outcome.Refused.class,
        refused -> assertThat(refused.failure().layer()).isEqualTo(Layer.SESSION));
  }

  @ParameterizedTest
  @CsvSource({"0,REFUSED_TRANSIENT", "1,REFUSED_TRANSIENT", "2,REFUSED_TRANSIENT", "129,REFUSED_PERMANENT",
      "130,REFUSED_TRANSIENT", "131,REFUSED_TRANSIENT", "132,REFUSED_PERMANENT", "133,REFUSED_TRANSIENT"})
  void refusalsOfTheSessionLayer(int reason, Failure.Kind kind) {
    Failure failure = OpenRefusalReader.read(reason, new byte[0]).failure();
    assertThat(failure).isNotNull().satisfies(f -> assertThat(f.layer()).isEqualTo(Layer.SESSION),
        f -> assertThat(f.kind()).isEqualTo(kind), f -> assertThat(f.code()).isEqualTo(reason));
  }

  @ParameterizedTest
  @CsvSource({"30038a0101,REFUSED_TRANSIENT,1", "30038a0103,REFUSED_PERMANENT,3",
      "3000,REFUSED_TRANSIENT,-1"})
  void refusalsOfThePresentationLayer(String cpr, Failure.Kind kind, int code) {
    assertThat(OpenRefusalReader.read(2, hex(cpr)).failure()).isNotNull().satisfies(
        f -> assertThat(f.layer()).isEqualTo(Layer.PRESENTATION), f -> assertThat(f.kind()).isEqualTo(kind),
        f -> assertThat(f.code()).isEqualTo(code));
  }

  private static byte[] cprWith(AcseApdu.Aare aare) {
    return PpduEncoder
        .encode(new Ppdu.Cpr(new byte[0], null, -1, List.of(new DataValue(1, AcseCodec.encode(aare)))));
  }

  @Test
  void theAcseProviderIsToldFromItsUser() {
    AcseApdu.Aare provider = new AcseApdu.Aare(null, 1, true, 2, List.of());
    assertThat(OpenRefusalReader.read(2, cprWith(provider)).failure())
        .isEqualTo(new Failure(Layer.ACSE, Failure.Kind.REFUSED_PERMANENT, 2, true,
            "the peer's ACSE provider refused permanently: no common ACSE version (diagnostic 2)"));
    AcseApdu.Aare busy = new AcseApdu.Aare(null, 2, false, 1, List.of());
    assertThat(OpenRefusalReader.read(2, cprWith(busy)).failure()).isNotNull()
        .satisfies(f -> assertThat(f.layer()).isEqualTo(Layer.RTSE),
            f -> assertThat(f.kind()).isEqualTo(Failure.Kind.REFUSED_TRANSIENT));
  }

  @ParameterizedTest
  @CsvSource({"b207a105b203020102,2", "b205a103020100,0", "b204a1020500,-1"})
  void bindErrorsWithAndWithoutTheirTag(String rtorj, int code) {
    AcseApdu.Aare aare = new AcseApdu.Aare(null, 1, false, 0, List.of(new External(null, 3, hex(rtorj))));
    OpenAnswer answer = OpenRefusalReader.read(2, cprWith(aare));
    assertThat(answer.failure()).isNotNull().satisfies(
        f -> assertThat(f.layer()).isEqualTo(Layer.APPLICATION),
        f -> assertThat(f.code()).isEqualTo(code));
    assertThat(answer.userData()).isEqualTo(hex(rtorj.substring(8)));
    assertThat(answer.passed()).containsExactly(Layer.SESSION, Layer.PRESENTATION, Layer.ACSE, Layer.RTSE);
  }

  @Test
  void aRefusalOfRecoveryIsTheRtses() {
    AcseApdu.Aare aare = new AcseApdu.Aare(null, 2, false, 0,
        List.of(new External(null, 3, hex("b203800101"))));
    assertThat(OpenRefusalReader.read(2, cprWith(aare)).failure())
        .isEqualTo(new Failure(Layer.RTSE, Failure.Kind.REFUSED_TRANSIENT, 1, true,
            "the peer's RTSE refused for now: cannot recover the association (refuse reason 1)"));
  }

  @Test
  void contextsThatTheInitiatorNeedsMustBeAccepted() {
    byte[] aare = AcseCodec.encode(new AcseApdu.Aare(NormalModeMapping.MTS_TRANSFER, 0, false, 0,
        List.of(new External(null, 3, hex("b106a204a0020500")))));
    ContextResult yes = ContextResult.acceptedIn(ContextDefinition.BER);
    byte[] refused = PpduEncoder.encode(new Ppdu.Cpa(new byte[0],
        List.of(yes, yes, ContextResult.rejectedByProvider(1)), List.of(new DataValue(1, aare))));
    assertThat(NormalModeMapping.ofInitiator().opened(refused).failure()).isNotNull()
        .satisfies(f -> assertThat(f.layer()).isEqualTo(Layer.PRESENTATION),
            f -> assertThat(f.text()).contains("2.6.0.2.7"));
    byte[] tooFew = PpduEncoder
        .encode(new Ppdu.Cpa(new byte[0], List.of(yes), List.of(new DataValue(1, aare))));
    assertThat(NormalModeMapping.ofInitiator().opened(tooFew).failure()).isNotNull()
        .satisfies(f -> assertThat(f.kind()).isEqualTo(Failure.Kind.PROTOCOL_ERROR));
    byte[] noList = PpduEncoder.encode(new Ppdu.Cpa(new byte[0], null, List.of(new DataValue(1, aare))));
    assertThat(NormalModeMapping.ofInitiator().opened(noList).accepted()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"'',-1,RTSE", "a00e610c300a020103a005b603800103,3,RTSE",
      "a00e610c300a020103a0053603800100,0,RTSE",
      "3103800107,7,RTSE", "a000,-1,RTSE", "a0,-1,PRESENTATION", "a00e610c300a020101a0056403800101,-1,ACSE"})
  void abortsInEveryForm(String userData, int code, Layer layer) {
    Failure failure = PeerAbort.read(hex(userData));
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.layer()).isEqualTo(layer);
    assertThat(failure.byPeer()).isTrue();
  }

  @Test
  void damagedAnswersAlwaysGiveAFailureOrAnAgreement() {
    AcseApdu.Aare aare = new AcseApdu.Aare(NormalModeMapping.MTS_TRANSFER, 0, false, 0,
        List.of(new External(ContextDefinition.BER, 3, hex("b106a204a0020500"))));
    ContextResult yes = ContextResult.acceptedIn(ContextDefinition.BER);
    byte[] accept = PpduEncoder.encode(new Ppdu.Cpa(new byte[0], List.of(yes, yes, yes),
        List.of(new DataValue(1, AcseCodec.encode(aare)))));
    byte[] refuse = cprWith(
        new AcseApdu.Aare(null, 1, false, 0, List.of(new External(null, 3, hex("b207a105b203020102")))));
    byte[] request = cp(contexts(1, 3, 5), NormalModeMapping.MTS_TRANSFER, rtorq());
    int failures = 0;
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      OpenAnswer answer = NormalModeMapping.ofInitiator().opened(Mutation.of(accept, random));
      assertThat(answer.accepted() == null).isEqualTo(answer.failure() != null);
      failures += answer.failure() == null ? 0 : 1;
      assertThat(OpenRefusalReader.read(2, Mutation.of(refuse, random)).failure()).isNotNull();
      assertThat(read(Mutation.of(request, random), FunctionalUnits.RTSE)).isNotNull();
      assertThat(PeerAbort.read(Mutation.of(hex("a00e610c300a020103a005b603800103"), random)).byPeer())
          .isTrue();
    }
    assertThat(failures).isPositive();
  }
}
