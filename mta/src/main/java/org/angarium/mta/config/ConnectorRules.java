package org.angarium.mta.config;

/**
 * Which traffic a connector is for, beside its address spaces.
 *
 * @param sameOrganization whether the peer belongs to our organization, so that what it sends may use address spaces kept for that
 * @param schedule when associations may be opened, for {@link Activation#SELECTED_TIMES}; always otherwise
 */
public record ConnectorRules(Restrictions restrictions, boolean sameOrganization, Schedule schedule) {
  /** For all traffic, at all times. */
  public static final ConnectorRules NONE = new ConnectorRules(Restrictions.NONE, false, Schedule.ALWAYS);
}
