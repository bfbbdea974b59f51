package org.angarium.x400.interworking;

import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;

/**
 * Why something cannot be transferred to a system of 1984.
 *
 * @param why one clause for a person
 */
public record Refusal(NonDeliveryReason reason, NonDeliveryDiagnostic diagnostic, String why) {
  /** What X.419 Annex B asks for where nothing else fits better. */
  static Refusal unableToDowngrade(String why) {
    return new Refusal(NonDeliveryReason.UNABLE_TO_TRANSFER, NonDeliveryDiagnostic.UNABLE_TO_DOWNGRADE, why);
  }
}
