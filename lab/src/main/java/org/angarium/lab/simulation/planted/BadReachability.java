package org.angarium.lab.simulation.planted;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.angarium.mta.association.ConnectorAction;
import org.angarium.mta.association.ConnectorEvent;
import org.angarium.mta.association.ConnectorMachine;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.store.QueueEntry;

/** Connector machines that each do one thing wrong about whether their peer can be reached. */
final class BadReachability {
  private BadReachability() {}

  private static List<ConnectorAction> without(List<ConnectorAction> actions, ConnectorAction unwanted) {
    return actions.stream().filter(action -> !action.equals(unwanted)).toList();
  }

  /** Waits for its timer whatever it is told. */
  static final class SignsIgnored extends ConnectorMachine {
    SignsIgnored(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
    }

    @Override
    public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
      return event instanceof ConnectorEvent.SignOfLife || event instanceof ConnectorEvent.RetryNow
          ? List.of()
          : super.on(event, now);
    }
  }

  /** Does not tell routing that its peer cannot be reached. */
  static final class AbsenceConcealed extends ConnectorMachine {
    AbsenceConcealed(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
    }

    @Override
    public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
      return without(super.on(event, now), new ConnectorAction.Availability(false));
    }
  }

  /** Does not tell routing that its peer can be reached again. */
  static final class ReturnConcealed extends ConnectorMachine {
    ReturnConcealed(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
    }

    @Override
    public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
      return without(super.on(event, now), new ConnectorAction.Availability(true));
    }
  }

  /** Hands nothing of what waits over to be routed anew. */
  static final class MailKept extends ConnectorMachine {
    MailKept(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
    }

    @Override
    public List<QueueEntry> waiting(Collection<Long> entries) {
      return List.of();
    }
  }
}
