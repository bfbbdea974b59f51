package org.angarium.osi.rtse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.OsiAddress;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.osi.session.FunctionalUnits;
import org.angarium.osi.session.SessionAction;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.session.SessionEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the peer may not do, and what happens at the edges of the state table, primitive by primitive. */
class RtseMachineTest {
  private static final SessionConnectionReference REFERENCE = new SessionConnectionReference(
      hex("14026d31"), hex("170d3236313132333132303030305a"), new byte[0]);

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static OpenProposal proposal(Dialogue dialogue) {
    return new OpenProposal(OsiAddress.NONE, OsiAddress.NONE, ProtocolMode.NORMAL, dialogue, Turn.INITIATOR,
        1, 2,
        new byte[0], REFERENCE, null);
  }

  /** A responder without the turn, as the initiator left it. */
  private static RtseMachine responder(Dialogue dialogue) {
    RtseMachine machine = new RtseMachine(1 << 16, 1 << 16);
    machine.on(
        new SessionAction.ConnectIndicated(new byte[0], new byte[0], REFERENCE, 2, FunctionalUnits.RTSE, true,
            NormalModeMapping.ofInitiator().open(proposal(dialogue))));
    machine.on(new RtsEvent.Accept(1, 2, new byte[0]));
    return machine;
  }

  private static RtseMachine receiving(Dialogue dialogue) {
    RtseMachine machine = responder(dialogue);
    machine.on(new SessionAction.ActivityStarted(hex("020101")));
    return machine;
  }

  private static SessionAction.DataReceived data(int length) {
    return new SessionAction.DataReceived(NormalModeMapping.ofInitiator().data(new byte[length]));
  }

