package org.angarium.app.command;

import java.io.PrintWriter;
import org.angarium.app.console.Moments;
import org.angarium.app.console.Plain;
import org.angarium.app.envelope.EnvelopeSummary;
import org.jspecify.annotations.Nullable;

/** Named values, one a line, their values below each other. */
final class FieldList {
  private static final int WIDTH = 20;

  private final PrintWriter out;

  FieldList(PrintWriter out) {
    this.out = out;
  }

  /** Prints it unless there is no value. */
  void field(String name, @Nullable String value) {
    if (value != null) {
      String label = name.isEmpty() ? "" : name + ":";
      out.println(label + " ".repeat(Math.max(1, WIDTH - label.length())) + Plain.text(value));
    }
  }

  void envelope(EnvelopeSummary envelope, Moments moments) {
    boolean report = envelope.kind().equals("report");
    field("MTS-identifier", envelope.mtsId());
    field(report ? "Report to" : "Originator", envelope.originator());
    field("Report on", envelope.subject());
    field("Priority", envelope.priority());
    field("Content type", envelope.contentType());
    field("Content identifier", envelope.contentIdentifier());
    for (EnvelopeSummary.Recipient recipient : envelope.recipients()) {
      field("Recipient " + recipient.number(), recipient.address() + note(recipient));
      field("", recipient.outcome());
    }
    for (EnvelopeSummary.Hop hop : envelope.trace()) {
      field("Passed", hop.domain() + " at " + moments.full(hop.arrival()) + ", " + hop.action());
    }
    field("Problem", envelope.problem());
  }

  private static String note(EnvelopeSummary.Recipient recipient) {
    return recipient.outcome() != null || recipient.responsible() ? "" : " (another copy is for this one)";
  }
}
