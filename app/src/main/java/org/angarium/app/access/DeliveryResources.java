package org.angarium.app.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.angarium.app.content.ContentView;
import org.angarium.app.http.Exchange;
import org.angarium.app.http.Refusal;
import org.angarium.app.http.Route;
import org.angarium.app.submission.JsonForm;
import org.angarium.app.submission.WrongFieldException;
import org.angarium.mta.RequestException;
import org.angarium.mta.access.AccessUnit;
import org.angarium.mta.access.Answer;
import org.angarium.mta.access.Delivery;
import org.angarium.mta.access.Settlement;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;

/** What an access unit asks about what comes for it: claim, look, settle. */
final class DeliveryResources {
  private static final Duration CLAIM = Duration.ofMinutes(5);
  private static final int LONGEST_MESSAGE = 16 << 20;
  private static final int LONGEST_ANSWER = 4 << 20;
  private static final Map<String, NonDeliveryReason> REASONS = new LinkedHashMap<>();
  private static final Map<String, NonDeliveryDiagnostic> DIAGNOSTICS = new LinkedHashMap<>();

  static {
    for (NonDeliveryReason reason : NonDeliveryReason.values()) {
      REASONS.put(reason.standardName().toLowerCase(Locale.ROOT), reason);
    }
    for (NonDeliveryDiagnostic diagnostic : NonDeliveryDiagnostic.values()) {
      DIAGNOSTICS.put(NonDeliveryDiagnostic.describe(diagnostic.code()).toLowerCase(Locale.ROOT), diagnostic);
    }
  }

  private final AccessUnit unit;

  DeliveryResources(AccessUnit unit) {
    this.unit = unit;
  }

  List<Route> routes() {
    return List.of(Route.of("POST", "v1/claims", this::claim),
        Route.of("GET", "v1/deliveries/{}", this::delivery),
        Route.of("GET", "v1/deliveries/{}/content", this::content),
        Route.of("GET", "v1/deliveries/{}/message", this::message),
        Route.of("POST", "v1/deliveries/{}/acknowledgement",
            (exchange, id) -> tell(exchange, unit.acknowledge(number(id)))),
        Route.of("POST", "v1/deliveries/{}/postponement", (exchange, id) -> tell(exchange,
            unit.settle(number(id),
                new Answer.Postponed(duration(exchange, "time", Duration.ofMinutes(1)))))),
        Route.of("POST", "v1/deliveries/{}/refusal", this::refuse),
        Route.of("POST", "v1/deliveries/{}/settlement", this::settle));
  }

  private static long number(String id) throws Refusal {
    return Exchange.number("the id", id);
  }

  private void claim(Exchange exchange, String none) throws IOException, Refusal, RequestException {
    List<Delivery> deliveries = unit.claim(
        (int) Math.min(Integer.MAX_VALUE, exchange.number("most", 1)), duration(exchange, "claim", CLAIM),
        duration(exchange, "wait", Duration.ZERO));
    exchange.answer(Exchange.OK, deliveries.stream().map(DeliveryView::of).toList());
  }

  private static Duration duration(Exchange exchange, String name, Duration otherwise) throws Refusal {
    String text = exchange.query(name).orElse("");
    try {
      return text.isEmpty() ? otherwise : Duration.parse(text);
    } catch (DateTimeException e) {
      throw new Refusal(Refusal.BAD_REQUEST, name + " must be a duration like PT5M, not " + text, name);
    }
  }

  private Delivery find(String id) throws Refusal, RequestException {
    return unit.find(number(id)).orElseThrow(() -> Refusal
        .notFound("delivery " + id + " does not wait: it was settled, has expired, or never was"));
  }

  private void delivery(Exchange exchange, String id) throws IOException, Refusal, RequestException {
    exchange.answer(Exchange.OK, DeliveryView.of(find(id)));
  }

