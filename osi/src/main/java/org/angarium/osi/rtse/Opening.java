package org.angarium.osi.rtse;

import java.util.List;
import java.util.Objects;
import org.angarium.osi.presentation.ProviderReason;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.osi.session.FunctionalUnits;
import org.angarium.osi.session.SessionAction;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.session.SessionEvent;
import org.jspecify.annotations.Nullable;

/** How an association comes about in either role (X.228 §7.1): proposal, answer, and what has been agreed in the end. */
final class Opening {
  private static final int KILOOCTET = 1024;
  private static final int REFUSED_SEE_USER_DATA = 2;
  private static final byte[] NOTHING = {};

  private final RtsOutput out;
  private final int maxCheckpoint;
  private boolean initiator;
  private int sessionVersion = 2;
  private Mapping mapping = NormalModeMapping.ofInitiator();
  private @Nullable OpenProposal proposal;
  private @Nullable Agreement agreement;

  Opening(RtsOutput out, int maxPiece) {
    this.out = out;
    this.maxCheckpoint = maxPiece / KILOOCTET;
  }

  boolean initiator() {
    return initiator;
  }

  Mapping mapping() {
    return mapping;
  }

  /** Session version in use, 2 until it is known. */
  int sessionVersion() {
    return sessionVersion;
  }

  /** What was agreed, null until then. */
  @Nullable
  Agreement agreement() {
    return agreement;
  }

  boolean alternates() {
    return proposal != null && proposal.dialogue() == Dialogue.TWO_WAY_ALTERNATE;
  }

  boolean startsWithTurn() {
    return proposal != null && initiator == (proposal.initialTurn() == Turn.INITIATOR);
  }

  /** RT-OPEN request. */
  void request(OpenProposal wanted) {
    initiator = true;
    OpenProposal bounded = wanted.withCheckpoint(Math.min(wanted.checkpointKilooctets(), maxCheckpoint));
    proposal = bounded;
    if (wanted.mode() != ProtocolMode.NORMAL) {
      mapping = new X410ModeMapping();
    }
    out.request(
        new SessionEvent.Connect(wanted.calling().session(), wanted.called().session(), wanted.reference(),
            FunctionalUnits.RTSE, wanted.initialTurn() == Turn.INITIATOR, mapping.open(bounded)));
  }

  /** S-CONNECT indication. @return whether the user has been asked; otherwise it has been told that we refused */
  boolean indicated(SessionAction.ConnectIndicated connect) {
    sessionVersion = connect.version();
    return switch (new OpenRequest(connect).read()) {
      case OpenRequest.Outcome.Refused(SessionEvent.Refuse answer, Failure failure) -> {
        out.request(answer);
        out.indicate(new RtsIndication.OpenRefused(failure, null));
        yield false;
      }
      case OpenRequest.Outcome.Proposed(OpenProposal offered, Mapping chosen) -> {
        proposal = offered;
        mapping = chosen;
        out.indicate(new RtsIndication.OpenIndicated(offered));
        yield true;
      }
    };
  }

  /** RT-OPEN response that accepts. */
  void accept(RtsEvent.Accept accept) {
    OpenProposal offered = Objects.requireNonNull(proposal);
    int checkpoint = Math.min(accept.checkpointKilooctets(), maxCheckpoint);
    Agreement agreed = agree(offered, checkpoint, accept.window());
    SessionConnectionReference recover = offered.recover();
    RtseApdu.ConnectionData data = recover == null
        ? new RtseApdu.ConnectionData.Open(accept.userData())
        : new RtseApdu.ConnectionData.Recover(recover);
    RtseApdu.Rtoac rtoac = new RtseApdu.Rtoac(agreed.checkpointOctets() / KILOOCTET, agreed.window(), data);
    out.request(
        new SessionEvent.Accept(offered.called().session(), FunctionalUnits.RTSE, mapping.accept(rtoac)));
  }

  /** Neither value may exceed what was proposed, except that a proposal of no checkpoints leaves their size open (X.228 §7.1). */
  private Agreement agree(OpenProposal offered, int checkpoint, int window) {
    int bounded = Math.min(checkpoint, Integer.MAX_VALUE / KILOOCTET);
    if (offered.checkpointKilooctets() > 0) {
      bounded = Math.min(bounded, offered.checkpointKilooctets());
    }
    Agreement agreed = new Agreement(bounded * KILOOCTET, Math.max(1, Math.min(window, offered.window())),
        offered.reference(), mapping);
    agreement = agreed;
    return agreed;
  }

  /** RT-OPEN response that refuses. */
  void refuse(RtsEvent.Refuse refuse) {
    byte[] answer = mapping.refuse(refuse.permanent(), refuse.refuseReason(), refuse.userData());
    out.request(new SessionEvent.Refuse(REFUSED_SEE_USER_DATA, answer));
    out.indicate(new RtsIndication.OpenRefused(new Failure(Layer.APPLICATION,
        refuse.permanent() ? Failure.Kind.REFUSED_PERMANENT : Failure.Kind.REFUSED_TRANSIENT,
        refuse.refuseReason(),
        false, "we refused the association"), null));
  }

  /** S-CONNECT confirm, refused. */
  void refused(SessionAction.ConnectRefused refused) {
    conclude(OpenRefusalReader.read(refused.reason(), refused.userData()));
  }

  /** S-CONNECT confirm, accepted. @return whether all layers accepted; otherwise the user has been told that it came to nothing */
  boolean accepted(SessionAction.ConnectAccepted accepted) {
    OpenProposal offered = Objects.requireNonNull(proposal);
    sessionVersion = accepted.version();
    OpenAnswer answer = (accepted.functionalUnits() & FunctionalUnits.RTSE) == FunctionalUnits.RTSE
        ? mapping.opened(accepted.userData())
        : unitsMissing(accepted.functionalUnits());
    RtseApdu.Rtoac rtoac = answer.accepted();
    if (rtoac == null) {
      Failure failure = answer.failure();
      boolean readable = failure == null || failure.kind() != Failure.Kind.PROTOCOL_ERROR;
      conclude(answer);
      out.request(new SessionEvent.Abort(readable
          ? mapping.abort(AbortReason.PERMANENT_PROBLEM, sessionVersion)
          : mapping.unreadable(ProviderReason.EVENT_CPA)));
      return false;
    }
    progress(answer);
    Agreement agreed = agree(offered, rtoac.checkpoint(), rtoac.window());
    byte[] userData = rtoac.connectionData() instanceof RtseApdu.ConnectionData.Open(byte[] data)
        ? data
        : NOTHING;
    out.indicate(
        new RtsIndication.OpenConfirmed(agreed.checkpointOctets() / KILOOCTET, agreed.window(), userData));
    return true;
  }

  private static OpenAnswer unitsMissing(int functionalUnits) {
    return OpenAnswer.refused(List.of(), new Failure(Layer.SESSION, Failure.Kind.PROTOCOL_ERROR, -1, false,
        "the peer answers session functional units " + Integer.toHexString(functionalUnits)
            + " (hexadecimal), which lack some that reliable transfer needs"));
  }

  private void progress(OpenAnswer answer) {
    for (Layer layer : answer.passed()) {
      out.indicate(new RtsIndication.Progress(layer));
    }
  }

  private void conclude(OpenAnswer answer) {
    progress(answer);
    Failure failure = answer.failure();
    if (failure != null) {
      out.indicate(new RtsIndication.OpenRefused(failure, answer.userData()));
    }
  }
}
