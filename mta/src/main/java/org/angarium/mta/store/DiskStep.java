package org.angarium.mta.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Told before every step that touches the disk, so that tests can let each of them fail. */
@FunctionalInterface
interface DiskStep {
  DiskStep REAL = step -> {};

  /** @throws IOException if the step is to fail, without having been made */
  void before(String step) throws IOException;

  /** Octets that can still be written to the disk of this directory. */
  default long free(Path directory) throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }
}
