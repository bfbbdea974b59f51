package org.angarium.mta.fault;

/** What can be wrong with a link. */
enum Fault {
  /** Both ends are told at once that the connection is gone; new ones end the same way. */
  RESET,
  /** Nothing passes any more and nobody is told; a connection that was caught in it never works again. */
  SILENCE,
  /** Connections end, and nobody listens. */
  REFUSE,
  /** The caller is told that the connection is gone, the called end is not. */
  HALF_OPEN,
  /** Everything passes, in its own time. */
  SLOW
}
