package org.angarium.lab.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.angarium.app.command.ExitCode;
import org.angarium.lab.bench.ListBench.Round;
import org.angarium.lab.process.Program;
import org.angarium.lab.process.Sandbox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast a large list is expanded. */
@Command(name = "list", description = {
    "Measure how long a large distribution list takes.",
    "From the submission of a message until a copy for each connector is durably queued; and how often the content is "
        + "stored."}, footer = {
            "  angarium bench list", "  angarium bench list --members 1000 --connectors 5 --json"})
final class ListCommand extends Measurement {
  private static final double MOST_SECONDS = 2;
  private static final int LEAST_ROUNDS = 5;

  @Option(names = "--members", paramLabel = "N", description = "Members of the list (default ${DEFAULT-VALUE}).")
  private int members = 10_000;

  @Option(names = "--connectors", paramLabel = "N", description = "Connectors that they are reached over (default ${DEFAULT-VALUE}).")
  private int connectors = 50;

  @Option(names = "--size", paramLabel = "OCTETS", description = "Content of the message (default ${DEFAULT-VALUE}).")
  private int octets = 20_000;

  @Option(names = "--rounds", paramLabel = "N", description = "Messages, 5 or more (default ${DEFAULT-VALUE}).")
  private int rounds = 7;

  @Option(names = "--warm-up", paramLabel = "N", description = "Messages before those (default ${DEFAULT-VALUE}).")
  private int warmUp = 1;

  ListCommand(Program program) {
    super(program);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    int over = Math.max(1, connectors);
    ListBench.Size size = new ListBench.Size(Math.max(over, members), over, Math.max(1, octets));
    List<Round> measured = new ArrayList<>();
    try (Sandbox sandbox = sandbox();
        ListBench bench = new ListBench(size, sandbox.folder())) {
      for (int i = 0; i < Math.max(0, warmUp) + Math.max(LEAST_ROUNDS, rounds); i++) {
        Round round = bench.round();
        boolean counts = i >= warmUp;
        tell(round, counts);
        if (counts) {
          measured.add(round);
        }
      }
    }
    return report(size, measured);
  }

  private void tell(Round round, boolean counts) {
    String text = String.format(Locale.ROOT,
        "accepted after %.3f s  queued after %.3f s  %.2f s CPU  content stored %s",
        round.accepted(), round.queued(), round.cpu(), stored(round.copies()));
    tellRound(text, counts);
  }

  private static String stored(long copies) {
    return copies == 1 ? "once" : copies + " times";
  }

  private int report(ListBench.Size size, List<Round> measured) {
    Spread queued = spread(measured, Round::queued);
    Spread cpu = spread(measured, Round::cpu);
    long copies = measured.stream().mapToLong(Round::copies).max().orElse(0);
    boolean met = queued.median() < MOST_SECONDS && copies == 1;
    heading(measured.size());
    out().println("  Seconds until queued    " + queued.text("%.2f") + ", goal < 2");
    out().println("  CPU seconds             " + cpu.text("%.2f"));
    out().println("  Content stored          " + stored(copies) + ", goal once");
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("members", size.members());
    result.put("connectors", size.connectors());
    result.put("octets", size.octets());
    result.put("rounds", measured.size());
    result.put("secondsUntilQueued", queued.json());
    result.put("cpuSeconds", cpu.json());
    result.put("contentCopies", copies);
    result.put("met", met);
    conclude(result);
    return met ? ExitCode.OK : ExitCode.FAILED;
  }
}
