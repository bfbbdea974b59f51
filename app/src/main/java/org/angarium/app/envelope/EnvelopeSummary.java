package org.angarium.app.envelope;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An envelope for people and programs.
 *
 * @param kind "message", "probe" or "report"
 * @param mtsId its MTS-identifier
 * @param originator who sent it; for a report, whom it goes to
 * @param subject MTS-identifier of what a report is on, null for others
 * @param contentType in words, null if not told
 * @param contentIdentifier null if there is none
 * @param priority "urgent", "normal" or "non-urgent", null for a probe or report
 * @param recipients whom it is for; of a report, what became of each
 * @param trace the domains it passed, oldest first
 * @param problem why the rest is missing: the envelope could not be decoded; else null
 */
public record EnvelopeSummary(String kind, String mtsId, @Nullable String originator,
    @Nullable String subject, @Nullable String contentType, @Nullable String contentIdentifier,
    @Nullable String priority, List<Recipient> recipients, List<Hop> trace, @Nullable String problem) {
  public EnvelopeSummary {
    recipients = List.copyOf(recipients);
    trace = List.copyOf(trace);
  }

  /**
   * A recipient.
   *
   * @param address O/R address
   * @param number the number the originating MTA gave it
   * @param responsible whether this copy is for it; false in a report
   * @param reports which reports the originator wants: "none", "non-delivery" or "all"; null in a report
   * @param outcome what became of it, in words; null unless in a report
   * @param delivered whether it was delivered; null unless in a report
   */
  public record Recipient(String address, int number, boolean responsible, @Nullable String reports,
      @Nullable String outcome, @Nullable Boolean delivered) {}

  /**
   * A visit to a domain.
   *
   * @param action "relayed", "rerouted", …
   */
  public record Hop(String domain, Instant arrival, String action) {}
}
