package org.angarium.lab.simulation.law;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.angarium.mta.Holdings;
import org.angarium.mta.association.ConnectorTimer;
import org.angarium.mta.association.ConnectorView.AssociationView;
import org.angarium.mta.store.QueueEntry;

/**
 * What holds of an MTA after every single task that decides something, though others are still to run: who has a claim, a turn or a timer is
 * there, and no copy is in two places. What needs more than one task to come about is checked when none is left ({@link MtaCheck}).
 */
public final class TaskCheck {
  private final String mta;
  private final Laws laws;
  private final Set<Long> placed = new HashSet<>();

  public TaskCheck(String mta, Laws laws) {
    this.mta = mta;
    this.laws = laws;
  }

  /** @param holdings as they are between two tasks */
  public void run(Holdings holdings) {
    holdings.connectors().forEach(this::connector);
    once(holdings.held());
    once(holdings.waitingForStore());
  }

  private void connector(Holdings.OfConnector connector) {
    String where = mta + " connector " + connector.view().name();
    Set<Long> known = connector.view().associations().stream().map(AssociationView::id)
        .collect(Collectors.toSet());
    if (!known.equals(connector.associations())) {
      laws.broken("associations disagree",
          where + " decides about " + known + " but has " + connector.associations());
    }
    for (ConnectorTimer timer : connector.timers()) {
      if (timer.association() != 0 && !known.contains(timer.association())) {
        laws.broken("timer without owner", where + " " + timer);
      }
    }
    for (AssociationView association : connector.view().associations()) {
      ConnectorTimer limit = new ConnectorTimer(ConnectorTimer.Kind.TRANSFER, association.id());
      if (association.state().equals("sending") && !connector.timers().contains(limit)) {
        laws.broken("wait without bound", where + " transfers without a limit on " + association);
      }
    }
    once(connector.waiting());
  }

  private void once(List<QueueEntry> entries) {
    for (QueueEntry entry : entries) {
      if (!placed.add(entry.id())) {
        laws.broken("copy in two places", mta + " " + entry);
      }
    }
  }
}
