package org.angarium.mta.config;

import java.util.List;
import java.util.Optional;

/**
 * Who is who in our domain besides the mailboxes.
 *
 * @param defaultRecipient gets what is for nobody here, if the originator allows that
 */
public record LocalNamesConfig(List<ListConfig> lists, List<RedirectionConfig> redirections,
    Optional<String> defaultRecipient) {
  public static final LocalNamesConfig NONE = new LocalNamesConfig(List.of(), List.of(), Optional.empty());

  public LocalNamesConfig {
    lists = List.copyOf(lists);
    redirections = List.copyOf(redirections);
  }
}
