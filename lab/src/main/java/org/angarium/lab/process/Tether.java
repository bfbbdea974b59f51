package org.angarium.lab.process;

import java.util.Optional;

/** Ends this process when the one that started it is gone, however that came: nothing of an experiment is left behind. */
public final class Tether {
  static final String PROPERTY = "angarium.tether";
  private static final int EXIT = 1;

  private Tether() {}

  /** Ties this process to the one named on its command line, if one is. */
  public static void tie() {
    Long holder = Long.getLong(PROPERTY);
    if (holder == null) {
      return;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(holder);
    if (process.isEmpty()) {
      Runtime.getRuntime().halt(EXIT);
    }
    process.ifPresent(handle -> handle.onExit().thenRun(() -> Runtime.getRuntime().halt(EXIT)));
  }
}
