package org.angarium.osi.session;

/** What can happen to a session machine: a request of its user, or something from the transport below. */
public sealed interface SessionEvent {
  /** The transport connection asked for by {@link SessionAction.ConnectTransport} is there, or an inbound one has been accepted. */
  record TransportConnected() implements SessionEvent {}

  /** A whole TSDU arrived. */
  record TsduReceived(byte[] octets) implements SessionEvent {}

  /**
   * The transport connection could not be made, or is gone.
   *
   * @param reason one clause for a person
   */
  record TransportLost(String reason) implements SessionEvent {}

  /** The timer started by {@link SessionAction.StartTimer} ran out. */
  record TimerExpired() implements SessionEvent {}

  /** A service primitive issued by the session user (X.215): requests and responses. */
  sealed interface Request extends SessionEvent {}

  /**
   * S-CONNECT request.
   *
   * @param callingSelector at most 16 octets, empty for none
   * @param calledSelector at most 16 octets, empty for none
   * @param functionalUnits bits as in X.225 session user requirements, {@link FunctionalUnits}
   * @param initiatorHasTokens whether all available tokens start with us
   */
  record Connect(byte[] callingSelector, byte[] calledSelector, SessionConnectionReference reference,
      int functionalUnits,
      boolean initiatorHasTokens, byte[] userData) implements Request {}

  /** S-CONNECT response that accepts; the functional units are the subset of the proposal that both sides use. */
  record Accept(byte[] respondingSelector, int functionalUnits, byte[] userData) implements Request {}

  /** S-CONNECT response that refuses. {@code reason}: 0 not specified, 1 temporary congestion, 2 see user data. */
  record Refuse(int reason, byte[] userData) implements Request {}

  /** S-DATA request. */
  record Data(byte[] octets) implements Request {}

  /** S-TOKEN-PLEASE request for the data token. */
  record TokenPlease(byte[] userData) implements Request {}

  /** S-CONTROL-GIVE request: all available tokens go to the peer. */
  record ControlGive() implements Request {}

  /** S-SYNC-MINOR request with explicit confirmation; the machine numbers it ({@link SessionAction.SyncMinorSent}). */
  record SyncMinor() implements Request {}

  /** S-SYNC-MINOR response: confirms this serial number and those before it. */
  record SyncMinorResponse(int serial) implements Request {}

  /** S-ACTIVITY-START request. {@code activity}: at most 6 octets. */
  record ActivityStart(byte[] activity) implements Request {}

  /**
   * S-ACTIVITY-RESUME request.
   *
   * @param activity new activity identifier, at most 6 octets
   * @param oldActivity the identifier it was started under
   * @param serial the last confirmed checkpoint, from which it goes on
   * @param oldConnection the connection it was started on, {@link SessionConnectionReference#NONE} when it is this one
   */
  record ActivityResume(byte[] activity, byte[] oldActivity, int serial,
      SessionConnectionReference oldConnection)
      implements
        Request {}

  /** S-ACTIVITY-END request. */
  record ActivityEnd() implements Request {}

  /** S-ACTIVITY-END response. */
  record ActivityEndResponse() implements Request {}

  /** S-ACTIVITY-INTERRUPT request. {@code reason}: X.225 reason code. */
  record ActivityInterrupt(int reason) implements Request {}

  /** S-ACTIVITY-INTERRUPT response. */
  record ActivityInterruptResponse() implements Request {}

  /** S-ACTIVITY-DISCARD request. */
  record ActivityDiscard(int reason) implements Request {}

  /** S-ACTIVITY-DISCARD response. */
  record ActivityDiscardResponse() implements Request {}

  /** S-U-EXCEPTION-REPORT request. */
  record ExceptionReport(int reason) implements Request {}

  /** S-RELEASE request. */
  record Release(byte[] userData) implements Request {}

  /** S-RELEASE response, positive. */
  record ReleaseResponse(byte[] userData) implements Request {}

  /** S-U-ABORT request. */
  record Abort(byte[] userData) implements Request {}
}
