package org.angarium.app.control;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.angarium.app.http.Exchange;
import org.angarium.app.http.Refusal;
import org.angarium.app.http.Route;
import org.angarium.mta.MtaControl;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingState;
import org.angarium.mta.tracking.TrackingStep;
import org.jspecify.annotations.Nullable;

/** What became of messages. */
final class TrackingResource {
  private static final int USUAL_LIMIT = 100;

  private final MtaControl mta;

  TrackingResource(MtaControl mta) {
    this.mta = mta;
  }

  List<Route> routes() {
    return List.of(Route.of("GET", "api/tracking",
        (exchange, none) -> exchange.answer(Exchange.OK, mta.tracked(query(exchange)))));
  }

  private static TrackingQuery query(Exchange exchange) throws Refusal {
    Optional<String> state = exchange.query("state");
    Optional<String> step = exchange.query("step");
    long limit = exchange.number("limit", USUAL_LIMIT);
    if (limit < 1 || limit > TrackingQuery.MOST) {
      throw new Refusal(Refusal.BAD_REQUEST, "limit must be 1 to " + TrackingQuery.MOST + ", not " + limit);
    }
    return new TrackingQuery(exchange.query("mts-id").orElse(null), exchange.query("originator").orElse(null),
        exchange.query("recipient").orElse(null), exchange.query("content").orElse(null),
        time(exchange, "from"), time(exchange, "until"),
        state.isEmpty() ? null : known("state", state.get(), TrackingState.of(state.get())),
        step.isEmpty() ? null : known("step", step.get(), TrackingStep.of(step.get())), (int) limit);
  }

  private static <T> T known(String name, String text, Optional<T> value) throws Refusal {
    return value.orElseThrow(
        () -> new Refusal(Refusal.BAD_REQUEST, "there is no tracking " + name + " \"" + text + "\""));
  }

  private static @Nullable Instant time(Exchange exchange, String name) throws Refusal {
    Optional<String> text = exchange.query(name);
    try {
      return text.map(Instant::parse).orElse(null);
    } catch (DateTimeParseException e) {
      throw new Refusal(Refusal.BAD_REQUEST,
          name + " must be a time like 2026-11-24T18:00:00Z, not " + text.orElse(""));
    }
  }
}
