package org.angarium.lab.simulation.law;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.association.ConnectorView.AssociationView;

/** What can be seen of a connector from outside. */
final class Sight {
  private Sight() {}

  /** Whether an association is open on which mail can leave. */
  static boolean isConnected(ConnectorView view) {
    return view.associations().stream().anyMatch(Sight::sends);
  }

  /** The associations that are open and on which mail can leave. */
  static Set<Long> sending(ConnectorView view) {
    return numbers(view, Sight::sends);
  }

  /** The associations that it is opening. */
  static Set<Long> calling(ConnectorView view) {
    return numbers(view, association -> association.state().equals("opening"));
  }

  /** All of its associations. */
  static Set<Long> associations(ConnectorView view) {
    return numbers(view, any -> true);
  }

  private static Set<Long> numbers(ConnectorView view, Predicate<AssociationView> which) {
    return view.associations().stream().filter(which).map(AssociationView::id).collect(Collectors.toSet());
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
