package org.angarium.mta.transfer;

import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionType;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.StandardExtension;
import org.jspecify.annotations.Nullable;

/**
 * Which extensions this MTA carries out. One that it does not, and that is marked critical for what is about to happen, keeps it from
 * happening (X.411 §9.1, diagnostic unsupported-critical-function).
 *
 * <p>What only a user agent has to carry out (tokens, certificates, integrity checks) is delivered with the message, and that is all an MTA
 * has to do with it. What asks something of physical delivery asks nothing of a mailbox, where nothing is delivered physically.
 */
final class CriticalFunctions {
  /** What is about to happen. */
  enum Step {
    TRANSFER, DELIVERY_TO_MAILBOX, DELIVERY_TO_ACCESS_UNIT
  }

  private CriticalFunctions() {}

  /** The first extension that stands in the way of the step; null if none does. */
  static @Nullable ExtensionField unsupported(Extensions extensions, Step step) {
    for (ExtensionField field : extensions.fields()) {
      boolean critical = step == Step.TRANSFER
          ? field.criticality().forTransfer()
          : field.criticality().forDelivery();
      if (critical && !isCarriedOut(field, step)) {
        return field;
      }
    }
    return null;
  }

  private static boolean isCarriedOut(ExtensionField field, Step step) {
    StandardExtension known = field.type() instanceof ExtensionType.Standard standard
        ? StandardExtension.of(standard.number())
        : null;
    return known != null && switch (step) {
      // A label would have to be compared with the security context of the association (§14.3.2).
      case TRANSFER -> known != StandardExtension.MESSAGE_SECURITY_LABEL;
      // A mailbox has no clearance to compare a label with, gives no proof, and is one method of delivery, whichever is asked for.
      case DELIVERY_TO_MAILBOX -> known != StandardExtension.MESSAGE_SECURITY_LABEL
          && known != StandardExtension.PROOF_OF_DELIVERY_REQUEST
          && known != StandardExtension.REQUESTED_DELIVERY_METHOD;
      // It sees them all and may refuse by itself, but has no way to answer with a proof.
      case DELIVERY_TO_ACCESS_UNIT -> known != StandardExtension.PROOF_OF_DELIVERY_REQUEST;
    };
  }
}
