package org.angarium.app.command;

/** What the program's exit status tells the shell. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int NOT_RUNNING = 3;
  public static final int REPAIRED = 4;

  private ExitCode() {}
}
