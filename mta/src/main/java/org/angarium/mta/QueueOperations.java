package org.angarium.mta;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.angarium.mta.association.ConnectorEvent;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.Events;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.HeldFor;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.mta.transfer.Dispatcher;
import org.angarium.x400.mts.NonDeliveryReason;

/** What an operator does with what waits; {@link MtaControl} says what each of it means. Whatever returns is durable. */
final class QueueOperations {
  private final Lanes lanes;
  private final Switchboard switchboard;
  private final Events events;

  QueueOperations(Lanes lanes, Switchboard switchboard, Events events) {
    this.lanes = lanes;
    this.switchboard = switchboard;
    this.events = events;
  }

  int retry(Optional<String> connector) throws RequestException {
    events.log(Event.of(EventId.OPERATOR_ACTION, "operator", "the operator", "action",
        "try again now: " + connector.orElse("everything")));
    record Told(int queues, List<String> connectors) {}
    Told told = switchboard.ask(() -> {
      List<ConnectorDriver> all = switchboard.drivers();
      List<ConnectorDriver> chosen = all.stream()
          .filter(driver -> connector.isEmpty() || connector.get().equals(driver.config().name())).toList();
      chosen.forEach(driver -> driver.on(new ConnectorEvent.RetryNow()));
      boolean lists = connector.isEmpty() || connector.get().equals(HeldFor.LIST_EXPANSION.queue());
      if (lists) {
        switchboard.expandNow();
      }
      return new Told(chosen.size() + (lists && connector.isPresent() ? 1 : 0),
          all.stream().map(driver -> driver.config().name()).toList());
    });
    if (told.queues() == 0 && connector.isPresent()) {
      throw new RequestException(
          "there is no connector \"" + connector.get() + "\"; there are " + told.connectors());
    }
    return told.queues();
  }

  void cancel(long entry) throws RequestException {
    QueueEntry taken = switchboard.ask(() -> switchboard.release(entry, HeldFor.DEFERRED_DELIVERY));
    if (taken == null) {
      throw new RequestException("queue entry " + entry + " is not held for deferred delivery");
    }
    durable(switchboard.housekeeping().cancel(taken), entry);
  }

  void returnToOriginator(long entry) throws RequestException {
    QueueEntry taken = withdraw(entry);
    durable(switchboard.housekeeping().returned(taken,
        new Dispatcher.Failure(NonDeliveryReason.UNABLE_TO_TRANSFER, null, TrackingStep.GIVEN_UP,
            "the operator returned it", true)),
        entry);
    disposed(taken, "returned to its originator");
  }

  void delete(long entry) throws RequestException {
    QueueEntry taken = withdraw(entry);
    durable(switchboard.housekeeping().drop(taken, TrackingStep.GIVEN_UP,
        "the operator deleted it, without a report"), entry);
    disposed(taken, "deleted");
  }

  void freeze(long entry) throws RequestException {
    QueueEntry taken = withdraw(entry);
    if (HeldFor.of(taken) != null || taken.kind() == ApduKind.REPORT) {
      switchboard.putBack(taken);
      throw new RequestException("queue entry " + entry + (taken.kind() == ApduKind.REPORT
          ? " is a report, which cannot be frozen"
          : " is held already: " + taken.connector()));
    }
    durable(switchboard.housekeeping().freeze(taken), entry);
    disposed(taken, "frozen");
  }

  void unfreeze(long entry) throws RequestException {
    QueueEntry taken = switchboard.ask(() -> switchboard.release(entry, HeldFor.FROZEN));
    if (taken == null) {
      throw new RequestException("queue entry " + entry + " is not frozen");
    }
    durable(switchboard.housekeeping().resumed(taken), entry);
    disposed(taken, "let go on");
  }

  private QueueEntry withdraw(long entry) throws RequestException {
    QueueEntry taken = switchboard.ask(() -> switchboard.withdraw(entry));
    if (taken == null) {
      throw new RequestException("queue entry " + entry
          + " does not wait: it has left, is being transferred, or an access unit has claimed it");
    }
    return taken;
  }

  private void durable(CompletableFuture<Housekeeping.Ending> change, long entry) throws RequestException {
    switch (lanes.await(change)) {
      case DURABLE -> {
        // what the caller wants
      }
      case NOT_STORED -> throw new RequestException("what becomes of queue entry " + entry
          + " could not be stored; it waits as before (see event 2143)");
      case DAMAGED -> throw new RequestException("what is stored of queue entry " + entry
          + " is damaged, so that nobody can be told; what is left of it is in the quarantine now");
    }
  }

  private void disposed(QueueEntry entry, String what) {
    events.log(Event.of(EventId.MESSAGE_DISPOSED, "mtsId", entry.mtsId(), "connector", entry.connector(),
        "what", what, "whom", "the operator"));
  }
}
