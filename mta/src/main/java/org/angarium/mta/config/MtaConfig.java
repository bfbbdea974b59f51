package org.angarium.mta.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The whole configuration of one MTA, as valid as can be told without the network.
 *
 * @param file where it was read from
 * @param name our MTA name, 1 to 32 characters, unique in the domain
 * @param domain the management domain this MTA belongs to
 * @param dataDirectory store, spool and logs; absolute
 * @param password what connectors without a local password give
 * @param listeners where peers may call, at least one unless no peer ever calls
 * @param mailboxes local recipients
 * @param names who is who in our domain besides the mailboxes
 * @param connectors neighbours
 * @param lifetimes how long a message may take, by priority
 * @param hopLimit most trace elements of a message, 1 or more; beyond it the message loops (classic: 512)
 * @param duplicateMemory how long the identifier of a received message is remembered to recognise it when it comes again
 * @param maximumMessageOctets longest content that is accepted; {@link Long#MAX_VALUE} for no limit
 * @param mostRecipients of a message that is accepted, 1 to 32767
 * @param minimumFreeOctets what must be free on the disk of the data directory for anything to be accepted; 0 for nothing
 * @param access gateways and applications
 * @param leastCostOnly whether mail waits for the cheapest connector rather than take a dearer one
 */
public record MtaConfig(Path file, String name, GlobalDomain domain, Path dataDirectory,
    Optional<Password> password, List<ListenerConfig> listeners, List<MailboxConfig> mailboxes,
    LocalNamesConfig names, List<ConnectorConfig> connectors, Lifetimes lifetimes, int hopLimit,
    Duration duplicateMemory,
    long maximumMessageOctets, int mostRecipients, long minimumFreeOctets, EventLogConfig eventLog,
    TrackingConfig tracking,
    ControlConfig control, AccessConfig access, boolean leastCostOnly) {
  /** ub-recipients. */
  static final int MOST_RECIPIENTS = 32767;
  static final long MINIMUM_FREE_OCTETS = 100L << 20;

  /** A configuration without access units, whose routes are taken by availability before cost. */
  public MtaConfig(Path file, String name, GlobalDomain domain, Path dataDirectory,
      Optional<Password> password, List<ListenerConfig> listeners, List<MailboxConfig> mailboxes,
      LocalNamesConfig names, List<ConnectorConfig> connectors, Lifetimes lifetimes, int hopLimit,
      Duration duplicateMemory,
      long maximumMessageOctets, EventLogConfig eventLog, TrackingConfig tracking, ControlConfig control) {
    this(file, name, domain, dataDirectory, password, listeners, mailboxes, names, connectors, lifetimes,
        hopLimit,
        duplicateMemory, maximumMessageOctets, MOST_RECIPIENTS, MINIMUM_FREE_OCTETS, eventLog, tracking,
        control,
        AccessConfig.NONE, false);
  }

  public MtaConfig {
    listeners = List.copyOf(listeners);
    mailboxes = List.copyOf(mailboxes);
    connectors = List.copyOf(connectors);
  }

  /** The connector of this name. */
  public Optional<ConnectorConfig> connector(String connectorName) {
    return connectors.stream().filter(connector -> connector.name().equals(connectorName)).findFirst();
  }

  /** The same MTA with other neighbours. */
  public MtaConfig withConnectors(List<ConnectorConfig> changed) {
    return new MtaConfig(file, name, domain, dataDirectory, password, listeners, mailboxes, names, changed,
        lifetimes, hopLimit, duplicateMemory, maximumMessageOctets, mostRecipients, minimumFreeOctets,
        eventLog, tracking,
        control, access,
        leastCostOnly);
  }
}
