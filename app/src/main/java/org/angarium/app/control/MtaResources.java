package org.angarium.app.control;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.angarium.app.envelope.EnvelopeReader;
import org.angarium.app.envelope.EnvelopeSummary;
import org.angarium.app.http.Exchange;
import org.angarium.app.http.Refusal;
import org.angarium.app.http.Route;
import org.angarium.mta.MtaControl;
import org.angarium.mta.RequestException;
import org.angarium.mta.RouteQuestion;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoredMessage;
import org.jspecify.annotations.Nullable;

/** What operators ask: state, connectors, queues, retry, quarantine, flush, reload. */
final class MtaResources {
  private final MtaControl mta;
  private final String name;

  /** @param name of the MTA */
  MtaResources(MtaControl mta, String name) {
    this.mta = mta;
    this.name = name;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", "health", this::health),
        Route.of("GET", "api/status", (exchange, none) -> exchange.answer(Exchange.OK, mta.status())),
        Route.of("GET", "api/connectors", (exchange, none) -> exchange.answer(Exchange.OK, mta.connectors())),
        Route.of("GET", "api/queue", this::queue),
        Route.of("GET", "api/queue/{}", this::entry),
        Route.of("DELETE", "api/queue/{}", disposal(mta::delete)),
        Route.of("POST", "api/queue/{}/cancel", disposal(mta::cancel)),
        Route.of("POST", "api/queue/{}/return", disposal(mta::returnToOriginator)),
        Route.of("POST", "api/queue/{}/freeze", disposal(mta::freeze)),
        Route.of("POST", "api/queue/{}/unfreeze", disposal(mta::unfreeze)),
        Route.of("POST", "api/retry", this::retry),
        Route.of("GET", "api/routes", (exchange, none) -> exchange.answer(Exchange.OK, mta.routes())),
        Route.of("GET", "api/routes/explanation", this::explanation),
        Route.of("GET", "api/quarantine", (exchange, none) -> exchange.answer(Exchange.OK, mta.quarantine())),
        Route.of("POST", "api/flush", this::flush), Route.of("POST", "api/reload", this::reload));
  }

  /** Says that the MTA works. */
  record Health(String status, String mta) {}

  /** Says what of it stands still. */
  record Stuck(String status, String mta, List<StuckLane> stuck) {}

  /** @param where what it is at, innermost call first */
  record StuckLane(String lane, long seconds, List<String> where) {}

  /** Asks no lane, so that it answers when one stands still. */
  private void health(Exchange exchange, String none) throws IOException {
    List<StuckLane> stuck = mta.stuck().stream()
        .map(task -> new StuckLane(task.lane(), task.runsFor().toSeconds(), task.where())).toList();
    if (stuck.isEmpty()) {
      exchange.answer(Exchange.OK, new Health("up", name));
    } else {
      exchange.answer(Exchange.UNAVAILABLE, new Stuck("stuck", name, stuck));
    }
  }

  private void queue(Exchange exchange, String none) throws IOException, Refusal {
    Optional<String> connector = exchange.query("connector");
    List<ConnectorView> connectors = mta.connectors();
    List<QueueEntry> queue = mta.queue();
    if (connector.isPresent() && connectors.stream().noneMatch(view -> view.name().equals(connector.get()))
        && !mta.accessUnits().contains(connector.get())
        && queue.stream().noneMatch(entry -> entry.connector().equals(connector.get()))) {
      throw Refusal.notFound("there is neither a connector nor an access unit " + connector.get());
    }
    Map<Long, Instant> claims = mta.claims();
    exchange.answer(Exchange.OK,
        queue.stream()
            .filter(entry -> connector.isEmpty() || entry.connector().equals(connector.get()))
            .map(entry -> item(entry, connectors, claims)).toList());
  }

  private void entry(Exchange exchange, String variable) throws IOException, Refusal {
    long id = Exchange.number("the id", variable);
    QueueEntry found = mta.queue().stream().filter(entry -> entry.id() == id).findFirst()
        .orElseThrow(() -> Refusal.notFound("there is no queue entry " + id + " (it may have left)"));
    EnvelopeSummary envelope = mta.load(found.message()).map(MtaResources::summary).orElse(null);
    exchange.answer(Exchange.OK, new QueueDetail(item(found, mta.connectors(), mta.claims()), envelope));
  }

  /** What is done with one queue entry. */
  @FunctionalInterface
  private interface Disposal {
    void of(long entry) throws RequestException;
  }

  private static Route.Action disposal(Disposal disposal) {
    return (exchange, variable) -> {
      long id = Exchange.number("the id", variable);
      try {
        disposal.of(id);
      } catch (RequestException e) {
        throw new Refusal(Refusal.CONFLICT, e.getMessage());
      }
      exchange.answer(Exchange.OK, Map.of("entry", id));
    };
  }

  private static EnvelopeSummary summary(StoredMessage stored) {
    try (stored) {
      return EnvelopeReader.summarise(stored);
    }
  }

  private static QueueItem item(QueueEntry entry, List<ConnectorView> connectors, Map<Long, Instant> claims) {
    return QueueItem.of(entry, association(entry, connectors), claims.get(entry.id()));
  }

  private static @Nullable Long association(QueueEntry entry, List<ConnectorView> connectors) {
    return connectors.stream().filter(view -> view.name().equals(entry.connector()))
        .flatMap(view -> view.associations().stream())
        .filter(association -> entry.mtsId().equals(association.transferring()))
        .map(ConnectorView.AssociationView::id).findFirst().orElse(null);
  }

  private void explanation(Exchange exchange, String none) throws IOException, Refusal, RequestException {
    String recipient = exchange.query("to")
        .orElseThrow(() -> new Refusal(Refusal.BAD_REQUEST, "the recipient (to) is missing"));
    exchange.answer(Exchange.OK,
        mta.explainRoute(new RouteQuestion(recipient, exchange.query("originator").orElse(null),
            SubmissionResource.priority(exchange.query("priority").orElse("normal")),
            exchange.number("octets", 0), exchange.query("from").orElse(null))));
  }

  private void retry(Exchange exchange, String none) throws IOException, Refusal {
    try {
      exchange.answer(Exchange.OK, Map.of("connectors", mta.retry(exchange.query("connector"))));
    } catch (RequestException e) {
      throw Refusal.notFound(e.getMessage());
    }
  }

  private void flush(Exchange exchange, String none) throws IOException, Refusal {
    try {
      exchange.answer(Exchange.OK, Map.of("lists", mta.flush(exchange.query("list"))));
    } catch (RequestException e) {
      throw Refusal.notFound(e.getMessage());
    }
  }

  private void reload(Exchange exchange, String none) throws IOException, Refusal {
    try {
      exchange.answer(Exchange.OK, Map.of("changes", mta.reload()));
    } catch (ConfigException e) {
      throw new Refusal(Refusal.UNPROCESSABLE, e.getMessage());
    } catch (RequestException e) {
      throw new Refusal(Refusal.CONFLICT, e.getMessage());
    }
  }
}
