package org.angarium.mta.association;

/**
 * A timer of a connector, owned by the connector's own state: the end of an association stops its timers, never the connector's.
 *
 * @param association the association that {@link Kind#IDLE} and {@link Kind#TRANSFER} are about, 0 for the others
 */
public record ConnectorTimer(Kind kind, long association) {
  static final ConnectorTimer OPEN_RETRY = new ConnectorTimer(Kind.OPEN_RETRY, 0);
  static final ConnectorTimer WAKE = new ConnectorTimer(Kind.WAKE, 0);
  static final ConnectorTimer PROBE = new ConnectorTimer(Kind.PROBE, 0);

  /** What a timer bounds. */
  public enum Kind {
    /** The wait before the next attempt to open. */
    OPEN_RETRY,
    /** Something in the queue becomes due or expires. */
    WAKE,
    /** The next look whether the peer can be reached (eager recovery). */
    PROBE,
    /** An association without use. */
    IDLE,
    /** A transfer under way. */
    TRANSFER
  }
}
