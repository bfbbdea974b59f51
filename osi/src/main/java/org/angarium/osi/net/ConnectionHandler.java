package org.angarium.osi.net;

/** Learns what happens to one connection. Called by one thread at a time, {@link #disconnected} last and exactly once. */
public interface ConnectionHandler {
  /** The connection is there; also called for an accepted one. */
  void connected();

  /**
   * Octets arrived.
   *
   * @param consumed to be run when they have been dealt with: reading pauses while too much is unconsumed
   */
  void received(byte[] octets, Runnable consumed);

  /** It could not be made, or it has ended. {@code cause}: one clause for a person, "connection refused", "closed by peer" … */
  void disconnected(String cause);
}
