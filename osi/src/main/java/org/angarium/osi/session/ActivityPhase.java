package org.angarium.osi.session;

/** Activities and exceptions (X.225 §7, Annex A): AS, AR, AE, AEA, AI, AIA, AD, ADA, ED and ER. */
final class ActivityPhase {
  private static final int MAX_IDENTIFIER = 6;

  private final SessionContext context;

  ActivityPhase(SessionContext context) {
    this.context = context;
  }

  /** S-ACTIVITY-START request. */
  void send(SessionEvent.ActivityStart request) {
    requireIdentifier(request.activity());
    if (!mayBegin() || !context.tokens.ownsAll()) {
      throw context.notAllowed(request);
    }
    context.activity.start();
    context.send(new Spdu.As(request.activity()));
  }

  void receive(Spdu.As as) throws ProtocolViolation {
    if (!mayBegin() || !context.tokens.ownsNone()) {
      throw context.unexpected(as);
    }
    context.activity.start();
    context.act(new SessionAction.ActivityStarted(as.activity()));
  }

  /** S-ACTIVITY-RESUME request. */
  void send(SessionEvent.ActivityResume request) {
    requireIdentifier(request.activity());
    requireIdentifier(request.oldActivity());
    if (request.serial() < 0 || request.serial() >= 999_999) {
      throw new IllegalArgumentException("serial number " + request.serial());
    }
    if (!mayBegin() || !context.tokens.ownsAll()) {
      throw context.notAllowed(request);
    }
    context.activity.resume(request.serial());
    // The acceptor of a connection answers with the user reference it was called with, so both sides' are the same.
    context.send(new Spdu.Ar(request.activity(), request.oldActivity(), request.serial(),
        request.oldConnection().userReference(),
        request.oldConnection()));
  }

  void receive(Spdu.Ar ar) throws ProtocolViolation {
    if (!mayBegin() || !context.tokens.ownsNone()) {
      throw context.unexpected(ar);
    }
    context.activity.resume(ar.serial());
    context.act(
        new SessionAction.ActivityResumed(ar.activity(), ar.oldActivity(), ar.serial(), ar.oldConnection()));
  }

  /** S-ACTIVITY-END request. */
  void send(SessionEvent.ActivityEnd request) {
    if (context.state != SessionState.DATA_TRANSFER || !context.activity.active() || !context.tokens.ownsAll()
        || context.activity.exhausted()) {
      throw context.notAllowed(request);
    }
    context.send(new Spdu.Ae(context.activity.endSent()));
    context.state = SessionState.AWAIT_END_ACK;
  }

  void receive(Spdu.Ae ae) throws ProtocolViolation {
    switch (context.state) {
      case DATA_TRANSFER -> {
        if (!context.activity.active() || !context.tokens.ownsNone()) {
          throw context.unexpected(ae);
        }
        if (ae.serial() != context.activity.next()) {
          throw new ProtocolViolation(
              "AE has serial number " + ae.serial() + ", " + context.activity.next() + " is next");
        }
        context.activity.endReceived();
        context.state = SessionState.END_RESPONSE_DUE;
        context.act(new SessionAction.ActivityEndReceived(ae.serial()));
      }
      case AWAIT_RECOVERY, INTERRUPT_RESPONSE_DUE, DISCARD_RESPONSE_DUE -> {
        // Dropped: this activity will not end well.
      }
      default -> throw context.unexpected(ae);
    }
  }

  /** S-ACTIVITY-END response. */
  void send(SessionEvent.ActivityEndResponse response) {
    if (context.state != SessionState.END_RESPONSE_DUE) {
      throw context.notAllowed(response);
    }
    context.send(new Spdu.Aea(context.activity.next() - 1));
    context.activity.end();
    context.state = SessionState.DATA_TRANSFER;
    if (context.tokens.any() && context.tokens.ownsAll()) {
      // They came with the AE.
      context.act(new SessionAction.ControlReceived());
    }
  }

  void receive(Spdu.Aea aea) throws ProtocolViolation {
    switch (context.state) {
      case AWAIT_END_ACK -> {
        if (aea.serial() == context.activity.next() - 1) {
          context.activity.end();
          context.state = SessionState.DATA_TRANSFER;
          context.act(new SessionAction.ActivityEndConfirmed());
        }
      }
      case AWAIT_INTERRUPT_ACK, AWAIT_DISCARD_ACK, RECOVERY_DUE -> {
        // Dropped: we have given the activity up meanwhile.
      }
      default -> throw context.unexpected(aea);
    }
  }

  /** S-ACTIVITY-INTERRUPT request. */
  void send(SessionEvent.ActivityInterrupt request) {
    if (!mayStop()) {
      throw context.notAllowed(request);
    }
    context.send(new Spdu.Ai(request.reason()));
    context.state = SessionState.AWAIT_INTERRUPT_ACK;
  }

  /** S-ACTIVITY-DISCARD request. */
  void send(SessionEvent.ActivityDiscard request) {
    if (!mayStop()) {
      throw context.notAllowed(request);
    }
    context.send(new Spdu.Ad(request.reason()));
    context.state = SessionState.AWAIT_DISCARD_ACK;
  }

  void receive(Spdu.Ai ai) throws ProtocolViolation {
    requireStoppable(ai);
    context.state = SessionState.INTERRUPT_RESPONSE_DUE;
    context.act(new SessionAction.ActivityInterruptReceived(ai.reason()));
  }

