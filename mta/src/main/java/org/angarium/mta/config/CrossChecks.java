package org.angarium.mta.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;

/** What can be wrong between the tables of one file: names given twice, things that hide each other. */
final class CrossChecks {
  static final Key MAILBOX_NAME = new Key("name", "the unique key of the mailbox");
  static final Key MAILBOX_ADDRESS = new Key("address",
      "the O/R address of the mailbox, or a list of them; the first is the one it sends from");

  static final Key ACCESS_UNIT_NAME = new Key("name", "the unique key of the access unit");
  static final Key ACCESS_UNIT_TOKEN = new Key("token", "the secret that the access unit gives over HTTP");
  private static final int SHORTEST_TOKEN = 16;

  private record Read<T>(Section section, T value) {}

  /** How an inbound association is told from another connector's. */
  private record Identity(String remoteMta, List<Password> password, OsiSelectors remote, OsiSelectors local,
      String host) {}

  private final List<Read<ListenerConfig>> listeners = new ArrayList<>();
  private final List<Read<MailboxConfig>> mailboxes = new ArrayList<>();
  private final List<Read<ConnectorConfig>> connectors = new ArrayList<>();
  private final List<Read<AccessUnitConfig>> accessUnits = new ArrayList<>();
  private final Map<String, Integer> addressLines = new HashMap<>();
  private final Map<AddressPattern, String> addressMailboxes = new HashMap<>();

  void add(Section section, ListenerConfig listener) {
    listeners.add(new Read<>(section, listener));
  }

  void add(Section section, MailboxConfig mailbox, List<OrAddress> addresses) {
    mailboxes.add(new Read<>(section, mailbox));
    for (OrAddress address : addresses) {
      Integer first = addressLines.putIfAbsent(address.matchingKey(), section.line());
      if (first != null) {
        section.refuse(MAILBOX_ADDRESS,
            "\"" + address + "\" belongs to the mailbox of line " + first + " already");
      }
      pattern(address.toString()).ifPresent(pattern -> addressMailboxes.put(pattern, mailbox.name()));
    }
  }

  void add(Section section, ConnectorConfig connector) {
    connectors.add(new Read<>(section, connector));
  }

  void add(Section section, AccessUnitConfig unit) {
    accessUnits.add(new Read<>(section, unit));
  }

  void run() {
    listenersDiffer();
    namesDiffer();
    connectorsCanBeToldApart();
    addressSpacesAreOfUse();
    tokensAreSecret();
  }

  /** Whoever guesses a token speaks for the access unit. */
  private void tokensAreSecret() {
    Map<Password, Integer> lines = new HashMap<>();
    for (Read<AccessUnitConfig> read : accessUnits) {
      read.value.token().ifPresent(token -> {
        if (token.text().length() < SHORTEST_TOKEN) {
          read.section.refuseSecret(ACCESS_UNIT_TOKEN, "must have " + SHORTEST_TOKEN
              + " characters or more; make one with: openssl rand -hex 24");
        }
        Integer first = lines.putIfAbsent(token, read.section.line());
        if (first != null) {
          read.section.refuseSecret(ACCESS_UNIT_TOKEN, "the access unit of line " + first + " has this one");
        }
      });
    }
  }

  private void listenersDiffer() {
    Map<String, Integer> lines = new HashMap<>();
    for (Read<ListenerConfig> read : listeners) {
      ListenerConfig listener = read.value;
      Integer first = listener.port() == 0
          ? null
          : lines.putIfAbsent(listener.address() + " " + listener.port(), read.section.line());
      if (first != null) {
        read.section.refuse(ConfigReader.PORT,
            "the listener of line " + first + " has this address and port already");
      }
    }
  }

  private void namesDiffer() {
    Map<String, Integer> lines = new HashMap<>();
    for (Read<MailboxConfig> read : mailboxes) {
      nameDiffers(read.section, MAILBOX_NAME, read.value.name(), lines, "mailbox");
    }
    lines.clear();
    for (Read<ConnectorConfig> read : connectors) {
      nameDiffers(read.section, ConnectorReader.NAME, read.value.name(), lines, "connector");
    }
    // One name space, as mail waits for either.
    for (Read<AccessUnitConfig> read : accessUnits) {
      nameDiffers(read.section, ACCESS_UNIT_NAME, read.value.name(), lines, "connector or access unit");
    }
  }

  /** Names that differ in case only would be mistaken for each other by people. */
  private static void nameDiffers(Section section, Key key, String name, Map<String, Integer> lines,
      String kind) {
    Integer first = name.isEmpty() ? null : lines.putIfAbsent(name.toLowerCase(Locale.ROOT), section.line());
    if (first != null) {
      section.refuse(key, "the " + kind + " of line " + first + " has this name already");
    }
  }

  private void connectorsCanBeToldApart() {
    Map<Identity, Integer> lines = new HashMap<>();
    for (Read<ConnectorConfig> read : connectors) {
      ConnectorConfig connector = read.value;
      if (connector.remoteMta().isEmpty()) {
        continue;
      }
      Integer first = lines.putIfAbsent(new Identity(connector.remoteMta(),
          connector.remotePassword().stream().toList(), connector.remoteSelectors(),
          connector.localSelectors(), connector.host()), read.section.line());
      if (first != null) {
        read.section.refuse(ConnectorReader.REMOTE_MTA, "cannot be told from the connector of line " + first
            + " when the peer calls: give another remote MTA name, remote password, selector or host");
      }
    }
  }

  private void addressSpacesAreOfUse() {
    for (Read<ConnectorConfig> read : connectors) {
      areOfUse(read.section, read.value.addressSpaces());
    }
    for (Read<AccessUnitConfig> read : accessUnits) {
      areOfUse(read.section, read.value.addressSpaces());
    }
  }

  private void areOfUse(Section section, List<AddressSpace> spaces) {
    Set<AddressPattern> seen = HashSet.newHashSet(spaces.size());
    for (AddressSpace space : spaces) {
      String mailbox = addressMailboxes.get(space.pattern());
      if (mailbox != null) {
        section.refuse(AddressSpaceReader.ADDRESS_SPACE, "\"" + space.pattern()
            + "\" can never match, it is the address of the local mailbox \"" + mailbox + "\"");
      }
      if (!seen.add(space.pattern())) {
        section.refuse(AddressSpaceReader.ADDRESS_SPACE, "\"" + space.pattern() + "\" is given twice");
      }
    }
  }

  private static Optional<AddressPattern> pattern(String text) {
    try {
      return Optional.of(AddressPattern.parse(text));
    } catch (AddressSyntaxException e) {
      // Noted where it was read.
      return Optional.empty();
    }
  }
}
