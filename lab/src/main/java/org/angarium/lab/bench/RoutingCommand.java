package org.angarium.lab.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.angarium.app.command.CommandFailure;
import org.angarium.app.command.ExitCode;
import org.angarium.app.console.Ink;
import org.angarium.app.console.Table;
import org.angarium.app.console.Table.Cell;
import org.angarium.lab.bench.LateTime.Cause;
import org.angarium.lab.console.Figures;
import org.angarium.lab.process.Program;
import org.angarium.lab.process.Sandbox;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast routes are chosen, and whether transfer pauses while the table is made anew. */
@Command(name = "routing", description = {
    "Measure the choice of routes among very many address spaces (JMH).",
    "Also makes the table anew, and looks whether transfer pauses meanwhile."}, footer = {
        "  angarium bench routing", "  angarium bench routing --spaces 10000 --json"})
final class RoutingCommand extends Measurement {
  private static final double MOST_MICROSECONDS = 20;
  private static final double MOST_SECONDS = 1;
  private static final int LEAST_SPACES = 1000;
  private static final int ROUNDS = 3;
  private static final Duration NOW_AND_THEN = Duration.ofSeconds(3);
  private static final double MILLI = 1000;

  @Option(names = "--spaces", paramLabel = "N", description = "Address spaces (default ${DEFAULT-VALUE}).")
  private int spaces = 100_000;

  @Option(names = "--restrictions", paramLabel = "N", description = "Recipients that each connector is restricted from carrying, in one of the measurements (default ${DEFAULT-VALUE}).")
  private int restrictions = 10_000;

  @Option(names = "--choices", paramLabel = "N", description = "Recipients to route while the table is made anew (default ${DEFAULT-VALUE}).")
  private int choices = 500_000;

  @Option(names = "--seconds", paramLabel = "N", description = "How long messages are transferred in each round with and without changes (default ${DEFAULT-VALUE}).")
  private int seconds = 10;

  @Option(names = "--rate", paramLabel = "N", description = "Messages a second (default ${DEFAULT-VALUE}).")
  private int rate = 100;

  RoutingCommand(Program program) {
    super(program);
  }

  /** What JMH says of one choice, in microseconds. */
  private record Choice(double mean, double error, Statistics samples) {}

