package org.angarium.mta.access;

import java.time.Duration;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.jspecify.annotations.Nullable;

/** What an access unit says of a recipient of a delivery. */
public sealed interface Answer {
  /** It has taken responsibility, durably: the recipient counts as delivered. */
  record Accepted() implements Answer {}

  /**
   * It never will: the recipient's alternate gets the message, or its originator a non-delivery report.
   *
   * @param diagnostic null if the standard has none that fits
   */
  record Refused(NonDeliveryReason reason, @Nullable NonDeliveryDiagnostic diagnostic) implements Answer {}

  /** Not now: it comes again after this time, if it has not expired by then. */
  record Postponed(Duration time) implements Answer {}

  Answer ACCEPTED = new Accepted();
}
