package org.angarium.lab.simulation.law;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.angarium.lab.simulation.network.ConnectionEnd;
import org.angarium.lab.simulation.network.SimHost;
import org.angarium.lab.simulation.store.SimDisk;
import org.angarium.lab.simulation.time.VirtualLanes;
import org.angarium.mta.Holdings;
import org.angarium.mta.association.ConnectorTimer;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.association.ConnectorView.AssociationView;
import org.angarium.mta.association.PeerAssociation;
import org.angarium.mta.config.Activation;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.rtse.OpenProposal.Dialogue;

/** The laws of one MTA, checked whenever nothing of it is ready to run: then everything it has learned has been dealt with. */
public final class MtaCheck {
  private static final String LANE = "association ";

  private final String mta;
  private final Laws laws;
  private final Holdings holdings;
  private final SimHost host;
  private final SimDisk disk;
  private final VirtualLanes lanes;
  private final Map<Long, ConnectionEnd> connections = new HashMap<>();
  private final Set<Long> alive = new HashSet<>();
  private final Set<Long> timed = new HashSet<>();

  public MtaCheck(String mta, Laws laws, Holdings holdings, SimHost host, SimDisk disk, VirtualLanes lanes) {
    this.mta = mta;
    this.laws = laws;
    this.holdings = holdings;
    this.host = host;
    this.disk = disk;
    this.lanes = lanes;
  }

  /**
   * @param whole whether nothing is in the middle of a request from outside either
   * @param stopping whether it is being stopped, so that mail stays where it is
   */
  public void run(boolean whole, boolean stopping) {
    for (ConnectionEnd end : host.connectionEnds()) {
      if (end.handler() instanceof PeerAssociation association) {
        connections.put(association.id(), end);
      }
    }
    alive.addAll(holdings.unbound());
    for (Holdings.OfConnector connector : holdings.connectors()) {
      connector.view().associations().forEach(association -> alive.add(association.id()));
    }
    for (VirtualLanes.RunningTimer timer : lanes.timers()) {
      if (timer.lane().startsWith(LANE)) {
        timed.add(Long.parseLong(timer.lane().substring(LANE.length())));
      }
    }
    holdings.connectors().forEach(connector -> connector(connector, stopping));
    nothingLeaks();
    if (whole && !disk.isBusy()) {
      everyCopyHasItsPlace();
    }
  }

  private void connector(Holdings.OfConnector connector, boolean stopping) {
    ConnectorView view = connector.view();
    Set<Long> known = new HashSet<>();
    for (AssociationView association : view.associations()) {
      known.add(association.id());
      livesOrHoldsNothing(view, association);
      waitIsBounded(connector, association);
    }
    if (!known.equals(connector.associations())) {
      laws.broken("associations disagree",
          at(view) + " decides about " + known + " but has " + connector.associations());
    }
    for (ConnectorTimer timer : connector.timers()) {
      if (timer.association() != 0 && !known.contains(timer.association())) {
        laws.broken("timer without owner", at(view) + " " + timer);
      }
    }
    if (!stopping) {
      mailMoves(connector);
    }
  }

  private String at(ConnectorView view) {
    return mta + " connector " + view.name();
  }

  /** Law 2. */
  private void livesOrHoldsNothing(ConnectorView view, AssociationView association) {
    if (!connections.containsKey(association.id())) {
      laws.broken(association.transferring() == null ? "association without connection" : "claim of the dead",
          at(view) + " " + association);
    }
  }

  /** Law 1. */
  private void waitIsBounded(Holdings.OfConnector connector, AssociationView association) {
    boolean watched = timed.contains(association.id())
        || connector.timers().stream().anyMatch(timer -> timer.association() == association.id());
    if (!watched && !disk.isBusy() && !connector.config().permanent()) {
      laws.broken("wait without bound", at(connector.view()) + " " + association);
    }
    if (association.state().equals("sending")
        && !has(connector, ConnectorTimer.Kind.TRANSFER, association.id())) {
      laws.broken("wait without bound",
          at(connector.view()) + " transfers without a limit on " + association);
    }
  }

