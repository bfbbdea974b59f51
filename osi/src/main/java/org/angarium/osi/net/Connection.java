package org.angarium.osi.net;

/** One TCP connection. Methods never block and may be called from any thread. */
public interface Connection {
  /** Queues octets for sending, in order; what is queued after the end of the connection is dropped. */
  void send(byte[] octets);

  /** Ends the connection once everything queued before is out, or after a short bound if the peer does not take it. */
  void close();

  /** Address of the other end, for people. */
  String peer();
}
