package org.angarium.osi.session;

import java.time.Duration;

/** What a session machine wants done: something of the transport or a timer, or an indication to its user. */
public sealed interface SessionAction {
  /** T-CONNECT request; answered by {@link SessionEvent.TransportConnected} or {@link SessionEvent.TransportLost}. */
  record ConnectTransport() implements SessionAction {}

  /** T-DATA request. */
  record SendTsdu(byte[] octets) implements SessionAction {}

  /** T-DISCONNECT request: what was sent before it must still go out. */
  record CloseTransport() implements SessionAction {}

  /** Start (or start anew) the one timer of this machine, TIM of X.225. */
  record StartTimer(Duration after) implements SessionAction {}

  record StopTimer() implements SessionAction {}

  /** A service primitive delivered to the session user (X.215): indications and confirms. */
  sealed interface Indication extends SessionAction {}

  /**
   * S-CONNECT indication.
   *
   * @param version the session version that will be used when accepted, 1 or 2
   * @param functionalUnits what the initiator proposed
   * @param initiatorHasTokens whether all available tokens start with the initiator
   */
  record ConnectIndicated(byte[] callingSelector, byte[] calledSelector, SessionConnectionReference reference,
      int version,
      int functionalUnits, boolean initiatorHasTokens, byte[] userData) implements Indication {}

  /** S-CONNECT confirm, accepted. {@code functionalUnits}: those that both sides use. */
  record ConnectAccepted(byte[] respondingSelector, SessionConnectionReference reference, int version,
      int functionalUnits,
      byte[] userData) implements Indication {}

  /** S-CONNECT confirm, refused. {@code reason}: X.225 reason code of the RF SPDU, 128 and above from the provider. */
  record ConnectRefused(int reason, byte[] userData) implements Indication {}

  record DataReceived(byte[] octets) implements Indication {}

  /** The peer asks for the turn. */
  record TokenPleaseReceived(byte[] userData) implements Indication {}

  /** S-CONTROL-GIVE indication: all tokens are ours now (the acknowledgement has been sent). */
  record ControlReceived() implements Indication {}

  /** The peer acknowledged {@link SessionEvent.ControlGive}: the tokens are no longer ours. */
  record ControlGiven() implements Indication {}

  /** Answer to {@link SessionEvent.SyncMinor}: the serial number it was sent with. */
  record SyncMinorSent(int serial) implements Indication {}

  /** S-SYNC-MINOR indication. */
  record SyncMinorReceived(int serial) implements Indication {}

  /** S-SYNC-MINOR confirm: this serial and those before it. */
  record SyncMinorConfirmed(int serial) implements Indication {}

  record ActivityStarted(byte[] activity) implements Indication {}

  /** S-ACTIVITY-RESUME indication; fields as in {@link SessionEvent.ActivityResume}. */
  record ActivityResumed(byte[] activity, byte[] oldActivity, int serial,
      SessionConnectionReference oldConnection)
      implements
        Indication {}

  /** S-ACTIVITY-END indication. */
  record ActivityEndReceived(int serial) implements Indication {}

  record ActivityEndConfirmed() implements Indication {}

  record ActivityInterruptReceived(int reason) implements Indication {}

  record ActivityInterruptConfirmed() implements Indication {}

  record ActivityDiscardReceived(int reason) implements Indication {}

  record ActivityDiscardConfirmed() implements Indication {}

  /** S-U-EXCEPTION-REPORT or, when {@code provider}, S-P-EXCEPTION-REPORT indication. */
  record ExceptionReported(int reason, boolean provider) implements Indication {}

  record ReleaseReceived(byte[] userData) implements Indication {}

  record ReleaseConfirmed(byte[] userData) implements Indication {}

  /** S-U-ABORT indication. */
  record UserAborted(byte[] userData) implements Indication {}

  /**
   * S-P-ABORT indication: the connection is gone.
   *
   * @param cause whether the transport was lost, the peer's provider aborted, or we found a protocol error (and aborted)
   * @param text one clause for a person: what and where
   */
  record ProviderAborted(AbortCause cause, String text) implements Indication {}

  /** Who ended a session connection without a user asking for it. */
  enum AbortCause {
    TRANSPORT_LOST, PEER_PROVIDER, LOCAL_PROTOCOL_ERROR
  }
}
