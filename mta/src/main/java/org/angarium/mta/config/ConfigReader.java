package org.angarium.mta.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.angarium.mta.event.EventId;
import org.angarium.x400.address.OrAddress;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** Reads the configuration file (TOML 1.0), or tells everything that is wrong with it. */
public final class ConfigReader {
  static final Key NAME = new Key("name", "the name of this MTA, unique in its domain");
  static final Key CONNECTOR = new Key("connector", "a neighbour MTA, [[connector]]");
  static final Key MAILBOX = new Key("mailbox", "a local recipient, [[mailbox]]");
  private static final Key UNAVAILABLE_AFTER = new Key("unavailable-after",
      "how long the access unit may ask for nothing until mail for it is returned");
  static final Key ACCESS_UNIT = new Key("access-unit",
      "a gateway or application with addresses of its own, [[access-unit]]");
  static final Key LISTENER = new Key("listener", "where peers may call, [[listener]]");

  private static final Key DATA_DIRECTORY = new Key("data-directory",
      "where the message store and the logs are kept, relative to the configuration file");
  private static final Key PASSWORD = new Key("password",
      "the password given on links that have no local-password");
  private static final Key HOP_LIMIT = new Key("hop-limit",
      "trace elements beyond which a message is returned because it loops");
  private static final Key DUPLICATE_MEMORY = new Key("duplicate-memory",
      "how long the identifier of a received message is remembered to drop it when it comes again,"
          + " at least the longest lifetime, as peers retry for about that long");
  private static final Key MAXIMUM_RECIPIENTS = new Key("maximum-recipients",
      "most recipients of a message that is accepted");
  private static final Key MAXIMUM_MESSAGE_SIZE = new Key("maximum-message-size",
      "longest content that is accepted; leave it out for no limit");
  private static final Key MINIMUM_FREE_SPACE = new Key("minimum-free-space",
      "what must be free on the disk of the data directory, or nothing is accepted; 0 for no limit");
  private static final Key ALTERNATE_RECIPIENT = new Key("alternate-recipient",
      "the O/R address that gets the mail of this mailbox instead");
  private static final Key DOMAIN = new Key("domain", "the management domain of this MTA");
  private static final Key LIFETIME = new Key("lifetime", "how long a message may take, by priority");
  private static final Key URGENT = new Key("urgent", "when an urgent message is returned");
  private static final Key NORMAL = new Key("normal", "when a normal message is returned");
  private static final Key NON_URGENT = new Key("non-urgent", "when a non-urgent message is returned");
  private static final Key DEFAULTS = new Key("defaults", "tuning values for all connectors");
  private static final Key EVENT_LOG = new Key("event-log", "where events are written");
  private static final Key FILE = new Key("file", "the event log, relative to the data directory");
  private static final Key ROLL_AT = new Key("roll-at", "size at which a new event log is begun");
  private static final Key KEEP = new Key("keep", "how many old event logs are kept");
  private static final Key CONSOLE = new Key("console", "the least grave events shown on the console");
  private static final Key ROUTING = new Key("routing", "how connectors are chosen");
  private static final Key LEAST_COST_ONLY = new Key("least-cost-only",
      "whether mail waits for the cheapest connector rather than take a dearer one");
  private static final Key TRACKING = new Key("tracking", "what is remembered of the way of every message");
  private static final Key TRACKED = new Key("enabled", "whether anything is remembered");
  private static final Key TRACKING_KEEP = new Key("keep", "how long it is remembered");
  private static final Key TRACKING_SIZE = new Key("maximum-size",
      "size beyond which the oldest is forgotten earlier");
  private static final Key CONTROL = new Key("control", "the loopback interface of the command line");
  private static final Key ACCESS = new Key("access", "the loopback interface of access units");
  private static final Key ACCESS_ENABLED = new Key("enabled", "whether access units may come by HTTP");
  private static final Key ENABLED = new Key("enabled", "whether the command line can reach the MTA");
  static final Key PORT = new Key("port", "the TCP port");

