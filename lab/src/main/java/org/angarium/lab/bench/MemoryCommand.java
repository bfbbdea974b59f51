package org.angarium.lab.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.angarium.app.command.ExitCode;
import org.angarium.app.console.Ink;
import org.angarium.app.console.Quantities;
import org.angarium.app.console.Table;
import org.angarium.app.console.Table.Cell;
import org.angarium.app.control.ControlException;
import org.angarium.lab.console.Figures;
import org.angarium.lab.process.Program;
import org.angarium.lab.process.Sandbox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether a big message passes MTAs with a small heap. */
@Command(name = "memory", description = {
    "Send one big message over three MTAs in a row, each with a small heap.",
    "Needs room for the message four times."}, footer = {
        "  angarium bench memory", "  angarium bench memory --megabytes 1000 --heap 48m --json"})
final class MemoryCommand extends Measurement {
  private static final Duration BOUND = Duration.ofMinutes(10);

  @Option(names = "--megabytes", paramLabel = "N", defaultValue = "200", description = "Length of the message in MB of 1024 * 1024 octets (default ${DEFAULT-VALUE}).")
  private long megabytes = 200;

  @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "64m", description = "-Xmx of each MTA (default ${DEFAULT-VALUE}).")
  private String heap = "64m";

  MemoryCommand(Program program) {
    super(program);
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ControlException {
    try (Sandbox sandbox = sandbox()) {
      MemoryBench.Result result = new MemoryBench(sandbox, megabytes << 20, heap, BOUND)
          .run(step -> tell(step + " …"));
      report(result);
      return result.intact() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private void report(MemoryBench.Result result) {
    Table table = new Table("MTA", "Alive", ">Heap peak", ">Resident peak", ">CPU");
    result.footprints().forEach(each -> table.row(each.mta(),
        each.alive() ? new Cell("yes", Ink.GOOD) : new Cell("no", Ink.BAD),
        each.heapPeak().isPresent() ? Quantities.size(each.heapPeak().getAsLong()) : "-",
        each.residentPeak().map(Quantities::size).orElse("-"), Figures.seconds(each.cpu().toMillis() / 1e3)));
    out().println();
    print(table);
    out().println();
    double rate = megabytes / result.transferSeconds();
    out().println(
        "A message of %d MB, every heap at most %s: submitted in %s, delivered %s later (%.0f MB/s over two hops), %s."
            .formatted(megabytes, heap, Figures.seconds(result.submitSeconds()),
                Figures.seconds(result.transferSeconds()), rate,
                result.intact()
                    ? Ink.GOOD.on("unchanged", colours())
                    : Ink.BAD.on("NOT there unchanged", colours())));
    out().println("The heap peak is the most in use when a collection began.");
    conclude(json(result));
  }

  private Map<String, Object> json(MemoryBench.Result result) {
    List<Map<String, Object>> each = new ArrayList<>();
    for (MemoryBench.Footprint footprint : result.footprints()) {
      Map<String, Object> mta = new LinkedHashMap<>();
      mta.put("mta", footprint.mta());
      mta.put("alive", footprint.alive());
      mta.put("heapPeakOctets", footprint.heapPeak().isPresent() ? footprint.heapPeak().getAsLong() : null);
      mta.put("residentPeakOctets", footprint.residentPeak().orElse(null));
      mta.put("cpuSeconds", footprint.cpu().toMillis() / 1e3);
      each.add(mta);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("octets", megabytes << 20);
    all.put("heap", heap);
    all.put("intact", result.intact());
    all.put("submitSeconds", Figures.rounded(result.submitSeconds()));
    all.put("transferSeconds", Figures.rounded(result.transferSeconds()));
    all.put("mtas", each);
    return all;
  }
}
