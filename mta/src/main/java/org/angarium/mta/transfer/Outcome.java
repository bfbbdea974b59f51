package org.angarium.mta.transfer;

import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;

/** What is decided for one recipient. */
sealed interface Outcome {
  record Deliver(String mailbox) implements Outcome {}

  /** @param why one clause for a person */
  record Relay(String connector, String why) implements Outcome {}

  record NotDelivered(NonDeliveryReason reason, NonDeliveryDiagnostic diagnostic) implements Outcome {}
}
