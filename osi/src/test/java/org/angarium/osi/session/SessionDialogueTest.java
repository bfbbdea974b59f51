package org.angarium.osi.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What RTSE does with a session connection, end to end. */
class SessionDialogueTest {
  private static final byte[] NONE = new byte[0];
  private static final byte[] ACTIVITY = {2, 1, 1};

  private final SessionPair pair = SessionPair.rtse();
  private final SessionPair.Side sender = pair.initiator;
  private final SessionPair.Side receiver = pair.responder;

  private void both(SessionPair.Side side, SessionEvent event) {
    pair.issue(side, event);
    pair.deliverAll();
  }

  private void transfer(SessionPair.Side from, SessionPair.Side to, int checkpoints) {
    both(from, new SessionEvent.ActivityStart(ACTIVITY));
    assertThat(to.last(SessionAction.ActivityStarted.class).activity()).isEqualTo(ACTIVITY);
    for (int i = 1; i <= checkpoints; i++) {
      both(from, new SessionEvent.Data(new byte[]{(byte) i}));
      assertThat(to.last(SessionAction.DataReceived.class).octets()).containsExactly(i);
      both(from, new SessionEvent.SyncMinor());
      assertThat(to.last(SessionAction.SyncMinorReceived.class).serial()).isEqualTo(i);
      assertThat(from.last(SessionAction.SyncMinorSent.class).serial()).isEqualTo(i);
    }
    both(to, new SessionEvent.SyncMinorResponse(checkpoints - 1));
    assertThat(from.last(SessionAction.SyncMinorConfirmed.class).serial()).isEqualTo(checkpoints - 1);
    pair.issue(from, new SessionEvent.ActivityEnd());
    pair.deliverAll();
    assertThat(to.last(SessionAction.ActivityEndReceived.class).serial()).isEqualTo(checkpoints + 1);
    both(to, new SessionEvent.SyncMinorResponse(checkpoints));
    assertThat(from.last(SessionAction.SyncMinorConfirmed.class).serial()).isEqualTo(checkpoints);
    both(to, new SessionEvent.ActivityEndResponse());
    from.last(SessionAction.ActivityEndConfirmed.class);
    pair.assertAgreement();
  }

  @Test
  void connectsTransfersTurnsAndReleases() {
    transfer(sender, receiver, 5);
    transfer(sender, receiver, 2);
    both(receiver, new SessionEvent.TokenPlease(new byte[]{9}));
    assertThat(sender.last(SessionAction.TokenPleaseReceived.class).userData()).containsExactly(9);
    both(sender, new SessionEvent.ControlGive());
    receiver.last(SessionAction.ControlReceived.class);
    sender.last(SessionAction.ControlGiven.class);
    assertThat(receiver.machine.ownsAllTokens()).isTrue();
    transfer(receiver, sender, 3);
    both(receiver, new SessionEvent.ControlGive());
    transfer(sender, receiver, 2);

    both(sender, new SessionEvent.Release(new byte[]{1}));
    assertThat(receiver.last(SessionAction.ReleaseReceived.class).userData()).containsExactly(1);
    both(receiver, new SessionEvent.ReleaseResponse(new byte[]{2}));
    assertThat(sender.last(SessionAction.ReleaseConfirmed.class).userData()).containsExactly(2);
    assertThat(sender.closed).isTrue();
    assertThat(receiver.timing).isTrue();
    pair.issue(receiver, new SessionEvent.TransportLost("closed by peer"));
    assertThat(receiver.timing).isFalse();
    pair.assertNobodyAborted();
  }

  @Test
  void responderMayStartWithTheTokens() {
    SessionPair turned = SessionPair.connected(FunctionalUnits.RTSE, false);
    assertThat(turned.responder.machine.ownsAllTokens()).isTrue();
    assertThat(turned.initiator.machine.ownsAllTokens()).isFalse();
    turned.issue(turned.responder, new SessionEvent.ActivityStart(ACTIVITY));
    turned.deliverAll();
    turned.initiator.last(SessionAction.ActivityStarted.class);
  }

