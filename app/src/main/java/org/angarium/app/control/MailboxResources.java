package org.angarium.app.control;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.angarium.app.envelope.EnvelopeReader;
import org.angarium.app.envelope.EnvelopeSummary;
import org.angarium.app.http.Exchange;
import org.angarium.app.http.Refusal;
import org.angarium.app.http.Route;
import org.angarium.mta.MtaControl;
import org.angarium.mta.RequestException;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.StoredMessage;

/** What local recipients ask: their mailboxes, what was delivered, its content. */
final class MailboxResources {
  private static final int PIECE = 64 * 1024;

  private final MtaControl mta;

  MailboxResources(MtaControl mta) {
    this.mta = mta;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", "api/mailboxes",
            (exchange, none) -> exchange.answer(Exchange.OK, mta.mailboxes())),
        Route.of("GET", "api/mailboxes/{}", this::mailbox),
        Route.of("GET", "api/deliveries/{}", this::delivery),
        Route.of("GET", "api/deliveries/{}/content", this::content),
        Route.of("GET", "api/deliveries/{}/envelope", this::envelope),
        Route.of("DELETE", "api/deliveries/{}", this::take));
  }

  private void mailbox(Exchange exchange, String name) throws IOException, Refusal {
    try {
      exchange.answer(Exchange.OK, mta.mailbox(name));
    } catch (RequestException e) {
      throw Refusal.notFound(e.getMessage());
    }
  }

  private DeliveredMessage find(String variable) throws Refusal {
    long id = Exchange.number("the id", variable);
    return mta.delivery(id).orElseThrow(gone(id));
  }

  private static Supplier<Refusal> gone(long id) {
    return () -> Refusal.notFound("there is no delivery " + id + " (it may have been deleted)");
  }

  private void delivery(Exchange exchange, String variable) throws IOException, Refusal {
    DeliveredMessage delivery = find(variable);
    EnvelopeSummary envelope = mta.load(delivery.message()).map(stored -> {
      try (stored) {
        return EnvelopeReader.summarise(stored);
      }
    }).orElse(null);
    exchange.answer(Exchange.OK, new DeliveryDetail(delivery, envelope));
  }

  private void content(Exchange exchange, String variable) throws IOException, Refusal {
    DeliveredMessage delivery = find(variable);
    long first = exchange.number("first", Long.MAX_VALUE);
    try (StoredMessage stored = mta.load(delivery.message()).orElseThrow(gone(delivery.id()));
        OutputStream out = exchange.stream("application/octet-stream",
            Math.min(first, stored.content().length()))) {
      long length = Math.min(first, stored.content().length());
      for (long offset = 0; offset < length; offset += PIECE) {
        out.write(stored.content().read(offset, (int) Math.min(PIECE, length - offset)));
      }
    }
  }

  private void envelope(Exchange exchange, String variable) throws IOException, Refusal {
    DeliveredMessage delivery = find(variable);
    try (StoredMessage stored = mta.load(delivery.message()).orElseThrow(gone(delivery.id()));
        OutputStream out = exchange.stream("application/octet-stream", stored.envelope().length)) {
      out.write(stored.envelope());
    }
  }

  private void take(Exchange exchange, String variable) throws IOException, Refusal {
    long id = Exchange.number("the id", variable);
    if (!mta.take(id)) {
      throw gone(id).get();
    }
    exchange.answer(Exchange.OK, Map.of("deleted", id));
  }
}
