package org.angarium.lab.simulation.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.angarium.lab.simulation.scenario.Topology.Route;
import org.angarium.mta.config.Activation;
import org.angarium.mta.config.AddressSpace;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.ControlConfig;
import org.angarium.mta.config.EventLogConfig;
import org.angarium.mta.config.GlobalDomain;
import org.angarium.mta.config.Lifetimes;
import org.angarium.mta.config.ListenerConfig;
import org.angarium.mta.config.LocalNamesConfig;
import org.angarium.mta.config.MailboxConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.config.OsiSelectors;
import org.angarium.mta.config.Password;
import org.angarium.mta.config.TrackingConfig;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;

/** Makes the configurations of the MTAs of a topology. */
public final class Configurations {
  public static final int PORT = 102;
  public static final String MAILBOX = "box";
  private static final int HOP_LIMIT = 16;

  private final Topology topology;

  public Configurations(Topology topology) {
    this.topology = topology;
  }

  /** The O/R address of the mailbox at an MTA. */
  public static OrName name(String mta) {
    try {
      return OrName.parse(address(mta));
    } catch (AddressSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String address(String mta) {
    return "C=XX;A=SIM;P=" + mta + ";S=Box";
  }

  public MtaConfig of(String mta, LineValues values) {
    List<ConnectorConfig> connectors = new ArrayList<>();
    for (String neighbour : topology.neighbours(mta)) {
      connectors.add(connector(mta, neighbour, values));
    }
    return new MtaConfig(Path.of(mta + ".toml"), "MTA-" + mta,
        new GlobalDomain("XX", "SIM", Optional.of(mta)),
        Path.of(mta), Optional.empty(), List.of(new ListenerConfig("10.0.0.1", PORT, Optional.empty())),
        List.of(new MailboxConfig(MAILBOX, List.of(address(mta)), Optional.empty())), LocalNamesConfig.NONE,
        connectors, Lifetimes.DEFAULTS, HOP_LIMIT,
        Duration.ofDays(45), Long.MAX_VALUE,
        new EventLogConfig(Path.of("events"), 1 << 20, 1, Optional.empty()),
        new TrackingConfig(true, Duration.ofDays(1), 1 << 20), new ControlConfig(false, 0));
  }

  private ConnectorConfig connector(String mta, String neighbour, LineValues values) {
    List<AddressSpace> spaces = new ArrayList<>();
    for (Route route : topology.routes()) {
      if (route.at().equals(mta) && route.neighbour().equals(neighbour)) {
        spaces.add(AddressSpace.of("C=XX;A=SIM;P=" + route.destination(), route.cost()));
      }
    }
    return new ConnectorConfig(neighbour, "MTA-" + neighbour, Optional.of(secret(neighbour)), "MTA-" + mta,
        Optional.of(secret(mta)), neighbour, PORT, OsiSelectors.NONE, OsiSelectors.NONE, values.dialogue(),
        Turn.INITIATOR, ProtocolMode.NORMAL, Activation.ALWAYS, spaces, values.maximumAssociations(), false,
        values.eager(), values.override());
  }

  private static Password secret(String mta) {
    return new Password("secret-" + mta);
  }

  /** The configuration with another version of one connector. */
  public static MtaConfig with(MtaConfig config, ConnectorConfig changed) {
    List<ConnectorConfig> connectors = config.connectors().stream()
        .map(connector -> connector.name().equals(changed.name()) ? changed : connector).toList();
    return with(config, connectors);
  }

  /** The configuration with other connectors. */
  public static MtaConfig with(MtaConfig config, List<ConnectorConfig> connectors) {
    return config.withConnectors(connectors);
  }

  public static ConnectorConfig activation(ConnectorConfig c, Activation activation) {
    return new ConnectorConfig(c.name(), c.remoteMta(), c.remotePassword(), c.localMta(), c.localPassword(),
        c.host(), c.port(), c.remoteSelectors(), c.localSelectors(), c.dialogue(), c.initialTurn(), c.mode(),
        activation, c.addressSpaces(), c.maximumAssociations(), c.permanent(), c.eagerRecovery(),
        c.override());
  }

  public static ConnectorConfig remotePassword(ConnectorConfig c, String password) {
    return new ConnectorConfig(c.name(), c.remoteMta(), Optional.of(new Password(password)), c.localMta(),
        c.localPassword(), c.host(), c.port(), c.remoteSelectors(), c.localSelectors(), c.dialogue(),
        c.initialTurn(), c.mode(), c.activation(), c.addressSpaces(), c.maximumAssociations(), c.permanent(),
        c.eagerRecovery(), c.override());
  }

  public static ConnectorConfig dialogue(ConnectorConfig c, Dialogue dialogue) {
    return new ConnectorConfig(c.name(), c.remoteMta(), c.remotePassword(), c.localMta(), c.localPassword(),
        c.host(), c.port(), c.remoteSelectors(), c.localSelectors(), dialogue, c.initialTurn(), c.mode(),
        c.activation(), c.addressSpaces(), c.maximumAssociations(), c.permanent(), c.eagerRecovery(),
        c.override());
  }

  /** Other values, the same peer. */
  public static ConnectorConfig values(ConnectorConfig c, LineValues values) {
    return new ConnectorConfig(c.name(), c.remoteMta(), c.remotePassword(), c.localMta(), c.localPassword(),
        c.host(), c.port(), c.remoteSelectors(), c.localSelectors(), values.dialogue(), c.initialTurn(),
        c.mode(), c.activation(), c.addressSpaces(), values.maximumAssociations(), c.permanent(),
        values.eager(), values.override());
  }
}
