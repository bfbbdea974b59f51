package org.angarium.osi.transport;

/** What a transport machine wants done: something of the TCP connection, or an indication to its user. */
public sealed interface TransportAction {
  /** Make the TCP connection; answered by {@link TransportEvent.Connected} or {@link TransportEvent.Disconnected}. */
  record Connect() implements TransportAction {}

  /** Send octets: one or more whole TPKTs. */
  record Send(byte[] octets) implements TransportAction {}

  /** Close the TCP connection once everything sent before is out. */
  record Disconnect() implements TransportAction {}

  /** T-CONNECT indication; answer with {@link TransportEvent.AcceptConnection} or {@link TransportEvent.RefuseConnection}. */
  record ConnectIndicated(byte[] callingSelector, byte[] calledSelector) implements TransportAction {}

  /**
   * T-CONNECT confirm.
   *
   * @param respondingSelector empty if the peer sent none
   * @param tpduSize octets of the largest TPDU that we send
   */
  record ConnectConfirmed(byte[] respondingSelector, int tpduSize) implements TransportAction {}

  /** T-DATA indication: a whole TSDU. */
  record DataReceived(byte[] tsdu) implements TransportAction {}

  /**
   * T-DISCONNECT indication: the connection is gone. Not given after {@link TransportEvent.Close} or
   * {@link TransportEvent.RefuseConnection}.
   *
   * @param reason a DR reason code ({@link DisconnectReason}), -1 if there was no DR
   * @param text one clause for a person
   * @param byPeer whether the peer or the network ended it, or we did because of an error
   */
  record Disconnected(int reason, String text, boolean byPeer) implements TransportAction {}
}
