package org.angarium.lab.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.angarium.lab.simulation.network.Link;
import org.angarium.lab.simulation.network.Phase;
import org.angarium.lab.simulation.network.SimConnection;
import org.angarium.lab.simulation.scenario.Configurations;
import org.angarium.lab.simulation.scenario.Edition;
import org.angarium.lab.simulation.scenario.Fault;
import org.angarium.lab.simulation.scenario.FaultKind;
import org.angarium.lab.simulation.scenario.LineValues;
import org.angarium.lab.simulation.scenario.Topology;
import org.angarium.mta.Mta;
import org.angarium.mta.RequestException;
import org.angarium.mta.config.Activation;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.osi.rtse.OpenProposal.Dialogue;

/** Lets faults happen, and mends them. */
final class FaultInjector {
  private static final Duration EXCEPTIONS = Duration.ofSeconds(100);
  private static final int MOST_SWALLOWED = 600;
  private static final int SLOWEST_LINE = 300;
  private static final int MOST_STORE_STEPS = 40;
  private static final int MOST_REMOVALS = 3;

  private final World world;
  private final Agenda agenda;
  private final Statistics statistics;
  private final Map<String, Set<String>> neighbours = new HashMap<>();
  private final List<Link> usedLinks;

  FaultInjector(World world, Agenda agenda, Statistics statistics) {
    this.world = world;
    this.agenda = agenda;
    this.statistics = statistics;
    Topology topology = world.scenario().topology();
    topology.mtas().forEach(mta -> neighbours.put(mta, Set.copyOf(topology.neighbours(mta))));
    this.usedLinks = world.network().links().stream()
        .filter(link -> areNeighbours(link.one().name(), link.other().name())).toList();
  }

  Link link(Fault fault) {
    List<Link> links = usedLinks();
    return links.get(fault.target() % links.size());
  }

  SimMta mta(Fault fault) {
    return world.mtas().get(fault.target() % world.mtas().size());
  }

  /** Lines between neighbours: these do not change. */
  private List<Link> usedLinks() {
    return usedLinks;
  }

  /** Whether an association that the fault would hit is in the phase it waits for. */
  boolean concerns(Fault fault, SimConnection connection) {
    if (fault.kind().scope() == FaultKind.Scope.LINE) {
      return link(fault).all().contains(connection);
    }
    String name = mta(fault).name();
    return connection.caller().isAt(name) || connection.called().isAt(name);
  }

  /** Activities are given up when the receiver cannot take them: for a moment no disk has room. */
  void provokeExceptions() {
    for (SimMta mta : world.mtas()) {
      mta.disk().full(true);
      agenda.in(EXCEPTIONS, () -> mta.disk().full(false));
    }
  }

  void happen(Fault fault) {
    count(fault);
    world.timeline().add("***", () -> fault.kind() + " hits "
        + (fault.kind().scope() == FaultKind.Scope.LINE ? link(fault) : mta(fault).name()) + ", lasting "
        + fault.lasting());
    RandomGenerator random = new SplittableRandom(fault.choice());
    if (fault.kind().scope() == FaultKind.Scope.LINE) {
      line(fault, link(fault), random);
    } else {
      mta(fault, mta(fault), random);
    }
  }

  private void count(Fault fault) {
    statistics.fault(fault.kind(), phases(fault));
  }

  /** The phases that a fault finds where it hits; none if it hits what is not there. */
  Set<Phase> phases(Fault fault) {
    Set<Phase> phases = EnumSet.noneOf(Phase.class);
    for (Link link : usedLinks()) {
      for (SimConnection connection : link.all()) {
        if (concerns(fault, connection)) {
          phases.add(connection.phase());
        }
      }
    }
    boolean isThere = fault.kind().scope() == FaultKind.Scope.LINE || mta(fault).mta() != null;
    if (phases.isEmpty() && isThere) {
      phases.add(withoutConnection(fault));
    }
    phases.removeIf(phase -> fault.kind().impossibleIn(phase) != null);
    return phases;
  }

