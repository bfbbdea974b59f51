package org.angarium.mta.association;

import java.time.Instant;
import org.angarium.mta.association.Link.Phase;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.jspecify.annotations.Nullable;

/** What the configuration of a connector and its waiting mail ask for: how many associations, and which ones serve. */
final class Demand {
  private final ConnectorQueue queue;
  private final Links links;
  private ConnectorConfig config;
  private boolean stopped;

  Demand(ConnectorConfig config, ConnectorQueue queue, Links links) {
    this.config = config;
    this.queue = queue;
    this.links = links;
  }

  /** The configuration in force. */
  ConnectorConfig config() {
    return config;
  }

  void use(ConnectorConfig newConfig) {
    config = newConfig;
    stopped = false;
  }

  /** Nothing is wanted any more. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() { return stopped; }

  /** Associations that the waiting mail is worth: one, and one more for every threshold reached. */
  int forMail(Instant now) {
    int ready = queue.readyCount(now);
    return ready == 0 ? 0 : 1 + (ready - 1) / config.override().association().threshold();
  }

  /** What of the waiting mail would be transferred next; null if nothing can be now. */
  @Nullable
  QueueEntry next(Instant now) {
    return queue.peek(now);
  }

  /**
   * A connector that routing was told is not available goes on trying even without mail: the mail may only have been routed around it, and
   * comes back when it is available again (law 7).
   */
  int associations(boolean available, boolean callDue, Instant now) {
    int forMail = canSendOnOurs() ? forMail(now) : 0;
    return Math.max(forMail, config.permanent() || !available || callDue ? 1 : 0);
  }

  /** Whether we may open associations now. */
  boolean callsPeer(Instant now) {
    return !stopped && OpeningHours.areNow(config, now) && !config.host().isEmpty();
  }

  /** How many more associations there may be. */
  int places() {
    return config.maximumAssociations() - links.size();
  }

  /** Whether mail leaves on it sooner or later. */
  boolean isServedBy(Link link) {
    boolean serves = link.sends || link.initiator && !canSendOnOurs();
    return serves && link.phase != Phase.CLOSING && !link.mustEnd && !link.turnOverdue;
  }

  /** Whether an association is open on which mail leaves sooner or later. */
  boolean isServed() {
    return links.stream().anyMatch(link -> link.phase == Phase.OPEN && isServedBy(link));
  }

  private boolean canSendOnOurs() {
    return config.dialogue() == Dialogue.TWO_WAY_ALTERNATE || config.initialTurn() == Turn.INITIATOR;
  }
}
