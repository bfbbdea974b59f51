package org.angarium.lab.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.angarium.app.command.Subcommand;
import org.angarium.app.console.Table;
import org.angarium.lab.simulation.PlantedSearch.Found;
import org.angarium.lab.simulation.law.Breach;
import org.angarium.lab.simulation.network.Phase;
import org.angarium.lab.simulation.planted.PlantedBug;
import org.angarium.lab.simulation.scenario.FaultKind;
import org.angarium.lab.simulation.scenario.Scenario;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lives histories of whole MTAs on virtual time and checks the laws of association recovery in each. */
@Command(name = "simulate", description = {
    "Live histories of whole MTAs under faults, on virtual time, and check the laws of recovery in each.",
    "Exit code 0 only if no law was broken; with --planted, if every planted bug was found."}, footer = {
        "  angarium lab simulate --seeds 10000      ten thousand histories",
        "  angarium lab simulate --seed 42 --trace  the history of one seed, line by line",
        "  angarium lab simulate --planted          are known bugs found?"})
public final class SimulateCommand extends Subcommand {
  private static final long PROGRESS_NANOS = 2_000_000_000L;
  private static final int LONGEST_CELL = 90;
  private static final int MOST_FAILURES_SHOWN = 10;

  @Option(names = "--seeds", paramLabel = "N", defaultValue = "1000", description = "How many histories (default ${DEFAULT-VALUE}).")
  private long seeds;

  @Option(names = "--from", paramLabel = "SEED", defaultValue = "1", description = "The first seed (default ${DEFAULT-VALUE}).")
  private long from;

  @Option(names = "--seed", paramLabel = "SEED", description = "Only the history of this seed.")
  private @Nullable Long seed;

  @Option(names = "--trace", description = "With --seed: show everything that happens.")
  private boolean trace;

  @Option(names = "--threads", paramLabel = "N", description = "How many histories at a time (default: one for each processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--planted", description = "Plant known bugs, one after the other, and look for each.")
  private boolean planted;

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  private long lastProgress;

  @Override
  public Integer call() throws InterruptedException {
    if (planted) {
      return searchPlanted();
    }
    return seed == null ? simulate() : replay(seed);
  }

