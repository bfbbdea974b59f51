package org.angarium.lab.simulation.network;

/** Is told what happens on the network, for timelines and books. */
public interface NetworkWatch {
  void calling(SimConnection connection);

  void sent(ConnectionEnd from, byte[] octets);

  /** One end is handed what has arrived. */
  void arriving(ConnectionEnd to, byte[] octets);

  /** One end learns that the connection is no more. */
  void ended(ConnectionEnd end, String why);

  /** What was just sent arrives damaged. */
  void damaged(ConnectionEnd from, Link.Damage damage);
}
