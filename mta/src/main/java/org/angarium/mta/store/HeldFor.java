package org.angarium.mta.store;

import org.jspecify.annotations.Nullable;

/** What a copy waits for in the MTA itself rather than for a connector. Its entry names this in the connector's place. */
public enum HeldFor {
  /** The deferred delivery time, which is the entry's {@code notBefore}. */
  DEFERRED_DELIVERY("(deferred)"),
  /**
   * The expansion of a distribution list, one entry for each recipient that is one: beside the lanes that receive, and again later if its
   * members cannot be looked up.
   */
  LIST_EXPANSION("(list)"),
  /** The operator, who has frozen it; its {@code notBefore} is its expiry. */
  FROZEN("(frozen)");

  private final String queue;

  HeldFor(String queue) {
    this.queue = queue;
  }

  /** What an entry has in the place of a connector's name; no connector's name begins so. */
  public String queue() {
    return queue;
  }

  /** What the entry is held for; null if it waits for a connector. */
  public static @Nullable HeldFor of(QueueEntry entry) {
    return of(entry.connector());
  }

  /** What the queue of this name is for; null if it is a connector's. */
  public static @Nullable HeldFor of(String queue) {
    for (HeldFor cause : values()) {
      if (cause.queue.equals(queue)) {
        return cause;
      }
    }
    return null;
  }
}
