package org.angarium.mta.config;

import java.util.List;

/**
 * A local recipient.
 *
 * @param name key of the mailbox, unique
 * @param addresses O/R addresses as written, at least one; the first is the one it sends from
 */
public record MailboxConfig(String name, List<String> addresses) {
  public MailboxConfig {
    addresses = List.copyOf(addresses);
  }
}