  @Override
  public Integer call() throws CommandFailure, IOException, InterruptedException {
    if (spaces < LEAST_SPACES || choices < LEAST_SPACES || seconds < 1 || rate < 1) {
      throw new CommandFailure(ExitCode.USAGE,
          "--spaces and --choices must be at least " + LEAST_SPACES + ", --seconds and --rate 1");
    }
    Choice choice = choice();
    RoutingBench.Result result = new RoutingBench(spaces).run(choices);
    double restricted = new RoutingBench(spaces).restricted(choices, Math.max(0, restrictions));
    Table table = new Table("MEASURED", ">VALUE", ">GOAL", "MET");
    row(table, "one recipient, mean (JMH)", "%.2f ± %.2f µs".formatted(choice.mean(), choice.error()),
        choice.mean(), MOST_MICROSECONDS, "µs");
    row(table, "one recipient, median (JMH)", choice.samples().getPercentile(50), MOST_MICROSECONDS, "µs");
    row(table, "one recipient, 99 % (JMH)", choice.samples().getPercentile(99), MOST_MICROSECONDS, "µs");
    row(table, "one recipient, processor time", result.processor(), MOST_MICROSECONDS, "µs");
    row(table, restrictions + " restrictions, processor time", restricted, MOST_MICROSECONDS, "µs");
    row(table, "99 % while the table is made anew", result.busyPercentile99(), MOST_MICROSECONDS, "µs");
    row(table, "table made anew, processor time", result.rebuildProcessor().text("%.2f") + " s",
        result.rebuildProcessor().median(), MOST_SECONDS, "s");
    row(table, "table made anew, by the clock", result.rebuild().text("%.2f") + " s",
        result.rebuild().median(), MOST_SECONDS, "s");
    print(table);
    out().println("%d address spaces of %d connectors; %.1f %% of the recipients have a connector."
        .formatted(spaces, AddressSpaces.CONNECTORS, result.routed() * 100));
    out().flush();
    List<Round> rounds = new ArrayList<>();
    ReloadBench.Load load = new ReloadBench.Load(seconds * rate, Duration.ofNanos(1_000_000_000L / rate));
    Spread reload;
    Circumstances circumstances;
    try (Sandbox sandbox = sandbox();
        ReloadBench bench = new ReloadBench(spaces, sandbox)) {
      bench.idle(load);
      bench.whileChanging(load, Duration.ZERO);
      for (int i = 0; i < ROUNDS; i++) {
        rounds.add(new Round(bench.idle(load), bench.whileChanging(load, NOW_AND_THEN),
            bench.whileChanging(load, Duration.ZERO)));
      }
      reload = bench.reloadSeconds();
      circumstances = bench.circumstances();
    }
    out().println();
    Table latency = new Table("CONFIRMED AFTER", ">MEDIAN ms", ">99 % ms", ">LONGEST ms", ">CHANGES",
        ">LONGEST WRITE ms", ">LATE s", ">DISK", ">COLLECTOR", ">PROCESSOR");
    rounds.forEach(one -> row(latency, "nothing else", one.idle(), circumstances));
    rounds.forEach(one -> row(latency, "all address spaces changed every " + NOW_AND_THEN.toSeconds() + " s",
        one.nowAndThen(), circumstances));
    rounds.forEach(one -> row(latency, "all address spaces changed without end", one.endless(),
        circumstances));
    print(latency);
    Spread ratio = ratio(rounds, Round::nowAndThen);
    out().println(
        ("%d messages a second over an MTA in a process of its own. 99 %% against nothing else: %s times with a"
            + " change now and then, %s times without end. From \"reload\" to the new table: %s s.")
            .formatted(rate, ratio.text("%.1f"), ratio(rounds, Round::endless).text("%.1f"),
                reload.text("%.2f")));
    out().println(
        ("Late: a message had been waiting for more than %d ms. Of that time, in percent: the store of the MTA waited"
            + " for the disk (writes of more than %d ms), its collector had stopped it, this machine had no processor.")
            .formatted(Latency.LATE.toMillis(), Circumstances.SLOW_WRITE.toMillis()));
    conclude(json(choice, result, restricted, rounds, reload, circumstances));
    return choice.mean() < MOST_MICROSECONDS && result.rebuild().median() < MOST_SECONDS
        ? ExitCode.OK
        : ExitCode.FAILED;
  }

  /** How transfers were confirmed one after the other, so that whatever else the machine does counts for all alike. */
  private record Round(Latency idle, Latency nowAndThen,
      Latency endless) {}

  private static Spread ratio(List<Round> rounds, Function<Round, Latency> which) {
    return Spread.of(rounds.stream()
        .map(round -> which.apply(round).percentile99() / round.idle().percentile99()).toList());
  }

  private Choice choice() throws CommandFailure {
    double mean = 0;
    double error = 0;
    Statistics samples = null;
    try {
      for (RunResult run : new Runner(new OptionsBuilder().include("^" + RouteChoice.class.getName() + "\\.")
          .param("spaces", Integer.toString(spaces)).jvmArgsAppend("-Xmx1g").verbosity(VerboseMode.SILENT)
          .build()).run()) {
        if (run.getParams().getMode() == Mode.AverageTime) {
          mean = run.getPrimaryResult().getScore();
          error = run.getPrimaryResult().getScoreError();
        } else {
          samples = run.getPrimaryResult().getStatistics();
        }
      }
    } catch (RunnerException e) {
      throw new CommandFailure(ExitCode.FAILED, "JMH failed: " + e.getMessage());
    }
    if (samples == null) {
      throw new CommandFailure(ExitCode.FAILED, "JMH measured nothing");
    }
    return new Choice(mean, error, samples);
  }

