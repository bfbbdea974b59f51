package org.angarium.app.control;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.angarium.mta.MtaControl;
import org.angarium.mta.RequestException;
import org.angarium.mta.Submission;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.UtcTime;
import org.jspecify.annotations.Nullable;

/** Takes messages and probes of local users: the envelope in the query, the content octets in the body. */
final class SubmissionResource {
  private final MtaControl mta;
  private final long maximumContent;

  /** @param maximumContent octets of the longest content that is taken */
  SubmissionResource(MtaControl mta, long maximumContent) {
    this.mta = mta;
    this.maximumContent = maximumContent;
  }

  List<Route> routes() {
    return List.of(Route.of("POST", "api/messages", this::submit));
  }

  private void submit(Exchange exchange, String none) throws IOException, Refusal {
    Submission submission = submission(exchange);
    if (exchange.bodyLength() > maximumContent) {
      throw new Refusal(Refusal.TOO_LARGE, "the content is longer than " + maximumContent
          + " octets, the maximum this MTA is configured for");
    }
    try (InputStream content = exchange.body()) {
      exchange.answer(Exchange.CREATED, Map.of("mtsId", mta.submit(submission, content)));
    } catch (RequestException e) {
      throw new Refusal(Refusal.UNPROCESSABLE, e.getMessage());
    }
  }

  private static Submission submission(Exchange exchange) throws Refusal {
    String originator = exchange.query("from")
        .orElseThrow(() -> new Refusal(Refusal.BAD_REQUEST, "the originator (from) is missing"));
    List<String> recipients = exchange.queries("to");
    if (recipients.isEmpty()) {
      throw new Refusal(Refusal.BAD_REQUEST, "there is no recipient (to)");
    }
    return new Submission(originator, recipients, exchange.flag("probe"),
        priority(exchange.query("priority").orElse("normal")),
        exchange.query("content-type").orElse("22"), exchange.queries("text-type"), exchange.flag("report"),
        exchange.flag("return-content"), latest(exchange.query("latest")),
        exchange.query("content-identifier").orElse(null));
  }

  static Priority priority(String name) throws Refusal {
    return switch (name) {
      case "urgent" -> Priority.URGENT;
      case "normal" -> Priority.NORMAL;
      case "non-urgent" -> Priority.NON_URGENT;
      default -> throw new Refusal(Refusal.BAD_REQUEST,
          "priority must be urgent, normal or non-urgent, not " + name);
    };
  }

  private static @Nullable Instant latest(Optional<String> text) throws Refusal {
    try {
      Instant time = text.map(Instant::parse).orElse(null);
      if (time != null && !UtcTime.isExpressible(time)) {
        throw new Refusal(Refusal.BAD_REQUEST, "latest must be between 1950 and 2049, not " + time);
      }
      return time;
    } catch (DateTimeParseException e) {
      throw new Refusal(Refusal.BAD_REQUEST,
          "latest must be a time like 2026-11-24T18:00:00Z, not " + text.orElse(""));
    }
  }
}
