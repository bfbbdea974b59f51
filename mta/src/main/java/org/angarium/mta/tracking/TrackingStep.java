package org.angarium.mta.tracking;

import java.util.Locale;
import java.util.Optional;

/** A step in the life of a message, probe or report inside this MTA. */
public enum TrackingStep {
  /** Accepted from a local user or access unit. */
  SUBMITTED,
  /** Accepted from a peer, over an association. */
  RECEIVED,
  /** Made by this MTA itself: a report. */
  CREATED,
  /** Came a second time and was dropped. */
  DUPLICATE,
  /** Octets that could not be understood were put aside. */
  QUARANTINED,
  /** Held until a time the originator asked for, or by the operator. */
  DEFERRED,
  /** Let go on after it was held. */
  RELEASED,
  /** Taken back before its time came. */
  CANCELLED,
  /** A recipient was replaced by another. */
  REDIRECTED,
  /** A distribution list was replaced by its members. */
  EXPANDED,
  /** The content was converted for some recipients. */
  CONVERTED,
  /** A connector was chosen, and a copy queued for it. */
  ROUTED,
  /** A transfer over an open association failed; the copy stays queued. */
  ATTEMPT_FAILED,
  /** A queued copy was moved to another connector. */
  REROUTED,
  /** The next MTA has taken responsibility. */
  TRANSFERRED,
  /** Put into a mailbox, or accepted by an access unit. */
  DELIVERED,
  /** A probe found that a message could be delivered. */
  DELIVERABLE,
  /** The time for it was over while it waited. */
  EXPIRED,
  /** Given up while it waited, for another reason than time. */
  GIVEN_UP,
  /** Cannot be delivered: reason and diagnostic. */
  NOT_DELIVERED,
  /** A report on these recipients was made. */
  REPORTED,
  /** Goes no further and nobody is told: a report that cannot be delivered. */
  DROPPED,
  /** The user has taken the delivered message. */
  TAKEN;

  /** As commands show and take it: {@code attempt-failed}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<TrackingStep> of(String word) {
    for (TrackingStep step : values()) {
      if (step.word().equals(word)) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  /** What a recipient's state is after this step; empty if the step does not change it. */
  Optional<TrackingState> state() {
    return Optional.ofNullable(switch (this) {
      case SUBMITTED, RECEIVED, CREATED, RELEASED, ROUTED, REROUTED, ATTEMPT_FAILED -> TrackingState.WAITING;
      case DEFERRED -> TrackingState.DEFERRED;
      case TRANSFERRED -> TrackingState.TRANSFERRED;
      case DELIVERED, TAKEN, DELIVERABLE -> TrackingState.DELIVERED;
      case EXPIRED, GIVEN_UP, NOT_DELIVERED, CANCELLED -> TrackingState.NOT_DELIVERED;
      case REDIRECTED, EXPANDED -> TrackingState.REPLACED;
      case DROPPED -> TrackingState.DROPPED;
      case DUPLICATE, QUARANTINED, CONVERTED, REPORTED -> null;
    });
  }
}
