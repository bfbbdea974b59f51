package org.angarium.lab.simulation.time;

/** Time does not pass any more: tasks without end at one instant, or a wait for something that nothing will bring about. */
public final class StandstillException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StandstillException(String message) {
    super(message);
  }
}
