package org.angarium.lab.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.angarium.lab.simulation.law.Breach;
import org.angarium.lab.simulation.network.ConnectionEnd;
import org.angarium.lab.simulation.network.Layer;
import org.angarium.lab.simulation.network.Link;
import org.angarium.lab.simulation.network.NetworkWatch;
import org.angarium.lab.simulation.network.Phase;
import org.angarium.lab.simulation.network.SimConnection;
import org.angarium.lab.simulation.network.Trouble;
import org.angarium.lab.simulation.record.Recorder;
import org.angarium.lab.simulation.scenario.Fault;
import org.angarium.lab.simulation.scenario.FaultKind;
import org.angarium.lab.simulation.scenario.Letter;
import org.angarium.lab.simulation.scenario.Scenario;
import org.angarium.lab.simulation.time.StandstillException;
import org.jspecify.annotations.Nullable;

/**
 * One history: traffic and faults, then everything is mended, then every queue has to become empty within a bound and everything that is
 * open has to close.
 */
public final class History implements NetworkWatch {
  /** How long a fault waits for an association in the phase it is meant for. */
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  /**
   * Besides the open interval: the longest wait for a silent peer (idle association of the peer's, 600 s), one more interval for what was
   * lost under it, and the transfer itself.
   */
  static final Duration RECOVERY_BOUND = Duration.ofMinutes(10 + 10 + 5);
  /** After that nothing is left open. */
  private static final Duration CLOSING_BOUND = Duration.ofMinutes(10 + 5 + 5);
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Scenario scenario;
  private final World world;
  private final @Nullable Recorder recorder;
  private final Agenda agenda;
  private final Operator operator;
  private final FaultInjector injector;
  private final Statistics statistics = new Statistics();
  private final List<Trap> traps = new ArrayList<>();
  private @Nullable Duration recovered;

  /** A fault that waits for its phase. */
  private record Trap(Fault fault, Duration until) {}

  /** @param traced whether the timeline is kept */
  public History(Scenario scenario, Pieces pieces, boolean traced) {
    this(scenario, pieces, traced, null);
  }

  /** @param recorder told of what happens, in the terms of the formal model */
  public History(Scenario scenario, Pieces pieces, boolean traced, @Nullable Recorder recorder) {
    this.scenario = scenario;
    this.recorder = recorder;
    this.world = new World(scenario, pieces, this, traced, recorder);
    this.agenda = new Agenda(world.time());
    this.operator = new Operator(agenda, world.ledger(), statistics);
    this.injector = new FaultInjector(world, agenda, statistics, operator);
  }

  /** Lives it to its end. Answers what was broken first, or null. */
  public @Nullable Breach run() {
    try {
      live();
    } catch (World.Ended e) {
      // The breach is noted already.
    } catch (StandstillException e) {
      world.broken("standstill", e.getMessage() == null ? "" : e.getMessage());
    } catch (RuntimeException | Error e) {
      // Whosever fault it is, such a history has shown nothing.
      world.broken("history failed", SimMta.trace(e));
    }
    statistics.history(world);
    return world.breach();
  }

  private void live() {
    world.timeline().add("", () -> scenario.topology().name() + " " + scenario.values());
    world.mtas().forEach(SimMta::start);
    int number = 0;
    for (Letter letter : scenario.letters()) {
      int one = ++number;
      agenda.at(letter.at(), () -> submit(letter, one));
    }
    for (Fault fault : scenario.faults()) {
      agenda.at(fault.at(), () -> due(fault));
    }
    agenda.runUntil(scenario.length());
    mend();
    drain();
    close();
    world.ledger().settled();
    world.heed();
  }

  private void submit(Letter letter, int number) {
    byte[] content = new byte[letter.octets()];
    new Random(scenario.seed() * 1009 + number).nextBytes(content);
    world.mta(letter.from()).submit(letter, content);
  }

  private void due(Fault fault) {
    if (fault.waitFor() == null) {
      injector.happen(fault);
      return;
    }
    if (fault.waitFor() == Phase.ACTIVITY_STOP) {
      injector.provokeExceptions();
    }
    Trap trap = new Trap(fault, world.time().elapsed().plus(PATIENCE));
    traps.add(trap);
    if (!fault.waitFor().isSeenOnTheLine()) {
      lookFor(trap);
    }
    agenda.in(PATIENCE, () -> {
      if (traps.remove(trap)) {
        injector.happen(fault);
      }
    });
  }

  /** A phase that no octet announces. */
  private void lookFor(Trap trap) {
    if (!traps.contains(trap)) {
      return;
    }
    if (injector.phases(trap.fault).contains(trap.fault.waitFor())) {
      traps.remove(trap);
      injector.happen(trap.fault);
    } else {
      agenda.in(LOOK, () -> lookFor(trap));
    }
  }

  @Override
  public void calling(SimConnection connection) {
    world.timeline().add("net", () -> "calling: " + connection);
    world.observers().calling(connection);
    spring(connection);
  }

  @Override
  public void connected(ConnectionEnd caller) {
    world.observers().connected(caller);
  }

