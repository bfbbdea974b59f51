package org.angarium.lab.model;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs the checker on the modules of the model. */
public final class ModelRun {
  private static final Duration HISTORY_BOUND = Duration.ofMinutes(5);
  private static final int HISTORY_HEAP_MEGABYTES = 512;
  private static final Pattern RECORDED = Pattern.compile("Is\\(\"(\\w+)\"\\)");

  private ModelRun() {}

  static Verdict of(ModelCheck check, boolean coverage, BiConsumer<ModelCheck, TlcOutput> progress)
      throws IOException, InterruptedException {
    String configuration = ModelFiles.resource(check.name() + ".cfg");
    try (ModelFiles files = new ModelFiles()) {
      String file = check.name() + ".cfg";
      files.write(file, configuration);
      long start = System.nanoTime();
      TlcOutput output = Tlc.run(files.folder(), check.module(), file, check.heapMegabytes(), check.bound(),
          0, coverage,
          found -> progress.accept(check, found));
      return Verdict.of(check, ModelFiles.properties(configuration), output,
          Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /** Actions of the sound model that none of the checks ever took: what the model says about them is not checked. */
  static List<String> neverTaken(List<Verdict> verdicts) {
    Map<String, Long> taken = new TreeMap<>();
    verdicts.stream().filter(verdict -> verdict.check().refutes() == null)
        .forEach(
            verdict -> verdict.taken().forEach((action, times) -> taken.merge(action, times, Long::sum)));
    return taken.entrySet().stream().filter(action -> action.getValue() == 0).map(Map.Entry::getKey).toList();
  }

  /** Names of the actions that a record can be of. */
  public static Set<String> recordable() throws IOException {
    return RECORDED.matcher(ModelFiles.resource("RecordedHistory.tla")).results()
        .map(action -> action.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a recorded history is one of the model's. */
  public static HistoryVerdict of(RecordedHistory history) throws IOException, InterruptedException {
    try (ModelFiles files = new ModelFiles()) {
      files.write("History.tla", history.module());
      files.write("History.cfg", history.configuration());
      TlcOutput output = Tlc.run(files.folder(), "RecordedHistory", "History.cfg", HISTORY_HEAP_MEGABYTES,
          HISTORY_BOUND,
          1, false, found -> {});
      return history.verdict(output);
    }
  }
}
