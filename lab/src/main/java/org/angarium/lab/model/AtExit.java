package org.angarium.lab.model;

/** Something that is also done if this process is told to end before it is closed. */
final class AtExit implements AutoCloseable {
  private final Thread hook;

  AtExit(Runnable action) {
    hook = Thread.ofPlatform().unstarted(action);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending already, and it is being done
    }
  }
}
