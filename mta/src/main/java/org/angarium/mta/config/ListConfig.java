package org.angarium.mta.config;

import java.util.List;
import java.util.Optional;

/**
 * A distribution list.
 *
 * @param name key of the list, unique
 * @param addresses O/R addresses as written, at least one; the first is the one that histories show
 * @param members O/R addresses as written, those of the members' file included
 * @param search finds more members in a directory
 * @param owner O/R address of who looks after the list
 * @param submitters patterns of who may send to the list; empty for everybody
 */
public record ListConfig(String name, List<String> addresses, List<String> members,
    Optional<MemberSearch> search, Optional<String> owner, ReportPolicy reports, List<String> submitters) {
  public ListConfig {
    addresses = List.copyOf(addresses);
    members = List.copyOf(members);
    submitters = List.copyOf(submitters);
  }
}
