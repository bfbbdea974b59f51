package org.angarium.mta.config;

import java.util.Optional;

/**
 * Which traffic a connector is for, beside its address spaces, and in which form its peer gets it.
 *
 * @param sameOrganization whether the peer belongs to our organization, so that what it sends may use address spaces kept for that
 * @param schedule when associations may be opened, for {@link Activation#SELECTED_TIMES}; always otherwise
 * @param peerDomain whether the peer belongs to our management domain
 * @param types encoded information types that those who are reached over it take; absent for all
 */
public record ConnectorRules(Restrictions restrictions, boolean sameOrganization, Schedule schedule,
    PeerDomain peerDomain, Optional<AcceptedTypes> types) {
  /** For all traffic, at all times. */
  public static final ConnectorRules NONE = new ConnectorRules(Restrictions.NONE, false, Schedule.ALWAYS);

  /** Of a peer that may be in our domain and takes every type. */
  public ConnectorRules(Restrictions restrictions, boolean sameOrganization, Schedule schedule) {
    this(restrictions, sameOrganization, schedule, PeerDomain.OWN, Optional.empty());
  }
}
