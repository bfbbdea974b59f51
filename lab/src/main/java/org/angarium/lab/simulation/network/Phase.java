package org.angarium.lab.simulation.network;

/** How far an association has got, seen from the line: the states in which a fault can hit it. */
public enum Phase {
  /** No connection is there or being made. */
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
  RELEASE
}