  private static boolean has(Holdings.OfConnector connector, ConnectorTimer.Kind kind, long association) {
    return connector.timers().contains(new ConnectorTimer(kind, association));
  }

  /** Law 3: while mail could leave, something is under way that makes it leave, or a timer runs that will. */
  private void mailMoves(Holdings.OfConnector connector) {
    if (connector.waiting().isEmpty() || connector.config().activation() != Activation.ALWAYS) {
      return;
    }
    Instant now = lanes.clock().instant();
    // After a jump of the clock, and after it was set right again, what is due by it may still wait for its timer.
    Instant due = lanes.clockWasSet() ? Instant.MIN : now;
    long ready = connector.waiting().stream().filter(entry -> !entry.notBefore().isAfter(due)).count();
    if (ready == 0) {
      if (!has(connector, ConnectorTimer.Kind.WAKE, 0)) {
        laws.broken("mail is stuck", at(connector.view()) + " has delayed mail and no timer for it");
      }
      return;
    }
    List<AssociationView> associations = connector.view().associations();
    int serving = 0;
    for (AssociationView association : associations) {
      boolean opening = association.state().equals("opening");
      boolean sending = association.state().equals("sending");
      if (opening || sending || has(connector, ConnectorTimer.Kind.TURN, association.id())) {
        serving++;
      }
    }
    boolean retrying = has(connector, ConnectorTimer.Kind.OPEN_RETRY, 0);
    boolean room = associations.size() < connector.config().maximumAssociations();
    if (!retrying && room && serving == 0) {
      laws.broken("mail is stuck", at(connector.view()) + " " + connector.view());
    }
    int threshold = connector.config().override().association().threshold();
    boolean opening = associations.stream().anyMatch(each -> each.state().equals("opening"));
    if (!retrying && room && !opening && connector.config().dialogue() == Dialogue.TWO_WAY_ALTERNATE
        && associations.size() < 1 + (ready - 1) / threshold) {
      laws.broken("threshold ignored", at(connector.view()) + " " + ready + " wait, " + connector.view());
    }
  }

  /** Law 2, from the other side: what exists belongs to somebody. */
  private void nothingLeaks() {
    connections.forEach((id, end) -> {
      // One that has ended may wait a bounded time for its peer to read the last octets.
      if (!alive.contains(id) && !end.isClosing() && !timed.contains(id)) {
        laws.broken("connection leaked", mta + " " + end + " of association " + id);
      }
    });
    for (long id : timed) {
      if (!alive.contains(id) && !connections.containsKey(id)) {
        laws.broken("timer without owner", mta + " association " + id);
      }
    }
    for (long id : holdings.unbound()) {
      if (!connections.containsKey(id)) {
        laws.broken("association without connection", mta + " unbound association " + id);
      }
    }
    if (holdings.unboundCount() != holdings.unbound().size()) {
      laws.broken("places leaked", mta + " counts " + holdings.unboundCount() + " unbound associations, has "
          + holdings.unbound().size());
    }
  }

  /** A copy on the disk waits in a queue or is claimed, once. */
  private void everyCopyHasItsPlace() {
    Map<String, Integer> balance = new HashMap<>();
    for (QueueEntry entry : disk.entries()) {
      balance.merge(entry.mtsId(), 1, Integer::sum);
    }
    holdings.waitingForStore().forEach(entry -> balance.merge(entry.mtsId(), -1, Integer::sum));
    holdings.held().forEach(entry -> balance.merge(entry.mtsId(), -1, Integer::sum));
    for (Holdings.OfConnector connector : holdings.connectors()) {
      connector.waiting().forEach(entry -> balance.merge(entry.mtsId(), -1, Integer::sum));
      for (AssociationView association : connector.view().associations()) {
        if (association.transferring() != null) {
          balance.merge(association.transferring(), -1, Integer::sum);
        }
      }
    }
    balance.forEach((mtsId, difference) -> {
      if (difference != 0) {
        laws.broken("copy without a place", mta + " " + mtsId + ": " + difference
            + " more on the disk than in queues and under way");
      }
    });
  }
}