  private Phase withoutConnection(Fault fault) {
    boolean down = false;
    boolean waiting = false;
    for (SimMta each : world.mtas()) {
      if (isNear(fault, each)) {
        down |= each.mta() == null;
        waiting |= each.disk().entryCount() > 0;
      }
    }
    return down ? Phase.DOWN : waiting ? Phase.RETRY_WAIT : Phase.NONE;
  }

  private boolean isNear(Fault fault, SimMta mta) {
    if (fault.kind().scope() == FaultKind.Scope.LINE) {
      return link(fault).one() == mta.host() || link(fault).other() == mta.host();
    }
    String hit = mta(fault).name();
    return mta.name().equals(hit) || areNeighbours(hit, mta.name());
  }

  private boolean areNeighbours(String one, String other) {
    return neighbours.getOrDefault(one, Set.of()).contains(other);
  }

  private void line(Fault fault, Link link, RandomGenerator random) {
    Duration lasting = fault.lasting();
    switch (fault.kind()) {
      case RESET -> link.all().forEach(connection -> connection.reset("connection reset"));
      case ORDERLY_CLOSE -> link.all().forEach(SimConnection::closeFromOutside);
      case SILENCE -> {
        link.silence(true, true);
        agenda.in(lasting, () -> link.silence(false, false));
      }
      case SILENCE_ONE_WAY -> {
        boolean which = random.nextBoolean();
        link.silence(which, !which);
        agenda.in(lasting, () -> link.silence(false, false));
      }
      case REFUSED -> {
        link.refuseCalls(true);
        if (random.nextBoolean()) {
          link.all().forEach(connection -> connection.reset("connection reset"));
        }
        agenda.in(lasting, () -> link.refuseCalls(false));
      }
      case CONNECT_TIMEOUT -> {
        link.dropCalls(true);
        if (random.nextBoolean()) {
          link.all().forEach(connection -> connection.reset("connection reset"));
        }
        agenda.in(lasting, () -> link.dropCalls(false));
      }
      case FLAPPING -> flap(link, lasting, random);
      case TRICKLE -> {
        link.speed(Duration.ofMillis(500), 20 + random.nextInt(SLOWEST_LINE));
        agenda.in(lasting, link::usualSpeed);
      }
      case LONG_DELAY -> {
        link.speed(Duration.ofMillis(1000 + random.nextInt(70_000)), 1 << 20);
        agenda.in(lasting, link::usualSpeed);
      }
      case TRUNCATION -> link.damageNext(Link.Damage.TRUNCATE);
      case CORRUPTION -> link.damageNext(Link.Damage.CORRUPT);
      case SHREDDED -> {
        link.shred(true);
        agenda.in(lasting, () -> link.shred(false));
      }
      case NEVER_ANSWERS -> {
        link.swallowAfter(random.nextInt(3) == 0 ? 0 : random.nextInt(MOST_SWALLOWED));
        if (random.nextBoolean()) {
          link.all().forEach(connection -> connection.reset("connection reset"));
        }
        agenda.in(lasting, () -> link.swallowAfter(Link.NO_SWALLOWING));
      }
      case PROVIDER_ABORT -> {
        boolean session = random.nextBoolean();
        link.all().forEach(connection -> connection.abortByProvider(session));
      }
      default -> throw new IllegalArgumentException(fault.toString());
    }
  }

  private void flap(Link link, Duration lasting, RandomGenerator random) {
    Duration at = Duration.ZERO;
    for (int i = 0; i < 20 && at.compareTo(lasting) < 0; i++) {
      boolean silent = random.nextBoolean();
      agenda.in(at, () -> {
        if (silent) {
          link.silence(true, true);
        } else {
          link.all().forEach(connection -> connection.reset("connection reset"));
        }
      });
      at = at.plusMillis(100 + random.nextInt(20_000));
      agenda.in(at, () -> link.silence(false, false));
      at = at.plusMillis(100 + random.nextInt(20_000));
    }
  }

