package org.angarium.lab.process;

/** Ends this process when the one that started it is gone, however that came: nothing of an experiment is left behind. */
public final class Tether {
  static final String PROPERTY = "angarium.tether";
  private static final int EXIT = 1;

  private Tether() {}

  /** Ties this process to the one named on its command line, if one is. */
  public static void tie() {
    Long holder = Long.getLong(PROPERTY);
    if (holder != null) {
      Thread.ofVirtual().name("tether").start(() -> {
        ProcessHandle.of(holder).ifPresent(process -> process.onExit().join());
        Runtime.getRuntime().halt(EXIT);
      });
    }
  }
}
