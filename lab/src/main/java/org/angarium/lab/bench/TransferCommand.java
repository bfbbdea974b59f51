package org.angarium.lab.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.angarium.app.command.ExitCode;
import org.angarium.app.command.Subcommand;
import org.angarium.app.console.Ink;
import org.angarium.lab.bench.TransferBench.Load;
import org.angarium.lab.bench.TransferBench.Round;
import org.angarium.lab.process.Program;
import org.angarium.lab.process.Sandbox;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast two MTAs relay. */
@Command(name = "transfer", description = {
    "Measure how many messages a second go from a load generator through two MTAs to a sink, durable on both.",
    "Everything runs on this machine: generator and sink take their share of it."}, footer = {
        "  angarium bench transfer", "  angarium bench transfer --messages 20000 --associations 16 --json"})
final class TransferCommand extends Subcommand {
  private static final double MILLI = 1000;

  private final Program program;

  @Option(names = "--messages", paramLabel = "N", defaultValue = "5000", description = "Messages of each round (default ${DEFAULT-VALUE}).")
  private int messages = 5000;

  @Option(names = "--size", paramLabel = "OCTETS", defaultValue = "2048", description = "Content of each message (default ${DEFAULT-VALUE}).")
  private int octets = 2048;

  @Option(names = "--associations", paramLabel = "N", defaultValue = "8", description = "Associations of the generator, 200 at most (default ${DEFAULT-VALUE}).")
  private int associations = 8;

  @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "Rounds that count, 3 or more (default ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(names = "--warm-up", paramLabel = "N", defaultValue = "4", description = "Rounds before those (default ${DEFAULT-VALUE}).")
  private int warmUp = 4;

  @Option(names = "--jvm", paramLabel = "OPTION", description = "Option for the JVMs of the MTAs; may be repeated.")
  private List<String> jvm = List.of("-Xmx512m");

  @Option(names = "--without-tracking", description = "Write down no steps of messages: what that costs is the difference.")
  private boolean withoutTracking;

  @Option(names = "--directory", paramLabel = "DIR", description = "An empty folder on the disk to measure; default is the system's temporary folder.")
  private @Nullable Path directory;

  @Option(names = "--json", description = "Print the result as JSON, too, on the last line.")
  private boolean json;

  TransferCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Load load = new Load(Math.max(1, messages), Math.max(1, octets), Math.clamp(associations, 1, 200),
        Math.max(3, rounds), Math.max(0, warmUp));
    out().println("%d messages of %d octets a round, over %d associations; %d rounds after %d to warm up"
        .formatted(load.messages(), load.octets(), load.associations(), load.rounds(), load.warmUp()));
    try (Sandbox sandbox = Sandbox.open(program, Optional.ofNullable(directory), true);
        TransferBench bench = new TransferBench(sandbox, load, !withoutTracking, jvm)) {
      List<Round> measured = bench.run(this::tell);
      report(load, measured);
    }
    return ExitCode.OK;
  }

  private void tell(Round round, boolean counts) {
    String text = String.format(Locale.ROOT,
        "  %6.0f messages/s  %6.2f ms CPU a message (and %.2f ms for generator and sink)  floor %6.0f/s  ratio %.2f%s",
        round.rate(), round.cpu() * MILLI, round.ownCpu() * MILLI, round.floor(), round.ratio(),
        round.extra() == 0 ? "" : "  " + round.extra() + " came twice");
    out().println(counts ? text : Ink.FAINT.on(text + "  warm-up", colours()));
    out().flush();
  }

  private void report(Load load, List<Round> measured) {
    Spread rate = spread(measured, Round::rate);
    Spread cpu = spread(measured, round -> round.cpu() * MILLI);
    Spread floor = spread(measured, Round::floor);
    Spread ratio = spread(measured, Round::ratio);
    out().println();
    out().println(Ink.STRONG.on("Median (least … most) of " + measured.size() + " rounds", colours()));
    out().println("  Messages a second               " + rate.text("%.0f"));
    out().println("  CPU milliseconds a message      " + cpu.text("%.2f") + ", both MTAs together");
    out().println("  Disk floor, records a second    " + floor.text("%.0f")
        + ", append + fdatasync, " + load.associations() + " callers");
    out().println("  Messages a second / floor       " + ratio.text("%.2f"));
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("messages", load.messages());
      result.put("octets", load.octets());
      result.put("associations", load.associations());
      result.put("rounds", measured.size());
      result.put("messagesPerSecond", rate.json());
      result.put("cpuMillisecondsPerMessage", cpu.json());
      result.put("floorPerSecond", floor.json());
      result.put("ratio", ratio.json());
      printJson(result);
    }
  }

  private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> value) {
    return Spread.of(rounds.stream().map(value::applyAsDouble).toList());
  }
}
