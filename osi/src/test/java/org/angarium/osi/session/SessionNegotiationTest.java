package org.angarium.osi.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions, functional units, tokens and segmenting as a peer may want them. */
class SessionNegotiationTest {
  private static final byte[] NONE = new byte[0];

  private static Spdu.Cn cn(Spdu.TsduMaximumSize size, int versions, int tokenSetting, int units) {
    return new Spdu.Cn(SessionPair.REFERENCE, size, versions, tokenSetting, units, NONE, NONE, false,
        new byte[10]);
  }

  private static Spdu.Ac ac(Spdu.TsduMaximumSize size, int version, int units) {
    return new Spdu.Ac(SessionPair.REFERENCE, size, version, 0, units, Enclosure.ABSENT, NONE, NONE, NONE);
  }

  private static List<SessionAction> give(SessionMachine machine, Spdu spdu) {
    return machine.on(new SessionEvent.TsduReceived(SpduCodec.encode(spdu)));
  }

  private static SessionMachine responder() {
    SessionMachine machine = new SessionMachine(SessionRole.RESPONDER, SessionPair.LIMITS);
    machine.on(new SessionEvent.TransportConnected());
    return machine;
  }

  private static SessionMachine initiator(int userData) {
    SessionMachine machine = new SessionMachine(SessionRole.INITIATOR, SessionPair.LIMITS);
    machine.on(SessionPair.connectRequest(FunctionalUnits.RTSE, true, new byte[userData]));
    machine.on(new SessionEvent.TransportConnected());
    return machine;
  }

  private static List<Spdu> sent(List<SessionAction> actions) {
    return actions.stream().filter(SessionAction.SendTsdu.class::isInstance).map(action -> {
      try {
        return SpduCodec.decode(((SessionAction.SendTsdu) action).octets()).getFirst();
      } catch (SpduException e) {
        throw new AssertionError(e);
      }
    }).toList();
  }

