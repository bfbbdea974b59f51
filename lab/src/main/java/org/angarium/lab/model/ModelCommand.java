package org.angarium.lab.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.angarium.app.command.CommandFailure;
import org.angarium.app.command.ExitCode;
import org.angarium.app.command.Subcommand;
import org.angarium.app.console.Ink;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks the formal model of association recovery, and that its properties find the faults that were put into it. */
@Command(name = "model", description = {"Check the formal model of association recovery with TLC.",
    "Exit code 0 only if every property holds and every faulty variant is refuted."}, footer = {
        "  angarium lab model", "  angarium lab model --traces       show how the faulty variants fail",
        "  angarium lab model --large        more faults, crashes and messages; more than an hour",
        "  angarium lab model --trace FILE   is a recorded history one of the model's?"})
public final class ModelCommand extends Subcommand {
  private static final int NAME_WIDTH = 20;

  @Option(names = "--large", description = "More faults, crashes and messages; takes more than an hour.")
  private boolean large;

  @Option(names = "--only", paramLabel = "NAME", description = "Only the check of this name.")
  private @Nullable String only;

  @Option(names = "--coverage", description = "Name the actions of the model that are never taken.")
  private boolean coverage;

  @Option(names = "--traces", description = "Show the counter-examples step by step.")
  private boolean traces;

  @Option(names = "--trace", paramLabel = "FILE", description = "Check a recorded history instead (docs/recovery.md).")
  private @Nullable Path history;

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException, CommandFailure {
    return history == null ? checkModel() : checkHistory(history);
  }

  private int checkModel() throws IOException, InterruptedException, CommandFailure {
    List<ModelCheck> checks = (large ? ModelCheck.large() : ModelCheck.small()).stream()
        .filter(check -> only == null || check.name().equalsIgnoreCase(only)).toList();
    if (checks.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "--only: there is no check " + only);
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (ModelCheck check : checks) {
      Verdict verdict = ModelRun.of(check, coverage, this::progress);
      verdicts.add(verdict);
      if (!json) {
        show(verdict);
      }
    }
    boolean good = verdicts.stream().allMatch(Verdict::isAsExpected);
    if (json) {
      printJson(summary(verdicts, good));
    } else {
      conclude(verdicts, good);
    }
    return good ? ExitCode.OK : ExitCode.FAILED;
  }

  private void progress(ModelCheck check, TlcOutput output) {
    if (large && !json) {
      out().println(Ink.FAINT.on(
          "  … %s: %,d states, depth %d".formatted(check.name(), output.distinct(), output.depth()),
          colours()));
      out().flush();
    }
  }

  private void show(Verdict verdict) {
    ModelCheck check = verdict.check();
    out().println(Ink.STRONG.on(check.name(), colours()) + "  " + check.about());
    out().println(Ink.FAINT.on("  %,d states, depth %d, %.1f s".formatted(verdict.states(), verdict.depth(),
        verdict.took().toMillis() / 1000.0), colours()));
    for (Verdict.Result result : verdict.results()) {
      if (check.refutes() == null || result.outcome() == Verdict.Outcome.REFUTED) {
        out().println(
            "  " + result.property() + " ".repeat(Math.max(1, NAME_WIDTH - result.property().length()))
                + words(check, result));
      }
    }
    if (verdict.error() != null) {
      out().println("  " + Ink.BAD.on(verdict.error(), colours()));
    } else if (check.refutes() != null && verdict.trace().isEmpty()) {
      out().println("  " + Ink.BAD.on(check.refutes() + " was not refuted", colours()));
    }
    if (traces || !verdict.isAsExpected()) {
      verdict.trace().forEach(line -> out().println("  " + line));
    }
    out().flush();
  }

  private String words(ModelCheck check, Verdict.Result result) {
    return switch (result.outcome()) {
      case HOLDS -> Ink.GOOD.on("holds", colours());
      case REFUTED -> result.asExpected()
          ? Ink.GOOD.on("refuted, as it must be", colours())
          : Ink.BAD.on(check.refutes() == null ? "does not hold" : "refuted, but not the one that should be",
              colours());
      case UNKNOWN -> Ink.BAD.on("not known", colours());
    };
  }

  private void conclude(List<Verdict> verdicts, boolean good) {
    long sound = verdicts.stream().filter(verdict -> verdict.check().refutes() == null).count();
    if (coverage) {
      List<String> never = ModelRun.neverTaken(verdicts);
      out()
          .println("Actions that were never taken: " + (never.isEmpty() ? "none" : String.join(", ", never)));
    }
    out().println(good
        ? Ink.GOOD.on("As it must be: every property holds in %d checks, and %d faulty variants are refuted."
            .formatted(sound, verdicts.size() - sound), colours())
        : Ink.BAD.on("Not everything is as it must be.", colours()));
  }

  private Map<String, Object> summary(List<Verdict> verdicts, boolean good) {
    Map<String, Object> summary = new TreeMap<>();
    summary.put("ok", good);
    summary.put("scale", large ? "large" : "small");
    summary.put("seconds",
        seconds(verdicts.stream().map(Verdict::took).reduce(Duration.ZERO, Duration::plus)));
    if (coverage) {
      summary.put("neverTaken", ModelRun.neverTaken(verdicts));
    }
    summary.put("checks", verdicts.stream().map(ModelCommand::summary).toList());
    return summary;
  }

  private static Map<String, Object> summary(Verdict verdict) {
    Map<String, Object> summary = new TreeMap<>();
    summary.put("name", verdict.check().name());
    summary.put("ok", verdict.isAsExpected());
    summary.put("states", verdict.states());
    summary.put("depth", verdict.depth());
    summary.put("seconds", seconds(verdict.took()));
    Map<String, String> properties = new TreeMap<>();
    verdict.results().stream().filter(result -> result.outcome() != Verdict.Outcome.UNKNOWN)
        .forEach(result -> properties.put(result.property(),
            result.outcome() == Verdict.Outcome.HOLDS ? "holds" : "refuted"));
    summary.put("properties", properties);
    if (verdict.error() != null) {
      summary.put("error", verdict.error());
    }
    return summary;
  }

  private static double seconds(Duration duration) {
    return Math.round(duration.toMillis() / 100.0) / 10.0;
  }

  private int checkHistory(Path file) throws IOException, InterruptedException, CommandFailure {
    RecordedHistory recorded;
    try {
      recorded = RecordedHistory.parse(Files.readAllLines(file));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.FAILED, file + ": " + e.getMessage());
    }
    HistoryVerdict verdict = ModelRun.of(recorded);
    if (json) {
      printJson(verdict);
    } else if (verdict.ok()) {
      out().println(
          Ink.GOOD.on("All %d records are steps of the model.".formatted(verdict.records()), colours()));
    } else {
      out().println(Ink.BAD.on(verdict.error() == null
          ? "Record %d is no step of the model after those before it:%n  %s".formatted(verdict.accepted() + 1,
              verdict.offending())
          : verdict.error(), colours()));
    }
    return verdict.ok() ? ExitCode.OK : ExitCode.FAILED;
  }
}