  private static final Duration LONGEST_LIFETIME = Duration.ofDays(45);
  private static final int LARGEST_FILE = 64 << 20;
  private static final Map<String, Optional<EventId.Level>> LEVELS = new LinkedHashMap<>();

  static {
    LEVELS.put("none", Optional.empty());
    LEVELS.put("error", Optional.of(EventId.Level.ERROR));
    LEVELS.put("warning", Optional.of(EventId.Level.WARNING));
    LEVELS.put("information", Optional.of(EventId.Level.INFORMATION));
  }

  private final Path file;
  private final Section root;
  private final AddressSpaceReader spaces;

  private ConfigReader(Path file, Section root, List<ConnectorConfig> before) {
    this.file = file;
    this.root = root;
    this.spaces = new AddressSpaceReader(directory(), before);
  }

  /** @throws ConfigException if the file cannot be read or anything in it is wrong */
  public static MtaConfig read(Path file) throws ConfigException {
    return read(file, contents(file));
  }

  /**
   * Reads the file of a configuration anew. What has not changed of its address spaces is shared with it, as there may be very many.
   *
   * @throws ConfigException if the file cannot be read or anything in it is wrong
   */
  public static MtaConfig read(MtaConfig before) throws ConfigException {
    Path file = before.file();
    return read(file, contents(file), new Problems(file), before.connectors());
  }

  /**
   * Reads a configuration that is at hand as text.
   *
   * @param file what messages name and relative paths refer to
   */
  public static MtaConfig read(Path file, String toml) throws ConfigException {
    Problems problems = new Problems(file);
    return read(file, toml, problems);
  }

  static MtaConfig read(Path file, String toml, Problems problems) throws ConfigException {
    return read(file, toml, problems, List.of());
  }

  private static MtaConfig read(Path file, String toml, Problems problems, List<ConnectorConfig> before)
      throws ConfigException {
    TomlParseResult parsed = Toml.parse(toml);
    for (TomlParseError error : parsed.errors()) {
      problems.add(error.position(), "this is not TOML: " + error.getMessage());
    }
    // What is behind a syntax error may stand in the wrong table; more complaints would only mislead.
    problems.throwIfAny();
    MtaConfig config = new ConfigReader(file, Section.root(parsed, problems), before).read();
    problems.throwIfAny();
    return config;
  }

