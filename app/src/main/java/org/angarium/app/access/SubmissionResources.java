package org.angarium.app.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.angarium.app.compose.Letter;
import org.angarium.app.http.Exchange;
import org.angarium.app.http.Refusal;
import org.angarium.app.http.Route;
import org.angarium.app.submission.JsonForm;
import org.angarium.app.submission.SubmissionBody;
import org.angarium.app.submission.SubmissionForm;
import org.angarium.app.submission.WrongFieldException;
import org.angarium.mta.RequestException;
import org.angarium.mta.access.AccessUnit;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.SubmittedRecipient;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.Importance;
import org.angarium.x400.ipm.TextMessage;
import org.jspecify.annotations.Nullable;

/** What an access unit asks about what it sends: submit, fate, cancel. */
final class SubmissionResources {
  private static final Map<String, Importance> IMPORTANCE = new LinkedHashMap<>();

  static {
    IMPORTANCE.put("normal", Importance.NORMAL);
    IMPORTANCE.put("low", Importance.LOW);
    IMPORTANCE.put("high", Importance.HIGH);
  }

  private final AccessUnit unit;
  private final long maximumContent;
  private final InstantSource clock;

  SubmissionResources(AccessUnit unit, long maximumContent, InstantSource clock) {
    this.unit = unit;
    this.maximumContent = maximumContent;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", "v1/access-unit",
            (exchange, none) -> exchange.answer(Exchange.OK, Map.of("name", unit.name()))),
        Route.of("POST", "v1/messages", this::submit), Route.of("GET", "v1/fate", this::fate),
        Route.of("POST", "v1/cancellation", this::cancel));
  }

  private void submit(Exchange exchange, String none) throws IOException, Refusal, RequestException {
    if (exchange.number("octets", 0) > maximumContent) {
      throw new Refusal(Refusal.TOO_LARGE, "the content is longer than " + maximumContent
          + " octets, the maximum this MTA is configured for");
    }
    try {
      SubmissionBody body = SubmissionBody.read(exchange.body(), exchange.bodyType());
      JsonForm form = JsonForm.read(body.envelope(), "envelope");
      Submission.Builder begun = SubmissionForm.read(form);
      JsonForm letter = form.object("message");
      form.refuseUnknownFields();
      Submission submission = begun.build();
      if (submission.originator() == null) {
        throw form.wrong("originator", "is missing");
      }
      if (submission.isProbe() && (letter != null || body.hasContent())) {
        throw form.wrong("probe", "has no content, and so neither a message nor a part content");
      }
      if (!submission.isProbe() && (letter != null) == body.hasContent()) {
        throw form.wrong("message",
            "or else a part content must be there, one of them: what is there to be sent?");
      }
      if (letter == null) {
        try (InputStream content = body.content()) {
          exchange.answer(Exchange.CREATED, unit.submit(submission, content));
        }
      } else {
        TextMessage.Composed composed = compose(letter, submission);
        exchange.answer(Exchange.CREATED,
            unit.submit(begun.contentType(composed.contentType()).types(composed.types()).build(),
                new ByteArrayInputStream(composed.content())));
      }
    } catch (WrongFieldException e) {
      throw new Refusal(Refusal.BAD_REQUEST, e.getMessage(), e.field());
    }
  }

  /** Without a heading's own recipients those of the envelope are shown. */
  private TextMessage.Composed compose(JsonForm form, Submission submission) throws WrongFieldException {
    OrName originator = submission.originator();
    if (originator == null) {
      throw form.wrong("originator", "is missing");
    }
    String identifier = form.text("identifier");
    TextMessage message = new TextMessage(originator,
        identifier == null ? Letter.identifier(clock.instant(), new SecureRandom()) : identifier);
    List<OrName> to = form.names("to");
    List<OrName> copies = form.names("copyTo");
    if (to.isEmpty() && copies.isEmpty()) {
      submission.recipients().stream().map(SubmittedRecipient::name).forEach(message::to);
    }
    to.forEach(message::to);
    copies.forEach(message::copyTo);
    message.subject(otherwiseEmpty(form.text("subject"))).text(otherwiseEmpty(form.text("text")))
        .importance(form.choice("importance", Importance.NORMAL, IMPORTANCE));
    form.refuseUnknownFields();
    return message.compose();
  }

  private static String otherwiseEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String mtsId(Exchange exchange) throws Refusal {
    return exchange.query("mts-id").orElseThrow(
        () -> new Refusal(Refusal.BAD_REQUEST, "the MTS-identifier (mts-id) is missing", "mts-id"));
  }

  /** What became of a recipient so far. */
  record RecipientFate(int number, String address, String state, String step, Instant at) {}

  /** What became of a message so far. */
  record MessageFate(String mtsId, Instant submitted, List<RecipientFate> recipients) {}

  private void fate(Exchange exchange, String none) throws IOException, Refusal, RequestException {
    String mtsId = mtsId(exchange);
    TrackedMessage message = unit.fate(mtsId).orElseThrow(() -> Refusal.notFound(
        "nothing is known of " + mtsId + ": it was not submitted by this access unit, or too long ago"));
    exchange.answer(Exchange.OK,
        new MessageFate(mtsId, message.firstAt(),
            message.fates().stream()
                .map(fate -> new RecipientFate(fate.recipient().number(), fate.recipient().name(),
                    fate.state().word(), fate.step().word(), fate.at()))
                .toList()));
  }

  private void cancel(Exchange exchange, String none) throws IOException, Refusal, RequestException {
    String mtsId = mtsId(exchange);
    if (!unit.cancel(mtsId)) {
      throw new Refusal(Refusal.CONFLICT, "no message " + mtsId + " of this access unit waits for its"
          + " deferred delivery time: it is on its way, or was never submitted here");
    }
    exchange.answer(Exchange.OK, Map.of("cancelled", mtsId));
  }
}
