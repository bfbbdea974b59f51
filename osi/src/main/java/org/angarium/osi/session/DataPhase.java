package org.angarium.osi.session;

/** Data, minor synchronization points and tokens (X.225 §7, Annex A): DT, MIP, MIA, PT, GT, GTC and GTA. */
final class DataPhase {
  private final SessionContext context;

  DataPhase(SessionContext context) {
    this.context = context;
  }

  /** S-DATA request. */
  void send(SessionEvent.Data request) {
    boolean allowed = switch (context.state) {
      case DATA_TRANSFER -> ownsData() && inActivity();
      // Who was asked to release may still send until it answers.
      case RELEASE_RESPONSE_DUE -> context.uses(FunctionalUnits.DUPLEX);
      default -> false;
    };
    if (!allowed) {
      throw context.notAllowed(request);
    }
    context.send(new Spdu.Dt(Enclosure.ABSENT, request.octets()));
  }

  void receive(Spdu.Dt dt) throws ProtocolViolation {
    boolean allowed = switch (context.state) {
      case DATA_TRANSFER -> peerMaySendData() && inActivity();
      case AWAIT_DISCONNECT -> context.uses(FunctionalUnits.DUPLEX);
      default -> false;
    };
    if (!allowed) {
      throw context.unexpected(dt);
    }
    context.act(new SessionAction.DataReceived(dt.userData()));
  }

  /** S-SYNC-MINOR request. */
  void send(SessionEvent.SyncMinor request) {
    if (context.state != SessionState.DATA_TRANSFER || !context.uses(FunctionalUnits.MINOR_SYNCHRONIZE)
        || !ownsData()
        || !context.tokens.owns(Spdu.MINOR_TOKEN) || !inActivity() || context.activity.exhausted()) {
      throw context.notAllowed(request);
    }
    int serial = context.activity.sent();
    context.send(new Spdu.Mip(serial, true));
    context.act(new SessionAction.SyncMinorSent(serial));
  }

  void receive(Spdu.Mip mip) throws ProtocolViolation {
    switch (context.state) {
      case DATA_TRANSFER -> {
        if (!context.uses(FunctionalUnits.MINOR_SYNCHRONIZE) || !peerMaySendData()
            || context.tokens.owns(Spdu.MINOR_TOKEN)
            || !inActivity()) {
          throw context.unexpected(mip);
        }
        if (mip.serial() != context.activity.next()) {
          throw new ProtocolViolation(
              "MIP has serial number " + mip.serial() + ", " + context.activity.next() + " is next");
        }
        context.activity.received();
        context.act(new SessionAction.SyncMinorReceived(mip.serial()));
      }
      // Dropped, but counted: the peer may yet give the data token instead of ending the activity.
      case AWAIT_RECOVERY -> context.activity.received();
      case INTERRUPT_RESPONSE_DUE, DISCARD_RESPONSE_DUE -> {
        // Dropped: the activity is over.
      }
      default -> throw context.unexpected(mip);
    }
  }

  /** S-SYNC-MINOR response; still allowed when the end of the activity has been indicated. */
  void send(SessionEvent.SyncMinorResponse response) {
    boolean allowed = context.state == SessionState.DATA_TRANSFER
        || context.state == SessionState.END_RESPONSE_DUE;
    if (!allowed || !context.activity.mayConfirm(response.serial())) {
      throw context.notAllowed(response);
    }
    context.activity.confirmed(response.serial());
    context.send(new Spdu.Mia(response.serial()));
  }

  void receive(Spdu.Mia mia) throws ProtocolViolation {
    switch (context.state) {
      case DATA_TRANSFER, AWAIT_END_ACK -> {
        if (!context.uses(FunctionalUnits.MINOR_SYNCHRONIZE)) {
          throw context.unexpected(mia);
        }
        if (context.activity.awaitsConfirmation(mia.serial())) {
          context.activity.confirmed(mia.serial());
          context.act(new SessionAction.SyncMinorConfirmed(mia.serial()));
        }
      }
      case RECOVERY_DUE, AWAIT_INTERRUPT_ACK, AWAIT_DISCARD_ACK, AWAIT_GIVE_ACK, AWAIT_DISCONNECT -> {
        // Dropped: it crossed what ended the activity.
      }
      default -> throw context.unexpected(mia);
    }
  }

