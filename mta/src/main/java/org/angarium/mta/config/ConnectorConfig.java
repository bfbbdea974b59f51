package org.angarium.mta.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.x400.mts.ExtensionField.TypeForm;

/**
 * One neighbour MTA and how to talk with it.
 *
 * @param name unique name, shown to operators; 1 to 64 characters
 * @param remoteMta the name the peer gives in its bind, compared exactly; 1 to 32 characters
 * @param remotePassword what the peer must give; empty accepts whatever it gives
 * @param localMta the name we give on this link
 * @param localPassword what we give, as initiator and in the answer as responder
 * @param host IP address or host name of the peer; empty if only the peer calls
 * @param port TCP port of the peer, 102 by default
 * @param remoteSelectors what we call
 * @param localSelectors what we show as the calling address
 * @param initialTurn who has the turn at the start of associations that we open
 * @param mode conformance: how the upper layers are encoded
 * @param maximumAssociations most simultaneous associations, both directions together; 1 to 1000 (classic: 10)
 * @param permanent keep one association open always, without a lifetime
 * @param eagerRecovery also try at once when something hints that the peer is back, not only when the open interval has passed
 * @param extensionTypes how the types of extensions are tagged in what we send: PP reads those of a draft of the standard only
 * @param rules which traffic it is for
 */
public record ConnectorConfig(String name, String remoteMta, Optional<Password> remotePassword,
    String localMta, Optional<Password> localPassword, String host, int port, OsiSelectors remoteSelectors,
    OsiSelectors localSelectors, Dialogue dialogue, Turn initialTurn, ProtocolMode mode,
    Activation activation, List<AddressSpace> addressSpaces, int maximumAssociations, boolean permanent,
    boolean eagerRecovery, OverrideValues override, TypeForm extensionTypes, ConnectorRules rules) {

  /** A connector for all traffic whose peer reads extensions as the standard has them. */
  public ConnectorConfig(String name, String remoteMta, Optional<Password> remotePassword, String localMta,
      Optional<Password> localPassword, String host, int port, OsiSelectors remoteSelectors,
      OsiSelectors localSelectors, Dialogue dialogue, Turn initialTurn, ProtocolMode mode,
      Activation activation, List<AddressSpace> addressSpaces, int maximumAssociations, boolean permanent,
      boolean eagerRecovery, OverrideValues override) {
    this(name, remoteMta, remotePassword, localMta, localPassword, host, port, remoteSelectors,
        localSelectors,
        dialogue, initialTurn, mode, activation, addressSpaces, maximumAssociations, permanent, eagerRecovery,
        override, TypeForm.STANDARD, ConnectorRules.NONE);
  }

  /** With eager recovery no attempt waits longer for a TCP connection: SYNs are repeated ever more rarely, looks are not. */
  private static final Duration LONGEST_EAGER_CONNECT = Duration.ofSeconds(5);

  public ConnectorConfig {
    addressSpaces = List.copyOf(addressSpaces);
  }

  /** How long an attempt waits for the TCP connection: as configured, with eager recovery at most 5 s. */
  public Duration connectTimeout() {
    Duration configured = override.bounds().connect();
    return eagerRecovery && configured.compareTo(LONGEST_EAGER_CONNECT) > 0
        ? LONGEST_EAGER_CONNECT
        : configured;
  }

  /** The same connector for other addresses. */
  public ConnectorConfig withAddressSpaces(List<AddressSpace> changed) {
    return new ConnectorConfig(name, remoteMta, remotePassword, localMta, localPassword, host, port,
        remoteSelectors, localSelectors, dialogue, initialTurn, mode, activation, changed,
        maximumAssociations, permanent, eagerRecovery, override, extensionTypes, rules);
  }

  /** The same connector for other traffic. */
  public ConnectorConfig withRules(ConnectorRules changed) {
    return new ConnectorConfig(name, remoteMta, remotePassword, localMta, localPassword, host, port,
        remoteSelectors, localSelectors, dialogue, initialTurn, mode, activation, addressSpaces,
        maximumAssociations, permanent, eagerRecovery, override, extensionTypes, changed);
  }
}
