package org.angarium.lab.simulation;

import org.angarium.mta.association.ConnectorMachine;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.MessageStore;
import org.angarium.osi.net.Network;

/** The pieces that an MTA is put together from, each of which may be swapped to plant a bug. */
public interface Pieces {
  /** Nothing is swapped. */
  Pieces REAL = new Pieces() {
  };

  default Lanes lanes(Lanes lanes) {
    return lanes;
  }

  default Network network(Network network) {
    return network;
  }

  default MessageStore store(MessageStore store) {
    return store;
  }

  default ConnectorMachine.Maker machines() {
    return ConnectorMachine::new;
  }
}
