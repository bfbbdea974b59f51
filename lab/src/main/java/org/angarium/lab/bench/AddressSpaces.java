package org.angarium.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.angarium.lab.mail.Neighbour;
import org.angarium.mta.config.AddressSpace;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.ConnectorRules;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.config.Restrictions;
import org.angarium.mta.config.Schedule;
import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.mts.Priority;

/** Very many address spaces of every kind over a number of connectors; the same ones each time. */
final class AddressSpaces {
  static final int CONNECTORS = 50;
  static final int ADDRESSES = 20_000;

  private final int number;
  private final Random random = new Random(1984);

  AddressSpaces(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** The same for an MTA that runs, in files of their own: its connectors wait for peers that do not exist. */
  String toml() {
    StringBuilder toml = new StringBuilder();
    for (int i = 0; i < CONNECTORS; i++) {
      toml.append(
          Neighbour.caller("c" + i).with("address-space-file = \"" + file(i) + "\"\n").toml());
    }
    return toml.toString();
  }

  private static String file(int connector) {
    return "c" + connector + ".txt";
  }

  /**
   * The files that {@link #toml} names.
   *
   * @param cost of all
   */
  void write(Path folder, int cost) throws IOException {
    for (int i = 0; i < CONNECTORS; i++) {
      StringBuilder lines = new StringBuilder();
      Set<String> given = new HashSet<>();
      for (int space = i == 0 ? CONNECTORS : i; space < number; space += CONNECTORS) {
        String pattern = pattern(space);
        lines.append(cost).append(' ')
            .append(given.add(pattern) ? pattern : "C=DE;A=ADMD8;P=MORE " + space).append('\n');
      }
      Files.writeString(folder.resolve(file(i)), lines);
    }
  }

  /** The configuration that holds them, without anything that could be started. */
  MtaConfig config() {
    StringBuilder toml = new StringBuilder("""
        name = "BENCH"
        data-directory = "data"
        domain = { country = "DE", admd = "BENCH", prmd = "HERE" }
        [[mailbox]]
        name = "local"
        address = "C=DE;A=BENCH;P=HERE;S=Local"
        """);
    for (int i = 0; i < CONNECTORS; i++) {
      toml.append(Neighbour.at("c" + i, "192.0.2." + (i + 1), 102).toml());
    }
    try {
      MtaConfig bare = ConfigReader.read(Path.of("bench.toml"), toml.toString());
      List<ConnectorConfig> connectors = new ArrayList<>();
      for (int i = 0; i < CONNECTORS; i++) {
        connectors.add(bare.connectors().get(i).withAddressSpaces(spacesOf(i)));
      }
      return bare.withConnectors(connectors);
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The same with so many recipients that no connector takes; none of {@link #addresses}.
   *
   * @param config made by {@link #config}
   */
  static MtaConfig restricted(MtaConfig config, int restrictions) {
    List<AddressPattern> rejected = new ArrayList<>();
    try {
      for (int i = 0; i < restrictions; i++) {
        rejected.add(AddressPattern.parse(pattern(i) + ";CN=BARRED " + i));
      }
    } catch (AddressSyntaxException e) {
      throw new IllegalStateException(e);
    }
    Restrictions all = new Restrictions(Long.MAX_VALUE, List.of(), List.of(), List.of(), rejected,
        Set.of(Priority.values()), List.of());
    return config.withConnectors(config.connectors().stream()
        .map(connector -> connector.withRules(new ConnectorRules(all, false, Schedule.ALWAYS))).toList());
  }

  private List<AddressSpace> spacesOf(int connector) {
    List<AddressSpace> all = new ArrayList<>();
    for (int i = connector; i < number; i += CONNECTORS) {
      all.add(AddressSpace.of(i == 0 ? "*" : pattern(i), 1 + random.nextInt(3)));
    }
    return all;
  }

  /** Every tenth domain has two connectors; deeper patterns under organizations that many share. */
  private static String pattern(int i) {
    String domain = "C=DE;A=ADMD" + i % 7 + ";P=DOMAIN " + i % 1000;
    return switch (i % 10) {
      case 0 -> domain;
      case 1 -> domain + ";O=ORG " + i % 100 + "*";
      case 2 -> domain + ";O=ORG;OU1=UNIT " + i;
      case 3 -> domain + ";O=ORG;OU1=UNIT;S=PERSON " + i;
      case 4 -> "C=DE;A=ADMD1;DDA:RFC-822=user" + i + "*";
      case 5 -> "C=DE;A=ADMD2;X121=" + (262_000_000L + i);
      default -> domain + ";O=ORG " + i;
    };
  }

  /** Recipients that most of them lie in. */
  List<OrAddress> addresses() {
    List<OrAddress> all = new ArrayList<>();
    try {
      for (int i = 0; i < ADDRESSES; i++) {
        String text = pattern(1 + random.nextInt(number - 1)).replace("*", "x");
        boolean noPerson = text.contains("X121") || text.contains("S=");
        all.add(OrAddress.parse(noPerson ? text : text + ";G=Erika;S=Mann " + i));
      }
    } catch (AddressSyntaxException e) {
      throw new IllegalStateException(e);
    }
    return all;
  }
}
