package org.angarium.lab.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.angarium.app.command.ExitCode;
import org.angarium.lab.bench.TransferBench.Load;
import org.angarium.lab.bench.TransferBench.Round;
import org.angarium.lab.process.Program;
import org.angarium.lab.process.Sandbox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast two MTAs relay. */
@Command(name = "transfer", description = {
    "Measure how many messages a second go from a load generator through two MTAs to a sink, durable on both.",
    "Everything runs on this machine: generator and sink take their share of it."}, footer = {
        "  angarium bench transfer", "  angarium bench transfer --messages 20000 --associations 16 --json"})
final class TransferCommand extends Measurement {
  private static final double MILLI = 1000;

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

  TransferCommand(Program program) {
    super(program);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Load load = new Load(Math.max(1, messages), Math.max(1, octets), Math.clamp(associations, 1, 200),
        Math.max(3, rounds), Math.max(0, warmUp));
    out().println("%d messages of %d octets a round, over %d associations; %d rounds after %d to warm up"
        .formatted(load.messages(), load.octets(), load.associations(), load.rounds(), load.warmUp()));
    try (Sandbox sandbox = sandbox();
        TransferBench bench = new TransferBench(sandbox, load, !withoutTracking, jvm)) {
      List<Round> measured = bench.run(this::tell);
      report(load, measured);
    }
    return ExitCode.OK;
  }

  private void tell(Round round, boolean counts) {
    String text = String.format(Locale.ROOT,
        "%6.0f messages/s  %6.2f ms CPU a message (and %.2f ms for generator and sink)  floor %6.0f/s  ratio %.2f%s",
        round.rate(), round.cpu() * MILLI, round.ownCpu() * MILLI, round.floor(), round.ratio(),
        round.extra() == 0 ? "" : "  " + round.extra() + " came twice");
    tellRound(text, counts);
  }

  private void report(Load load, List<Round> measured) {
    Spread rate = spread(measured, Round::rate);
    Spread cpu = spread(measured, round -> round.cpu() * MILLI);
    Spread floor = spread(measured, Round::floor);
    Spread ratio = spread(measured, Round::ratio);
    heading(measured.size());
    out().println("  Messages a second               " + rate.text("%.0f"));
    out().println("  CPU milliseconds a message      " + cpu.text("%.2f") + ", both MTAs together");
    out().println("  Disk floor, records a second    " + floor.text("%.0f")
        + ", append + fdatasync, " + load.associations() + " callers");
    out().println("  Messages a second / floor       " + ratio.text("%.2f"));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("messages", load.messages());
    result.put("octets", load.octets());
    result.put("associations", load.associations());
    result.put("rounds", measured.size());
    result.put("messagesPerSecond", rate.json());
    result.put("cpuMillisecondsPerMessage", cpu.json());
    result.put("floorPerSecond", floor.json());
    result.put("ratio", ratio.json());
    conclude(result);
  }
}
