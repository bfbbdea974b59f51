package org.angarium.lab.simulation;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.angarium.lab.simulation.law.Ledger;
import org.angarium.lab.simulation.scenario.Fault;
import org.angarium.lab.simulation.scenario.FaultKind;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.store.HeldFor;
import org.angarium.mta.store.QueueEntry;
import org.jspecify.annotations.Nullable;

/** People who give commands about single messages and connectors, at good moments and bad ones. What they delete is in the books. */
final class Operator {
  private static final Set<FaultKind> ABOUT_MESSAGES = EnumSet.of(FaultKind.OPERATOR_FREEZE,
      FaultKind.OPERATOR_UNFREEZE, FaultKind.OPERATOR_RETURN, FaultKind.OPERATOR_DELETE,
      FaultKind.OPERATOR_CANCEL);
  private static final int MOST_MESSAGES = 3;

  private final Agenda agenda;
  private final Ledger ledger;
  private final Statistics statistics;

  Operator(Agenda agenda, Ledger ledger, Statistics statistics) {
    this.agenda = agenda;
    this.ledger = ledger;
    this.statistics = statistics;
  }

  /** Whether there is something that such a command could be about. */
  static boolean finds(FaultKind kind, @Nullable SimMta mta) {
    return !ABOUT_MESSAGES.contains(kind) || mta != null && mta.mta() != null && mta.disk().entryCount() > 0;
  }

  /** Gives a command, perhaps about several messages: those that wait, are under way, or are held. */
  void command(Fault fault, SimMta mta, RandomGenerator random) {
    if (fault.kind() == FaultKind.OPERATOR_RETRY_ONE) {
      retryOne(mta, random);
      return;
    }
    List<QueueEntry> entries = mta.disk().entries();
    for (int left = 1 + random.nextInt(MOST_MESSAGES); left > 0 && !entries.isEmpty(); left--) {
      about(fault, mta, chosen(fault.kind(), entries, random));
    }
  }

  /** Mostly what the command is meant for. */
  private static QueueEntry chosen(FaultKind kind, List<QueueEntry> entries, RandomGenerator random) {
    HeldFor meant = switch (kind) {
      case OPERATOR_UNFREEZE -> HeldFor.FROZEN;
      case OPERATOR_CANCEL -> HeldFor.DEFERRED_DELIVERY;
      default -> null;
    };
    List<QueueEntry> fitting = entries.stream().filter(entry -> HeldFor.of(entry) == meant).toList();
    List<QueueEntry> from = fitting.isEmpty() || random.nextInt(8) == 0 ? entries : fitting;
    return from.get(random.nextInt(from.size()));
  }

  private void about(Fault fault, SimMta mta, QueueEntry entry) {
    long id = entry.id();
    switch (fault.kind()) {
      case OPERATOR_FREEZE -> {
        if (done(FaultKind.OPERATOR_FREEZE, mta, entry)) {
          agenda.in(fault.lasting(), () -> mta.operate("unfreeze " + entry, running -> running.unfreeze(id)));
        }
      }
      case OPERATOR_UNFREEZE -> {
        if (HeldFor.of(entry) != HeldFor.FROZEN) {
          mta.operate("freeze " + entry, running -> running.freeze(id));
        }
        done(FaultKind.OPERATOR_UNFREEZE, mta, entry);
      }
      default -> done(fault.kind(), mta, entry);
    }
  }

  private boolean done(FaultKind kind, SimMta mta, QueueEntry entry) {
    long id = entry.id();
    boolean done = switch (kind) {
      case OPERATOR_FREEZE -> mta.operate("freeze " + entry, running -> running.freeze(id));
      case OPERATOR_UNFREEZE -> mta.operate("unfreeze " + entry, running -> running.unfreeze(id));
      case OPERATOR_RETURN -> mta.operate("return " + entry, running -> running.returnToOriginator(id));
      case OPERATOR_CANCEL -> mta.operate("cancel " + entry, running -> running.cancel(id));
      case OPERATOR_DELETE -> {
        ledger.deleting(mta.name(), id);
        boolean deleted = mta.operate("delete " + entry, running -> running.delete(id));
        ledger.deletingNoMore(mta.name(), id);
        yield deleted;
      }
      default -> throw new IllegalArgumentException(kind.toString());
    };
    statistics.command(kind, done);
    return done;
  }

  private void retryOne(SimMta mta, RandomGenerator random) {
    List<ConnectorConfig> connectors = mta.config().connectors();
    if (!connectors.isEmpty()) {
      String name = connectors.get(random.nextInt(connectors.size())).name();
      statistics.command(FaultKind.OPERATOR_RETRY_ONE, mta.retry(name));
    }
  }

  /** Nothing is kept back any longer: what is frozen may go, what a clock that was wrong would keep for longer is cancelled. */
  void letGo(SimMta mta) {
    for (QueueEntry entry : mta.disk().entries()) {
      HeldFor held = HeldFor.of(entry);
      if (held == HeldFor.FROZEN) {
        mta.operate("unfreeze " + entry, running -> running.unfreeze(entry.id()));
      } else if (held == HeldFor.DEFERRED_DELIVERY && mta.wasClockWrong()) {
        mta.operate("cancel " + entry, running -> running.cancel(entry.id()));
      }
    }
  }
}
