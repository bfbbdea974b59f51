package org.angarium.lab.mail;

import java.util.ArrayList;
import java.util.List;

/** The configuration file of a {@link Site}: its listener, its mailbox, its neighbours. What is not said has its default. */
public final class SiteConfiguration {
  private final Site site;
  private final List<Neighbour> neighbours = new ArrayList<>();
  private final StringBuilder tables = new StringBuilder();
  private String host = "127.0.0.1";

  SiteConfiguration(Site site) {
    this.site = site;
  }

  /** @param address where the MTA listens, instead of the loopback interface */
  public SiteConfiguration listeningAt(String address) {
    host = address;
    return this;
  }

  public SiteConfiguration neighbour(Neighbour neighbour) {
    neighbours.add(neighbour);
    return this;
  }

  /** @param toml whole tables */
  public SiteConfiguration with(String toml) {
    tables.append('\n').append(toml);
    return this;
  }

  /** Events go to the log only. */
  public SiteConfiguration quiet() {
    return with("""
        [event-log]
        console = "none"
        """);
  }

  /** The file. */
  public String toml() {
    StringBuilder toml = new StringBuilder("""
        # Made for one experiment of Angarium's lab.
        name = "%1$s"
        data-directory = "data"
        domain = { country = "XX", admd = "TEST", prmd = "%1$s" }

        [[listener]]
        address = "%2$s"
        port = %3$d

        [[mailbox]]
        name = "%4$s"
        address = "%5$s"
        """.formatted(site.mta(), host, site.port(), site.mailbox(), site.address()));
    toml.append(tables);
    neighbours.forEach(neighbour -> toml.append('\n').append(neighbour.toml()));
    return toml.toString();
  }
}
