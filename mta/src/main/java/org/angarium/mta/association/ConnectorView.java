package org.angarium.mta.association;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.osi.rtse.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A connector at one moment, for people and for JSON.
 *
 * @param state "up" with an association open on which mail can leave or that we have opened, "idle" without need of one, "opening", "open-retry" while it waits to try again,
 *     "remote-initiated" while mail waits for the peer to call, "closed" by its schedule, "off" if it is never used
 * @param waiting entries in the queue, not counting those being transferred
 * @param failedAttempts failed attempts to open since an association was last of use
 * @param nextAttempt when the next attempt is due, null when none is waited for
 * @param lastFailure why the last attempt failed, null when none did since it was last up
 */
public record ConnectorView(String name, String remoteMta, String address, String state, int waiting,
    long waitingOctets,
    @Nullable Instant oldest, int failedAttempts, @Nullable Instant nextAttempt, @Nullable String lastFailure,
    List<AssociationView> associations) {
  /**
   * An association at one moment.
   *
   * @param direction "outbound" when we opened it
   * @param state "opening", "idle", "sending", "receiving" or "closing"
   * @param turn "here" or "there"
   * @param transferring MTS-identifier of what is being sent, null if nothing
   */
  public record AssociationView(long id, String direction, String dialogue, String state, String turn,
      Instant since,
      int transferred, @Nullable String transferring) {}

  static ConnectorView of(ConnectorConfig config, ConnectorQueue queue, Links links,
      Reachability reachability, Instant now) {
    OpenRetry retry = reachability.retry();
    List<AssociationView> associations = new ArrayList<>();
    boolean open = false;
    boolean opening = false;
    for (Link link : links) {
      // Nothing can be sent on a monologue of the peer's.
      open |= link.phase == Link.Phase.OPEN && (link.sends || link.initiator);
      opening |= link.phase == Link.Phase.OPENING;
      associations.add(new AssociationView(link.id, link.initiator ? "outbound" : "inbound",
          link.twoWay ? "two-way-alternate" : "monologue", state(link), link.turnHere ? "here" : "there",
          link.since(),
          link.transferred, link.claim == null ? null : link.claim.entry().mtsId()));
    }
    String state = open
        ? "up"
        : opening
            ? "opening"
            : retry.isHolding() || !reachability.isAvailable()
                ? "open-retry"
                : unused(config, queue, now);
    Failure failure = retry.lastFailure();
    return new ConnectorView(config.name(), config.remoteMta(), config.host() + ":" + config.port(), state,
        queue.size(),
        queue.octets(), queue.oldestArrival(), retry.attempts(), nextAttempt(config, retry, now),
        failure == null ? null : failure.text(),
        List.copyOf(associations));
  }

  /** Why nothing is open, where nothing has failed. */
  private static String unused(ConnectorConfig config, ConnectorQueue queue, Instant now) {
    return switch (config.activation()) {
      case ALWAYS -> "idle";
      case SELECTED_TIMES -> OpeningHours.areNow(config, now) ? "idle" : "closed";
      case REMOTE_INITIATED -> queue.size() > 0 ? "remote-initiated" : "idle";
      case NEVER -> "off";
    };
  }

  private static @Nullable Instant nextAttempt(ConnectorConfig config, OpenRetry retry, Instant now) {
    return retry.holdUntil() != null || OpeningHours.areNow(config, now)
        ? retry.holdUntil()
        : OpeningHours.nextChange(config, now);
  }

  private static String state(Link link) {
    return switch (link.phase) {
      case OPENING -> "opening";
      case CLOSING -> "closing";
      case OPEN -> link.claim != null ? "sending" : link.receiving ? "receiving" : "idle";
    };
  }
}
