package org.angarium.lab.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.angarium.app.command.ExitCode;
import org.angarium.app.command.Subcommand;
import org.angarium.app.console.EventLines;
import org.angarium.app.console.Ink;
import org.angarium.app.console.Moments;
import org.angarium.app.control.ControlException;
import org.angarium.lab.console.Figures;
import org.angarium.lab.console.LiveScreen;
import org.angarium.lab.process.MtaProcess;
import org.angarium.lab.process.Program;
import org.angarium.lab.process.Sandbox;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows in less than a minute that mail survives a bad network. */
@Command(name = "demo", description = {
    "Watch mail survive a bad network, in less than a minute.",
    "Two MTAs in two processes, a line between them that breaks in five ways, each in the middle of a transfer, and an "
        + "account of every message."}, footer = {
            "  angarium demo", "  angarium demo --keep", "  angarium demo --json | tail -1 | jq .faults"})
public final class DemoCommand extends Subcommand {
  private static final int FEWEST = 50;

  private final Program program;

  @Option(names = "--messages", paramLabel = "N", defaultValue = "120", description = "How many messages, 50 or more (default ${DEFAULT-VALUE}).")
  private int messages = 120;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Other sizes, priorities and texts (default ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--directory", paramLabel = "DIR", description = "An empty folder for the stores, logs and configurations, which stay there afterwards.")
  private @Nullable Path directory;

  @Option(names = "--keep", description = "Leave both MTAs running, without the bad network.")
  private boolean keep;

  @Option(names = "--json", description = "Print the summary as JSON, too, on the last line.")
  private boolean json;

  /** @param program what to start the MTAs from */
  public DemoCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ControlException {
    boolean live = colours();
    LiveScreen screen = new LiveScreen(out(), live);
    EventPanel panel = new EventPanel(screen,
        new EventLines(new Moments(InstantSource.system(), ZoneId.systemDefault()), live));
    try (Sandbox sandbox = Sandbox.open(program, Optional.ofNullable(directory), !keep);
        Demo demo = new Demo(sandbox, screen, panel, Math.max(FEWEST, messages), seed)) {
      screen
          .line(Ink.STRONG.on("Two MTAs, ALPHA and BRAVO, each a process of its own with a store of its own;"
              + " between them a line that breaks.", live));
      return conclude(sandbox, demo, screen);
    }
  }

  private int conclude(Sandbox sandbox, Demo demo, LiveScreen screen)
      throws IOException, InterruptedException, ControlException {
    Summary summary;
    try {
      summary = demo.run();
    } catch (IOException | ControlException e) {
      sandbox.keepFolder();
      screen.status("");
      err().println("Stores and logs are in " + sandbox.folder());
      throw e;
    }
    boolean live = screen.isLive();
    screen.line("");
    summary.print(screen::line, live);
    screen.line("");
    screen.line("  " + verdict(summary, live));
    if (!summary.isSuccess()) {
      sandbox.keepFolder();
      screen.line("  Stores and logs are in " + sandbox.folder());
    }
    if (keep) {
      explain(demo.letGo(), screen);
      sandbox.letGo();
    }
    if (json) {
      printJson(summary.json());
    }
    return summary.isSuccess() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static String verdict(Summary summary, boolean live) {
    String time = " (" + Figures.seconds(summary.seconds()) + ")";
    return summary.isSuccess()
        ? Ink.GOOD.on("Every message arrived once and unchanged, and nobody had to restart anything.", live)
            + time
        : Ink.BAD.on("That is not how it should be.", live) + time;
  }

  private static void explain(List<MtaProcess> mtas, LiveScreen screen) {
    screen.line("");
    screen.line("  Both MTAs run on and call each other directly now. Look at them with");
    for (MtaProcess mta : mtas) {
      screen.line("    ./angarium associations --config " + mta.folder().configuration());
    }
    screen.line("    ./angarium events --follow --config " + mtas.getFirst().folder().configuration());
    screen.line("    ./angarium read --config " + mtas.getLast().folder().configuration());
    StringBuilder kill = new StringBuilder("  and stop them with: kill");
    mtas.forEach(mta -> kill.append(' ').append(mta.pid()));
    screen.line(kill.toString());
  }
}
