package org.angarium.lab.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One target in the hands of Jazzer, in a process of its own, for a while. */
final class FuzzRun {
  private static final Duration GRACE = Duration.ofMinutes(3);
  private static final int LONGEST_INPUT = 4096;
  private static final int SECONDS_FOR_ONE = 20;
  private static final int MEGABYTES = 1024;
  private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+) ft: (\\d+) corp: (\\d+)");
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");
  private static final Pattern RUNS = Pattern.compile("^#(\\d+)\\s");

  private final FuzzTarget target;
  private final Path folder;

  /**
   * What came of it.
   *
   * @param executions inputs tried
   * @param coverage edges of the product's code that were taken
   * @param features edges with how often they were taken in one input
   * @param corpus inputs that each take some way that no other does
   * @param findings files with the inputs for which something did not hold
   */
  record Result(FuzzTarget target, long executions, double perSecond, int coverage, int features, int corpus,
      List<Path> findings, String log) {}

  /** @param folder where the inputs lie afterwards */
  FuzzRun(FuzzTarget target, Path folder) {
    this.target = target;
    this.folder = folder;
  }

  /** Where the inputs that are worth something lie. */
  Path corpus() {
    return folder.resolve("corpus");
  }

  Result run(Duration time) throws IOException, InterruptedException {
    Path found = Files.createDirectories(folder.resolve("findings"));
    List<byte[]> start = new ArrayList<>(Seeds.of(target));
    start.addAll(Corpus.kept(target));
    Corpus.unpack(start, folder.resolve("start"));
    Files.createDirectories(corpus());
    Path log = folder.resolve("log");
    long began = System.nanoTime();
    Process process = new ProcessBuilder(command(time, found)).directory(folder.toFile())
        .redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Thread end = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(end);
    try {
      if (!process.waitFor(time.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("the fuzzer of " + target + " does not end; its log is " + log);
      }
    } finally {
      process.destroyForcibly();
      Runtime.getRuntime().removeShutdownHook(end);
    }
    return result(found, Files.readString(log), (System.nanoTime() - began) / 1e9);
  }

  private List<String> command(Duration time, Path found) {
    return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + MEGABYTES + "m", "-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading",
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
        "-D" + FuzzEntry.PROPERTY + "=" + target.name(), "-cp", System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer", "--target_class=" + FuzzEntry.class.getName(),
        "--instrumentation_includes=" + target.classes(), "--custom_hook_includes=none",
        "-max_total_time=" + time.toSeconds(), "-max_len=" + LONGEST_INPUT, "-timeout=" + SECONDS_FOR_ONE,
        "-rss_limit_mb=" + 3 * MEGABYTES, "-artifact_prefix=" + found + "/", corpus().toString(),
        folder.resolve("start").toString());
  }

  private Result result(Path found, String log, double seconds) throws IOException {
    long executions = last(DONE, log, 1);
    if (executions == 0) {
      executions = log.lines().map(RUNS::matcher).filter(Matcher::find)
          .mapToLong(line -> Long.parseLong(line.group(1))).max().orElse(0);
    }
    double busy = Math.max(1, last(DONE, log, 2) == 0 ? seconds : last(DONE, log, 2));
    try (Stream<Path> files = Files.list(found)) {
      return new Result(target, executions, executions / busy, (int) last(COVERAGE, log, 1),
          (int) last(COVERAGE, log, 2), (int) last(COVERAGE, log, 3), files.sorted().toList(), log);
    }
  }

  private static long last(Pattern pattern, String log, int group) {
    long value = 0;
    Matcher matcher = pattern.matcher(log);
    while (matcher.find()) {
      value = Long.parseLong(matcher.group(group));
    }
    return value;
  }
}
