package org.angarium.lab.simulation.law;

import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.association.ConnectorView.AssociationView;

/** What can be seen of a connector from outside. */
final class Sight {
  private Sight() {}

  /** Whether an association is open on which mail can leave. */
  static boolean isConnected(ConnectorView view) {
    return view.associations().stream().anyMatch(Sight::sends);
  }

  private static boolean sends(AssociationView association) {
    boolean open = !association.state().equals("opening") && !association.state().equals("closing");
    return open && (association.direction().equals("outbound")
        || association.dialogue().equals("two-way-alternate"));
  }

  /** Whether it is calling its peer. */
  static boolean calls(ConnectorView view) {
    return view.associations().stream().anyMatch(association -> association.state().equals("opening"));
  }

  /** Whether mail cannot leave, nothing is done about it, and the next call is waited for: whatever the peer may have opened to send. */
  static boolean waits(ConnectorView view) {
    return !isConnected(view) && !calls(view)
        && (view.state().equals("open-retry") || view.nextAttempt() != null);
  }
}
