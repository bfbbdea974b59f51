package org.angarium.lab.namespace;

import java.io.IOException;

/** Stops a process in its tracks and lets it go on. */
public final class Signals {
  private static final int CONTINUE = 18;
  private static final int STOP = 19;

  private Signals() {}

  /** SIGSTOP: not one more of its instructions runs; the kernel goes on answering for its connections. */
  public static void stop(long process) throws IOException {
    Libc.kill(process, STOP);
  }

  /** SIGCONT. */
  public static void resume(long process) throws IOException {
    Libc.kill(process, CONTINUE);
  }
}
