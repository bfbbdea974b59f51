package org.angarium.lab.simulation.planted;

import java.util.function.UnaryOperator;
import org.angarium.lab.simulation.Pieces;
import org.angarium.mta.lane.Lanes;

/** Other lanes. */
record WithLanes(UnaryOperator<Lanes> wrapper) implements Pieces {
  @Override
  public Lanes lanes(Lanes lanes) {
    return wrapper.apply(lanes);
  }
}