  private void content(Exchange exchange, String id) throws IOException, Refusal, RequestException {
    if (!(find(id) instanceof Delivery.OfMessage message)) {
      throw Refusal.notFound("delivery " + id + " is a report; what it tells is in /v1/deliveries/" + id);
    }
    try (InputStream content = unit.content(message.id());
        OutputStream out = exchange.stream("application/octet-stream", message.octets())) {
      content.transferTo(out);
    }
  }

  private void message(Exchange exchange, String id) throws IOException, Refusal, RequestException {
    if (!(find(id) instanceof Delivery.OfMessage message)) {
      throw Refusal.notFound("delivery " + id + " is a report; what it tells is in /v1/deliveries/" + id);
    }
    if (message.octets() > LONGEST_MESSAGE) {
      throw new Refusal(Refusal.TOO_LARGE, "the content is longer than " + LONGEST_MESSAGE
          + " octets; take its octets, from /v1/deliveries/" + id + "/content");
    }
    try (InputStream content = unit.content(message.id())) {
      exchange.answer(Exchange.OK, ContentView.of(InformationObject.decode(content.readAllBytes())));
    } catch (BerException e) {
      throw new Refusal(Refusal.UNPROCESSABLE, "the content is no interpersonal message: " + e.getMessage()
          + "; take its octets, from /v1/deliveries/" + id + "/content");
    }
  }

  private static void tell(Exchange exchange, Settlement settlement) throws IOException, Refusal {
    if (settlement == Settlement.GONE) {
      throw new Refusal(GONE, "the delivery neither waits nor was it settled: it has expired, or the"
          + " operator has taken it away, and its originator is told so");
    }
    exchange.answer(Exchange.OK, Map.of("settled", settlement == Settlement.DONE ? "now" : "before"));
  }

  private static final int GONE = 410;

  private void refuse(Exchange exchange, String id) throws IOException, Refusal, RequestException {
    long delivery = number(id);
    try {
      JsonForm form = form(exchange);
      Answer answer = refusal(form);
      form.refuseUnknownFields();
      tell(exchange, unit.settle(delivery, answer));
    } catch (WrongFieldException e) {
      throw new Refusal(Refusal.BAD_REQUEST, e.getMessage(), e.field());
    }
  }

  private void settle(Exchange exchange, String id) throws IOException, Refusal, RequestException {
    long delivery = number(id);
    try {
      JsonForm form = form(exchange);
      Map<Integer, Answer> answers = new HashMap<>();
      for (JsonForm one : form.objects("recipients", "position")) {
        Long position = one.number("position", 0, Short.MAX_VALUE);
        if (position == null) {
          throw one.wrong("position", "is missing");
        }
        answers.put(position.intValue(), answer(one));
        one.refuseUnknownFields();
      }
      form.refuseUnknownFields();
      if (answers.isEmpty()) {
        throw form.wrong("recipients", "must name at least one");
      }
      tell(exchange, unit.settle(delivery, answers));
    } catch (WrongFieldException e) {
      throw new Refusal(Refusal.BAD_REQUEST, e.getMessage(), e.field());
    }
  }

  private static JsonForm form(Exchange exchange) throws IOException, WrongFieldException {
    return JsonForm.read(exchange.body().readNBytes(LONGEST_ANSWER), "the body");
  }

  private static Answer answer(JsonForm form) throws WrongFieldException {
    String word = form.requiredText("answer");
    return switch (word) {
      case "accepted" -> Answer.ACCEPTED;
      case "refused" -> refusal(form);
      case "postponed" -> {
        Duration time = form.duration("time");
        yield new Answer.Postponed(time == null ? Duration.ofMinutes(1) : time);
      }
      default -> throw form.wrong("answer", "must be accepted, refused or postponed, not " + word);
    };
  }

  private static Answer refusal(JsonForm form) throws WrongFieldException {
    NonDeliveryReason reason = form.choice("reason", NonDeliveryReason.UNABLE_TO_TRANSFER, REASONS);
    return new Answer.Refused(reason,
        form.has("diagnostic")
            ? form.choice("diagnostic", NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME, DIAGNOSTICS)
            : null);
  }
}