  @Test
  void exceptionIsAnsweredByInterruptAndTheActivityIsResumed() {
    both(sender, new SessionEvent.ActivityStart(ACTIVITY));
    both(sender, new SessionEvent.SyncMinor());
    both(receiver, new SessionEvent.SyncMinorResponse(1));
    both(receiver, new SessionEvent.ExceptionReport(5));
    assertThat(sender.last(SessionAction.ExceptionReported.class))
        .isEqualTo(new SessionAction.ExceptionReported(5, false));
    both(sender, new SessionEvent.ActivityInterrupt(5));
    assertThat(receiver.last(SessionAction.ActivityInterruptReceived.class).reason()).isEqualTo(5);
    both(receiver, new SessionEvent.ActivityInterruptResponse());
    sender.last(SessionAction.ActivityInterruptConfirmed.class);
    pair.assertAgreement();
    assertThat(sender.machine.ownsAllTokens()).isTrue();

    both(sender, new SessionEvent.ActivityResume(new byte[]{2, 1, 2}, ACTIVITY, 1, SessionPair.REFERENCE));
    assertThat(receiver.last(SessionAction.ActivityResumed.class)).usingRecursiveComparison()
        .isEqualTo(
            new SessionAction.ActivityResumed(new byte[]{2, 1, 2}, ACTIVITY, 1, SessionPair.REFERENCE));
    both(sender, new SessionEvent.SyncMinor());
    assertThat(receiver.last(SessionAction.SyncMinorReceived.class).serial()).isEqualTo(2);
    both(sender, new SessionEvent.ActivityDiscard(0));
    both(receiver, new SessionEvent.ActivityDiscardResponse());
    sender.last(SessionAction.ActivityDiscardConfirmed.class);
    both(sender, new SessionEvent.ActivityResume(ACTIVITY, ACTIVITY, 7, SessionConnectionReference.NONE));
    assertThat(receiver.last(SessionAction.ActivityResumed.class).oldConnection())
        .isSameAs(SessionConnectionReference.NONE);
    pair.assertAgreement();
    pair.assertNobodyAborted();
  }

  @Test
  void exceptionCrossesTheEndOfTheActivity() {
    pair.issue(sender, new SessionEvent.ActivityStart(ACTIVITY));
    pair.deliverAll();
    pair.issue(receiver, new SessionEvent.ExceptionReport(5));
    pair.issue(sender, new SessionEvent.Data(new byte[]{1}));
    pair.issue(sender, new SessionEvent.SyncMinor());
    pair.issue(sender, new SessionEvent.ActivityEnd());
    pair.deliverAll();
    assertThat(sender.machine.state()).isEqualTo(SessionState.RECOVERY_DUE);
    receiver.last(SessionAction.ActivityStarted.class);
    both(sender, new SessionEvent.ActivityDiscard(5));
    both(receiver, new SessionEvent.ActivityDiscardResponse());
    sender.last(SessionAction.ActivityDiscardConfirmed.class);
    pair.assertAgreement();
  }

  @Test
  void discardThatCrossesTheEndAckIsLeftToTheUser_whoHasTakenResponsibility() {
    both(sender, new SessionEvent.ActivityStart(ACTIVITY));
    both(sender, new SessionEvent.ActivityEnd());
    pair.issue(sender, new SessionEvent.ActivityDiscard(5));
    pair.issue(receiver, new SessionEvent.ActivityEndResponse());
    pair.deliverAll();
    receiver.last(SessionAction.ActivityDiscardReceived.class);
    both(receiver, new SessionEvent.ActivityDiscardResponse());
    sender.last(SessionAction.ActivityDiscardConfirmed.class);
    pair.assertAgreement();
    pair.assertNobodyAborted();
  }

  @Test
  void pleaForTheTurnCrossesItsGift() {
    pair.issue(receiver, new SessionEvent.TokenPlease(NONE));
    pair.issue(sender, new SessionEvent.ControlGive());
    pair.deliverAll();
    assertThat(sender.indications).noneMatch(SessionAction.TokenPleaseReceived.class::isInstance);
    receiver.last(SessionAction.ControlReceived.class);
    pair.assertAgreement();
  }

  @Test
  void refusalCarriesReasonAndDataAndLetsTheInitiatorClose() {
    SessionPair refused = new SessionPair();
    refused.connect(SessionPair.connectRequest(FunctionalUnits.RTSE, true, NONE));
    refused.issue(refused.responder, new SessionEvent.Refuse(2, new byte[]{5}));
    refused.deliverAll();
    assertThat(refused.initiator.last(SessionAction.ConnectRefused.class)).usingRecursiveComparison()
        .isEqualTo(new SessionAction.ConnectRefused(2, new byte[]{5}));
    assertThat(refused.initiator.closed).isTrue();
    refused.issue(refused.responder, new SessionEvent.TimerExpired());
    assertThat(refused.responder.closed).isTrue();
  }

