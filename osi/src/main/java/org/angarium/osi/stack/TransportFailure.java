package org.angarium.osi.stack;

import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Failure.Kind;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.transport.TransportAction;

/** Words for the ways in which the connection below the session layer fails to come or goes away. */
final class TransportFailure {
  private static final int SESSION_ENTITY_NOT_ATTACHED = 2;
  private static final int ADDRESS_UNKNOWN = 3;
  private static final int NEGOTIATION_FAILED = 130;

  private TransportFailure() {}

  /** The TCP connection was not made, or is gone. {@code reached}: the highest layer that stood. */
  static Failure ofTcp(Reached reached, String cause) {
    return switch (reached) {
      case NOTHING -> new Failure(Layer.TCP, Kind.UNREACHABLE, -1, true, "no TCP connection: " + cause);
      case TCP -> new Failure(Layer.TRANSPORT, Kind.CONNECTION_LOST, -1, true,
          "the TCP connection was lost before the transport connection stood: " + cause);
      case TRANSPORT ->
        new Failure(Layer.TCP, Kind.CONNECTION_LOST, -1, true, "the TCP connection was lost: " + cause);
    };
  }

  /** The transport layer ended the connection, or found the peer breaking its protocol. */
  static Failure ofTransport(Reached reached, TransportAction.Disconnected disconnected) {
    int reason = disconnected.reason();
    String text = "transport: " + disconnected.text();
    if (!disconnected.byPeer() || reason < 0) {
      return new Failure(Layer.TRANSPORT, Kind.PROTOCOL_ERROR, reason, disconnected.byPeer(), text);
    }
    if (reached == Reached.TRANSPORT) {
      return new Failure(Layer.TRANSPORT, Kind.CONNECTION_LOST, reason, true, text);
    }
    String hint = reason == ADDRESS_UNKNOWN || reason == SESSION_ENTITY_NOT_ATTACHED
        ? "; the peer serves nothing under the called transport selector"
        : "";
    boolean permanent = reason == ADDRESS_UNKNOWN || reason == NEGOTIATION_FAILED;
    return new Failure(Layer.TRANSPORT, permanent ? Kind.REFUSED_PERMANENT : Kind.REFUSED_TRANSIENT, reason,
        true,
        text + hint);
  }

  /** How far the connection below the session layer has come. */
  enum Reached {
    NOTHING, TCP, TRANSPORT
  }
}
