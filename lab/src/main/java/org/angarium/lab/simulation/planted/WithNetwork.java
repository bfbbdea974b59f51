package org.angarium.lab.simulation.planted;

import java.util.function.UnaryOperator;
import org.angarium.lab.simulation.Pieces;
import org.angarium.osi.net.Network;

/** Another network. */
record WithNetwork(UnaryOperator<Network> wrapper) implements Pieces {
  @Override
  public Network network(Network network) {
    return wrapper.apply(network);
  }
}