  private void mta(Fault fault, SimMta mta, RandomGenerator random) {
    Duration lasting = fault.lasting();
    switch (fault.kind()) {
      case PROCESS_CRASH -> {
        mta.kill(false);
        agenda.in(lasting, mta::start);
      }
      case POWER_LOSS -> {
        mta.kill(true);
        agenda.in(lasting, mta::start);
      }
      case CRASH_AT_STORE -> {
        mta.dieAtStore(random.nextInt(MOST_STORE_STEPS));
        agenda.in(lasting.plusSeconds(60), mta::start);
      }
      case FREEZE -> {
        mta.freeze();
        agenda.in(lasting, mta::thaw);
      }
      case DISK_FULL -> {
        mta.disk().full(true);
        agenda.in(lasting, () -> mta.disk().full(false));
      }
      case SLOW_DISK -> {
        mta.disk().syncTakes(Duration.ofMillis(200 + random.nextInt(20_000)));
        agenda.in(lasting, mta.disk()::usualSpeed);
      }
      case CLOCK_JUMP -> mta.jumpClock(Duration.ofSeconds(random.nextInt(14_400) - 7_200L));
      case OPERATOR_RETRY -> retry(mta, random);
      case ORDERLY_RESTART -> {
        mta.thaw();
        mta.stop();
        agenda.in(lasting, mta::start);
      }
      case REFUSES_BUSY -> change(mta, random, lasting,
          connector -> Configurations.activation(connector, Activation.NEVER));
      case REFUSES_PASSWORD -> change(mta, random, lasting,
          connector -> Configurations.remotePassword(connector, "another"));
      case REFUSES_DIALOGUE -> change(mta, random, lasting,
          connector -> Configurations.dialogue(connector, Dialogue.MONOLOGUE));
      case PARAMETERS_CHANGE -> {
        LineValues values = LineValues.draw(random).keeping(world.scenario().values());
        change(mta, random, Duration.ZERO, connector -> Configurations.values(connector, values));
      }
      case USER_ABORT -> mta.abortAssociations();
      case CONNECTOR_REMOVED -> remove(mta, random, lasting);
      default -> throw new IllegalArgumentException(fault.toString());
    }
  }

  private static void retry(SimMta mta, RandomGenerator random) {
    Mta running = mta.mta();
    if (running == null || mta.isFrozen()) {
      return;
    }
    try {
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        running.retry(java.util.Optional.empty());
      }
    } catch (RequestException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Changes one connector. */
  @FunctionalInterface
  private interface Change {
    ConnectorConfig of(ConnectorConfig connector);
  }

  private void change(SimMta mta, RandomGenerator random, Duration lasting, Change change) {
    List<ConnectorConfig> connectors = mta.config().connectors();
    if (connectors.isEmpty()) {
      return;
    }
    ConnectorConfig old = connectors.get(random.nextInt(connectors.size()));
    mta.use(Configurations.with(mta.config(), change.of(old)));
    if (!lasting.isZero()) {
      agenda.in(lasting, () -> mta.use(Configurations.with(mta.config(), old)));
    }
  }

  /** Mail for it is reported meanwhile: nothing else is promised. What is put back within a moment may be removed again as soon. */
  private void remove(SimMta mta, RandomGenerator random, Duration lasting) {
    List<ConnectorConfig> connectors = mta.config().connectors();
    if (connectors.isEmpty()) {
      return;
    }
    ConnectorConfig removed = connectors.get(random.nextInt(connectors.size()));
    boolean forAMoment = lasting.compareTo(Edition.MOMENT) <= 0;
    removed(mta, removed, lasting, forAMoment ? 1 + random.nextInt(MOST_REMOVALS) : 1);
  }

  private void removed(SimMta mta, ConnectorConfig removed, Duration lasting, int times) {
    List<ConnectorConfig> left = new ArrayList<>(mta.config().connectors());
    left.removeIf(connector -> connector.name().equals(removed.name()));
    mta.use(Configurations.with(mta.config(), left));
    after(lasting, () -> {
      putBack(mta, removed);
      if (times > 1) {
        after(lasting, () -> removed(mta, removed, lasting, times - 1));
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
