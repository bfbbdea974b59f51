package org.angarium.mta.config;

import java.util.List;
import java.util.Optional;

/**
 * A local recipient.
 *
 * @param name key of the mailbox, unique
 * @param addresses O/R addresses as written, at least one; the first is the one it sends from
 * @param alternateRecipient O/R address that gets its mail instead
 * @param deliverability what may be delivered to it
 */
public record MailboxConfig(String name, List<String> addresses,
    Optional<String> alternateRecipient, Deliverability deliverability) {
  /** A mailbox that takes anything. */
  public MailboxConfig(String name, List<String> addresses, Optional<String> alternateRecipient) {
    this(name, addresses, alternateRecipient, Deliverability.ANYTHING);
  }

  public MailboxConfig {
    addresses = List.copyOf(addresses);
  }
}
