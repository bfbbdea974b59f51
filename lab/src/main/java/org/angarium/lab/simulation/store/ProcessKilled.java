package org.angarium.lab.simulation.store;

/** The process dies here: thrown through the code that was about to use its disk, so that nothing of it runs on. */
public final class ProcessKilled extends Error {
  private static final long serialVersionUID = 1L;

  public ProcessKilled(String where) {
    super(where);
  }
}
