package org.angarium.lab.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.angarium.lab.simulation.scenario.Configurations;
import org.angarium.lab.simulation.scenario.Edition;
import org.angarium.lab.simulation.scenario.Fault;
import org.angarium.lab.simulation.scenario.FaultKind;
import org.angarium.lab.simulation.scenario.LineValues;
import org.angarium.mta.config.Activation;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.jspecify.annotations.Nullable;

/** Faults that are changes of one connector of an MTA, and leave its others alone. */
final class ConnectorFaults {
  private static final Set<FaultKind> KINDS = EnumSet.of(FaultKind.REFUSES_BUSY, FaultKind.REFUSES_PASSWORD,
      FaultKind.REFUSES_DIALOGUE, FaultKind.PARAMETERS_CHANGE, FaultKind.CONNECTOR_REMOVED);
  private static final int MOST_REMOVALS = 3;

  private final Agenda agenda;
  private final LineValues values;

  /**
   * What is about to be done to a connector.
   *
   * @param neighbour its peer
   */
  record Strike(String neighbour, Runnable action) {}

  /** Changes one connector. */
  @FunctionalInterface
  private interface Change {
    ConnectorConfig of(ConnectorConfig connector);
  }

  /** @param values of all connectors to begin with */
  ConnectorFaults(Agenda agenda, LineValues values) {
    this.agenda = agenda;
    this.values = values;
  }

  static boolean include(FaultKind kind) {
    return KINDS.contains(kind);
  }

  /** Chooses the connector. Nothing is done to it yet; null where there is none. */
  @Nullable
  Strike strike(Fault fault, SimMta mta) {
    List<ConnectorConfig> connectors = mta.config().connectors();
    if (connectors.isEmpty()) {
      return null;
    }
    RandomGenerator random = new SplittableRandom(fault.choice());
    // Drawn in this order since the first edition.
    LineValues others = fault.kind() == FaultKind.PARAMETERS_CHANGE
        ? LineValues.draw(random).keeping(values)
        : values;
    ConnectorConfig hit = connectors.get(random.nextInt(connectors.size()));
    Duration lasting = fault.lasting();
    return new Strike(hit.host(), switch (fault.kind()) {
      case REFUSES_BUSY -> () -> change(mta, hit, lasting,
          connector -> Configurations.activation(connector, Activation.NEVER));
      case REFUSES_PASSWORD -> () -> change(mta, hit, lasting,
          connector -> Configurations.remotePassword(connector, "another"));
      case REFUSES_DIALOGUE -> () -> change(mta, hit, lasting,
          connector -> Configurations.dialogue(connector, Dialogue.MONOLOGUE));
      case PARAMETERS_CHANGE -> () -> change(mta, hit, Duration.ZERO,
          connector -> Configurations.values(connector, others));
      case CONNECTOR_REMOVED -> () -> {
        boolean forAMoment = lasting.compareTo(Edition.MOMENT) <= 0;
        remove(mta, hit, lasting, forAMoment ? 1 + random.nextInt(MOST_REMOVALS) : 1);
      };
      default -> throw new IllegalArgumentException(fault.toString());
    });
  }

  private void change(SimMta mta, ConnectorConfig old, Duration lasting, Change change) {
    mta.use(Configurations.with(mta.config(), change.of(old)));
    if (!lasting.isZero()) {
      agenda.in(lasting, () -> mta.use(Configurations.with(mta.config(), old)));
    }
  }

  /** Mail for it is reported meanwhile: nothing else is promised. What is put back within a moment may be removed again as soon. */
  private void remove(SimMta mta, ConnectorConfig removed, Duration lasting, int times) {
    List<ConnectorConfig> left = new ArrayList<>(mta.config().connectors());
    left.removeIf(connector -> connector.name().equals(removed.name()));
    mta.use(Configurations.with(mta.config(), left));
    after(lasting, () -> {
      putBack(mta, removed);
      if (times > 1) {
        after(lasting, () -> remove(mta, removed, lasting, times - 1));
      }
    });
  }

  private static void putBack(SimMta mta, ConnectorConfig removed) {
    List<ConnectorConfig> again = new ArrayList<>(mta.config().connectors());
    if (again.stream().noneMatch(connector -> connector.name().equals(removed.name()))) {
      again.add(removed);
      mta.use(Configurations.with(mta.config(), again));
    }
  }

  /** At once means before the MTA has done everything that follows from what was before. */
  private void after(Duration delay, Runnable action) {
    if (delay.isZero()) {
      action.run();
    } else {
      agenda.in(delay, action);
    }
  }
}
