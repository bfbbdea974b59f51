package org.angarium.lab.simulation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.angarium.lab.simulation.ConnectorFaults.Strike;
import org.angarium.lab.simulation.network.Layer;
import org.angarium.lab.simulation.network.Link;
import org.angarium.lab.simulation.network.Phase;
import org.angarium.lab.simulation.network.SimConnection;
import org.angarium.lab.simulation.scenario.Fault;
import org.angarium.lab.simulation.scenario.FaultKind;
import org.angarium.lab.simulation.scenario.Topology;
import org.angarium.mta.Mta;
import org.angarium.mta.RequestException;
import org.jspecify.annotations.Nullable;

/** Lets faults happen, and mends them. */
final class FaultInjector {
  private static final Duration EXCEPTIONS = Duration.ofSeconds(100);
  private static final int MOST_SWALLOWED = 600;
  private static final int SLOWEST_LINE = 300;
  private static final int MOST_STORE_STEPS = 40;

  private final World world;
  private final Agenda agenda;
  private final Statistics statistics;
  private final ConnectorFaults connectors;
  private final Operator operator;
  private final Map<String, Set<String>> neighbours = new HashMap<>();
  private final List<Link> usedLinks;
  /** Of the last fault of a kind on a line, where it has struck. */
  private final Map<Link, Map<FaultKind, Set<Phase>>> struck = new HashMap<>();

  FaultInjector(World world, Agenda agenda, Statistics statistics, Operator operator) {
    this.world = world;
    this.agenda = agenda;
    this.statistics = statistics;
    this.operator = operator;
    this.connectors = new ConnectorFaults(agenda, world.scenario().values());
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
      return link(fault).connections().contains(connection);
    }
    String name = mta(fault).name();
    return connection.caller().isAt(name) || connection.called().isAt(name);
  }

  private boolean concerns(Fault fault, Link link) {
    return fault.kind().scope() == FaultKind.Scope.LINE
        ? link == link(fault)
        : link.one() == mta(fault).host() || link.other() == mta(fault).host();
  }

  /** Activities are given up when the receiver cannot take them: for a moment no disk has room. */
  void provokeExceptions() {
    for (SimMta mta : world.mtas()) {
      mta.disk().full(true);
      agenda.in(EXCEPTIONS, () -> mta.disk().full(false));
    }
  }

  void happen(Fault fault) {
    Strike strike = ConnectorFaults.include(fault.kind()) ? connectors.strike(fault, mta(fault)) : null;
    if (Operator.finds(fault.kind(), fault.kind().scope() == FaultKind.Scope.MTA ? mta(fault) : null)) {
      count(fault, strike);
    }
    world.timeline().add("***", () -> fault.kind() + " hits "
        + (fault.kind().scope() == FaultKind.Scope.LINE ? link(fault) : mta(fault).name()) + ", lasting "
        + fault.lasting());
    RandomGenerator random = new SplittableRandom(fault.choice());
    if (fault.kind().scope() == FaultKind.Scope.LINE) {
      line(fault, link(fault), random);
    } else if (strike != null) {
      strike.action().run();
    } else if (!ConnectorFaults.include(fault.kind())) {
      mta(fault, mta(fault), random);
    }
  }

  /** Of what is hit only: of one connector the lines to its peer, not every line of its MTA; nothing yet of what has to be met. */
  private void count(Fault fault, @Nullable Strike strike) {
    statistics.began(fault.kind());
    if (fault.kind().strikesAs() != null) {
      struck.computeIfAbsent(link(fault), any -> new EnumMap<>(FaultKind.class)).put(fault.kind(),
          EnumSet.noneOf(Phase.class));
    } else {
      statistics.struck(fault.kind(),
          phases(fault, link -> strike == null || isLine(link, mta(fault), strike.neighbour())));
    }
  }

  /** What the next calls will meet ends what is there, too. */
  private void reset(Fault fault, Link link) {
    link.all().forEach(connection -> struck(link, fault.kind(), connection.phase()));
    link.all().forEach(connection -> connection.reset("connection reset"));
  }

  /** What has to be met was met: counts once in each phase. */
  void struck(Link link, FaultKind kind, Phase phase) {
    Set<Phase> before = struck.getOrDefault(link, Map.of()).get(kind);
    if (before != null && before.add(phase)) {
      statistics.struck(kind, Set.of(phase));
    }
  }

  /** The phases of everything that is in reach of a fault; none if there is nothing to hit. */
  Set<Phase> phases(Fault fault) {
    return phases(fault, any -> true);
  }

  private Set<Phase> phases(Fault fault, Predicate<Link> hits) {
    Set<Phase> phases = EnumSet.noneOf(Phase.class);
    List<Link> hit = usedLinks().stream().filter(link -> concerns(fault, link) && hits.test(link)).toList();
    hit.forEach(link -> link.all().forEach(connection -> phases.add(connection.phase())));
    boolean isThere = fault.kind().scope() == FaultKind.Scope.LINE || mta(fault).mta() != null;
    if (phases.isEmpty() && isThere) {
      phases.add(withoutConnection(hit));
    }
    phases.removeIf(phase -> fault.kind().cannotBeginIn(phase) != null);
    return phases;
  }

  private Phase withoutConnection(List<Link> hit) {
    boolean down = false;
    boolean waiting = false;
    for (Link link : hit) {
      SimMta one = world.mta(link.one().name());
      SimMta other = world.mta(link.other().name());
      down |= one.mta() == null || other.mta() == null;
      waiting |= one.disk().entryCount() > 0 || other.disk().entryCount() > 0;
    }
    return down ? Phase.DOWN : waiting ? Phase.RETRY_WAIT : Phase.NONE;
  }

  private boolean isLine(Link link, SimMta mta, String neighbour) {
    return link == world.network().link(mta.host(), world.mta(neighbour).host());
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
          reset(fault, link);
        }
        agenda.in(lasting, () -> link.refuseCalls(false));
      }
      case CONNECT_TIMEOUT -> {
        link.dropCalls(true);
        if (random.nextBoolean()) {
          reset(fault, link);
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
      case ALTERATION -> link.damageNext(Link.Damage.ALTER);
      case SHREDDED -> {
        link.shred(true);
        agenda.in(lasting, () -> link.shred(false));
      }
      case NEVER_ANSWERS -> {
        link.swallowAfter(random.nextInt(3) == 0 ? 0 : random.nextInt(MOST_SWALLOWED));
        if (random.nextBoolean()) {
          reset(fault, link);
        }
        agenda.in(lasting, () -> link.swallowAfter(Link.NO_SWALLOWING));
      }
      case SILENT_LAYER -> {
        link.silentAt(Layer.ANSWERING.get(random.nextInt(Layer.ANSWERING.size())));
        if (random.nextBoolean()) {
          reset(fault, link);
        }
        agenda.in(lasting, () -> link.silentAt(null));
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
      case USER_ABORT -> mta.abortAssociations();
      case OPERATOR_FREEZE, OPERATOR_UNFREEZE, OPERATOR_RETURN, OPERATOR_DELETE, OPERATOR_CANCEL,
          OPERATOR_RETRY_ONE ->
        operator.command(fault, mta, random);
      default -> throw new IllegalArgumentException(fault.toString());
    }
  }

  /** Also of an MTA that is being stopped. */
  private void retry(SimMta mta, RandomGenerator random) {
    Mta running = mta.mta();
    if (running == null || mta.isFrozen()) {
      return;
    }
    try {
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        running.retry(Optional.empty());
        world.observers().retried(mta, Optional.empty());
      }
    } catch (RequestException e) {
      throw new IllegalStateException(e);
    }
  }
}
