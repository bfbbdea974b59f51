package org.angarium.osi.rtse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.angarium.osi.acse.AcseApdu;
import org.angarium.osi.acse.AcseCodec;
import org.angarium.osi.acse.External;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.presentation.ContextDefinition;
import org.angarium.osi.presentation.DataValue;
import org.angarium.osi.presentation.Ppdu;
import org.angarium.osi.presentation.PpduDecoder;
import org.angarium.osi.presentation.PpduEncoder;
import org.angarium.osi.presentation.UserData;
import org.angarium.osi.session.FunctionalUnits;
import org.angarium.osi.session.SessionAction;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.session.SessionEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Presentation contexts are numbered by whoever opens the association, and everything sent on it names its own numbers, no others. */
class ContextIdentifiersTest {
  private static final Oid PER = Oid.of("2.1.3.0.0");

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static ContextDefinition foreign(int id) {
    return ContextDefinition.inBer(id, Oid.of("1.0.8571.1.1." + id));
  }

  private static SessionAction.ConnectIndicated connect(List<ContextDefinition> contexts, int acse,
      int rtse) {
    byte[] aarq = AcseCodec.encode(new AcseApdu.Aarq(true, NormalModeMapping.MTS_TRANSFER,
        List.of(new External(ContextDefinition.BER, rtse, hex("b009820101a304a0028000")))));
    byte[] cp = PpduEncoder
        .encode(new Ppdu.Cp(new byte[0], new byte[0], true, contexts, List.of(new DataValue(acse, aarq))));
    return new SessionAction.ConnectIndicated(new byte[0], new byte[0], SessionConnectionReference.NONE, 2,
        FunctionalUnits.RTSE, true, cp);
  }

  private static List<SessionEvent.Request> requests(List<RtsAction> actions) {
    List<SessionEvent.Request> found = new ArrayList<>();
    for (RtsAction action : actions) {
      if (action instanceof RtsAction.Request(SessionEvent.Request request)) {
        found.add(request);
      }
    }
    return found;
  }

  private static <T extends SessionEvent.Request> T the(Class<T> type, List<RtsAction> actions) {
    return requests(actions).stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  private static int context(byte[] userData) throws BerException {
    return UserData.decode(userData).getFirst().context();
  }

  @ParameterizedTest
  @CsvSource({"1,3,5", "5,3,1", "101,103,105", "105,1,33", "3,1001,65535"})
  void aResponderUsesThoseOfTheCaller(int acse, int rtse, int mtse) throws BerException {
    List<ContextDefinition> contexts = List.of(ContextDefinition.inBer(mtse, NormalModeMapping.MTSE_SYNTAX),
        foreign(77), ContextDefinition.inBer(acse, NormalModeMapping.ACSE_SYNTAX),
        ContextDefinition.inBer(rtse, NormalModeMapping.RTSE_SYNTAX));
    RtseMachine machine = new RtseMachine(1 << 16, 1 << 16);
    machine.on(connect(contexts, acse, rtse));

    SessionEvent.Accept accept = the(SessionEvent.Accept.class,
        machine.on(new RtsEvent.Accept(1, 3, new byte[0])));
    Ppdu.Cpa cpa = (Ppdu.Cpa) PpduDecoder.accept(accept.userData());
    assertThat(cpa.results()).extracting(result -> result.accepted()).containsExactly(true, false, true,
        true);
    assertThat(cpa.userData().getFirst().context()).isEqualTo(acse);
    AcseApdu.Aare aare = (AcseApdu.Aare) AcseCodec.decode(cpa.userData().getFirst().octets());
    assertThat(aare.userInformation().getFirst().indirectReference()).isEqualTo(rtse);
    assertThat(machine.transferContext()).as("what an APDU says of itself").isEqualTo(mtse);

    SessionEvent.TokenPlease please = the(SessionEvent.TokenPlease.class,
        machine.on(new RtsEvent.PleaseTurn(4)));
    assertThat(context(please.userData())).isEqualTo(rtse);
    machine.on(new SessionAction.ControlReceived());
    machine.on(new RtsEvent.Transfer(100));
    SessionEvent.Data data = the(SessionEvent.Data.class, machine.on(new RtsEvent.Supply(new byte[100])));
    assertThat(context(data.octets())).isEqualTo(rtse);
    SessionEvent.Abort abort = the(SessionEvent.Abort.class, machine.on(new RtsEvent.Abort(3)));
    Ppdu.Aru aru = (Ppdu.Aru) PpduDecoder.abort(abort.userData());
    assertThat(aru.contextIds()).contains(acse, rtse).isSubsetOf(acse, rtse, mtse);
    assertThat(aru.userData().getFirst().context()).isEqualTo(acse);
    AcseApdu.Abrt abrt = (AcseApdu.Abrt) AcseCodec.decode(aru.userData().getFirst().octets());
    assertThat(abrt.userInformation().getFirst().indirectReference()).isEqualTo(rtse);
  }

  @Test
  void anInitiatorUsesItsOwn() throws BerException {
    Mapping mapping = NormalModeMapping.ofInitiator();
    assertThat(mapping.transferContext()).isEqualTo(5);
    assertThat(context(mapping.data(new byte[10]))).isEqualTo(3);
    assertThat(context(mapping.turnPlease(4))).isEqualTo(3);
    assertThat(context(mapping.releaseRequest())).isEqualTo(1);
  }

  /** The same abstract syntax twice, first in an encoding that nobody here knows. */
  @Test
  void ofSeveralContextsForOneSyntaxTheUsableOneIsTaken() {
    List<ContextDefinition> contexts = new ArrayList<>();
    int id = 1;
    for (Oid syntax : Arrays.asList(NormalModeMapping.ACSE_SYNTAX, NormalModeMapping.RTSE_SYNTAX,
        NormalModeMapping.MTSE_SYNTAX)) {
      contexts.add(new ContextDefinition(id, syntax, List.of(PER)));
      contexts.add(ContextDefinition.inBer(id + 2, syntax));
      id += 4;
    }
    RtseMachine machine = new RtseMachine(1 << 16, 1 << 16);
    machine.on(connect(contexts, 3, 7));
    List<RtsAction> answer = machine.on(new RtsEvent.Accept(1, 3, new byte[0]));
    assertThat(requests(answer)).hasOnlyElementsOfType(SessionEvent.Accept.class).hasSize(1);
    assertThat(machine.transferContext()).isEqualTo(11);
  }
}
