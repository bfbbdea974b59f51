package org.angarium.mta.store;

import java.io.IOException;
import java.nio.file.Path;

/** The disk under a real store, on which there is room or is not. */
public final class FullDisk implements DiskStep {
  /** Whether nothing more can be written. */
  public volatile boolean full;
  /** What is said to be free. */
  public volatile long free = Long.MAX_VALUE;

  private String last = "";
  private int left;

  /** It is full after so many steps of this name. */
  public synchronized void fullAfter(String step, int times) {
    last = step;
    left = times;
  }

  public MessageStore open(Path dataDirectory) {
    return SqliteStore.open(dataDirectory, StoreSettings.STANDARD, this);
  }

  @Override
  public long free(Path directory) {
    return free;
  }

  @Override
  public synchronized void before(String step) throws IOException {
    full |= step.equals(last) && --left == 0;
    if (full) {
      throw new IOException("no space left on device");
    }
  }
}
