package org.angarium.lab.network;

/** Which way octets go through a {@link FaultProxy}. */
public enum Direction {
  /** From whoever connected to the proxy. */
  TO_TARGET,
  /** Back to whoever connected to the proxy. */
  TO_CALLER;

  public Direction opposite() {
    return this == TO_TARGET ? TO_CALLER : TO_TARGET;
  }
}
