package org.angarium.lab.simulation.planted;

import java.util.function.UnaryOperator;
import org.angarium.lab.simulation.Pieces;
import org.angarium.mta.store.MessageStore;

/** Another store. */
record WithStore(UnaryOperator<MessageStore> wrapper) implements Pieces {
  @Override
  public MessageStore store(MessageStore store) {
    return wrapper.apply(store);
  }
}
