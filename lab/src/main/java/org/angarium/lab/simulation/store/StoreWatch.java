package org.angarium.lab.simulation.store;

import java.util.List;
import org.angarium.mta.store.MessageStore.Outcome;
import org.angarium.mta.store.StoreChange;
import org.jspecify.annotations.Nullable;

/** Is told of what a disk goes through. */
public interface StoreWatch {
  /** About to touch the disk; may kill the process by {@link ProcessKilled}. */
  void before(String step);

  /**
   * The changes are on the disk now, acknowledged or not.
   *
   * @param octets for each change what its spool held, null for one without
   */
  void durable(List<StoreChange> changes, List<byte @Nullable []> octets, Outcome outcome);

  /** Nobody looks. */
  StoreWatch NONE = new StoreWatch() {
    @Override
    public void before(String step) {
      // nothing happens here
    }

    @Override
    public void durable(List<StoreChange> changes, List<byte @Nullable []> octets, Outcome outcome) {
      // nobody keeps books
    }
  };
}
