package org.angarium.app.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.angarium.app.console.Moments;
import org.angarium.app.console.Plain;
import org.angarium.app.console.Table;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingState;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds messages in the tracking log. */
@Command(name = "track", description = "Find messages by what this MTA has written down of them.", footer = {
    "  angarium track", "  angarium track --to 'S=Berg' --state waiting",
    "  angarium track --from 'C=DE;A=EXAMPLE;P=BRAVO;S=Berg' --since PT2H",
    "  angarium track --step rerouted --json"})
final class TrackCommand extends Inquiry.Live<List<TrackedMessage>> {
  private final Moments moments;

  @Option(names = "--mts-id", paramLabel = "MTS-ID", description = "This message, and the reports on it.")
  private @Nullable String mtsId;

  @Option(names = "--from", paramLabel = "ADDRESS", description = "Originator: a whole O/R address, or a part of one.")
  private @Nullable String originator;

  @Option(names = "--to", paramLabel = "ADDRESS", description = "Recipient: a whole O/R address, or a part of one.")
  private @Nullable String recipient;

  @Option(names = "--content", paramLabel = "TEXT", description = "Content identifier or content correlator.")
  private @Nullable String content;

  @Option(names = "--since", paramLabel = "TIME", description = "Accepted at this time or later: 2026-11-24T18:00:00Z, or PT2H for two hours ago.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Accepted before this time; as --since.")
  private @Nullable String until;

  @Option(names = "--state", paramLabel = "STATE", description = "Of a recipient: waiting, deferred, transferred, delivered, not-delivered, replaced or dropped.")
  private @Nullable String state;

  @Option(names = "--step", paramLabel = "STEP", description = "That it went through, for example rerouted, attempt-failed or expired.")
  private @Nullable String step;

  @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "Most messages shown, the latest ones (default ${DEFAULT-VALUE}).")
  private int limit = 50;

  TrackCommand(Surroundings surroundings) {
    this.moments = surroundings.moments();
  }

  @Override
  List<TrackedMessage> ask(ControlClient mta) throws CommandFailure, ControlException {
    return mta.tracked(query());
  }

  private TrackingQuery query() throws CommandFailure {
    if (limit < 1 || limit > TrackingQuery.MOST) {
      throw new CommandFailure(ExitCode.USAGE, "--limit: must be 1 to " + TrackingQuery.MOST);
    }
    return new TrackingQuery(mtsId, address(originator), address(recipient), content, time("--since", since),
        time("--until", until), state == null
            ? null
            : TrackingState.of(state).orElseThrow(() -> new CommandFailure(ExitCode.USAGE,
                "--state: there is no state " + state + "; see angarium track --help")),
        step == null
            ? null
            : TrackingStep.of(step).orElseThrow(() -> new CommandFailure(ExitCode.USAGE,
                "--step: there is no step " + step + "; there are "
                    + Arrays.stream(TrackingStep.values()).map(TrackingStep::word).toList())),
        limit);
  }

  /** A whole address in the form in which it is written down; a part as it is. */
  private static @Nullable String address(@Nullable String text) {
    if (text == null || !text.contains("=")) {
      return text;
    }
    try {
      return OrName.parse(text).toString();
    } catch (AddressSyntaxException e) {
      return text;
    }
  }

  private @Nullable Instant time(String option, @Nullable String text) throws CommandFailure {
    if (text == null) {
      return null;
    }
    try {
      return text.startsWith("P") ? moments.now().minus(Duration.parse(text)) : Instant.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new CommandFailure(ExitCode.USAGE,
          option + ": must be a time like 2026-11-24T18:00:00Z or a duration like PT2H, not " + text);
    }
  }

  @Override
  void show(List<TrackedMessage> found) {
    if (found.isEmpty()) {
      out().println("No message was found.");
      return;
    }
    Table table = new Table("TIME", "KIND", "STATE", "FROM", "TO", "MTS-ID");
    for (TrackedMessage message : found) {
      List<TrackedMessage.Fate> fates = message.fates();
      if (fates.isEmpty()) {
        table.row(moments.at(message.firstAt()), message.kind(), message.records().getLast().step().word(),
            Plain.text(message.records().getLast().field(TrackingField.FROM)), "",
            Plain.text(message.mtsId()));
      }
      boolean first = true;
      for (TrackedMessage.Fate fate : fates) {
        String via = fate.via().isEmpty() ? "" : " " + fate.via();
        table.row(first ? moments.at(message.firstAt()) : "", first ? message.kind() : "",
            Plain.text(fate.state().word() + via), first ? Plain.text(originator(message)) : "",
            Plain.text(fate.recipient().name()), first ? Plain.text(message.mtsId()) : "");
        first = false;
      }
    }
    print(table);
  }

  private static String originator(TrackedMessage message) {
    String originator = message.field(TrackingField.ORIGINATOR);
    String subject = message.field(TrackingField.SUBJECT);
    return subject.isEmpty() ? originator : "report on " + subject;
  }
}