  /** A commented example of every key. */
  public static String example() {
    try (var stream = ConfigReader.class.getResourceAsStream("example.toml")) {
      if (stream == null) {
        throw new IllegalStateException("example.toml is missing beside " + ConfigReader.class);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String contents(Path file) throws ConfigException {
    String wrong;
    try {
      if (Files.size(file) <= LARGEST_FILE) {
        return Files.readString(file);
      }
      wrong = "is larger than " + OctetText.format(LARGEST_FILE) + " octets";
    } catch (NoSuchFileException e) {
      wrong = "does not exist";
    } catch (CharacterCodingException e) {
      wrong = "is not UTF-8 text";
    } catch (IOException e) {
      wrong = "cannot be read: " + e;
    }
    throw new ConfigException(file, List.of(new ConfigProblem(0, 0, "the configuration file " + wrong)));
  }

  private MtaConfig read() {
    String name = root.text(NAME, 32);
    Path dataDirectory = path(root.text(DATA_DIRECTORY, 4096), directory());
    Optional<Password> password = root.password(PASSWORD);
    int hopLimit = root.integer(HOP_LIMIT, 512, 1, 512);
    long maximumMessageOctets = root.octets(MAXIMUM_MESSAGE_SIZE, Long.MAX_VALUE, 1, 1L << 40);
    int mostRecipients = root.integer(MAXIMUM_RECIPIENTS, MtaConfig.MOST_RECIPIENTS, 1,
        MtaConfig.MOST_RECIPIENTS);
    long minimumFreeOctets = root.octets(MINIMUM_FREE_SPACE, MtaConfig.MINIMUM_FREE_OCTETS, 0, 1L << 40);
    GlobalDomain domain = domain();
    Lifetimes lifetimes = lifetimes();
    Duration duplicateMemory = root.duration(DUPLICATE_MEMORY, defaultDuplicateMemory(lifetimes),
        lifetimes.longest(), Duration.ofDays(366));
    EventLogConfig eventLog = eventLog(dataDirectory);
    TrackingConfig tracking = tracking();
    ControlConfig control = control();
    Section routing = root.table(ROUTING);
    boolean leastCostOnly = routing.flag(LEAST_COST_ONLY, false);
    routing.refuseUnknownKeys();
    CrossChecks checks = new CrossChecks();
    List<ListenerConfig> listeners = listeners(checks);
    List<MailboxConfig> mailboxes = mailboxes(domain, checks);
    LocalNamesConfig names = NamesReader.read(root, domain, directory(), mailboxes);
    List<ConnectorConfig> connectors = connectors(name, domain, password, checks);
    AccessConfig access = access(checks);
    checks.run();
    root.refuseUnknownKeys();
    return new MtaConfig(file, name, domain, dataDirectory, password, listeners, mailboxes, names, connectors,
        lifetimes, hopLimit, duplicateMemory, maximumMessageOctets, mostRecipients, minimumFreeOctets,
        eventLog, tracking,
        control, access,
        leastCostOnly);
  }

  /** Longer than anybody retries: a peer may hold a message until its own lifetime ends. */
  private static Duration defaultDuplicateMemory(Lifetimes lifetimes) {
    Duration least = Duration.ofDays(14);
    Duration longest = lifetimes.longest().plusDays(4);
    return longest.compareTo(least) > 0 ? longest : least;
  }

  private Path directory() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static Path path(String text, Path directory) {
    return directory.resolve(text).normalize();
  }

  private GlobalDomain domain() {
    if (!root.has(DOMAIN)) {
      root.missing(DOMAIN);
      return new GlobalDomain("", "", Optional.empty());
    }
    return DomainReader.read(root.table(DOMAIN));
  }

  private Lifetimes lifetimes() {
    Section section = root.table(LIFETIME);
    Duration least = Duration.ofSeconds(1);
    Lifetimes lifetimes = new Lifetimes(
        section.duration(URGENT, Lifetimes.DEFAULTS.urgent(), least, LONGEST_LIFETIME),
        section.duration(NORMAL, Lifetimes.DEFAULTS.normal(), least, LONGEST_LIFETIME),
        section.duration(NON_URGENT, Lifetimes.DEFAULTS.nonUrgent(), least, LONGEST_LIFETIME));
    section.refuseUnknownKeys();
    return lifetimes;
  }

  private EventLogConfig eventLog(Path dataDirectory) {
    Section section = root.table(EVENT_LOG);
    EventLogConfig eventLog = new EventLogConfig(
        path(section.optionalText(FILE, 4096).orElse("events.jsonl"), dataDirectory),
        section.octets(ROLL_AT, 5L << 20, 1L << 10, 1L << 40), section.integer(KEEP, 10, 0, 10_000),
        section.choice(CONSOLE, Optional.of(EventId.Level.INFORMATION), LEVELS));
    section.refuseUnknownKeys();
    return eventLog;
  }

  private TrackingConfig tracking() {
    Section section = root.table(TRACKING);
    TrackingConfig tracking = new TrackingConfig(section.flag(TRACKED, true),
        section.duration(TRACKING_KEEP, Duration.ofDays(30), Duration.ofHours(1), Duration.ofDays(3660)),
        section.octets(TRACKING_SIZE, 1L << 30, 1L << 20, 1L << 40));
    section.refuseUnknownKeys();
    return tracking;
  }

  private ControlConfig control() {
    Section section = root.table(CONTROL);
    ControlConfig control = new ControlConfig(section.flag(ENABLED, true),
        section.integer(PORT, 0, 0, 65535));
    section.refuseUnknownKeys();
    return control;
  }

  private AccessConfig access(CrossChecks checks) {
    List<AccessUnitConfig> units = new ArrayList<>();
    for (Section section : root.tables(ACCESS_UNIT, label("access-unit"))) {
      AccessUnitConfig unit = new AccessUnitConfig(section.text(CrossChecks.ACCESS_UNIT_NAME, 64),
          spaces.read(section), section.password(CrossChecks.ACCESS_UNIT_TOKEN),
          DeliverabilityReader.read(section),
          section.duration(UNAVAILABLE_AFTER, Duration.ZERO, Duration.ZERO, LONGEST_LIFETIME));
      section.refuseUnknownKeys();
      if (unit.addressSpaces().isEmpty()) {
        section.refuse(AddressSpaceReader.ADDRESS_SPACE, "an access unit has at least one");
      }
      units.add(unit);
      checks.add(section, unit);
    }
    Section section = root.table(ACCESS);
    AccessConfig access = new AccessConfig(units, section.flag(ACCESS_ENABLED, true),
        section.integer(PORT, 0, 0, 65535));
    section.refuseUnknownKeys();
    return access;
  }

  private List<ListenerConfig> listeners(CrossChecks checks) {
    Key address = new Key("address", "the local address to listen on, 0.0.0.0 for all");
    Key selector = new Key("transport-selector", "the transport selector peers must call");
    List<ListenerConfig> listeners = new ArrayList<>();
    for (Section section : root.tables(LISTENER, (table, number) -> "listener " + number)) {
      Selector called = section.selector(selector, 32);
      ListenerConfig listener = new ListenerConfig(section.optionalText(address, 255).orElse("0.0.0.0"),
          section.integer(PORT, 102, 0, 65535), called.isEmpty() ? Optional.empty() : Optional.of(called));
      section.refuseUnknownKeys();
      listeners.add(listener);
      checks.add(section, listener);
    }
    return listeners;
  }

  private List<MailboxConfig> mailboxes(GlobalDomain domain, CrossChecks checks) {
    List<MailboxConfig> mailboxes = new ArrayList<>();
    for (Section section : root.tables(MAILBOX, label("mailbox"))) {
      MailboxConfig mailbox = new MailboxConfig(section.text(CrossChecks.MAILBOX_NAME, 64),
          section.someTexts(CrossChecks.MAILBOX_ADDRESS),
          section.optionalText(ALTERNATE_RECIPIENT, 1024), DeliverabilityReader.read(section));
      mailbox.alternateRecipient().ifPresent(text -> NamesReader.address(section, ALTERNATE_RECIPIENT, text));
      section.refuseUnknownKeys();
      List<OrAddress> addresses = new ArrayList<>();
      for (String text : mailbox.addresses()) {
        AddressChecks.localAddress(section, CrossChecks.MAILBOX_ADDRESS, text, domain)
            .ifPresent(addresses::add);
      }
      mailboxes.add(mailbox);
      checks.add(section, mailbox, addresses);
    }
    return mailboxes;
  }

  private List<ConnectorConfig> connectors(String name, GlobalDomain domain, Optional<Password> password,
      CrossChecks checks) {
    Section defaults = root.table(DEFAULTS);
    ConnectorReader.Inherited inherited = new ConnectorReader.Inherited(name, domain, password,
        OverrideReader.read(defaults, OverrideValues.DEFAULTS), spaces);
    defaults.refuseUnknownKeys();
    List<ConnectorConfig> connectors = new ArrayList<>();
    for (Section section : root.tables(CONNECTOR, label("connector"))) {
      ConnectorConfig connector = ConnectorReader.read(section, inherited);
      connectors.add(connector);
      checks.add(section, connector);
    }
    return connectors;
  }

  /** {@code connector "nato-south"}, or {@code connector 2} as long as it has no name. */
  private static BiFunction<TomlTable, Integer, String> label(String kind) {
    return (table, number) -> table.get(List.of("name")) instanceof String name && !name.isEmpty()
        ? kind + " \"" + name + "\""
        : kind + " " + number;
  }
}
