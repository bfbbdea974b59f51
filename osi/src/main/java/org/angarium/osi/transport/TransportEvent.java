package org.angarium.osi.transport;

/** What can happen to a transport machine: a request of its user, or something of the TCP connection. */
public sealed interface TransportEvent {
  /** T-CONNECT request. Selectors: at most 32 octets, empty for none. */
  record ConnectRequest(byte[] callingSelector, byte[] calledSelector) implements TransportEvent {}

  /** The TCP connection asked for by {@link TransportAction.Connect} is there, or an inbound one has been accepted. */
  record Connected() implements TransportEvent {}

  /** Octets arrived. */
  record Received(byte[] octets) implements TransportEvent {}

  /**
   * The TCP connection could not be made, or has ended.
   *
   * @param cause one clause for a person
   */
  record Disconnected(String cause) implements TransportEvent {}

  /** T-DATA request. */
  record Data(byte[] tsdu) implements TransportEvent {}

  /** T-CONNECT response. {@code respondingSelector}: empty to send none. */
  record AcceptConnection(byte[] respondingSelector) implements TransportEvent {}

  /** T-DISCONNECT request in answer to {@link TransportAction.ConnectIndicated}. */
  record RefuseConnection(DisconnectReason reason) implements TransportEvent {}

  /** T-DISCONNECT request; has no effect once the connection is gone. */
  record Close() implements TransportEvent {}
}
