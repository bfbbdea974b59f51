package org.angarium.mta.association;

/**
 * A timer of a connector, owned by the connector's own state: the end of an association stops its timers, never the connector's.
 *
 * @param association the association that {@link Kind#IDLE}, {@link Kind#TURN} and {@link Kind#TRANSFER} are about, 0 for the others
 */
public record ConnectorTimer(Kind kind, long association) {
  static final ConnectorTimer OPEN_RETRY = new ConnectorTimer(Kind.OPEN_RETRY, 0);
  static final ConnectorTimer WAKE = new ConnectorTimer(Kind.WAKE, 0);
  static final ConnectorTimer PROBE = new ConnectorTimer(Kind.PROBE, 0);

  static ConnectorTimer idle(Link link) {
    return new ConnectorTimer(Kind.IDLE, link.id);
  }

  static ConnectorTimer turn(Link link) {
    return new ConnectorTimer(Kind.TURN, link.id);
  }

  static ConnectorTimer transfer(Link link) {
    return new ConnectorTimer(Kind.TRANSFER, link.id);
  }

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
    /** The turn that we asked for; the layers below do not bound this wait. */
    TURN,
    /** A transfer under way; after that, the answer to its being stopped. */
    TRANSFER
  }
}
