package org.angarium.app.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.Submission.Option;
import org.angarium.mta.access.SubmittedRecipient;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.UtcTime;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What an originator may ask of the transfer service (X.411 §8.2.1.1). */
final class SubmissionOptions {
  private static final Map<String, Priority> PRIORITIES = Map.of("urgent", Priority.URGENT, "normal",
      Priority.NORMAL, "non-urgent", Priority.NON_URGENT);

  @CommandLine.Option(names = "--priority", paramLabel = "PRIORITY", defaultValue = "normal", description = "urgent, normal or non-urgent (default ${DEFAULT-VALUE}).")
  private String priority = "normal";

  @CommandLine.Option(names = "--deferred-until", paramLabel = "WHEN", description = "Not to be delivered before: a time (2026-11-24T18:00:00Z) or from now (PT2H). Until then it can be cancelled.")
  private @Nullable String deferred;

  @CommandLine.Option(names = "--latest", paramLabel = "WHEN", description = "Return it if not delivered by then; a time or from now, too.")
  private @Nullable String latest;

  @CommandLine.Option(names = "--report", description = "Ask for a report on delivery, too.")
  private boolean report;

  @CommandLine.Option(names = "--no-report", description = "Ask for no report at all, not even on non-delivery.")
  private boolean noReport;

  @CommandLine.Option(names = "--return-content", description = "Ask for the content back if it cannot be delivered.")
  private boolean returnContent;

  @CommandLine.Option(names = "--alternate", paramLabel = "ADDRESS", description = "Who gets it in the place of a recipient that cannot.")
  private @Nullable String alternate;

  @CommandLine.Option(names = "--no-alternate", description = "A domain must not give it to an alternate recipient of its own.")
  private boolean noAlternate;

  @CommandLine.Option(names = "--no-redirection", description = "Recipients must not have it redirected.")
  private boolean noRedirection;

  @CommandLine.Option(names = "--no-expansion", description = "Recipients that are distribution lists must not be expanded.")
  private boolean noExpansion;

  @CommandLine.Option(names = "--no-conversion", description = "The content must not be converted.")
  private boolean noConversion;

  @CommandLine.Option(names = "--no-loss", description = "The content must not be converted if something is lost.")
  private boolean noLoss;

  @CommandLine.Option(names = "--disclose", description = "Recipients may learn of each other from the envelope.")
  private boolean disclose;

  @CommandLine.Option(names = "--content-id", paramLabel = "TEXT", description = "At most 16 characters that reports will repeat.")
  private @Nullable String contentIdentifier;

  @CommandLine.Option(names = "--correlator", paramLabel = "TEXT", description = "At most 512 characters that reports will repeat.")
  private @Nullable String correlator;

  @CommandLine.Option(names = "--key", paramLabel = "KEY", description = "Names this submission: given again, it changes nothing and prints the same MTS-identifier.")
  private @Nullable String key;

  Submission.Builder begin(Instant now) throws CommandFailure {
    Priority rank = PRIORITIES.get(priority);
    if (rank == null) {
      throw new CommandFailure(ExitCode.USAGE,
          "--priority: must be urgent, normal or non-urgent, not " + priority);
    }
    return Submission.builder().key(key).priority(rank).contentIdentifier(contentIdentifier)
        .contentCorrelator(correlator).deferredDelivery(time("--deferred-until", deferred, now))
        .latestDelivery(time("--latest", latest, now))
        .option(Option.CONTENT_RETURN_REQUESTED, returnContent)
        .option(Option.ALTERNATE_RECIPIENT_ALLOWED, !noAlternate)
        .option(Option.RECIPIENT_REASSIGNMENT_PROHIBITED, noRedirection)
        .option(Option.DL_EXPANSION_PROHIBITED, noExpansion)
        .option(Option.IMPLICIT_CONVERSION_PROHIBITED, noConversion)
        .option(Option.CONVERSION_WITH_LOSS_PROHIBITED, noLoss)
        .option(Option.DISCLOSURE_OF_OTHER_RECIPIENTS, disclose);
  }

  SubmittedRecipient recipient(OrName name) throws CommandFailure {
    if (report && noReport) {
      throw new CommandFailure(ExitCode.USAGE, "--report and --no-report exclude each other");
    }
    ReportRequest request = report
        ? ReportRequest.REPORT
        : noReport ? ReportRequest.NO_REPORT : ReportRequest.NON_DELIVERY_REPORT;
    return SubmittedRecipient.of(name, request)
        .withAlternate(alternate == null ? null : name("--alternate", alternate));
  }

  static OrName name(String option, String address) throws CommandFailure {
    try {
      return OrName.parse(address);
    } catch (AddressSyntaxException e) {
      throw new CommandFailure(ExitCode.USAGE,
          option + ": neither a mailbox of this MTA nor an O/R address: " + e.getMessage());
    }
  }

  private static @Nullable Instant time(String option, @Nullable String text, Instant now)
      throws CommandFailure {
    if (text == null) {
      return null;
    }
    try {
      Instant time = text.startsWith("P") ? now.plus(Duration.parse(text)) : Instant.parse(text);
      if (!UtcTime.isExpressible(time)) {
        throw new CommandFailure(ExitCode.USAGE, option + ": " + text + " is too far away");
      }
      return time;
    } catch (DateTimeParseException e) {
      throw new CommandFailure(ExitCode.USAGE, option + ": must be a time like 2026-11-24T18:00:00Z"
          + " or a duration like PT2H, not " + text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new CommandFailure(ExitCode.USAGE, option + ": " + text + " is too far away");
    }
  }
}
