package org.angarium.mta.association;

import java.time.Duration;
import java.util.function.Consumer;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.event.ErrorCode;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;

/** Which events tell what happened to a connector; the same signature an operator of the classic MTA knows. */
final class ConnectorJournal {
  private final Consumer<Event> log;

  ConnectorJournal(Consumer<Event> log) {
    this.log = log;
  }

  void openFailed(ConnectorConfig connector, Failure failure) {
    boolean refused = failure.kind() == Failure.Kind.REFUSED_PERMANENT
        || failure.kind() == Failure.Kind.REFUSED_TRANSIENT;
    if (refused) {
      log.accept(Event.of(EventId.ASSOCIATION_REFUSED_BY_PEER, "connector", connector.name(), "layer",
          failure.layer(), "reason",
          failure.text()));
    } else if (failure.layer() == Layer.TCP) {
      log.accept(
          Event.of(EventId.CONNECT_FAILED, "address", connector.host() + ":" + connector.port(), "connector",
              connector.name(), "reason", failure.text()));
      connectionError(connector, failure, "CONNECT");
    } else {
      connectionError(connector, failure, "BIND");
    }
    log.accept(
        Event.of(EventId.CONNECTION_NOT_OPENED, "connector", connector.name(), "reason", failure.text()));
  }

  private void connectionError(ConnectorConfig connector, Failure failure, String procedure) {
    log.accept(
        Event.of(EventId.CONNECTION_ERROR, "connector", connector.name(), "reason", failure.text()).with(
            new ErrorCode(ErrorCode.CONNECTION_ERROR, failure.layer().name(), procedure, 14)));
  }

  void lost(ConnectorConfig connector, long association, Failure failure, int returned, boolean last,
      int queued) {
    if (failure.kind() == Failure.Kind.PROTOCOL_ERROR) {
      log.accept(
          Event.of(EventId.PROTOCOL_ERROR, "association", association, "connector", connector.name(), "layer",
              failure.layer(), "reason", failure.text()));
    } else if (failure.layer() == Layer.TCP) {
      log.accept(Event.of(EventId.RECEIVE_FAILED, "connector", connector.name(), "reason", failure.text()));
    }
    log.accept(Event.of(EventId.ASSOCIATION_ENDED_ABNORMALLY, "association", association, "connector",
        connector.name(),
        "reason", failure.text(), "returned", returned));
    if (last && failure.byPeer()) {
      log.accept(Event.of(EventId.CONNECTIONS_LOST, "connector", connector.name(), "queued", queued));
    }
  }

  void closed(ConnectorConfig connector, long association, String reason) {
    log.accept(Event.of(EventId.ASSOCIATION_CLOSED, "association", association, "connector", connector.name(),
        "reason", reason));
  }

  void recovering(ConnectorConfig connector) {
    log.accept(Event.of(EventId.ASSOCIATION_RECOVERING, "connector", connector.name()));
  }

  void recovered(ConnectorConfig connector, Link link) {
    log.accept(Event.of(EventId.ASSOCIATION_RECOVERED, "association", link.id, "connector", connector.name(),
        "direction", link.initiator ? "outbound" : "inbound"));
  }

  void recoveryRefused(ConnectorConfig connector, Failure failure) {
    log.accept(Event.of(EventId.RECOVERY_REFUSED, "connector", connector.name(), "reason", failure.text()));
  }

  void unknownAssociation(ConnectorConfig connector, long association, String what) {
    log.accept(Event.of(EventId.UNKNOWN_ASSOCIATION_EVENT, "association", association, "connector",
        connector.name(), "what",
        what).with(new ErrorCode(ErrorCode.UNKNOWN_HANDLE, "MTA", "ASSOCIATION", 14)));
  }

  void openRetry(ConnectorConfig connector, int attempt, Duration wait) {
    log.accept(
        Event.of(EventId.OPEN_RETRY_STARTED, "connector", connector.name(), "attempt", attempt, "maximum",
            connector.override().retry().maximumOpenRetries(), "seconds", seconds(wait)));
  }

  void returned(ConnectorConfig connector, int attempts, int returned) {
    log.accept(Event.of(EventId.MESSAGES_RETURNED, "connector", connector.name(), "attempts", attempts,
        "returned", returned));
  }

  void signOfLife(ConnectorConfig connector, String what) {
    log.accept(Event.of(EventId.SIGN_OF_LIFE, "connector", connector.name(), "reason", what));
  }

  void expired(ConnectorConfig connector, QueueEntry entry) {
    log.accept(
        Event.of(EventId.MESSAGE_EXPIRED, "mtsId", entry.mtsId(), "expiry", entry.expiry(), "connector",
            connector.name()));
  }

  void transferFailed(ConnectorConfig connector, QueueEntry entry, int attempt, String reason,
      Duration wait) {
    log.accept(Event.of(EventId.TRANSFER_FAILED, "attempt", attempt, "mtsId", entry.mtsId(), "connector",
        connector.name(),
        "reason", reason, "seconds", seconds(wait)));
  }

  void limitReached(ConnectorConfig connector) {
    log.accept(Event.of(EventId.ASSOCIATION_LIMIT, "limit", connector.maximumAssociations(), "connector",
        connector.name()));
  }

  private static Object seconds(Duration wait) {
    return wait.toMillis() % 1000 == 0 ? (Object) wait.toSeconds() : (Object) (wait.toMillis() / 1000.0);
  }
}
