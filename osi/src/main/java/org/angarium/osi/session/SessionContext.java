package org.angarium.osi.session;

import java.util.ArrayList;
import java.util.List;

/** State and variables of one session connection, shared by the parts of the machine, and the actions of the event at hand. */
final class SessionContext {
  final SessionRole role;
  final SessionLimits limits;
  final Tokens tokens = new Tokens();
  final ActivityVariables activity = new ActivityVariables();
  final Reassembly reassembly;
  SessionState state = SessionState.IDLE;
  /** Protocol version in use, 1 or 2; 2 until it is known, so that an abort can say why. */
  int version = 2;
  /** Functional units in use; none before the connection is established. */
  int functionalUnits;
  /** TSDU maximum size in our direction, 0 for none. */
  int maxTsduSent;
  private List<SessionAction> actions = new ArrayList<>();

  SessionContext(SessionRole role, SessionLimits limits) {
    this.role = role;
    this.limits = limits;
    this.reassembly = new Reassembly(limits.maxSsduOctets());
  }

  void begin() {
    actions = new ArrayList<>();
  }

  List<SessionAction> actions() {
    return actions;
  }

  boolean uses(int functionalUnit) {
    return (functionalUnits & functionalUnit) != 0;
  }

  void act(SessionAction action) {
    actions.add(action);
  }

  /** @throws IllegalArgumentException if the user data is longer than the protocol version can carry */
  void send(Spdu spdu) {
    if (version == 1 && spdu instanceof Spdu.Segmentable segmentable && !(spdu instanceof Spdu.Dt)
        && segmentable.userData().length > SessionVersion.MAX_USER_DATA_VERSION_1) {
      throw new IllegalArgumentException(
          "user data of " + spdu.mnemonic() + " has " + segmentable.userData().length
              + " octets, session version 1 allows 512");
    }
    for (Spdu segment : Segmentation.split(spdu, maxTsduSent, version)) {
      act(new SessionAction.SendTsdu(SpduCodec.encode(segment)));
    }
  }

  /** The end that was sent is the last of us: wait for the peer to drop the transport connection (state 16). */
  void awaitTransportDisconnect() {
    state = SessionState.AWAIT_TRANSPORT_DISCONNECT;
    act(new SessionAction.StartTimer(limits.disconnect()));
  }

  void closeTransport() {
    if (state == SessionState.AWAIT_TRANSPORT_DISCONNECT) {
      act(new SessionAction.StopTimer());
    }
    state = SessionState.CLOSED;
    act(new SessionAction.CloseTransport());
  }

  /** What to throw when the user asks for something out of turn. */
  IllegalStateException notAllowed(SessionEvent request) {
    return new IllegalStateException(
        request.getClass().getSimpleName() + " is not allowed in session state " + state.described()
            + (functionalUnits == 0 ? "" : ": " + situation()));
  }

  /** What to throw when the peer sends something out of turn. */
  ProtocolViolation unexpected(Spdu spdu) {
    return new ProtocolViolation(spdu.mnemonic() + " in session state " + state.described()
        + (functionalUnits == 0 ? "" : ": " + situation()));
  }

  private String situation() {
    return String.format("functional units %04X, tokens owned %02X of %02X, %s", functionalUnits,
        tokens.owned(), tokens.available(),
        activity.active() ? "activity in progress, next serial number " + activity.next() : "no activity");
  }
}
