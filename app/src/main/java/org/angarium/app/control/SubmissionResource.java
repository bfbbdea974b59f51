package org.angarium.app.control;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.angarium.app.http.Exchange;
import org.angarium.app.http.Refusal;
import org.angarium.app.http.Route;
import org.angarium.app.submission.JsonForm;
import org.angarium.app.submission.SubmissionBody;
import org.angarium.app.submission.SubmissionForm;
import org.angarium.app.submission.WrongFieldException;
import org.angarium.mta.MtaControl;
import org.angarium.mta.RequestException;
import org.angarium.mta.access.Submission;
import org.angarium.x400.mts.Priority;

/** Takes messages and probes of mailboxes: the mailbox in the query, envelope and content in the body. */
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

  private void submit(Exchange exchange, String none) throws IOException, Refusal, RequestException {
    String from = exchange.query("from")
        .orElseThrow(() -> new Refusal(Refusal.BAD_REQUEST, "the originator (from) is missing"));
    if (exchange.number("octets", 0) > maximumContent) {
      throw new Refusal(Refusal.TOO_LARGE, "the content is longer than " + maximumContent
          + " octets, the maximum this MTA is configured for");
    }
    try {
      SubmissionBody body = SubmissionBody.read(exchange.body(), exchange.bodyType());
      JsonForm form = JsonForm.read(body.envelope(), "envelope");
      Submission submission = SubmissionForm.read(form).build();
      form.refuseUnknownFields();
      try (InputStream content = body.content()) {
        exchange.answer(Exchange.CREATED, mta.submit(from, submission, content));
      }
    } catch (WrongFieldException e) {
      throw new Refusal(Refusal.BAD_REQUEST, e.getMessage(), e.field());
    }
  }

  static Priority priority(String name) throws Refusal {
    Priority priority = Map.of("urgent", Priority.URGENT, "normal", Priority.NORMAL, "non-urgent",
        Priority.NON_URGENT).get(name);
    if (priority == null) {
      throw new Refusal(Refusal.BAD_REQUEST, "priority must be urgent, normal or non-urgent, not " + name);
    }
    return priority;
  }
}
