package org.angarium.lab.simulation.network;

/** How far an association has got, seen from the line: the states in which a fault can hit it. */
public enum Phase {
  /** No connection is there or being made, and nothing waits for one. */
  NONE,
  /** The TCP connection is being made. */
  CONNECTING,
  /** The transport connection is being made. */
  TRANSPORT,
  /** The association is being opened: CN was sent, AC not yet. */
  BIND,
  /** Open, nothing under way. */
  IDLE,
  /** The turn was asked for or is being given. */
  TURN,
  /** Octets of an activity are flowing. */
  DATA,
  /** A checkpoint was set and is not confirmed yet. */
  CHECKPOINT,
  /** The end of the activity was sent and is not confirmed yet. */
  ACTIVITY_END,
  /** An activity is being interrupted or discarded. */
  ACTIVITY_STOP,
  /** The association is being released or aborted. */
  RELEASE,
  /** No connection is there, mail waits for the next attempt. */
  RETRY_WAIT,
  /** The process at the other end is not running, and no connection to it is left. */
  DOWN,
  /** One end of the connection is gone and the other does not know it. */
  HALF_OPEN,
  /** An activity is being resumed, and nothing of it has been confirmed since. */
  RESUME;

  /** Whether it begins with octets or a call: then it can be met at once, else it has to be looked for. */
  public boolean isSeenOnTheLine() {
    return switch (this) {
      case NONE, RETRY_WAIT, DOWN, HALF_OPEN -> false;
      default -> true;
    };
  }
}
