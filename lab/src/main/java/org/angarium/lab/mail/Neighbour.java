package org.angarium.lab.mail;

/**
 * Another MTA, as a connector of a {@link SiteConfiguration}.
 *
 * @param mta its name, and the connector's
 * @param settings of the connector, line by line
 */
public record Neighbour(String mta, String settings) {
  /** One that is called, and may call. */
  public static Neighbour at(String mta, String host, int port) {
    return new Neighbour(mta, "host = \"" + host + "\"\nport = " + port + "\n");
  }

  /** One that only calls. */
  public static Neighbour caller(String mta) {
    return new Neighbour(mta, "activation = \"remote-initiated\"\n");
  }

  /** A private domain is reached through it. */
  public Neighbour serving(String prmd) {
    return with("address-space = [{ pattern = \"" + Site.domain(prmd) + "\", cost = 1 }]\n");
  }

  /** Both sides give a password. */
  public Neighbour secretsOf(Site own) {
    return with("""
        local-password = "secret of %s"
        remote-password = "secret of %s"
        """.formatted(own.mta(), mta));
  }

  /** @param lines more settings, each line with its end */
  public Neighbour with(String lines) {
    return new Neighbour(mta, settings + lines);
  }

  /** The connector, for a configuration file that has more in it. */
  public String toml() {
    return """
        [[connector]]
        name = "%1$s"
        remote-mta = "%1$s"
        """.formatted(mta) + settings;
  }
}
