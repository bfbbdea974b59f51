package org.angarium.mta.access;

/** What became of the settling of a delivery. */
public enum Settlement {
  /** It is as the access unit has said, durably. */
  DONE,
  /** All of it had been settled before; nothing has changed. */
  BEFORE,
  /** It was not settled and does not wait any more: it has expired, or the operator has taken it away. Its originator is told otherwise. */
  GONE
}
