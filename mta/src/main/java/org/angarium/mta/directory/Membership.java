package org.angarium.mta.directory;

import java.util.List;
import org.angarium.x400.address.OrName;

/**
 * Who the members of a list are at this moment.
 *
 * @param unusable one clause for each member that has no usable address: which and why
 */
public record Membership(List<OrName> members, List<String> unusable) {
  public Membership {
    members = List.copyOf(members);
    unusable = List.copyOf(unusable);
  }
}