  void receive(Spdu.Ad ad) throws ProtocolViolation {
    requireStoppable(ad);
    context.state = SessionState.DISCARD_RESPONSE_DUE;
    context.act(new SessionAction.ActivityDiscardReceived(ad.reason()));
  }

  /**
   * Also lets pass an AI or AD that crossed our AEA: the activity is over here, and the user must tell the peer so (X.228 §7.5), or it
   * would take what has been transferred for lost. The token says that the peer had the right to send it.
   */
  private void requireStoppable(Spdu spdu) throws ProtocolViolation {
    boolean allowed = switch (context.state) {
      case DATA_TRANSFER, END_RESPONSE_DUE, AWAIT_RECOVERY ->
        context.uses(FunctionalUnits.ACTIVITY_MANAGEMENT) && !context.tokens.owns(Spdu.ACTIVITY_TOKEN);
      default -> false;
    };
    if (!allowed) {
      throw context.unexpected(spdu);
    }
  }

  /** S-ACTIVITY-INTERRUPT response. */
  void send(SessionEvent.ActivityInterruptResponse response) {
    if (context.state != SessionState.INTERRUPT_RESPONSE_DUE) {
      throw context.notAllowed(response);
    }
    context.send(new Spdu.Aia());
    stoppedByPeer();
  }

  /** S-ACTIVITY-DISCARD response. */
  void send(SessionEvent.ActivityDiscardResponse response) {
    if (context.state != SessionState.DISCARD_RESPONSE_DUE) {
      throw context.notAllowed(response);
    }
    context.send(new Spdu.Ada());
    stoppedByPeer();
  }

  private void stoppedByPeer() {
    context.tokens.loseAll();
    context.activity.end();
    context.state = SessionState.DATA_TRANSFER;
  }

  void receive(Spdu.Aia aia) throws ProtocolViolation {
    if (context.state != SessionState.AWAIT_INTERRUPT_ACK) {
      throw context.unexpected(aia);
    }
    stoppedByUs(new SessionAction.ActivityInterruptConfirmed());
  }

  void receive(Spdu.Ada ada) throws ProtocolViolation {
    if (context.state != SessionState.AWAIT_DISCARD_ACK) {
      throw context.unexpected(ada);
    }
    stoppedByUs(new SessionAction.ActivityDiscardConfirmed());
  }

  private void stoppedByUs(SessionAction confirm) {
    context.tokens.takeAll();
    context.activity.end();
    context.state = SessionState.DATA_TRANSFER;
    context.act(confirm);
  }

  /** S-U-EXCEPTION-REPORT request. */
  void send(SessionEvent.ExceptionReport request) {
    boolean rightState = context.state == SessionState.DATA_TRANSFER
        || context.state == SessionState.END_RESPONSE_DUE;
    if (!rightState || !exceptionsInActivity() || context.tokens.owns(Spdu.DATA_TOKEN)) {
      throw context.notAllowed(request);
    }
    context.send(new Spdu.Ed(request.reason()));
    context.reassembly.clear();
    context.state = SessionState.AWAIT_RECOVERY;
  }

  void receive(Spdu.Ed ed) throws ProtocolViolation {
    switch (context.state) {
      case DATA_TRANSFER, AWAIT_END_ACK -> {
        if (!exceptionsInActivity() || !context.tokens.owns(Spdu.DATA_TOKEN)) {
          throw context.unexpected(ed);
        }
        context.state = SessionState.RECOVERY_DUE;
        context.act(new SessionAction.ExceptionReported(ed.reason(), false));
      }
      case AWAIT_INTERRUPT_ACK, AWAIT_DISCARD_ACK, RECOVERY_DUE, AWAIT_GIVE_ACK -> {
        // Dropped: what it asks for is on its way.
      }
      default -> throw context.unexpected(ed);
    }
  }

  void receive(Spdu.Er er) throws ProtocolViolation {
    switch (context.state) {
      case DATA_TRANSFER, AWAIT_END_ACK, END_RESPONSE_DUE -> {
        if (!exceptionsInActivity()) {
          throw context.unexpected(er);
        }
        context.state = context.tokens.owns(Spdu.DATA_TOKEN)
            ? SessionState.RECOVERY_DUE
            : SessionState.AWAIT_RECOVERY;
        context.act(new SessionAction.ExceptionReported(0, true));
      }
      case AWAIT_INTERRUPT_ACK, AWAIT_DISCARD_ACK, RECOVERY_DUE, AWAIT_GIVE_ACK -> {
        // Dropped, as for ED.
      }
      default -> throw context.unexpected(er);
    }
  }

  private boolean mayBegin() {
    return context.state == SessionState.DATA_TRANSFER && context.uses(FunctionalUnits.ACTIVITY_MANAGEMENT)
        && !context.activity.active();
  }

  private boolean mayStop() {
    return switch (context.state) {
      case DATA_TRANSFER, AWAIT_END_ACK, RECOVERY_DUE ->
        context.activity.active() && context.tokens.owns(Spdu.ACTIVITY_TOKEN);
      default -> false;
    };
  }

  private boolean exceptionsInActivity() {
    return context.uses(FunctionalUnits.EXCEPTIONS) && context.activity.active();
  }

  private static void requireIdentifier(byte[] activity) {
    if (activity.length == 0 || activity.length > MAX_IDENTIFIER) {
      throw new IllegalArgumentException("activity identifier of " + activity.length + " octets");
    }
  }
}