  private static List<RtsIndication> indications(List<RtsAction> actions) {
    List<RtsIndication> found = new ArrayList<>();
    for (RtsAction action : actions) {
      if (action instanceof RtsAction.Indicate(RtsIndication indication)) {
        found.add(indication);
      }
    }
    return found;
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

  private static int abortReason(List<RtsAction> actions) {
    assertThat(indications(actions)).hasOnlyElementsOfType(RtsIndication.Aborted.class);
    assertThat(requests(actions)).hasOnlyElementsOfType(SessionEvent.Abort.class).hasSize(1);
    return PeerAbort.read(((SessionEvent.Abort) requests(actions).get(0)).userData()).code();
  }

  enum Offence {
    END_WITHOUT_DATA, DATA_OUTSIDE, RELEASE_IN_ACTIVITY, UNDECODABLE_DATA, UNKNOWN_CONTEXT, CONFIRMS_NOTHING, SECOND_START, TURN_IN_MONOLOGUE, PLEASE_IN_MONOLOGUE, EXCEPTION_BY_SENDER
  }

  @ParameterizedTest
  @EnumSource(Offence.class)
  void offencesOfThePeerAbortWithProtocolError(Offence offence) {
    RtseMachine machine = switch (offence) {
      case DATA_OUTSIDE, CONFIRMS_NOTHING, TURN_IN_MONOLOGUE, PLEASE_IN_MONOLOGUE, EXCEPTION_BY_SENDER ->
        responder(Dialogue.MONOLOGUE);
      default -> receiving(Dialogue.MONOLOGUE);
    };
    List<RtsAction> actions = machine.on(switch (offence) {
      case END_WITHOUT_DATA -> new SessionAction.ActivityEndReceived(1);
      case DATA_OUTSIDE -> data(5);
      case RELEASE_IN_ACTIVITY -> new SessionAction.ReleaseReceived(new byte[0]);
      case UNDECODABLE_DATA -> new SessionAction.DataReceived(hex("6103"));
      case UNKNOWN_CONTEXT -> new SessionAction.DataReceived(hex("610a3008020163a003040161"));
      case CONFIRMS_NOTHING -> new SessionAction.SyncMinorConfirmed(1);
      case SECOND_START -> new SessionAction.ActivityStarted(hex("020102"));
      case TURN_IN_MONOLOGUE -> new SessionAction.ControlReceived();
      case PLEASE_IN_MONOLOGUE -> new SessionAction.TokenPleaseReceived(hex("610a3008020103a003020101"));
      case EXCEPTION_BY_SENDER -> new SessionAction.ExceptionReported(1, false);
    });
    assertThat(abortReason(actions)).isEqualTo(AbortReason.PROTOCOL_ERROR);
    assertThat(machine.ended()).isTrue();
    assertThat(machine.on(data(1))).isEmpty();
    assertThat(machine.on(new RtsEvent.Abort(0))).isEmpty();
  }

  @Test
  void aDiscardThatCrossesTheConfirmationOfTheEndIsAnsweredByTransferCompleted() {
    RtseMachine machine = receiving(Dialogue.MONOLOGUE);
    machine.on(data(5));
    machine.on(new SessionAction.ActivityEndReceived(1));
    machine.on(new RtsEvent.AcceptTransfer());
    assertThat(abortReason(machine.on(new SessionAction.ActivityDiscardReceived(0))))
        .isEqualTo(AbortReason.TRANSFER_COMPLETED);
  }

  @Test
  void anExceptionOfTheProviderAtTheEndStillLetsTheUserSayThatItIsDone() {
    RtseMachine machine = receiving(Dialogue.MONOLOGUE);
    machine.on(data(5));
    machine.on(new SessionAction.ActivityEndReceived(1));
    assertThat(machine.on(new SessionAction.ExceptionReported(0, true))).isEmpty();
    assertThat(abortReason(machine.on(new RtsEvent.AcceptTransfer())))
        .isEqualTo(AbortReason.TRANSFER_COMPLETED);
  }

  @Test
  void anExceptionOfTheProviderMidTransferWaitsForTheSenderToStop() {
    RtseMachine machine = receiving(Dialogue.MONOLOGUE);
    machine.on(data(5));
    assertThat(machine.on(new SessionAction.ExceptionReported(0, true))).isEmpty();
    assertThat(machine.awaited().answer()).isEqualTo(Awaited.Answer.EXCEPTION);
    List<RtsAction> actions = machine.on(new SessionAction.ActivityDiscardReceived(0));
    assertThat(requests(actions)).containsExactly(new SessionEvent.ActivityDiscardResponse());
    assertThat(indications(actions)).containsExactly(new RtsIndication.TransferDiscarded(0));
  }

  @Test
  void oversizedAndRepeatedSlicesAreTolerated() {
    RtseMachine machine = receiving(Dialogue.MONOLOGUE);
    assertThat(indications(machine.on(data(5000)))).hasSize(1);
    assertThat(indications(machine.on(data(10)))).hasSize(1);
    assertThat(indications(machine.on(new SessionAction.SyncMinorReceived(1))))
        .containsExactly(new RtsIndication.CheckpointReached(1, 5010));
    // A segmented OCTET STRING, and one that is empty.
    assertThat(
        indications(machine.on(new SessionAction.DataReceived(hex("610f300d020103a0082406040101040102")))))
        .singleElement().isInstanceOfSatisfying(RtsIndication.OctetsReceived.class,
            received -> assertThat(received.octets()).containsExactly(1, 2));
    assertThat(machine.on(data(0))).isEmpty();
    assertThat(indications(machine.on(new SessionAction.ActivityEndReceived(2))))
        .containsExactly(new RtsIndication.TransferEnded(5012));
  }

  @Test
  void withoutCheckpointsWhatComesIsBounded() {
    RtseMachine machine = new RtseMachine(1 << 16, 1000);
    machine.on(
        new SessionAction.ConnectIndicated(new byte[0], new byte[0], REFERENCE, 2, FunctionalUnits.RTSE, true,
            NormalModeMapping.ofInitiator().open(proposal(Dialogue.MONOLOGUE))));
    machine.on(new RtsEvent.Accept(0, 1, new byte[0]));
    machine.on(new SessionAction.ActivityStarted(hex("020101")));
    machine.on(data(900));
    assertThat(abortReason(machine.on(data(101)))).isEqualTo(AbortReason.TEMPORARY_PROBLEM);
  }

  @Test
  void whatFollowsAResumptionIsHeldOnlyAsFarAsTheWindowAllows() {
    RtseMachine machine = responder(Dialogue.MONOLOGUE);
    machine.on(
        new SessionAction.ActivityResumed(hex("020102"), hex("020101"), 3, SessionConnectionReference.NONE));
    for (int i = 0; i < 60; i++) {
      assertThat(machine.on(data(1024))).isEmpty();
    }
    for (int i = 0; i < 10 && !machine.ended(); i++) {
      machine.on(data(1024));
    }
    assertThat(machine.ended()).isTrue();
  }

  @Test
  void theActivityIdentifierNeedNotBeAnInteger() {
    RtseMachine machine = responder(Dialogue.MONOLOGUE);
    assertThat(indications(machine.on(new SessionAction.ActivityStarted(new byte[]{'7'}))))
        .containsExactly(new RtsIndication.TransferStarted('7'));
  }

  @Test
  void aTurnAskedForWhileItIsBeingGivenAwayIsAskedForOnceItIsGone() {
    RtseMachine machine = responder(Dialogue.TWO_WAY_ALTERNATE);
    machine.on(new SessionAction.ControlReceived());
    machine.on(new RtsEvent.GiveTurn());
    assertThat(machine.on(new RtsEvent.PleaseTurn(2))).isEmpty();
    // The peer's own request crossed our giving: it is answered already.
    assertThat(machine.on(new SessionAction.TokenPleaseReceived(hex("610a3008020103a003020101")))).isEmpty();
    List<RtsAction> actions = machine.on(new SessionAction.ControlGiven());
    assertThat(indications(actions)).containsExactly(new RtsIndication.TurnGiven());
    assertThat(requests(actions)).hasOnlyElementsOfType(SessionEvent.TokenPlease.class).hasSize(1);
  }

  @Test
  void aResponderOfTwoWayAlternateMayNotClose() {
    RtseMachine machine = responder(Dialogue.TWO_WAY_ALTERNATE);
    machine.on(new SessionAction.ControlReceived());
    assertThatThrownBy(() -> machine.on(new RtsEvent.Close())).isInstanceOf(IllegalStateException.class);
    assertThat(machine.ended()).isFalse();
  }

  @Test
  void theResponderLowersWhatItAcceptsToWhatWasProposed() {
    RtseMachine machine = new RtseMachine(1 << 16, 1 << 16);
    machine.on(
        new SessionAction.ConnectIndicated(new byte[0], new byte[0], REFERENCE, 2, FunctionalUnits.RTSE, true,
            NormalModeMapping.ofInitiator().open(proposal(Dialogue.MONOLOGUE))));
    SessionEvent.Accept accept = (SessionEvent.Accept) requests(
        machine.on(new RtsEvent.Accept(60, 9, new byte[0]))).get(0);
    RtseApdu.Rtoac rtoac = NormalModeMapping.ofInitiator().opened(accept.userData()).accepted();
    assertThat(rtoac).isNotNull();
    assertThat(rtoac.checkpoint()).isEqualTo(1);
    assertThat(rtoac.window()).isEqualTo(2);
  }

  @Test
  void aLostConnectionWhileOpeningIsARefusalAndLaterAnAbort() {
    RtseMachine opening = new RtseMachine(1 << 16, 1 << 16);
    opening.on(new RtsEvent.Open(proposal(Dialogue.MONOLOGUE)));
    SessionAction.ProviderAborted lost = new SessionAction.ProviderAborted(
        SessionAction.AbortCause.TRANSPORT_LOST, "reset");
    assertThat(indications(opening.on(lost))).singleElement().isInstanceOf(RtsIndication.OpenRefused.class);
    RtseMachine open = responder(Dialogue.MONOLOGUE);
    assertThat(indications(open.on(lost))).singleElement().isInstanceOfSatisfying(RtsIndication.Aborted.class,
        aborted -> assertThat(aborted.failure().kind()).isEqualTo(Failure.Kind.CONNECTION_LOST));
  }
}