  @Override
  public void accepted(SimConnection connection) {
    world.observers().accepted(connection);
  }

  @Override
  public void arriving(ConnectionEnd to, byte[] octets) {
    if (recorder != null) {
      world.mta(to.hostName()).lanes().beforeNext(() -> recorder.read(to, octets));
    }
  }

  @Override
  public void sent(ConnectionEnd from, byte[] octets) {
    if (recorder != null) {
      recorder.sent(from, octets);
    }
    world.meter().sent(from, octets);
    if (!traps.isEmpty()) {
      spring(from.connection());
    }
  }

  @Override
  public void ended(ConnectionEnd end, String why) {
    world.timeline().add("net", () -> why + ": " + end);
    world.meter().ended(end.connection());
  }

  @Override
  public void damaged(ConnectionEnd from, Link.Damage damage) {
    world.timeline().add("net", () -> damage + " at " + from);
  }

  @Override
  public void struck(SimConnection connection, Trouble trouble, Phase phase) {
    injector.struck(connection.link(), FaultKind.of(trouble), phase);
  }

  @Override
  public void altered(ConnectionEnd from, Layer layer, byte[] was, byte[] is) {
    world.timeline().add("net", () -> "an octet of " + layer + " is another at " + from);
    statistics.altered(layer);
    world.altered(from, was, is);
  }

  @Override
  public void silent(SimConnection connection, Layer layer) {
    world.timeline().add("net", () -> "nothing more arrives of " + layer + ": " + connection);
    statistics.silent(layer);
  }

  /** What waits for this phase happens in a moment, between two tasks. */
  private void spring(SimConnection connection) {
    for (Iterator<Trap> all = traps.iterator(); all.hasNext();) {
      Trap trap = all.next();
      if (injector.concerns(trap.fault, connection) && connection.phase() == trap.fault.waitFor()) {
        all.remove();
        long delay = Math.floorMod(trap.fault.choice(), 3) == 0 ? 0 : Math.floorMod(trap.fault.choice(), 45);
        agenda.in(Duration.ofMillis(delay), () -> injector.happen(trap.fault));
      }
    }
  }

  /** All faults end; the damage they did stays. */
  private void mend() {
    traps.clear();
    agenda.clear();
    world.timeline().add("***", () -> "everything is mended");
    world.network().links().forEach(Link::heal);
    for (SimMta mta : world.mtas()) {
      mta.dieAtStore(-1);
      mta.thaw();
      mta.disk().full(false);
      mta.disk().usualSpeed();
      mta.start();
      mta.restoreConfiguration();
      if (isAnythingDeferred()) {
        mta.setClockRight();
      }
    }
    world.time().settle();
    world.mtas().forEach(operator::letGo);
  }

  private boolean isAnythingDeferred() {
    return scenario.letters().stream().anyMatch(letter -> letter.deferral().isPositive());
  }

  private void drain() {
    Duration mended = world.time().elapsed();
    Duration bound = mended.plus(scenario.values().openInterval()).plus(RECOVERY_BOUND);
    while (!isEmpty() && world.time().elapsed().compareTo(bound) < 0) {
      agenda.runUntil(world.time().elapsed().plus(LOOK));
    }
    if (!isEmpty()) {
      world.broken("not recovered", "mail still waits " + world.time().elapsed().minus(mended)
          + " after everything was mended: " + waiting());
    }
    world.heed();
    recovered = world.time().elapsed().minus(mended);
  }

  private boolean isEmpty() {
    return world.mtas().stream().allMatch(mta -> mta.disk().entryCount() == 0 && !mta.disk().isBusy());
  }

  private String waiting() {
    StringBuilder text = new StringBuilder();
    for (SimMta mta : world.mtas()) {
      if (mta.disk().entryCount() > 0) {
        text.append(mta.name()).append(' ').append(mta.disk().entries()).append(' ');
        if (mta.mta() != null) {
          mta.mta().holdings().connectors().forEach(each -> text.append(each.view()).append(' ')
              .append(each.timers()));
        }
      }
    }
    return text.toString();
  }

  private void close() {
    agenda.runUntil(world.time().elapsed().plus(scenario.values().lifetime()).plus(CLOSING_BOUND));
    for (SimMta mta : world.mtas()) {
      if (!mta.host().connectionEnds().isEmpty()) {
        world.broken("association leaked", mta.name() + " still has " + mta.host().connectionEnds());
      }
      // The only timer of an MTA at rest is the one that forgets old duplicates.
      if (mta.lanes().timers().size() > 1) {
        world.broken("timer leaked", mta.name() + " still has "
            + mta.lanes().timers().stream().map(timer -> timer.lane()).toList());
      }
    }
    world.heed();
  }

  Statistics statistics() {
    return statistics;
  }

  /** How long the queues took to become empty after everything was mended, to five seconds; null if they did not. */
  public @Nullable Duration recovered() {
    return recovered;
  }

  public List<String> timeline() {
    return world.timeline().lines();
  }
}