  private int replay(long one) {
    Scenario scenario = Scenario.draw(one);
    History history = new History(scenario, Pieces.REAL, trace);
    Breach breach = history.run();
    history.timeline().forEach(out()::println);
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("seed", one);
      result.put("topology", scenario.topology().name());
      result.put("breach", breach == null ? "" : breach.toString());
      printJson(result);
    } else {
      Duration recovered = history.recovered();
      out().println("Seed " + one + " (" + scenario.topology().name() + ", " + scenario.letters().size()
          + " messages, " + scenario.faults().size() + " faults): "
          + (breach == null
              ? "every law held; all queues were empty "
                  + (recovered == null ? "never" : recovered.toSeconds() + " s") + " after the last fault"
              : "BROKEN after " + breach.at() + ": " + breach));
    }
    return breach == null ? 0 : 1;
  }

  private int simulate() throws InterruptedException {
    Simulation simulation = new Simulation();
    simulation.run(from, seeds, Math.max(1, threads), this::progress);
    if (json) {
      printJson(summary(simulation));
    } else {
      show(simulation);
    }
    return simulation.failures().isEmpty() ? 0 : 1;
  }

  private synchronized void progress(long done) {
    long now = System.nanoTime();
    if (!json && now - lastProgress > PROGRESS_NANOS) {
      lastProgress = now;
      err().print("\r" + done + " of " + seeds + " histories");
      err().flush();
    }
  }

  private static Map<String, Object> summary(Simulation simulation) {
    Statistics statistics = simulation.statistics();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("histories", statistics.histories());
    result.put("failed", simulation.failures().stream().map(Simulation.Failure::seed).toList());
    result.put("historiesPerSecond", perSecond(simulation));
    result.put("simulatedHours", statistics.simulated().toHours());
    result.put("simulatedHoursPerMinute", hoursPerMinute(simulation));
    result.put("accepted", statistics.accepted());
    result.put("delivered", statistics.delivered());
    result.put("returned", statistics.nonDeliveries());
    result.put("recoveryMedianSeconds", seconds(simulation.recovery(0.5)));
    result.put("recoveryP99Seconds", seconds(simulation.recovery(0.99)));
    result.put("recoveryLongestSeconds", seconds(simulation.recovery(1)));
    Map<String, Object> faults = new LinkedHashMap<>();
    for (FaultKind kind : FaultKind.values()) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (Phase phase : Phase.values()) {
        row.put(phase.name().toLowerCase(Locale.ROOT), statistics.faults(kind, phase));
      }
      faults.put(kind.toString(), row);
    }
    result.put("faults", faults);
    return result;
  }

  private static long perSecond(Simulation simulation) {
    return simulation.statistics().histories() * 1000 / Math.max(1, simulation.took().toMillis());
  }

  private static long hoursPerMinute(Simulation simulation) {
    return simulation.statistics().simulated().toMinutes() * 1000 / Math.max(1, simulation.took().toMillis());
  }

  private static long seconds(@Nullable Duration duration) {
    return duration == null ? -1 : duration.toSeconds();
  }

  private void show(Simulation simulation) {
    Statistics statistics = simulation.statistics();
    out().println("\nFaults, by the phase of the associations they hit:");
    List<String> headings = new ArrayList<>(List.of("fault"));
    for (Phase phase : Phase.values()) {
      headings.add(">" + phase.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    Table table = new Table(headings.toArray(String[]::new));
    for (FaultKind kind : FaultKind.values()) {
      List<Object> row = new ArrayList<>(List.of(kind.toString()));
      for (Phase phase : Phase.values()) {
        row.add(statistics.faults(kind, phase));
      }
      table.row(row.toArray());
    }
    print(table);
    out().println();
    out().printf(Locale.ROOT, "%d histories in %.1f s, %d a second; %d simulated hours, %d a minute%n",
        statistics.histories(), simulation.took().toMillis() / 1000.0, perSecond(simulation),
        statistics.simulated().toHours(), hoursPerMinute(simulation));
    out().printf(Locale.ROOT,
        "%d accepted, %d delivered, %d returned (%d of these delivered too, in doubt)%n",
        statistics.accepted(), statistics.delivered(), statistics.nonDeliveries(), statistics.both());
    out().printf(Locale.ROOT, "queues empty after the last fault: median %d s, p99 %d s, longest %d s%n",
        seconds(simulation.recovery(0.5)), seconds(simulation.recovery(0.99)),
        seconds(simulation.recovery(1)));
    if (simulation.failures().isEmpty()) {
      out().println("No law was broken.");
      return;
    }
    out().println(simulation.failures().size() + " histories BROKE a law:");
    simulation.failures().stream().limit(MOST_FAILURES_SHOWN).forEach(failure -> {
      out().println("  " + clipped(failure.breach().toString()));
      out().println("    angarium lab simulate --seed " + failure.seed() + " --trace");
    });
  }

  private int searchPlanted() {
    List<Found> all = new ArrayList<>();
    for (PlantedBug bug : PlantedBug.values()) {
      Found found = PlantedSearch.find(bug);
      all.add(found);
      if (!json) {
        err().print("\r" + all.size() + " of " + PlantedBug.values().length + " planted bugs");
        err().flush();
      }
    }
    if (json) {
      printJson(all.stream().map(SimulateCommand::asMap).toList());
    } else {
      err().println();
      Table table = new Table("planted bug", "as in", ">seeds", ">bound", "given away by");
      for (Found found : all) {
        Breach breach = found.breach();
        table.row(found.bug(), found.bug().source(), found.seeds(), found.bug().seeds(),
            breach == null ? "NOT FOUND" : breach.law());
      }
      print(table);
    }
    return all.stream().allMatch(found -> found.breach() != null) ? 0 : 1;
  }

  private static Map<String, Object> asMap(Found found) {
    Map<String, Object> map = new LinkedHashMap<>();
    Breach breach = found.breach();
    map.put("bug", found.bug().toString());
    map.put("source", found.bug().source());
    map.put("text", found.bug().text());
    map.put("found", breach != null);
    map.put("seeds", found.seeds());
    map.put("bound", found.bug().seeds());
    map.put("law", breach == null ? "" : breach.law());
    return map;
  }

  private static String clipped(String text) {
    return text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL) + " …";
  }
}
