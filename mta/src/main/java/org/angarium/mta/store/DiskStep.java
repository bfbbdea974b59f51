package org.angarium.mta.store;

import java.io.IOException;

/** Told before every step that touches the disk, so that tests can let each of them fail. */
@FunctionalInterface
interface DiskStep {
  DiskStep REAL = step -> {};

  /** @throws IOException if the step is to fail, without having been made */
  void before(String step) throws IOException;
}
