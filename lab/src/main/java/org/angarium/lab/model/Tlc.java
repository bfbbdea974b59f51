package org.angarium.lab.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The model checker TLC in a process of its own, with bounded memory and time: it keeps its state in static fields. */
final class Tlc {
  /** Below this, the compiler that starts fast is faster in the end. */
  private static final int SMALL_HEAP_MEGABYTES = 512;
  private static final int MOST_WORKERS = 4;

  private Tlc() {}

  /**
   * Checks a module of a folder against a configuration there.
   *
   * @param heapMegabytes memory, also decides between a fast start and long work
   * @param workers threads, 0 for as many as there are processors
   * @param coverage whether to count how often each action is taken; takes half as long again
   * @param progress told now and then
   * @return what it said; errors in it include running out of time
   */
  static TlcOutput run(Path folder, String module, String configuration, int heapMegabytes, Duration bound,
      int workers, boolean coverage, Consumer<TlcOutput> progress) throws IOException, InterruptedException {
    TlcOutput output = new TlcOutput();
    Process process = new ProcessBuilder(
        command(folder, module, configuration, heapMegabytes, workers, coverage))
        .directory(folder.toFile()).redirectErrorStream(true).start();
    AtomicBoolean late = new AtomicBoolean();
    Thread watch = Thread.ofVirtual().start(() -> late.set(endsLate(process, bound)));
    try (AtExit _ = new AtExit(process::destroyForcibly);
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (output.line(line)) {
          progress.accept(output);
        }
      }
      process.waitFor();
      watch.join();
    } finally {
      process.destroyForcibly();
    }
    if (late.get()) {
      output.errors().add("not finished within " + bound.toMinutes() + " minutes");
    } else if (!output.isFinished() && output.errors().isEmpty()) {
      output.errors().add("the checker ended with exit code " + process.exitValue());
    }
    return output;
  }

  private static boolean endsLate(Process process, Duration bound) {
    try {
      if (process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return true;
  }

  private static List<String> command(Path folder, String module, String configuration, int heapMegabytes,
      int workers, boolean coverage) {
    List<String> command = new ArrayList<>(
        List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heapMegabytes + "m", "-Djava.io.tmpdir=" + folder, "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(heapMegabytes <= SMALL_HEAP_MEGABYTES
        ? List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        : List.of("-XX:+UseParallelGC"));
    int threads = workers > 0 ? workers : Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors());
    command.addAll(
        List.of("-cp", checker().toString(), "tlc2.TLC", "-tool", "-deadlock", "-workers",
            Integer.toString(threads), "-metadir", folder.resolve("states").toString(), "-config",
            configuration));
    if (coverage) {
      command.addAll(List.of("-coverage", "1"));
    }
    command.add(module);
    return command;
  }

  private static Path checker() {
    try {
      return Path.of(tlc2.TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the checker is in no file", e);
    }
  }
}
