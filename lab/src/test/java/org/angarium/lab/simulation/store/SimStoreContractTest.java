package org.angarium.lab.simulation.store;

import java.util.SplittableRandom;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.MessageStoreContract;

/** The simulated store does what every store must do. */
class SimStoreContractTest extends MessageStoreContract {
  private final SimDisk disk = new SimDisk(new SplittableRandom(1));

  @Override
  protected MessageStore open() {
    return disk.open(DiskTime.NONE);
  }
}
