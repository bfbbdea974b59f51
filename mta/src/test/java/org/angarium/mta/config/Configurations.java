package org.angarium.mta.config;

import java.nio.file.Path;
import java.util.List;

/** Configuration texts for tests. */
final class Configurations {
  static final Path FILE = Path.of("angarium.toml");

  /** The least that is valid; six lines. */
  static final String MINIMAL = """
      name = "ALPHA"
      data-directory = "data"
      [domain]
      country = "DE"
      admd = "EXAMPLE"
      prmd = "ALPHA"
      """;

  private Configurations() {}

  static MtaConfig read(String toml) throws ConfigException {
    return ConfigReader.read(FILE, toml);
  }

  static MtaConfig minimalWith(String more) throws ConfigException {
    return read(MINIMAL + more);
  }

  /** The lines of the message; empty if the text is valid. */
  static List<String> complaints(String toml) {
    try {
      read(toml);
      return List.of();
    } catch (ConfigException e) {
      return e.getMessage().lines().toList();
    }
  }

  /** Complaints about what stands from line 7 on. */
  static List<String> complaintsAbout(String more) {
    return complaints(MINIMAL + more);
  }
}
