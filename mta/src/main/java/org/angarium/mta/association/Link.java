package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import org.angarium.mta.association.ConnectorQueue.Claim;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;

/** One association as its connector sees it. The turn and the claim are state of the association: they end with it (laws 2 and 6). */
final class Link {
  /** An association that lived this long shows that the peer works, even if nothing was transferred. */
  static final Duration PROVEN_AFTER = Duration.ofSeconds(10);
  /**
   * So long an association that is in the way may stay. By then it has proved us to the peer that opened it, also where octets take their time:
   * else two MTAs with one place each could end each other's associations for ever.
   */
  static final Duration IN_THE_WAY = PROVEN_AFTER.plusSeconds(10);

  enum Phase {
    OPENING, OPEN, CLOSING
  }

  final long id;
  final boolean initiator;
  private Instant since;
  Phase phase;
  boolean twoWay;
  boolean turnHere;
  /** Whether messages can go out on it: with two-way alternate dialogue, or as the one sender of a monologue. */
  boolean sends;
  boolean turnAsked;
  /** The turn was asked for and has not come within its bound, because the peer goes on sending. */
  boolean turnOverdue;
  /** The peer asked for the turn with this priority; -1 if it did not. */
  int peerWants = -1;
  int sentSincePeerWants;
  /** It has been idle for too long: closed when the turn is here, unless there is use for it again. */
  boolean closeWanted;
  /** It takes no new transfer and ends when nothing is under way: the connector stops or its configuration is no longer the same. */
  boolean mustEnd;
  boolean receiving;
  /** Something is due from the peer, and nothing has been heard of it for some seconds. */
  boolean silent;
  /** Looks for the peer in a row that have found nothing while it was silent. */
  int missedLooks;
  /** Looks for the peer that have found it while it was silent. */
  int answeredLooks;
  /** The current transfer took too long and has been told to stop. */
  boolean transferStopping;
  /** The lost association that this one continues (X.228 §7.8); null for a new one. */
  @Nullable
  SessionConnectionReference recovers;
  /** An entry that should go on on it, kept for it in the queue for a while; null if none. */
  @Nullable
  Long prefers;
  /** Not before this time; null if at once. */
  @Nullable
  Instant prefersFrom;
  /** Others that were sent on it before the one it prefers, because they were more urgent. */
  int beforePreferred;
  /** The current transfer has been asked to let something more urgent pass. */
  boolean interrupting;
  int transferred;
  boolean received;
  /** Before it was lost it has brought its transfer further than any association did before, by enough to go on there. */
  boolean advanced;
  @Nullable
  Claim claim;
  /** Where the current transfer has gone on; null if it was started here. */
  Resumptions.@Nullable Resumed resumed;

  Link(long id, boolean initiator, Phase phase, Instant since) {
    this.id = id;
    this.initiator = initiator;
    this.phase = phase;
    this.since = since;
    this.sends = initiator;
  }

  /** When it was opened; until then, when its opening began. */
  Instant since() {
    return since;
  }

  /** @param now when the peer's answer came, or its request: how long that took proves nothing */
  void open(boolean isTwoWay, boolean hasTurn, Instant now) {
    phase = Phase.OPEN;
    since = now;
    twoWay = isTwoWay;
    turnHere = hasTurn;
    sends = isTwoWay || hasTurn;
  }

  void turnReceived() {
    turnHere = true;
    turnAsked = false;
    turnOverdue = false;
    // Having given the turn, the peer has no transfer under way, and a request of its that crossed our giving has been met.
    receiving = false;
    peerWants = -1;
  }

  void turnWanted(int priority) {
    peerWants = priority;
    sentSincePeerWants = 0;
  }

  void turnGiven() {
    turnHere = false;
    peerWants = -1;
    closeWanted = false;
  }

  void prefer(long entry, @Nullable Instant from) {
    prefers = entry;
    prefersFrom = from;
    beforePreferred = 0;
  }

  void prefersNothing() {
    prefers = null;
    prefersFrom = null;
    beforePreferred = 0;
  }

  /** It was lost, and its transfer can go on at this point elsewhere. */
  void cutAt(ResumePoint point) {
    if (claim != null) {
      advanced = Resumptions.isWorthWaitingFor(point) && point.octets() > claim.reached();
      claim = claim.reaching(point.octets());
    }
  }

  boolean isFree() { return phase == Phase.OPEN && claim == null && !receiving; }

  boolean lacksTurn() {
    return phase == Phase.OPEN && twoWay && !turnHere && !turnAsked;
  }

  /** Whether it was of use in either direction. */
  boolean isUsed() {
    return transferred > 0 || received || advanced;
  }

  /** Whether it has been open for long enough to show that the peer works. */
  boolean isOlderThanProof(Instant now) {
    return isOlderThan(PROVEN_AFTER, now);
  }

  boolean isOlderThan(Duration age, Instant now) {
    return !since.plus(age).isAfter(now);
  }

  /** The clock was set back: what was noted by it is as much earlier. */
  void clockSetBack(Duration by) {
    since = since.minus(by);
    prefersFrom = prefersFrom == null ? null : prefersFrom.minus(by);
    resumed = resumed == null ? null : resumed.earlier(by);
  }

  /** Who may close: the initiator in two-way alternate dialogue, the sender in a monologue (X.218 §9.2). */
  boolean mayClose() {
    return twoWay ? initiator : sends;
  }
}
