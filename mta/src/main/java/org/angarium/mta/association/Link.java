package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import org.angarium.mta.association.ConnectorQueue.Claim;
import org.jspecify.annotations.Nullable;

/** One association as its connector sees it. The turn and the claim are state of the association: they end with it (laws 2 and 6). */
final class Link {
  /** An association that lived this long shows that the peer works, even if nothing was transferred. */
  private static final Duration PROVEN_AFTER = Duration.ofSeconds(10);

  enum Phase {
    OPENING, OPEN, CLOSING
  }

  final long id;
  final boolean initiator;
  final Instant since;
  Phase phase;
  boolean twoWay;
  boolean turnHere;
  /** Whether messages can go out on it: with two-way alternate dialogue, or as the one sender of a monologue. */
  boolean sends;
  boolean turnAsked;
  /** The peer asked for the turn with this priority; -1 if it did not. */
  int peerWants = -1;
  int sentSincePeerWants;
  boolean closeWanted;
  boolean receiving;
  boolean idleTimerRuns;
  /** Opened under a configuration that no longer holds: closed as soon as nothing is under way. */
  boolean outdated;
  int transferred;
  @Nullable
  Claim claim;

  Link(long id, boolean initiator, Phase phase, Instant since) {
    this.id = id;
    this.initiator = initiator;
    this.phase = phase;
    this.since = since;
    this.sends = initiator;
  }

  void open(boolean isTwoWay, boolean hasTurn) {
    phase = Phase.OPEN;
    twoWay = isTwoWay;
    turnHere = hasTurn;
    sends = isTwoWay || hasTurn;
  }

  boolean isFree() { return phase == Phase.OPEN && claim == null && !receiving; }

  boolean isProven(Instant now) {
    return phase != Phase.OPENING && (transferred > 0 || !since.plus(PROVEN_AFTER).isAfter(now));
  }

  /** Who may close: the initiator in two-way alternate dialogue, the sender in a monologue (X.218 §9.2). */
  boolean mayClose() {
    return twoWay ? initiator : sends;
  }
}
