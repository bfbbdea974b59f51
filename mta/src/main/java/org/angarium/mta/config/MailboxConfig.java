package org.angarium.mta.config;

import java.util.List;
import java.util.Optional;

/**
 * A local recipient.
 *
 * @param name key of the mailbox, unique
 * @param addresses O/R addresses as written, at least one; the first is the one it sends from
 * @param alternateRecipient O/R address that gets its mail instead
 */
public record MailboxConfig(String name, List<String> addresses,
    Optional<String> alternateRecipient) {
  public MailboxConfig {
    addresses = List.copyOf(addresses);
  }
}
