package org.angarium.lab.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.angarium.app.command.CommandFailure;
import org.angarium.app.command.ExitCode;
import org.angarium.app.command.Subcommand;
import org.angarium.app.console.Ink;
import org.angarium.app.console.Table;
import org.angarium.app.console.Table.Cell;
import org.angarium.lab.console.Figures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks for octets that the product does not bear. */
@Command(name = "fuzz", description = {
    "Look for octets that a decoder or an association does not bear.",
    "That is: anything but the documented error, a wait without a timer, octets that read as something else when written "
        + "again, too much time or memory. Coverage leads the search, which starts from correct input and from what was "
        + "found before."}, footer = {
            "  angarium lab fuzz --time 60s", "  angarium lab fuzz --target association --time 10m"})
public final class FuzzCommand extends Subcommand {
  @Option(names = "--time", paramLabel = "DURATION", defaultValue = "60s", description = "How long for each target, as 90s or 10m (default ${DEFAULT-VALUE}).")
  private String time = "60s";

  @Option(names = "--target", paramLabel = "NAME", description = "Only this one: ${COMPLETION-CANDIDATES}.")
  private @Nullable FuzzTarget target;

  @Option(names = "--save", paramLabel = "DIR", description = "Pack the inputs that were worth something into this folder, a file for each target.")
  private @Nullable Path save;

  @Option(names = "--json", description = "Print the result as JSON, too, on the last line.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException, CommandFailure {
    Duration each = duration();
    Path folder = Files.createTempDirectory("angarium-fuzz-");
    List<FuzzRun.Result> results = new ArrayList<>();
    for (FuzzTarget one : target == null ? Arrays.asList(FuzzTarget.values()) : List.of(target)) {
      FuzzRun run = new FuzzRun(one, Files.createDirectory(folder.resolve(one.name())));
      FuzzRun.Result result = run.run(each);
      results.add(result);
      report(result);
      if (save != null) {
        Files.createDirectories(save);
        Corpus.pack(run.corpus(), save.resolve(Corpus.file(one)));
      }
    }
    boolean good = results.stream()
        .allMatch(result -> result.findings().isEmpty() && result.executions() > 0);
    out().println();
    print(table(results));
    if (json) {
      printJson(Map.of("findings", results.stream().mapToInt(result -> result.findings().size()).sum(),
          "targets", results.stream().map(FuzzCommand::json).toList()));
    }
    if (good) {
      delete(folder);
    } else {
      out().println("Inputs and logs are in " + folder);
    }
    return good ? ExitCode.OK : ExitCode.FAILED;
  }

  private Duration duration() throws CommandFailure {
    try {
      Duration wanted = Duration.parse("PT" + time.toUpperCase(Locale.ROOT));
      if (wanted.toSeconds() > 0) {
        return wanted;
      }
    } catch (DateTimeParseException e) {
      // The same answer as for one that is too short.
    }
    throw new CommandFailure(ExitCode.USAGE,
        "--time is a second or more, as 90s, 10m or 2h, not \"" + time + "\"");
  }

  private void report(FuzzRun.Result result) throws IOException {
    if (result.executions() == 0) {
      err().println(result.target() + " did not run:\n" + result.log());
    }
    for (Path finding : result.findings()) {
      out().println(Ink.BAD.on(result.target() + ": " + finding.getFileName(), colours()));
      out().println("  " + HexFormat.of().formatHex(Files.readAllBytes(finding)));
      result.log().lines().dropWhile(line -> !line.startsWith("== Java Exception")).limit(12)
          .forEach(line -> out().println("  " + line));
    }
    out().flush();
  }

  private static Table table(List<FuzzRun.Result> results) {
    Table table = new Table("Target", ">Executions", ">Per second", ">Edges", ">Features", ">Inputs kept",
        ">Findings");
    for (FuzzRun.Result result : results) {
      int findings = result.findings().size();
      table.row(result.target().name().toLowerCase(Locale.ROOT), Long.toString(result.executions()),
          Long.toString(Math.round(result.perSecond())), result.coverage(), result.features(),
          result.corpus(), new Cell(Integer.toString(findings), findings == 0 ? Ink.GOOD : Ink.BAD));
    }
    return table;
  }

  private static Map<String, Object> json(FuzzRun.Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("target", result.target().name().toLowerCase(Locale.ROOT));
    json.put("executions", result.executions());
    json.put("perSecond", Figures.rounded(result.perSecond()));
    json.put("edges", result.coverage());
    json.put("features", result.features());
    json.put("findings", result.findings().size());
    return json;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
