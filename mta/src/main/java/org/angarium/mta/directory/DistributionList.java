package org.angarium.mta.directory;

import java.util.List;
import java.util.Optional;
import org.angarium.mta.config.MemberSearch;
import org.angarium.mta.config.ReportPolicy;
import org.angarium.x400.address.OrName;
import org.angarium.x400.address.PatternSet;
import org.jspecify.annotations.Nullable;

/**
 * A distribution list that is expanded here (X.402 §14).
 *
 * @param name key of the list
 * @param address what histories show
 * @param members those of the configuration
 * @param search finds more members in a directory
 * @param owner gets reports if the policy says so; null if there is none
 * @param submitters who may send to it; empty for everybody
 */
public record DistributionList(String name, OrName address, List<OrName> members,
    Optional<MemberSearch> search, @Nullable OrName owner, ReportPolicy reports,
    PatternSet submitters) {
  public DistributionList {
    members = List.copyOf(members);
  }

  /** @param sender the originator, or the list that the message came through last */
  public boolean admits(OrName sender) {
    return submitters.isEmpty() || submitters.matches(sender.address());
  }
}
