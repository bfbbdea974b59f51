package org.angarium.lab.network;

/** Sees what a {@link FaultProxy} lets through. */
@FunctionalInterface
public interface Tap {
  /**
   * These octets have just been handed on. Called by the thread that carries this direction of this connection, which carries nothing more
   * until this returns: a fault set here hits right behind these octets.
   *
   * @param connection counts the connections of the proxy from 1
   */
  void passed(int connection, Direction direction, byte[] octets);
}