  @Test
  void abortReachesThePeerWithItsData() {
    both(sender, new SessionEvent.Abort(new byte[100]));
    assertThat(receiver.last(SessionAction.UserAborted.class).userData()).hasSize(100);
    assertThat(receiver.closed).isTrue();
    assertThat(sender.timing).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 512, 513, 10_240, 10_241, 80_000, 300_000})
  void connectDataOfAnyLengthArrives(int octets) {
    byte[] data = new byte[octets];
    new java.util.Random(octets).nextBytes(data);
    SessionPair large = new SessionPair();
    large.connect(SessionPair.connectRequest(FunctionalUnits.RTSE, true, data));
    SessionAction.ConnectIndicated indicated = large.responder.last(SessionAction.ConnectIndicated.class);
    assertThat(indicated.userData()).isEqualTo(data);
    assertThat(indicated.version()).isEqualTo(2);
    assertThat(indicated.callingSelector()).containsExactly(1);
    assertThat(indicated.calledSelector()).containsExactly(2);
    assertThat(indicated.reference()).isEqualTo(SessionPair.REFERENCE);
    large.issue(large.responder, new SessionEvent.Accept(new byte[]{2}, FunctionalUnits.RTSE, data));
    large.deliverAll();
    SessionAction.ConnectAccepted accepted = large.initiator.last(SessionAction.ConnectAccepted.class);
    assertThat(accepted.userData()).isEqualTo(data);
    assertThat(accepted.reference()).isEqualTo(SessionPair.REFERENCE);
    assertThat(accepted.respondingSelector()).containsExactly(2);
    large.issue(large.initiator, new SessionEvent.Abort(data));
    large.deliverAll();
    assertThat(large.responder.last(SessionAction.UserAborted.class).userData()).isEqualTo(data);
  }

  @Test
  void duplexConnectionCarriesDataBothWaysAndMayBeReleasedByBothAtOnce() {
    SessionPair duplex = SessionPair.connected(FunctionalUnits.DUPLEX, true);
    duplex.issue(duplex.initiator, new SessionEvent.Data(new byte[]{1}));
    duplex.issue(duplex.responder, new SessionEvent.Data(new byte[]{2}));
    duplex.deliverAll();
    duplex.initiator.last(SessionAction.DataReceived.class);
    duplex.responder.last(SessionAction.DataReceived.class);

    duplex.issue(duplex.initiator, new SessionEvent.Release(new byte[]{1}));
    duplex.issue(duplex.responder, new SessionEvent.Data(new byte[]{3}));
    duplex.issue(duplex.responder, new SessionEvent.Release(new byte[]{2}));
    duplex.deliverAll();
    duplex.initiator.last(SessionAction.ReleaseReceived.class);
    duplex.responder.last(SessionAction.ReleaseReceived.class);
    duplex.issue(duplex.initiator, new SessionEvent.ReleaseResponse(new byte[]{4}));
    duplex.deliverAll();
    assertThat(duplex.responder.last(SessionAction.ReleaseConfirmed.class).userData()).containsExactly(4);
    duplex.issue(duplex.responder, new SessionEvent.ReleaseResponse(new byte[]{5}));
    duplex.deliverAll();
    assertThat(duplex.initiator.last(SessionAction.ReleaseConfirmed.class).userData()).containsExactly(5);
    assertThat(duplex.initiator.closed).isTrue();
    duplex.assertNobodyAborted();
  }

  @Test
  void duplexDataIsStillDeliveredUntilTheReleaseIsAnswered() {
    SessionPair duplex = SessionPair.connected(FunctionalUnits.DUPLEX, true);
    duplex.issue(duplex.initiator, new SessionEvent.Release(NONE));
    duplex.deliverAll();
    duplex.issue(duplex.responder, new SessionEvent.Data(new byte[]{3}));
    duplex.issue(duplex.responder, new SessionEvent.ReleaseResponse(NONE));
    duplex.deliverAll();
    assertThat(duplex.initiator.indications).anyMatch(SessionAction.DataReceived.class::isInstance);
    duplex.initiator.last(SessionAction.ReleaseConfirmed.class);
  }

  @Test
  void requestsOutOfTurnAreThrownBackAndChangeNothing() {
    assertThatThrownBy(() -> pair.issue(receiver, new SessionEvent.Data(NONE)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Data is not allowed in session state DATA_TRANSFER (STA 713): functional units 0249, tokens owned 00 of 15, "
                + "no activity");
    for (SessionEvent request : new SessionEvent[]{new SessionEvent.Data(NONE), new SessionEvent.SyncMinor(),
        new SessionEvent.ActivityEnd(), new SessionEvent.TokenPlease(NONE),
        new SessionEvent.ExceptionReport(1),
        new SessionEvent.ActivityInterrupt(1), new SessionEvent.ActivityEndResponse(),
        new SessionEvent.SyncMinorResponse(1),
        new SessionEvent.ReleaseResponse(NONE), new SessionEvent.TransportConnected(),
        new SessionEvent.ActivityInterruptResponse(),
        new SessionEvent.ActivityDiscardResponse(), new SessionEvent.Refuse(0, NONE),
        new SessionEvent.Accept(NONE, FunctionalUnits.RTSE, NONE),
        SessionPair.connectRequest(FunctionalUnits.RTSE, true, NONE)}) {
      assertThatThrownBy(() -> pair.issue(sender, request)).isInstanceOf(IllegalStateException.class);
      assertThat(sender.machine.state()).isEqualTo(SessionState.DATA_TRANSFER);
    }
    transfer(sender, receiver, 2);
  }

  @Test
  void parametersOutOfRangeAreThrownBack() {
    assertThatThrownBy(() -> pair.issue(sender, new SessionEvent.ActivityStart(new byte[7])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
        () -> pair.issue(sender,
            new SessionEvent.ActivityResume(ACTIVITY, ACTIVITY, 999_999, SessionConnectionReference.NONE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
        () -> SessionPair.connected(FunctionalUnits.RTSE | FunctionalUnits.MAJOR_SYNCHRONIZE, true))
        .isInstanceOf(IllegalArgumentException.class);
    transfer(sender, receiver, 2);
  }
}
