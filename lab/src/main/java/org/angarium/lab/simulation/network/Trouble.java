package org.angarium.lab.simulation.network;

/** What is wrong with a line shows when something meets it: a call, or octets. Each is told once for a connection. */
public enum Trouble {
  CALL_REFUSED, CALL_DROPPED,
  /** The called side says no more, or has not even a process that says something. */
  SWALLOWED,
  /** The called side falls silent where a layer begins. */
  SILENT_LAYER, TRUNCATED, CORRUPTED, ALTERED
}
