package org.angarium.mta.config;

/** When a connector may open associations (classic Activation-Style). */
public enum Activation {
  /** Whenever there is something to transfer. */
  ALWAYS,
  /** Whenever there is something to transfer, at selected times; at other times mail waits. */
  SELECTED_TIMES,
  /** Never, and the peer's are refused. */
  NEVER,
  /** Only the peer opens them; with two-way alternate dialogue we send on those. */
  REMOTE_INITIATED
}
