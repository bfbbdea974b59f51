package org.angarium.mta.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.directory.LocalNames;

/** Who is who in the domain of a {@link Desk}, written as a configuration. */
final class Names {
  private final List<String> tables = new ArrayList<>();
  private Optional<String> fallback = Optional.empty();

  static Names none() {
    return new Names();
  }

  /** A member without P= is a surname of our domain. */
  Names list(String surname, String more, String... members) {
    List<String> addresses = new ArrayList<>();
    for (String member : members) {
      addresses.add('"' + (member.contains("=") ? member : address(member)) + '"');
    }
    tables.add("[[list]]\nname = \"" + surname + "\"\naddress = \"" + address(surname) + "\"\nmembers = "
        + addresses + "\n" + more);
    return this;
  }

  Names redirection(String from, String to) {
    tables.add("[[redirection]]\naddress = \"" + address(from) + "\"\nto = \""
        + (to.contains("=") ? to : address(to)) + "\"");
    return this;
  }

  Names fallback(String surname) {
    fallback = Optional.of(address(surname));
    return this;
  }

  private static String address(String surname) {
    return "C=XX;A=TEST;P=ALPHA;S=" + surname;
  }

  LocalNames build() {
    String toml = "name = \"MTA-ALPHA\"\ndata-directory = \"data\"\n"
        + fallback.map(address -> "default-recipient = \"" + address + "\"\n").orElse("")
        + "domain = { country = \"XX\", admd = \"TEST\", prmd = \"ALPHA\" }\n" + String.join("\n", tables);
    try {
      return LocalNames.of(ConfigReader.read(java.nio.file.Path.of("test.toml"), toml));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
