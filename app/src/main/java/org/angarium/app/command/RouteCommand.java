package org.angarium.app.command;

import java.util.List;
import java.util.Locale;
import org.angarium.app.console.Plain;
import org.angarium.app.console.Table;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.mta.RouteQuestion;
import org.angarium.mta.routing.RouteEntry;
import org.angarium.mta.routing.RouteExplanation;
import org.angarium.x400.mts.Priority;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The computed routing table, and why an address goes where it goes. */
@Command(name = "route", description = "Show the routing table, or why an address goes where it goes.", footer = {
    "  angarium route show", "  angarium route explain 'C=DE;A=EXAMPLE;P=BRAVO;S=Berg'",
    "  angarium route explain 'C=DE;A=EXAMPLE;P=BRAVO;S=Berg' --size 5000000 --json"})
final class RouteCommand extends Subcommand {
  @Override
  public Integer call() throws CommandFailure {
    throw new CommandFailure(ExitCode.USAGE,
        "route needs one of show and explain; see: angarium route --help");
  }

  @Command(name = "show", description = "Show the routing table in force, the closest pattern first.", footer = {
      "  angarium route show", "  angarium route show --json"})
  static final class ShowCommand extends Inquiry.Live<List<RouteEntry>> {
    @Override
    List<RouteEntry> ask(ControlClient mta) throws ControlException {
      return mta.routes();
    }

    @Override
    void show(List<RouteEntry> entries) {
      if (entries.isEmpty()) {
        out().println("No connector has an address space.");
        return;
      }
      Table table = new Table("PATTERN", ">COST", "CONNECTOR", "SCOPE", "STAND-IN", "NOW");
      for (RouteEntry entry : entries) {
        table.row(Plain.text(entry.pattern()), entry.cost(), entry.connector(), entry.scope(),
            entry.standIn() ? "yes" : "", entry.standing());
      }
      print(table);
    }
  }

  @Command(name = "explain", description = "Say where mail to an address goes now, and why.", footer = {
      "  angarium route explain 'C=DE;A=EXAMPLE;P=BRAVO;S=Berg'",
      "  angarium route explain 'C=DE;A=EXAMPLE;P=BRAVO;S=Berg' --over BRAVO   if it came over that connector"})
  static final class ExplainCommand extends Inquiry.Live<RouteExplanation> {
    @Parameters(paramLabel = "ADDRESS", description = "O/R address of the recipient.")
    private String address = "";

    @Option(names = "--originator", paramLabel = "ADDRESS", description = "O/R address of the originator; default: it does not matter.")
    private @Nullable String originator;

    @Option(names = "--over", paramLabel = "CONNECTOR", description = "Connector that the message comes over; default: it is submitted here.")
    private @Nullable String over;

    @Option(names = "--size", paramLabel = "OCTETS", description = "Length of the content; default 0.")
    private long octets;

    @Option(names = "--priority", paramLabel = "PRIORITY", description = "urgent, normal or non-urgent; default normal.")
    private String priority = "normal";

    @Override
    RouteExplanation ask(ControlClient mta) throws CommandFailure, ControlException {
      return mta.explainRoute(
          new RouteQuestion(address, originator, priority(), Math.max(0, octets), over));
    }

    private Priority priority() throws CommandFailure {
      for (Priority one : Priority.values()) {
        if (one.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(priority)) {
          return one;
        }
      }
      throw new CommandFailure(ExitCode.USAGE,
          "--priority must be urgent, normal or non-urgent, not " + priority);
    }

    @Override
    void show(RouteExplanation explanation) {
      FieldList fields = new FieldList(out());
      fields.field("Address",
          Plain.text(explanation.redirections().isEmpty() ? explanation.address() : address));
      explanation.redirections().forEach(to -> fields.field("Redirected to", Plain.text(to)));
      fields.field("Goes", switch (explanation.outcome()) {
        case "local" -> "into the mailbox " + explanation.target();
        case "access-unit" -> "to the access unit " + explanation.target();
        case "list" -> "to the members of the list " + explanation.target();
        case "connector" -> "over the connector " + explanation.target();
        default -> "nowhere: a report says " + explanation.diagnostic();
      });
      fields.field("Because", Plain.text(explanation.because()));
      if (explanation.candidates().isEmpty()) {
        return;
      }
      out().println();
      Table table = new Table("VERDICT", "CONNECTOR", "PATTERN", ">COST", "NOW", "WHY");
      for (RouteExplanation.Candidate candidate : explanation.candidates()) {
        table.row(candidate.verdict(), candidate.connector(), Plain.text(candidate.pattern()),
            candidate.cost(), candidate.standing(), Plain.text(candidate.why()));
      }
      print(table);
    }
  }
}
