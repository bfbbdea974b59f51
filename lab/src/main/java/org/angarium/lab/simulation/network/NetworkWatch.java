package org.angarium.lab.simulation.network;

/** Is told what happens on the network, for timelines and books. */
public interface NetworkWatch {
  void calling(SimConnection connection);

  /** The caller learns that its connection stands; its process has not been told yet. */
  void connected(ConnectionEnd caller);

  /** The called side is sending that it accepts the session connection, and with it the association. */
  void accepted(SimConnection connection);

  void sent(ConnectionEnd from, byte[] octets);

  /** One end is handed what has arrived. */
  void arriving(ConnectionEnd to, byte[] octets);

  /** One end learns that the connection is no more. */
  void ended(ConnectionEnd end, String why);

  /** What was just sent arrives damaged. */
  void damaged(ConnectionEnd from, Link.Damage damage);

  /**
   * Of what was just sent an octet of this layer arrives as another.
   *
   * @param was what was sent of P1, empty if nothing was
   * @param is what arrives of that
   */
  void altered(ConnectionEnd from, Layer layer, byte[] was, byte[] is);

  /**
   * Something wrong with the line has met a connection for the first time.
   *
   * @param phase before what was sent, if it has met something sent: that does not arrive as it should
   */
  void struck(SimConnection connection, Trouble trouble, Phase phase);

  /** From here on nothing of what the called end sends arrives; this is the layer that misses it. */
  void silent(SimConnection connection, Layer layer);
}