  private static void row(Table table, String what, double value, double goal, String unit) {
    row(table, what, "%.2f %s".formatted(value, unit), value, goal, unit);
  }

  private static void row(Table table, String what, String shown, double value, double goal, String unit) {
    table.row(what, shown, "< %.0f %s".formatted(goal, unit),
        value < goal ? new Cell("yes", Ink.GOOD) : new Cell("no", Ink.BAD));
  }

  private static void row(Table table, String what, Latency latency, Circumstances circumstances) {
    LateTime late = circumstances.lateTime(latency);
    table.row(what, "%.1f".formatted(latency.median()), "%.1f".formatted(latency.percentile99()),
        "%.1f".formatted(latency.longest()), latency.changes(),
        "%.1f".formatted(circumstances.longestWrite(latency)), "%.2f".formatted(late.all().toMillis() / 1e3),
        share(late, Cause.DISK), share(late, Cause.COLLECTOR), share(late, Cause.PROCESSOR));
  }

  private static String share(LateTime late, Cause cause) {
    return late.all().isZero()
        ? "-"
        : "%.0f".formatted(100.0 * late.of(cause).toNanos() / late.all().toNanos());
  }

  private static Map<String, Object> json(Latency latency, Circumstances circumstances) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("median", Figures.rounded(latency.median()));
    all.put("percentile99", Figures.rounded(latency.percentile99()));
    all.put("longest", Figures.rounded(latency.longest()));
    all.put("changes", latency.changes());
    all.put("longestWrite", Figures.rounded(circumstances.longestWrite(latency)));
    LateTime late = circumstances.lateTime(latency);
    all.put("late", late.all().toMillis());
    for (Cause cause : Cause.values()) {
      all.put("late" + cause.name().charAt(0) + cause.name().substring(1).toLowerCase(Locale.ROOT),
          late.of(cause).toMillis());
    }
    all.put("lateRest", late.rest().toMillis());
    return all;
  }

  private static List<Map<String, Object>> json(List<Round> rounds, Function<Round, Latency> which,
      Circumstances circumstances) {
    return rounds.stream().map(which).map(latency -> json(latency, circumstances)).toList();
  }

  private Map<String, Object> json(Choice choice, RoutingBench.Result result, double restricted,
      List<Round> rounds,
      Spread reload, Circumstances circumstances) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("spaces", spaces);
    all.put("connectors", AddressSpaces.CONNECTORS);
    all.put("meanMicroseconds", Figures.rounded(choice.mean()));
    all.put("meanErrorMicroseconds", Figures.rounded(choice.error()));
    all.put("medianMicroseconds", Figures.rounded(choice.samples().getPercentile(50)));
    all.put("percentile99Microseconds", Figures.rounded(choice.samples().getPercentile(99)));
    all.put("processorMicroseconds", Figures.rounded(result.processor()));
    all.put("restrictions", restrictions);
    all.put("processorMicrosecondsWithRestrictions", Figures.rounded(restricted));
    all.put("percentile99WhileRebuildingMicroseconds", Figures.rounded(result.busyPercentile99()));
    all.put("rebuildProcessorMilliseconds", Figures.rounded(result.rebuildProcessor().median() * MILLI));
    all.put("rebuildSeconds", result.rebuild().json());
    all.put("reloadSeconds", reload.json());
    all.put("confirmedMilliseconds", json(rounds, Round::idle, circumstances));
    all.put("confirmedWithChangesNowAndThenMilliseconds", json(rounds, Round::nowAndThen, circumstances));
    all.put("confirmedWithChangesWithoutEndMilliseconds", json(rounds, Round::endless, circumstances));
    return all;
  }
}
