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
import org.angarium.lab.mail.CheckpointWindow;
import org.angarium.lab.process.Program;
import org.angarium.lab.process.Sandbox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a cut in the middle of a big message costs. */
@Command(name = "resume", description = {
    "Cut the line again and again in the middle of a big message and count what is sent again.",
    "Against window times checkpoint size for each cut. Needs room for eight of the messages."}, footer = {
        "  angarium bench resume",
        "  angarium bench resume --megabytes 20 --cuts 4 --checkpoint 10 --window 3 --json"})
final class ResumeCommand extends Measurement {
  private static final Duration BOUND = Duration.ofMinutes(10);

  @Option(names = "--megabytes", paramLabel = "N", defaultValue = "100", description = "Length of each message in MB of 1024 * 1024 octets (default ${DEFAULT-VALUE}).")
  private long megabytes = 100;

  @Option(names = "--cuts", paramLabel = "N", defaultValue = "10", description = "How often the line is cut under each message (default ${DEFAULT-VALUE}).")
  private int cuts = 10;

  @Option(names = "--checkpoint", paramLabel = "K", defaultValue = "30", description = "Checkpoint size in kilooctets (default ${DEFAULT-VALUE}).")
  private int checkpoint = 30;

  @Option(names = "--window", paramLabel = "N", defaultValue = "5", description = "Checkpoints that may be unconfirmed (default ${DEFAULT-VALUE}).")
  private int window = 5;

  ResumeCommand(Program program) {
    super(program);
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ControlException {
    ResumeBench.Plan plan = new ResumeBench.Plan(megabytes << 20, cuts,
        new CheckpointWindow(checkpoint, window), BOUND);
    try (Sandbox sandbox = sandbox();
        ResumeBench bench = new ResumeBench(sandbox, plan)) {
      List<ResumeBench.Run> runs = bench.run(this::tell);
      boolean kept = runs.stream().allMatch(run -> keeps(run, plan));
      report(runs, plan, kept);
      return kept ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  /** Whether every cut happened, each cost no more than it may, and the message arrived. */
  private static boolean keeps(ResumeBench.Run run, ResumeBench.Plan plan) {
    return run.intact() && run.cuts().size() == plan.cuts()
        && run.cuts().stream().allMatch(cut -> cut.resent() <= plan.window().mostResent());
  }

  private static Spread resent(ResumeBench.Run run) {
    return spread(run.cuts(), ResentMeter.Cut::resent);
  }

  private static Spread seconds(ResumeBench.Run run) {
    return spread(run.cuts(), ResentMeter.Cut::seconds);
  }

  private void report(List<ResumeBench.Run> runs, ResumeBench.Plan plan, boolean kept) {
    Table table = new Table("Sender", "Cut", ">Cuts", ">Sent again, median", ">most",
        ">Goes on after, median", ">most",
        "Message");
    for (ResumeBench.Run run : runs) {
      boolean none = run.cuts().isEmpty();
      table.row(run.sender(), run.kind().text(), String.valueOf(run.cuts().size()),
          none ? "-" : Quantities.size((long) resent(run).median()),
          none ? "-" : Quantities.size((long) resent(run).most()),
          none ? "-" : Figures.seconds(seconds(run).median()),
          none ? "-" : Figures.seconds(seconds(run).most()),
          run.intact()
              ? new Cell("arrived once, unchanged", Ink.GOOD)
              : new Cell("NOT there unchanged", Ink.BAD));
    }
    out().println();
    print(table);
    out().println();
    out().println(
        "Messages of %d MB, checkpoints of %d K, window %d: at most %s may be sent again after a cut: %s."
            .formatted(megabytes, checkpoint, window, Quantities.size(plan.window().mostResent()),
                kept ? Ink.GOOD.on("kept", colours()) : Ink.BAD.on("NOT kept", colours())));
    conclude(json(runs, plan, kept));
  }

  private Map<String, Object> json(List<ResumeBench.Run> runs, ResumeBench.Plan plan, boolean kept) {
    List<Map<String, Object>> each = new ArrayList<>();
    for (ResumeBench.Run run : runs) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("sender", run.sender());
      one.put("cut", run.kind().text());
      one.put("intact", run.intact());
      one.put("resentOctets", run.cuts().stream().map(ResentMeter.Cut::resent).toList());
      one.put("seconds", run.cuts().stream().map(cut -> Figures.rounded(cut.seconds())).toList());
      one.put("totalSeconds", Figures.rounded(run.seconds()));
      each.add(one);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("octets", plan.octets());
    all.put("checkpointKilooctets", checkpoint);
    all.put("window", window);
    all.put("mostResentOctetsAllowed", plan.window().mostResent());
    all.put("kept", kept);
    all.put("runs", each);
    return all;
  }
}
