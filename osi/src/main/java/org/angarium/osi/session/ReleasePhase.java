package org.angarium.osi.session;

/** Orderly release (X.225 §7, Annex A): FN and DN, never negotiated, never keeping the transport connection. */
final class ReleasePhase {
  private final SessionContext context;
  /** Vcoll: both sides sent FN, and the peer's DN is still due. Possible only where no tokens exist. */
  private boolean collision;

  ReleasePhase(SessionContext context) {
    this.context = context;
  }

  /** S-RELEASE request. */
  void send(SessionEvent.Release request) {
    if (!mayRelease() || !context.tokens.ownsAll()) {
      throw context.notAllowed(request);
    }
    context.send(new Spdu.Fn(Spdu.TRANSPORT_RELEASED, Enclosure.ABSENT, request.userData()));
    context.state = SessionState.AWAIT_DISCONNECT;
  }

  void receive(Spdu.Fn fn) throws ProtocolViolation {
    boolean crossing = context.state == SessionState.AWAIT_DISCONNECT && !context.tokens.any() && !collision;
    if (!crossing && !(mayRelease() && context.tokens.ownsNone())) {
      throw context.unexpected(fn);
    }
    collision = crossing;
    context.state = SessionState.RELEASE_RESPONSE_DUE;
    context.act(new SessionAction.ReleaseReceived(fn.userData()));
  }

  /** S-RELEASE response. */
  void send(SessionEvent.ReleaseResponse response) {
    if (context.state != SessionState.RELEASE_RESPONSE_DUE) {
      throw context.notAllowed(response);
    }
    context.send(new Spdu.Dn(Enclosure.ABSENT, response.userData()));
    if (collision) {
      context.state = SessionState.AWAIT_DISCONNECT;
    } else {
      context.awaitTransportDisconnect();
    }
  }

  void receive(Spdu.Dn dn) throws ProtocolViolation {
    if (context.state == SessionState.RELEASE_RESPONSE_DUE && collision) {
      collision = false;
      context.act(new SessionAction.ReleaseConfirmed(dn.userData()));
      return;
    }
    if (context.state != SessionState.AWAIT_DISCONNECT) {
      throw context.unexpected(dn);
    }
    context.act(new SessionAction.ReleaseConfirmed(dn.userData()));
    context.closeTransport();
  }

  private boolean mayRelease() {
    return context.state == SessionState.DATA_TRANSFER && !context.activity.active();
  }
}
