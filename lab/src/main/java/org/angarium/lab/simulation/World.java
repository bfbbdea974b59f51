package org.angarium.lab.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.angarium.lab.simulation.law.ActivityMeter;
import org.angarium.lab.simulation.law.Altered;
import org.angarium.lab.simulation.law.Breach;
import org.angarium.lab.simulation.law.Laws;
import org.angarium.lab.simulation.law.Ledger;
import org.angarium.lab.simulation.law.MtaCheck;
import org.angarium.lab.simulation.law.TaskCheck;
import org.angarium.lab.simulation.network.ConnectionEnd;
import org.angarium.lab.simulation.network.Link;
import org.angarium.lab.simulation.network.NetworkWatch;
import org.angarium.lab.simulation.network.SimConnection;
import org.angarium.lab.simulation.network.SimNetwork;
import org.angarium.lab.simulation.record.Recorder;
import org.angarium.lab.simulation.scenario.Configurations;
import org.angarium.lab.simulation.scenario.Scenario;
import org.angarium.lab.simulation.time.VirtualTime;
import org.angarium.mta.Holdings;
import org.angarium.mta.Mta;
import org.angarium.mta.association.ConnectorView.AssociationView;
import org.angarium.mta.association.PeerAssociation;
import org.jspecify.annotations.Nullable;

/** Everything there is in one history: time, network, MTAs, books. */
final class World implements Laws {
  /** Ends a history whose laws are broken. */
  static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Ended(String message) {
      super(message);
    }
  }

  private final Scenario scenario;
  private final VirtualTime time;
  private final SimNetwork network;
  private final Timeline timeline;
  private final Ledger ledger;
  private final List<SimMta> mtas = new ArrayList<>();
  private final Observers observers;
  private final ActivityMeter meter;
  private final Altered altered = new Altered();
  /** Connections on which an octet was changed: who has the turn there may be in dispute. */
  private final Set<SimConnection> unreliable = new HashSet<>();
  private @Nullable Breach breach;
  private final Map<String, Set<Long>> turns = new HashMap<>();

  World(Scenario scenario, Pieces pieces, NetworkWatch watch, boolean traced, @Nullable Recorder recorder) {
    this.scenario = scenario;
    long seed = scenario.seed();
    this.time = new VirtualTime(new SplittableRandom(seed * 31 + 7));
    this.timeline = new Timeline(time, traced);
    this.ledger = new Ledger(this, time::elapsed, scenario.values().leastWait(), altered);
    this.network = new SimNetwork(time, new SplittableRandom(seed * 37 + 11), watch, scenario.keepAlive());
    this.observers = new Observers(scenario.topology(), this, time, altered);
    Configurations configurations = new Configurations(scenario.topology());
    for (String name : scenario.topology().mtas()) {
      mtas.add(new SimMta(name, seed * 41 + mtas.size(), configurations.of(name, scenario.values()), time,
          network, pieces, ledger, observers, this, timeline, recorder));
    }
    this.meter = new ActivityMeter(this, new LineAgreements(this));
    mtas.forEach(each -> each.afterEachDecision(this::checkTask));
    time.whenQuiet(this::check);
  }

  /** Between two tasks, though others are ready: the laws that hold even then. */
  private void checkTask(SimMta each) {
    Mta running = each.mta();
    if (running != null && breach == null) {
      Holdings holdings = running.holdings();
      new TaskCheck(each.name(), this).run(holdings);
      noteTurns(each, holdings);
      oneTurn();
    }
  }

  Scenario scenario() {
    return scenario;
  }

  VirtualTime time() {
    return time;
  }

  SimNetwork network() {
    return network;
  }

  Ledger ledger() {
    return ledger;
  }

  ActivityMeter meter() {
    return meter;
  }

  Observers observers() {
    return observers;
  }

  Timeline timeline() {
    return timeline;
  }

  List<SimMta> mtas() {
    return mtas;
  }

  SimMta mta(String name) {
    return mtas.stream().filter(mta -> mta.name().equals(name)).findFirst().orElseThrow();
  }

  @Nullable
  Breach breach() {
    return breach;
  }

  @Override
  public void broken(String law, String what) {
    if (breach == null) {
      breach = new Breach(time.elapsed(), law, what);
      timeline.add("!!!", () -> law + ": " + what);
    }
  }

  /** Ends the history if a law is broken. */
  void heed() {
    if (breach != null) {
      throw new Ended(breach.toString());
    }
  }

  /** What an octet that was changed may have done is not held against the MTAs. */
  void altered(ConnectionEnd from, byte[] was, byte[] is) {
    altered.octets(was);
    altered.octets(is);
    for (ConnectionEnd end : List.of(from.connection().caller(), from.connection().called())) {
      altered.mayNotDecode(end.hostName());
      Mta running = mta(end.hostName()).mta();
      if (running != null && end.handler() instanceof PeerAssociation association) {
        running.holdings().connectors().forEach(connector -> connector.view().associations().stream()
            .filter(view -> view.id() == association.id() && view.transferring() != null)
            .forEach(view -> altered.underWay(view.transferring())));
      }
    }
    unreliable.add(from.connection());
    meter.altered(from.connection());
  }

  private void check() {
    heed();
    observers.look(mtas);
    boolean changed = false;
    for (SimMta each : mtas) {
      changed |= check(each);
    }
    if (changed) {
      oneTurn();
    }
    heed();
  }

  /** Answers whether it has done anything since it was checked last. */
  private boolean check(SimMta each) {
    Mta running = each.mta();
    if (running == null) {
      turns.remove(each.name());
      return false;
    }
    if (each.isFrozen() || !each.hasChanged(!time.isAwaited())) {
      return false;
    }
    Holdings holdings = running.holdings();
    new MtaCheck(each.name(), this, holdings, each.host(), each.disk(), each.lanes()).run(!time.isAwaited(),
        each.isStopping());
    observers.lookAtWays(each, holdings);
    noteTurns(each, holdings);
    return true;
  }

  private void noteTurns(SimMta each, Holdings holdings) {
    Set<Long> here = new HashSet<>();
    for (Holdings.OfConnector connector : holdings.connectors()) {
      for (AssociationView view : connector.view().associations()) {
        if (view.turn().equals("here") && !view.state().equals("opening")) {
          here.add(view.id());
        }
      }
    }
    turns.put(each.name(), here);
  }

  private boolean hasTurn(ConnectionEnd end) {
    return !end.isEnded() && end.handler() instanceof PeerAssociation association
        && turns.getOrDefault(end.hostName(), Set.of()).contains(association.id());
  }

  /** Law 6: the two ends of an association never both have the turn. */
  private void oneTurn() {
    for (Link link : network.links()) {
      for (SimConnection connection : link.connections()) {
        if (hasTurn(connection.caller()) && hasTurn(connection.called())
            && !unreliable.contains(connection)) {
          broken("two turns", connection + ": both ends have the turn");
        }
      }
    }
  }
}
