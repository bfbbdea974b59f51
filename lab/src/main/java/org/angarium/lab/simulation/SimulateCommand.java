package org.angarium.lab.simulation;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.angarium.app.command.Subcommand;
import org.angarium.app.console.Table;
import org.angarium.lab.model.HistoryVerdict;
import org.angarium.lab.model.RecordedHistory;
import org.angarium.lab.simulation.PlantedSearch.Found;
import org.angarium.lab.simulation.Statistics.Pair;
import org.angarium.lab.simulation.law.Breach;
import org.angarium.lab.simulation.law.Traffic;
import org.angarium.lab.simulation.network.Layer;
import org.angarium.lab.simulation.network.Phase;
import org.angarium.lab.simulation.planted.PlantedBug;
import org.angarium.lab.simulation.scenario.Edition;
import org.angarium.lab.simulation.scenario.FaultKind;
import org.angarium.lab.simulation.scenario.Provocation;
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
        "  angarium lab simulate --fault reset --phase bind --trace",
        "                                           one fault in one phase, on purpose",
        "  angarium lab simulate --planted          are known bugs found?"})
public final class SimulateCommand extends Subcommand {
  private static final long PROGRESS_NANOS = 2_000_000_000L;
  private static final int LONGEST_CELL = 90;
  private static final int LINES_SHOWN = 40;
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

  @Option(names = "--bug", paramLabel = "BUG", description = "With --planted: only this one.")
  private @Nullable PlantedBug onlyBug;

  @Option(names = "--planted", description = "Plant known bugs, one after the other, and look for each.")
  private boolean planted;

  @Option(names = "--fault", paramLabel = "FAULT", description = "One fault in one phase, with --phase.")
  private @Nullable FaultKind fault;

  @Option(names = "--phase", paramLabel = "PHASE", description = "With --fault: the phase that it hits.")
  private @Nullable Phase phase;

  @Option(names = "--variant", paramLabel = "N", description = "With --fault: other moments, sides and outages (default ${DEFAULT-VALUE}).")
  private int variant;

  @Option(names = "--validate", paramLabel = "N", description = "Record N histories of a pair and check them against the formal model.")
  private int validate;

  @Option(names = "--record", description = "With --seed: print such a history for lab model --trace.")
  private boolean record;