  @ParameterizedTest
  @CsvSource({"0,3", "512,3", "513,2", "20000,2"})
  void version1IsOfferedOnlyWhereItCanCarryTheUserData(int userData, int versions) {
    SessionMachine machine = new SessionMachine(SessionRole.INITIATOR, SessionPair.LIMITS);
    machine.on(SessionPair.connectRequest(FunctionalUnits.RTSE, true, new byte[userData]));
    assertThat(((Spdu.Cn) sent(machine.on(new SessionEvent.TransportConnected())).getFirst()).versions())
        .isEqualTo(versions);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,2", "6,2", "5,1"})
  void highestCommonVersionIsUsed(int offered, int used) {
    SessionMachine machine = responder();
    List<SessionAction> actions = give(machine,
        cn(Spdu.TsduMaximumSize.NONE, offered, 0, FunctionalUnits.RTSE));
    assertThat(((SessionAction.ConnectIndicated) actions.getFirst()).version()).isEqualTo(used);
    List<SessionAction> answer = machine.on(new SessionEvent.Accept(NONE, FunctionalUnits.RTSE, NONE));
    assertThat(((Spdu.Ac) sent(answer).getFirst()).version()).isEqualTo(used);
  }

  @Test
  void offerWithoutAKnownVersionIsRefused() {
    SessionMachine machine = responder();
    List<SessionAction> actions = give(machine, cn(Spdu.TsduMaximumSize.NONE, 4, 0, FunctionalUnits.RTSE));
    assertThat(((Spdu.Rf) sent(actions).getFirst()).reason()).isEqualTo(132);
    assertThat(actions.get(1)).isInstanceOf(SessionAction.ProviderAborted.class);
    assertThat(machine.state()).isEqualTo(SessionState.AWAIT_TRANSPORT_DISCONNECT);
  }

  @Test
  void answerWithAVersionThatWasNotOfferedIsAProtocolError() {
    SessionMachine machine = initiator(600);
    assertThat(sent(give(machine, ac(Spdu.TsduMaximumSize.NONE, 1, FunctionalUnits.RTSE))).getFirst())
        .isInstanceOf(Spdu.Ab.class);
  }

  @Test
  void abortInVersion1LeavesOutDataThatDoesNotFit() {
    for (int octets : new int[]{9, 10}) {
      SessionMachine machine = initiator(0);
      give(machine, ac(Spdu.TsduMaximumSize.NONE, 1, FunctionalUnits.RTSE));
      Spdu.Ab ab = (Spdu.Ab) sent(machine.on(new SessionEvent.Abort(new byte[octets]))).getFirst();
      assertThat(ab.userData()).hasSize(octets == 9 ? 9 : 0);
    }
  }

  @Test
  void version1LimitsUserDataTo512Octets() {
    SessionMachine machine = initiator(0);
    give(machine, ac(Spdu.TsduMaximumSize.NONE, 1, FunctionalUnits.RTSE));
    assertThatThrownBy(() -> machine.on(new SessionEvent.Release(new byte[513])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(machine.on(new SessionEvent.Release(new byte[512]))).hasSize(1);

    SessionMachine answering = responder();
    give(answering, cn(Spdu.TsduMaximumSize.NONE, 1, 0, FunctionalUnits.RTSE));
    List<SessionAction> actions = answering
        .on(new SessionEvent.Accept(NONE, FunctionalUnits.RTSE, new byte[513]));
    assertThat(((Spdu.Rf) sent(actions).getFirst()).reason()).isEqualTo(134);
    assertThat(actions.get(1)).isInstanceOf(SessionAction.ProviderAborted.class);
  }

  @Test
  void functionalUnitsInUseAreThoseOfBothSides() {
    SessionMachine machine = initiator(0);
    List<SessionAction> actions = give(machine, ac(Spdu.TsduMaximumSize.NONE, 2, FunctionalUnits.DEFAULT));
    assertThat(((SessionAction.ConnectAccepted) actions.getFirst()).functionalUnits())
        .isEqualTo(FunctionalUnits.RTSE);
  }

  @Test
  void answerWithoutHalfDuplexAndDuplexIsAProtocolError() {
    SessionMachine machine = initiator(0);
    assertThat(sent(give(machine, ac(Spdu.TsduMaximumSize.NONE, 2, FunctionalUnits.DUPLEX))).getFirst())
        .isInstanceOf(Spdu.Ab.class);
  }

  @ParameterizedTest
  @CsvSource({"00,true", "15,false", "2a,true", "19,false", "28,true"})
  void tokensStartOnOneSide(String setting, boolean initiatorHasTokens) {
    SessionMachine machine = responder();
    List<SessionAction> actions = give(machine,
        cn(Spdu.TsduMaximumSize.NONE, 2, Integer.parseInt(setting, 16), FunctionalUnits.RTSE));
    assertThat(((SessionAction.ConnectIndicated) actions.getFirst()).initiatorHasTokens())
        .isEqualTo(initiatorHasTokens);
    Spdu.Ac ac = (Spdu.Ac) sent(machine.on(new SessionEvent.Accept(NONE, FunctionalUnits.RTSE, NONE)))
        .getFirst();
    assertThat(ac.tokenSetting()).isEqualTo(initiatorHasTokens ? 0 : 0x15);
    assertThat(machine.ownsAllTokens()).isEqualTo(!initiatorHasTokens);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x01, 0x14, 0x11})
  void dividedTokensAreRefused(int setting) {
    Spdu answer = sent(give(responder(), cn(Spdu.TsduMaximumSize.NONE, 2, setting, FunctionalUnits.RTSE)))
        .getFirst();
    assertThat(((Spdu.Rf) answer).reason()).isEqualTo(134);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 100, 2041, 65_535})
  void ssdusAreSegmentedIfThePeerAsksForIt(int maximum) {
    Random random = new Random(maximum);
    SessionMachine sender = initiator(0);
    give(sender, ac(new Spdu.TsduMaximumSize(maximum, 77), 1, FunctionalUnits.RTSE));
    SessionMachine receiver = responder();
    give(receiver, cn(new Spdu.TsduMaximumSize(maximum, 77), 1, 0, FunctionalUnits.RTSE));
    Spdu.Ac ac = (Spdu.Ac) sent(receiver.on(new SessionEvent.Accept(NONE, FunctionalUnits.RTSE, NONE)))
        .getFirst();
    assertThat(ac.tsduMaximumSize()).isEqualTo(new Spdu.TsduMaximumSize(maximum, 77));
    sender.on(new SessionEvent.ActivityStart(new byte[]{1}));
    give(receiver, new Spdu.As(new byte[]{1}));
    for (int length : new int[]{0, 1, maximum - 8, maximum - 7, maximum - 6, 3 * maximum,
        random.nextInt(70_000)}) {
      byte[] data = new byte[length];
      random.nextBytes(data);
      List<SessionAction> segments = sender.on(new SessionEvent.Data(data));
      assertThat(segments).hasSize(Math.max(1, (length + maximum - 8) / (maximum - 7)));
      byte[] received = null;
      for (SessionAction segment : segments) {
        byte[] tsdu = ((SessionAction.SendTsdu) segment).octets();
        assertThat(tsdu.length).isLessThanOrEqualTo(maximum);
        assertThat(Arrays.copyOf(tsdu, 6)).containsExactly(1, 0, 1, 3, 25, 1);
        for (SessionAction action : receiver.on(new SessionEvent.TsduReceived(tsdu))) {
          assertThat(received).isNull();
          received = ((SessionAction.DataReceived) action).octets();
        }
      }
      assertThat(received).isEqualTo(data);
    }
  }

  @Test
  void version2SegmentsOtherUserDataToo() {
    SessionMachine sender = initiator(0);
    give(sender, ac(new Spdu.TsduMaximumSize(100, 0), 2, FunctionalUnits.RTSE));
    SessionMachine receiver = responder();
    give(receiver, cn(Spdu.TsduMaximumSize.NONE, 2, 0, FunctionalUnits.RTSE));
    receiver.on(new SessionEvent.Accept(NONE, FunctionalUnits.RTSE, NONE));
    byte[] data = new byte[1000];
    new Random(4).nextBytes(data);
    byte[] received = null;
    for (SessionAction action : sender.on(new SessionEvent.Release(data))) {
      byte[] tsdu = ((SessionAction.SendTsdu) action).octets();
      assertThat(tsdu.length).isLessThanOrEqualTo(100);
      for (SessionAction indication : receiver.on(new SessionEvent.TsduReceived(tsdu))) {
        received = ((SessionAction.ReleaseReceived) indication).userData();
      }
    }
    assertThat(received).isEqualTo(data);
  }

  @Test
  void unusableTsduMaximumSizeIsAProtocolError() {
    SessionMachine machine = initiator(0);
    List<SessionAction> actions = give(machine, ac(new Spdu.TsduMaximumSize(31, 0), 2, FunctionalUnits.RTSE));
    assertThat(((SessionAction.ProviderAborted) actions.get(1)).text())
        .contains("TSDU maximum size 31 is too small");
  }

  @Test
  void onlyWhatFlushesOrDoesNotDisturbMayComeAmidSegments() {
    assertThat(amidSegments(new Spdu.Pt(0, Enclosure.ABSENT, NONE)).state())
        .isEqualTo(SessionState.DATA_TRANSFER);
    assertThat(amidSegments(new Spdu.Ai(5)).state()).isEqualTo(SessionState.INTERRUPT_RESPONSE_DUE);
    assertThat(amidSegments(new Spdu.Mip(1, true)).state())
        .isEqualTo(SessionState.AWAIT_TRANSPORT_DISCONNECT);
    assertThat(amidSegments(new Spdu.Dt(Enclosure.FIRST, NONE)).state())
        .isEqualTo(SessionState.AWAIT_TRANSPORT_DISCONNECT);
    assertThat(amidSegments(new Spdu.Dt(Enclosure.WHOLE, NONE)).state())
        .isEqualTo(SessionState.AWAIT_TRANSPORT_DISCONNECT);
  }

  private static SessionMachine amidSegments(Spdu spdu) {
    SessionMachine machine = inActivity();
    give(machine, new Spdu.Dt(Enclosure.FIRST, new byte[]{1}));
    give(machine, spdu);
    return machine;
  }

  private static SessionMachine inActivity() {
    SessionMachine machine = responder();
    give(machine, cn(Spdu.TsduMaximumSize.NONE, 3, 0, FunctionalUnits.RTSE));
    machine.on(new SessionEvent.Accept(NONE, FunctionalUnits.RTSE, NONE));
    give(machine, new Spdu.As(new byte[]{1}));
    return machine;
  }

  @Test
  void laterSegmentWithoutAFirstIsAProtocolError() {
    SessionMachine machine = inActivity();
    give(machine, new Spdu.Dt(Enclosure.LAST, new byte[]{1}));
    assertThat(machine.state()).isEqualTo(SessionState.AWAIT_TRANSPORT_DISCONNECT);
  }

  @Test
  void segmentsBeyondTheLargestSsduEndTheConnection() {
    SessionMachine machine = inActivity();
    byte[] piece = new byte[60_000];
    give(machine, new Spdu.Dt(Enclosure.FIRST, piece));
    int pieces = 1;
    while (machine.state() == SessionState.DATA_TRANSFER) {
      List<SessionAction> actions = give(machine, new Spdu.Dt(Enclosure.MIDDLE, piece));
      pieces++;
      assertThat(pieces * piece.length).isLessThan(SessionPair.LIMITS.maxSsduOctets() + piece.length);
      if (!actions.isEmpty()) {
        assertThat(((SessionAction.ProviderAborted) actions.get(1)).text())
            .isEqualTo("received user data of DT is longer than 1048576 octets");
      }
    }
    assertThat(machine.state()).isEqualTo(SessionState.AWAIT_TRANSPORT_DISCONNECT);
  }

  @Test
  void connectOverflowWithoutEndIsBounded() {
    SessionMachine machine = responder();
    give(machine,
        new Spdu.Cn(SessionPair.REFERENCE, Spdu.TsduMaximumSize.NONE, 2, 0, FunctionalUnits.RTSE, NONE, NONE,
            true,
            new byte[10_240]));
    for (int i = 0; machine.state() == SessionState.AWAIT_CONNECT_OVERFLOW; i++) {
      assertThat(i).isLessThan(30);
      give(machine, new Spdu.Cdo(Enclosure.MIDDLE, new byte[60_000]));
    }
    assertThat(machine.state()).isEqualTo(SessionState.AWAIT_TRANSPORT_DISCONNECT);
  }

  @Test
  void abortOfThePeersProviderSaysWhy() {
    SessionMachine machine = inActivity();
    List<SessionAction> actions = give(machine,
        new Spdu.Ab(0x05, new byte[]{0x19, 0x01}, Enclosure.ABSENT, NONE));
    assertThat(actions).containsExactly(
        new SessionAction.ProviderAborted(SessionAction.AbortCause.PEER_PROVIDER,
            "peer's session provider aborted: protocol error, it objects to octets 1901"),
        new SessionAction.CloseTransport());
  }

  @Test
  void malformedSpduIsAnsweredWithAnAbortThatReflectsIt() {
    SessionMachine machine = inActivity();
    List<SessionAction> actions = machine.on(new SessionEvent.TsduReceived(new byte[]{1, 0, 0x31, 0}));
    assertThat(sent(actions).getFirst()).usingRecursiveComparison()
        .isEqualTo(new Spdu.Ab(0x05, new byte[]{1, 0, 0x31, 0}, Enclosure.ABSENT, NONE));
    assertThat(actions.get(1))
        .isEqualTo(new SessionAction.ProviderAborted(SessionAction.AbortCause.LOCAL_PROTOCOL_ERROR,
            "received a malformed SPDU: MIP: serial number is missing (at octet 4)"));
    assertThat(actions.get(2)).isEqualTo(new SessionAction.StartTimer(SessionPair.LIMITS.disconnect()));
  }

  @Test
  void serialNumbersAreChecked() {
    List<SessionAction> actions = give(inActivity(), new Spdu.Mip(3, true));
    assertThat(((SessionAction.ProviderAborted) actions.get(1)).text())
        .isEqualTo("received MIP has serial number 3, 1 is next");
    assertThat(((SessionAction.ProviderAborted) give(inActivity(), new Spdu.Ae(2)).get(1)).text())
        .isEqualTo("received AE has serial number 2, 1 is next");
  }
}
