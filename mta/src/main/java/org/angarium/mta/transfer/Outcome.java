package org.angarium.mta.transfer;

import java.time.Instant;
import java.util.List;
import org.angarium.mta.directory.DistributionList;
import org.angarium.mta.store.HeldFor;
import org.angarium.x400.address.OrName;
import org.angarium.x400.conversion.ConversionDecision;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.Redirection;
import org.jspecify.annotations.Nullable;

/** What a step decides for one recipient. A redirection is followed by the next decision; every other outcome is final for now. */
sealed interface Outcome {
  /** @param converted what is delivered in the place of the content as it is; null for that itself */
  record Deliver(String mailbox, ConversionDecision.@Nullable Converted converted) implements Outcome {}

  /**
   * An access unit of ours has taken responsibility.
   *
   * @param converted what the content was made of that it took; null if it took it as it came
   */
  record HandedOver(@Nullable EncodedInformationTypes converted) implements Outcome {}

  /** @param why one clause for a person */
  record Relay(String connector, String why) implements Outcome {}

  /** Somebody else gets it instead. */
  record Redirect(OrName to, Redirection.Reason reason) implements Outcome {}

  /** The recipient waits in the MTA itself; what it waited for leads to another decision. */
  record Hold(HeldFor cause, Instant notBefore) implements Outcome {}

  /** A list, to be replaced by its members. */
  record Expand(DistributionList list, List<OrName> members) implements Outcome {}

  /** A probe has reached a list: it is not expanded for it (X.411 §14.3.10). */
  record ListReached() implements Outcome {}

  /** Nothing is to be done and nobody is told. */
  record Nothing() implements Outcome {}

  /**
   * Nobody gets it.
   *
   * @param diagnostic null if the standard has none that fits
   * @param why one clause for a person: whose limit or rule it was
   */
  record NotDelivered(NonDeliveryReason reason, @Nullable NonDeliveryDiagnostic diagnostic,
      String why) implements Outcome {
    static NotDelivered unable(NonDeliveryDiagnostic diagnostic, String why) {
      return new NotDelivered(NonDeliveryReason.UNABLE_TO_TRANSFER, diagnostic, why);
    }
  }
}
