package org.angarium.lab.simulation.planted;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.angarium.mta.association.ConnectorAction;
import org.angarium.mta.association.ConnectorEvent;
import org.angarium.mta.association.ConnectorMachine;
import org.angarium.mta.association.ConnectorTimer;
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

  /** Tells routing again after a second that its peer can be reached, whatever it has heard of it; if it looks for it, not before it has seen it. */
  static final class AbsenceForgotten extends ConnectorMachine {
    private static final ConnectorTimer PENALTY = new ConnectorTimer(ConnectorTimer.Kind.PROBE, 0);
    private boolean available = true;
    private boolean looks;

    AbsenceForgotten(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
      looks = config.eagerRecovery();
    }

    @Override
    public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
      if (event instanceof ConnectorEvent.Reconfigured(ConnectorConfig config)) {
        looks = config.eagerRecovery();
      }
      if (looks) {
        return super.on(event, now);
      }
      if (event.equals(new ConnectorEvent.TimerExpired(PENALTY))) {
        return available ? List.of() : List.of(new ConnectorAction.Availability(true));
      }
      List<ConnectorAction> actions = new ArrayList<>(super.on(event, now));
      actions.forEach(
          action -> available = action instanceof ConnectorAction.Availability(boolean is) ? is : available);
      boolean untold = !available && event instanceof ConnectorEvent.Queued;
      if (untold) {
        actions.add(new ConnectorAction.Availability(false));
      }
      if (untold || actions.contains(new ConnectorAction.Availability(false))) {
        actions.add(new ConnectorAction.StartTimer(PENALTY, Duration.ofSeconds(1)));
      }
      return actions;
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
