package org.angarium.lab.bench;

import org.angarium.lab.mail.Neighbour;
import org.angarium.lab.mail.Site;
import org.angarium.lab.mail.SiteConfiguration;

/** Configurations of the MTAs that relay under load: defaults in everything that costs or saves work, quiet on the console. */
final class RelayConfiguration {
  private RelayConfiguration() {}

  static SiteConfiguration of(Site site, Neighbour... neighbours) {
    SiteConfiguration configuration = site.configuration().quiet();
    for (Neighbour neighbour : neighbours) {
      configuration.neighbour(neighbour.with("""
          open-interval = 1
          maximum-associations = 200
          """));
    }
    return configuration;
  }

  /** Another MTA on this machine, and the private domain behind it. */
  static Neighbour neighbour(String mta, int port, String prmd) {
    return Neighbour.at(mta, "127.0.0.1", port).serving(prmd);
  }
}