  /** S-TOKEN-PLEASE request. */
  void send(SessionEvent.TokenPlease request) {
    boolean allowed = switch (context.state) {
      case DATA_TRANSFER, END_RESPONSE_DUE, AWAIT_RECOVERY, INTERRUPT_RESPONSE_DUE, DISCARD_RESPONSE_DUE ->
        context.uses(FunctionalUnits.HALF_DUPLEX) && !context.tokens.owns(Spdu.DATA_TOKEN);
      default -> false;
    };
    if (!allowed) {
      throw context.notAllowed(request);
    }
    context.send(new Spdu.Pt(Spdu.DATA_TOKEN, Enclosure.ABSENT, request.userData()));
  }

  void receive(Spdu.Pt pt) throws ProtocolViolation {
    switch (context.state) {
      case DATA_TRANSFER, AWAIT_END_ACK, END_RESPONSE_DUE, AWAIT_INTERRUPT_ACK, AWAIT_DISCARD_ACK,
          RECOVERY_DUE -> {
        // Asking for what it has already means nothing.
        if ((pt.tokens() & context.tokens.owned()) != 0) {
          context.act(new SessionAction.TokenPleaseReceived(pt.userData()));
        }
      }
      case AWAIT_GIVE_ACK, AWAIT_DISCONNECT -> {
        // Dropped: it crossed what gives the tokens away, or the end.
      }
      default -> throw context.unexpected(pt);
    }
  }

  void receive(Spdu.Gt gt) throws ProtocolViolation {
    boolean possible = (gt.tokens() & ~context.tokens.available()) == 0
        && (gt.tokens() & context.tokens.owned()) == 0;
    switch (context.state) {
      case DATA_TRANSFER, END_RESPONSE_DUE, AWAIT_RECOVERY -> {
        if (!possible) {
          throw context.unexpected(gt);
        }
        context.tokens.take(gt.tokens());
        if (context.state == SessionState.AWAIT_RECOVERY && context.tokens.owns(Spdu.DATA_TOKEN)) {
          context.state = SessionState.DATA_TRANSFER;
        }
        if (gt.tokens() != 0 && context.state == SessionState.DATA_TRANSFER && context.tokens.ownsAll()) {
          context.act(new SessionAction.ControlReceived());
        }
      }
      default -> throw context.unexpected(gt);
    }
  }

  /** S-CONTROL-GIVE request. */
  void send(SessionEvent.ControlGive request) {
    if (!mayHandOver() || !context.tokens.ownsAll()) {
      throw context.notAllowed(request);
    }
    context.send(new Spdu.Gtc());
    context.state = SessionState.AWAIT_GIVE_ACK;
  }

  void receive(Spdu.Gtc gtc) throws ProtocolViolation {
    if (!mayHandOver() || !context.tokens.ownsNone()) {
      throw context.unexpected(gtc);
    }
    context.tokens.takeAll();
    context.send(new Spdu.Gta());
    context.act(new SessionAction.ControlReceived());
  }

  void receive(Spdu.Gta gta) throws ProtocolViolation {
    if (context.state != SessionState.AWAIT_GIVE_ACK) {
      throw context.unexpected(gta);
    }
    context.tokens.loseAll();
    context.state = SessionState.DATA_TRANSFER;
    context.act(new SessionAction.ControlGiven());
  }

  private boolean mayHandOver() {
    return context.state == SessionState.DATA_TRANSFER && context.uses(FunctionalUnits.ACTIVITY_MANAGEMENT)
        && !context.activity.active();
  }

  private boolean ownsData() {
    return !context.uses(FunctionalUnits.HALF_DUPLEX) || context.tokens.owns(Spdu.DATA_TOKEN);
  }

  private boolean peerMaySendData() {
    return !context.uses(FunctionalUnits.HALF_DUPLEX) || !context.tokens.owns(Spdu.DATA_TOKEN);
  }

  private boolean inActivity() {
    return !context.uses(FunctionalUnits.ACTIVITY_MANAGEMENT) || context.activity.active();
  }
}
