package org.angarium.lab.simulation.planted;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.angarium.mta.association.ConnectorAction;
import org.angarium.mta.association.ConnectorAction.ReturnReason;
import org.angarium.mta.association.ConnectorEvent;
import org.angarium.mta.association.ConnectorMachine;
import org.angarium.mta.association.ConnectorTimer;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.OverrideValues;
import org.angarium.mta.store.QueueEntry;

/** Connector machines that each do one thing wrong. */
final class BadMachines {
  private BadMachines() {}

  private static List<ConnectorAction> without(List<ConnectorAction> actions,
      Predicate<ConnectorAction> unwanted) {
    return actions.stream().filter(unwanted.negate()).toList();
  }

  private static boolean starts(ConnectorAction action, ConnectorTimer.Kind kind) {
    return action instanceof ConnectorAction.StartTimer start && start.timer().kind() == kind;
  }

  /** Does not hear of the loss of an association that has a claim. */
  static final class ClaimKept extends ConnectorMachine {
    ClaimKept(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
    }

    @Override
    public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
      boolean claimed = event instanceof ConnectorEvent.Lost lost && view(now).associations().stream()
          .anyMatch(each -> each.id() == lost.association() && each.transferring() != null);
      return claimed ? List.of() : super.on(event, now);
    }
  }

  /** Starts the open-retry timer only after a failed attempt. */
  static final class RetryTimerOfAssociation extends ConnectorMachine {
    RetryTimerOfAssociation(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
    }

    @Override
    public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
      List<ConnectorAction> actions = super.on(event, now);
      return event instanceof ConnectorEvent.Lost
          ? without(actions, action -> starts(action, ConnectorTimer.Kind.OPEN_RETRY))
          : actions;
    }
  }

  /** Does not hear of failed attempts to open. */
  static final class FailedOpenKept extends ConnectorMachine {
    FailedOpenKept(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
    }

    @Override
    public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
      return event instanceof ConnectorEvent.OpenFailed ? List.of() : super.on(event, now);
    }
  }

  /** Never limits the wait for the turn. */
  static final class TurnUnbounded extends ConnectorMachine {
    TurnUnbounded(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
    }

    @Override
    public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
      return without(super.on(event, now), action -> starts(action, ConnectorTimer.Kind.TURN)
          || action instanceof ConnectorAction.StopTimer stop
              && stop.timer().kind() == ConnectorTimer.Kind.TURN);
    }
  }

  /** Believes that the turn is where it was on the association before. */
  static final class TurnOfConnector extends ConnectorMachine {
    private boolean here;

    TurnOfConnector(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
    }

    @Override
    public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
      ConnectorEvent changed = switch (event) {
        case ConnectorEvent.Opened opened ->
          new ConnectorEvent.Opened(opened.association(), opened.twoWay(), true);
        case ConnectorEvent.AcceptedInbound inbound ->
          new ConnectorEvent.AcceptedInbound(inbound.association(), inbound.twoWay(), here);
        default -> event;
      };
      if (event instanceof ConnectorEvent.TurnReceived || event instanceof ConnectorEvent.Opened) {
        here = true;
      }
      List<ConnectorAction> actions = super.on(changed, now);
      if (actions.stream().anyMatch(ConnectorAction.GiveTurn.class::isInstance)) {
        here = false;
      }
      return actions;
    }
  }

  /** Does not see the threshold. */
  static final class ThresholdIgnored extends ConnectorMachine {
    ThresholdIgnored(ConnectorConfig config, LongSupplier numbers) {
      super(unlimited(config), numbers);
    }

    private static ConnectorConfig unlimited(ConnectorConfig c) {
      OverrideValues values = c.override();
      OverrideValues.Association association = new OverrideValues.Association(
          values.association().lifetime(), values.association().disconnect(), Integer.MAX_VALUE);
      return new ConnectorConfig(c.name(), c.remoteMta(), c.remotePassword(), c.localMta(), c.localPassword(),
          c.host(), c.port(), c.remoteSelectors(), c.localSelectors(), c.dialogue(), c.initialTurn(),
          c.mode(),
          c.activation(), c.addressSpaces(), c.maximumAssociations(), c.permanent(), c.eagerRecovery(),
          new OverrideValues(values.retry(), values.rts(), association, values.transferTimeout(),
              values.bounds()));
    }
  }

  /** Counts failed attempts for ever. */
  static final class RetriesOfAllTime extends ConnectorMachine {
    private final int maximum;
    private int failures;

    RetriesOfAllTime(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
      maximum = config.override().retry().maximumOpenRetries();
    }

    @Override
    public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
      List<ConnectorAction> actions = new ArrayList<>(super.on(event, now));
      if (event instanceof ConnectorEvent.OpenFailed && ++failures >= maximum) {
        List<QueueEntry> all = waiting();
        actions.addAll(
            super.on(new ConnectorEvent.Withdraw(all.stream().map(QueueEntry::id).toList()), now));
        all.forEach(
            entry -> actions.add(new ConnectorAction.Return(entry, ReturnReason.OPEN_RETRIES_EXHAUSTED)));
      }
      return actions;
    }
  }

  /** Numbers associations 1, 2, 1, 2 … */
  static final class NumberReused extends ConnectorMachine {
    NumberReused(ConnectorConfig config, LongSupplier numbers) {
      super(config, () -> numbers.getAsLong() % 2 + 1);
    }
  }

  /** Never looks again at mail that waits for a time. */
  static final class NeverWoken extends ConnectorMachine {
    NeverWoken(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
    }

    @Override
    public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
      return without(super.on(event, now), action -> starts(action, ConnectorTimer.Kind.WAKE)
          || action instanceof ConnectorAction.StopTimer stop
              && stop.timer().kind() == ConnectorTimer.Kind.WAKE);
    }
  }

  /** Returns mail without telling anybody. */
  static final class ReturnedToNobody extends ConnectorMachine {
    ReturnedToNobody(ConnectorConfig config, LongSupplier numbers) {
      super(config, numbers);
    }

    @Override
    public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
      return without(super.on(event, now), ConnectorAction.Return.class::isInstance);
    }
  }

  /** Tells what becomes of associations to the newest connector of a name, whosever they are: the one they belong to does not hear of it. */
  static final class ToldByName implements ConnectorMachine.Maker {
    private final Map<String, ConnectorMachine> newest = new HashMap<>();

    @Override
    public ConnectorMachine machine(ConnectorConfig config, LongSupplier numbers) {
      String name = config.localMta() + ' ' + config.name();
      ConnectorMachine machine = new ConnectorMachine(config, numbers) {
        @Override
        public List<ConnectorAction> on(ConnectorEvent event, Instant now) {
          boolean ofAssociation = switch (event) {
            case ConnectorEvent.Opened _,ConnectorEvent.OpenFailed _,ConnectorEvent.Transferred _,ConnectorEvent.TransferFailed _,ConnectorEvent.Closed _,ConnectorEvent.Lost _ ->
              true;
            default -> false;
          };
          return ofAssociation && newest.get(name) != this ? List.of() : super.on(event, now);
        }
      };
      newest.put(name, machine);
      return machine;
    }
  }
}
