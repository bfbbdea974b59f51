package org.angarium.mta.routing;

import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.jspecify.annotations.Nullable;

/** Where the message of one recipient goes. */
public sealed interface Decision {
  /** Into a mailbox of this MTA. */
  record Local(String mailbox) implements Decision {}

  /** Over a connector. */
  record Via(String connector, int cost) implements Decision {}

  /** To an access unit of this MTA, which takes it when it asks for it. */
  record ToAccessUnit(String accessUnit, int cost) implements Decision {}

  /** Nowhere: the address lies in our own domain, but nobody has it. */
  record UnknownLocal() implements Decision {}

  /**
   * Nowhere: no address space holds the address.
   *
   * @param onlyBackTo the connector it came from, if that alone leads there; to send it back would make a loop
   */
  record Unroutable(@Nullable String onlyBackTo) implements Decision {}

  /**
   * Nowhere: connectors lead there, but none may take this message, now or later.
   *
   * @param diagnostic what a report says, with the reason unable-to-transfer
   * @param why one clause for a person
   */
  record Barred(NonDeliveryDiagnostic diagnostic, String why) implements Decision {}
}
