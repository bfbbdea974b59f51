package org.angarium.lab.outage;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.angarium.app.command.CommandFailure;
import org.angarium.app.command.ExitCode;
import org.angarium.app.command.Subcommand;
import org.angarium.app.console.Ink;
import org.angarium.app.control.ControlException;
import org.angarium.lab.console.Figures;
import org.angarium.lab.console.LiveScreen;
import org.angarium.lab.namespace.NetworkNamespace;
import org.angarium.lab.process.Program;
import org.angarium.lab.process.Sandbox;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Every fault in every phase, with real processes on hosts and a line of their own. */
@Command(name = "outage", description = {
    "Let a real network fail under two real MTAs.",
    "Two processes on two hosts (network namespaces), a line between them that this program carries, and every fault at "
        + "the octet that puts an association into each phase. Changes nothing outside its namespaces. Needs Linux and "
        + "root; where it may not, it says so, and its exit code is 77."}, footer = {
            "  angarium lab outage",
            "  angarium lab outage --fault host --phase checkpoint --settings eager"})
public final class OutageCommand extends Subcommand {
  /** What test tools understand as "skipped". */
  private static final int SKIPPED = 77;

  private final Program program;

  @Option(names = "--fault", paramLabel = "NAME", description = "Only this one: ${COMPLETION-CANDIDATES}.")
  private @Nullable OutageFault fault;

  @Option(names = "--phase", paramLabel = "NAME", description = "Only this one: ${COMPLETION-CANDIDATES}.")
  private @Nullable OutagePhase phase;

  @Option(names = "--settings", paramLabel = "NAME", description = "Only these: classic, eager; patient (not run without this option).")
  private @Nullable String label;

  @Option(names = "--json", description = "Print the result as JSON, too, on the last line.")
  private boolean json;

  /** @param program what to start the MTAs from */
  public OutageCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ControlException, CommandFailure {
    LiveScreen screen = new LiveScreen(out(), colours());
    Optional<String> reason = NetworkNamespace.unavailable();
    if (reason.isPresent()) {
      screen.line("Skipped: " + reason.get());
      if (json) {
        printJson(Map.of("skipped", reason.get()));
      }
      return SKIPPED;
    }
    OutageReport report = new OutageReport();
    for (RecoverySettings settings : chosen()) {
      run(settings, report, screen);
    }
    screen.status("");
    report.print(screen::line, screen.isLive());
    screen.line("");
    screen.line("  " + (report.isSuccess()
        ? Ink.GOOD.on(
            "Everything recovered by itself, in time, nothing was lost or doubled, and no more sent again than had to be.",
            screen.isLive())
        : Ink.BAD.on("That is not how it should be.", screen.isLive())));
    if (json) {
      printJson(report.json());
    }
    return report.isSuccess() ? ExitCode.OK : ExitCode.FAILED;
  }

  private List<RecoverySettings> chosen() throws CommandFailure {
    List<RecoverySettings> all = List.of(RecoverySettings.CLASSIC, RecoverySettings.EAGER,
        RecoverySettings.PATIENT);
    List<RecoverySettings> wanted = all.stream()
        .filter(each -> label == null ? !each.patient() : each.label().equals(label)).toList();
    if (wanted.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "there are no settings \"" + label + "\"; there are "
          + all.stream().map(RecoverySettings::label).collect(Collectors.joining(", ")));
    }
    return wanted;
  }

  private void run(RecoverySettings settings, OutageReport report, LiveScreen screen)
      throws IOException, InterruptedException, ControlException {
    try (Sandbox sandbox = Sandbox.open(program, Optional.empty(), true)) {
      try (OutageMatrix matrix = new OutageMatrix(sandbox, settings)) {
        for (OutageFault each : fault == null ? Arrays.asList(OutageFault.values()) : List.of(fault)) {
          for (OutagePhase when : phase == null ? Arrays.asList(OutagePhase.values()) : List.of(phase)) {
            screen.status("  " + settings.label() + ": " + each.label() + " at " + when.label() + " …");
            OutageOutcome outcome = matrix.run(each, when);
            report.add(outcome);
            screen.line("  %-8s %-15s %-13s %s".formatted(settings.label(), each.label(), when.label(),
                said(outcome)));
          }
        }
        report.add(matrix.audit(), matrix.restarts());
      } catch (IOException | ControlException e) {
        sandbox.keepFolder();
        err().println("Stores and logs are in " + sandbox.folder());
        throw e;
      }
    }
  }

  private static String said(OutageOutcome outcome) {
    Double seconds = outcome.recoverySeconds();
    return seconds == null
        ? "no delivery without a restart"
        : "first delivery after " + Figures.seconds(seconds);
  }
}
