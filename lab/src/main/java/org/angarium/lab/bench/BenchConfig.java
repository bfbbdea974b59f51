package org.angarium.lab.bench;

import java.util.List;
import java.util.Locale;

/** Configurations of the MTAs that are measured: defaults in everything that costs or saves work, quiet on the console. */
final class BenchConfig {
  private BenchConfig() {}

  /**
   * Another MTA.
   *
   * @param port where it listens; 0 if it only calls
   * @param domain private domain reached through it
   */
  record Neighbour(String name, int port, String domain) {
    static Neighbour caller(String name) {
      return new Neighbour(name, 0, name);
    }

    private String toml() {
      return """

          [[connector]]
          name = "%1$s"
          remote-mta = "%1$s"
          %2$s
          address-space = [{ pattern = "C=XX;A=TEST;P=%3$s", cost = 1 }]
          open-interval = 1
          maximum-associations = 200
          """.formatted(name,
          port == 0 ? "activation = \"remote-initiated\"" : "host = \"127.0.0.1\"\nport = " + port, domain);
    }
  }

  /** An MTA with one mailbox, of its own name in small letters, and these neighbours. */
  static String relay(String name, int port, List<Neighbour> neighbours) {
    StringBuilder toml = new StringBuilder("""
        # Made by "angarium bench".
        name = "%1$s"
        data-directory = "data"
        domain = { country = "XX", admd = "TEST", prmd = "%1$s" }

        [[listener]]
        address = "127.0.0.1"
        port = %2$d

        [[mailbox]]
        name = "%3$s"
        address = "C=XX;A=TEST;P=%1$s;S=%3$s"

        [event-log]
        console = "none"
        """.formatted(name, port, name.toLowerCase(Locale.ROOT)));
    neighbours.forEach(neighbour -> toml.append(neighbour.toml()));
    return toml.toString();
  }
}
