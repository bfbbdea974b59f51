package org.angarium.lab.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.angarium.app.command.CommandFailure;
import org.angarium.app.command.ExitCode;
import org.angarium.app.command.Subcommand;
import org.angarium.app.console.Ink;
import org.angarium.app.console.Table;
import org.angarium.app.console.Table.Cell;
import org.angarium.lab.console.Figures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast routes are chosen. */
@Command(name = "routing", description = "Choose routes among very many address spaces.", footer = {
    "  angarium bench routing", "  angarium bench routing --spaces 10000 --json"})
final class RoutingCommand extends Subcommand {
  private static final double MOST_MICROSECONDS = 20;
  private static final double MOST_SECONDS = 1;
  private static final int LEAST_SPACES = 1000;

  @Option(names = "--spaces", paramLabel = "N", description = "Address spaces (default ${DEFAULT-VALUE}).")
  private int spaces = 100_000;

  @Option(names = "--choices", paramLabel = "N", description = "Recipients to route in each measurement (default ${DEFAULT-VALUE}).")
  private int choices = 1_000_000;

  @Option(names = "--json", description = "Print the result as JSON, too, on the last line.")
  private boolean json;

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    if (spaces < LEAST_SPACES || choices < LEAST_SPACES) {
      throw new CommandFailure(ExitCode.USAGE, "--spaces and --choices must be at least " + LEAST_SPACES);
    }
    RoutingBench.Result result = new RoutingBench(spaces).run(choices);
    Table table = new Table("MEASURED", ">VALUE", ">GOAL", "MET");
    row(table, "one recipient, mean", result.mean(), MOST_MICROSECONDS, "µs");
    row(table, "one recipient, median", result.percentile50(), MOST_MICROSECONDS, "µs");
    row(table, "one recipient, 99 %", result.percentile99(), MOST_MICROSECONDS, "µs");
    row(table, "99 % while the table is made anew", result.busyPercentile99(), MOST_MICROSECONDS, "µs");
    row(table, "table made anew, processor time", result.rebuildProcessorSeconds(), MOST_SECONDS, "s");
    row(table, "table made anew, longest", result.rebuildSeconds(), MOST_SECONDS, "s");
    print(table);
    out().println("%d address spaces of %d connectors; %.1f %% of the recipients have a connector."
        .formatted(result.spaces(), result.connectors(), result.routed() * 100));
    if (json) {
      printJson(json(result));
    }
    return result.mean() < MOST_MICROSECONDS && result.rebuildSeconds() < MOST_SECONDS
        ? ExitCode.OK
        : ExitCode.FAILED;
  }

  private static void row(Table table, String what, double value, double goal, String unit) {
    table.row(what, "%.2f %s".formatted(value, unit), "< %.0f %s".formatted(goal, unit),
        value < goal ? new Cell("yes", Ink.GOOD) : new Cell("no", Ink.BAD));
  }

  private static Map<String, Object> json(RoutingBench.Result result) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("spaces", result.spaces());
    all.put("connectors", result.connectors());
    all.put("meanMicroseconds", Figures.rounded(result.mean()));
    all.put("medianMicroseconds", Figures.rounded(result.percentile50()));
    all.put("percentile99Microseconds", Figures.rounded(result.percentile99()));
    all.put("percentile99WhileRebuildingMicroseconds", Figures.rounded(result.busyPercentile99()));
    all.put("rebuildProcessorSeconds", Figures.rounded(result.rebuildProcessorSeconds()));
    all.put("rebuildSeconds", Figures.rounded(result.rebuildSeconds()));
    return all;
  }
}