  @Option(names = "--long", description = "Only histories with long transfers that are cut and interrupted.")
  private boolean longTransfers;

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  private long began;
  private long lastProgress;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (record && seed != null) {
      return printRecords(seed);
    }
    if (validate > 0) {
      return validate();
    }
    if (planted) {
      return searchPlanted();
    }
    if (fault != null && phase != null) {
      return replay("Fault " + new Pair(fault, phase), Provocation.of(fault, phase, variant));
    }
    return seed == null ? simulate() : replay("Seed " + seed, Scenario.draw(seed, edition()));
  }

  private Edition edition() {
    return longTransfers ? Edition.LONG : Edition.LATEST;
  }

  private int replay(String what, Scenario scenario) {
    History history = new History(scenario, Pieces.REAL, trace);
    Breach breach = history.run();
    history.timeline().forEach(out()::println);
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("history", what);
      result.put("topology", scenario.topology().name());
      result.put("breach", breach == null ? "" : breach.toString());
      printJson(result);
    } else {
      Duration recovered = history.recovered();
      out().println(what + " (" + scenario.topology().name() + ", " + scenario.letters().size()
          + " messages, " + scenario.faults().size() + " faults): "
          + (breach == null
              ? "every law held; all queues were empty "
                  + (recovered == null ? "never" : recovered.toSeconds() + " s") + " after the last fault"
              : "BROKEN after " + breach.at() + ": " + breach));
    }
    return breach == null ? 0 : 1;
  }

  private int simulate() throws InterruptedException {
    Simulation simulation = new Simulation(edition());
    began = System.nanoTime();
    simulation.run(from, seeds, Math.max(1, threads), this::progress);
    // What chance did not bring about is brought about on purpose.
    FaultMatrix matrix = new FaultMatrix();
    matrix.run(simulation.statistics().missing(), 1);
    Statistics all = new Statistics();
    all.add(simulation.statistics());
    all.add(matrix.statistics());
    if (json) {
      printJson(summary(simulation, matrix, all));
    } else {
      show(simulation, all);
      showCoverage(simulation, matrix, all);
      showFailures(simulation, matrix);
    }
    boolean held = simulation.failures().isEmpty() && matrix.failures().isEmpty()
        && simulation.statistics().histories() == seeds;
    return held && all.missing().isEmpty() ? 0 : 1;
  }

  private synchronized void progress(long done) {
    long now = System.nanoTime();
    if (!json && now - lastProgress > PROGRESS_NANOS) {
      lastProgress = now;
      double seconds = (now - began) / 1e9;
      err().printf(Locale.ROOT, "\r%d of %d histories, %.0f a second, %.0f s left    ", done, seeds,
          done / seconds, seconds / done * (seeds - done));
      err().flush();
    }
  }

  private static Map<String, Object> summary(Simulation simulation, FaultMatrix matrix, Statistics all) {
    Statistics statistics = simulation.statistics();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("histories", statistics.histories());
    result.put("failed", simulation.failures().stream().map(Simulation.Failure::seed).toList());
    result.put("historiesPerSecond", perSecond(simulation));
    result.put("simulatedHours", statistics.simulated().toHours());
    result.put("simulatedHoursPerMinute", hoursPerMinute(simulation));
    result.put("processorSeconds", simulation.processorTime().toSeconds());
    result.put("accepted", statistics.accepted());
    result.put("delivered", statistics.delivered());
    result.put("returned", statistics.nonDeliveries());
    result.put("duplicatesRecognised", statistics.duplicates());
    result.put("tornFiles", statistics.tornFiles());
    result.put("traffic", statistics.traffic());
    result.put("recoveryMedianSeconds", seconds(simulation.recovery(0.5)));
    result.put("recoveryP99Seconds", seconds(simulation.recovery(0.99)));
    result.put("recoveryLongestSeconds", seconds(simulation.recovery(1)));
    Map<String, Object> faults = new LinkedHashMap<>();
    for (FaultKind kind : FaultKind.values()) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (Phase phase : Phase.values()) {
        row.put(name(phase), kind.impossibleIn(phase) == null ? all.faults(kind, phase) : null);
      }
      faults.put(kind.toString(), row);
    }
    result.put("faults", faults);
    result.put("silentByLayer", new TreeMap<>(statistics.silent()));
    result.put("alteredByLayer", new TreeMap<>(statistics.altered()));
    result.put("pairsReachable", Statistics.reachable().size());
    result.put("pairsMissing", all.missing().stream().map(Pair::toString).toList());
    result.put("failedOnPurpose", matrix.failures().stream().map(each -> each.pair().toString()).toList());
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

  private void show(Simulation simulation, Statistics all) {
    Statistics statistics = simulation.statistics();
    out().println("\nFaults that began, and what they struck, by the phase of the associations:");
    List<String> headings = new ArrayList<>(List.of("fault", ">began"));
    for (Phase phase : Phase.values()) {
      headings.add(">" + name(phase));
    }
    Table table = new Table(headings.toArray(String[]::new));
    for (FaultKind kind : FaultKind.values()) {
      List<Object> row = new ArrayList<>(List.of(kind.toString(), all.faults(kind)));
      for (Phase each : Phase.values()) {
        row.add(kind.impossibleIn(each) == null ? all.faults(kind, each) : "-");
      }
      table.row(row.toArray());
    }
    print(table);
    out().println();
    out().printf(Locale.ROOT,
        "%d histories in %.1f s (%d s of processor time), %d a second; %d simulated hours, %d a minute%n",
        statistics.histories(), simulation.took().toMillis() / 1000.0, simulation.processorTime().toSeconds(),
        perSecond(simulation),
        statistics.simulated().toHours(), hoursPerMinute(simulation));
    out().printf(Locale.ROOT,
        "%d accepted, %d delivered, %d returned (%d of these delivered too, in doubt)%n",
        statistics.accepted(), statistics.delivered(), statistics.nonDeliveries(), statistics.both());
    showTraffic(statistics);
    out().printf(Locale.ROOT, "queues empty after the last fault: median %d s, p99 %d s, longest %d s%n",
        seconds(simulation.recovery(0.5)), seconds(simulation.recovery(0.99)),
        seconds(simulation.recovery(1)));
  }

  private void showTraffic(Statistics statistics) {
    Traffic traffic = statistics.traffic();
    out().printf(Locale.ROOT,
        "%d MB of APDUs on the lines, %.1f %% of them more than once; %d duplicates recognised%n",
        traffic.octets() / 1_000_000,
        100.0 * (traffic.octets() - traffic.useful()) / Math.max(1, traffic.octets()),
        statistics.duplicates());
    out().printf(Locale.ROOT,
        "%d transfers were to go on (%d after a crash, %d after an interruption), %d went on, %d peers did not know"
            + " them; they sent %d KB again%n",
        traffic.attempts(), traffic.afterCrash(), traffic.afterInterruption(), traffic.resumptions(),
        traffic.refused(), traffic.sentAgain() / 1024);
    out().printf(Locale.ROOT,
        "%d interrupted, %d given up, %d exceptions reported; %d spools, journals and notes torn by a loss of power%n",
        traffic.interruptions(), traffic.discards(), traffic.exceptions(), statistics.tornFiles());
    out().println(
        "peers silent once TCP stood, by the layer that missed them: " + layers(statistics.silent()));
    out().println("octets changed, by layer: " + layers(statistics.altered()));
    out().println("commands of operators, carried out and refused: " + Arrays.stream(FaultKind.values())
        .filter(kind -> statistics.carriedOut(kind) + statistics.refused(kind) > 0)
        .map(kind -> kind + " " + statistics.carriedOut(kind) + " and " + statistics.refused(kind))
        .collect(Collectors.joining(", ")));
  }

  private static String layers(Map<Layer, Long> counts) {
    return new TreeMap<>(counts).entrySet().stream().map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(", "));
  }

  private void showCoverage(Simulation simulation, FaultMatrix matrix, Statistics all) {
    int reachable = Statistics.reachable().size();
    int provoked = simulation.statistics().missing().size() - all.missing().size();
    out().printf(Locale.ROOT,
        "%d of %d pairs of fault and phase reached, %d of them only on purpose (%d histories)%n",
        reachable - all.missing().size(), reachable, provoked, matrix.statistics().histories());
    Map<String, List<String>> impossible = new LinkedHashMap<>();
    for (FaultKind kind : FaultKind.values()) {
      for (Phase each : Phase.values()) {
        String reason = kind.impossibleIn(each);
        if (reason != null) {
          impossible.computeIfAbsent(name(each) + ": " + reason, any -> new ArrayList<>())
              .add(kind.toString());
        }
      }
    }
    impossible
        .forEach((why, kinds) -> out().println("  - in " + why + " (" + String.join(", ", kinds) + ")"));
    all.missing().forEach(pair -> out().println("  NOT REACHED: " + pair));
  }

  private void showFailures(Simulation simulation, FaultMatrix matrix) {
    int failed = simulation.failures().size() + matrix.failures().size();
    if (failed == 0) {
      out().println("No law was broken.");
      return;
    }
    out().println(failed + " histories BROKE a law:");
    byLaw(simulation).forEach((law, seeds) -> out().println("  " + law + ": seeds " + seeds));
    out().println("How to see the first " + Math.min(failed, MOST_FAILURES_SHOWN) + " of them:");
    simulation.failures().stream().limit(MOST_FAILURES_SHOWN).forEach(failure -> {
      out().println("  " + clipped(failure.breach().toString()));
      out().println(
          "    angarium lab simulate " + (longTransfers ? "--long " : "") + "--seed " + failure.seed()
              + " --trace");
    });
    matrix.failures().stream().limit(MOST_FAILURES_SHOWN).forEach(failure -> {
      out().println("  " + clipped(failure.breach().toString()));
      out().println("    angarium lab simulate --fault " + failure.pair().kind() + " --phase "
          + name(failure.pair().phase()) + " --variant " + failure.variant() + " --trace");
    });
    if (!simulation.failures().isEmpty()) {
      showEnd(simulation.failures().getFirst().seed());
    }
  }

  private static Map<String, String> byLaw(Simulation simulation) {
    return simulation.failures().stream().collect(Collectors.groupingBy(failure -> failure.breach().law(),
        TreeMap::new,
        Collectors.mapping(failure -> Long.toString(failure.seed()), Collectors.joining(", "))));
  }

  /** What led to it, so that most need no second command. */
  private void showEnd(long failed) {
    History history = new History(Scenario.draw(failed, edition()), Pieces.REAL, true);
    history.run();
    List<String> lines = history.timeline();
    out().println("\nThe end of seed " + failed + ":");
    lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()).forEach(out()::println);
  }

  private static String name(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private int printRecords(long one) {
    RecordedHistory history = Validation.record(one);
    if (history == null) {
      err().println("In the history of seed " + one + " something happens that the model does not know.");
      return 1;
    }
    history.lines().forEach(out()::println);
    return 0;
  }

  private int validate() throws IOException, InterruptedException {
    Validation validation = new Validation();
    validation.run(from, validate);
    List<Validation.Checked> rejected = validation.checked().stream().filter(each -> !each.verdict().ok())
        .toList();
    int records = validation.checked().stream().mapToInt(each -> each.verdict().records()).sum();
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("checked", validation.checked().size());
      result.put("records", records);
      result.put("leftOut", validation.leftOut());
      result.put("neverRecorded", validation.neverRecorded());
      result.put("rejected", rejected.stream().map(Validation.Checked::seed).toList());
      printJson(result);
    } else {
      out().printf(Locale.ROOT, "%d histories with %d records checked, %d passed over, %d rejected%n",
          validation.checked().size(), records, validation.leftOut(), rejected.size());
      out().println("  of these actions of the model there was no record: "
          + String.join(", ", validation.neverRecorded()));
      rejected.forEach(each -> {
        HistoryVerdict verdict = each.verdict();
        out().println(
            "  seed " + each.seed() + " (angarium lab simulate --seed " + each.seed() + " --record): "
                + (verdict.error() != null
                    ? verdict.error()
                    : "record " + (verdict.accepted() + 1) + " of " + verdict.records() + ": "
                        + verdict.offending()));
      });
    }
    return rejected.isEmpty() ? 0 : 1;
  }

  private int searchPlanted() {
    List<Found> all = new ArrayList<>();
    List<PlantedBug> bugs = onlyBug == null ? List.of(PlantedBug.values()) : List.of(onlyBug);
    for (PlantedBug bug : bugs) {
      Found found = PlantedSearch.find(bug);
      all.add(found);
      if (!json) {
        err().print("\r" + all.size() + " of " + bugs.size() + " planted bugs");
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
