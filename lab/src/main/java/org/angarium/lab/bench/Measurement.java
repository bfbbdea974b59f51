package org.angarium.lab.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.angarium.app.command.Subcommand;
import org.angarium.app.console.Ink;
import org.angarium.lab.process.Program;
import org.angarium.lab.process.Sandbox;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all measurements have: MTAs in a folder on the disk that is measured, rounds that are told of, and JSON at the end. */
abstract class Measurement extends Subcommand {
  private final Program program;

  @Option(names = "--directory", order = 1, paramLabel = "DIR", description = "An empty folder on the disk to measure; default is the system's temporary folder.")
  private @Nullable Path directory;

  @Option(names = "--json", order = 1, description = "Print the result as JSON, too, on the last line.")
  private boolean json;

  /** @param program what to start the MTAs from */
  Measurement(Program program) {
    this.program = program;
  }

  final Sandbox sandbox() throws IOException {
    return Sandbox.open(program, Optional.ofNullable(directory), true);
  }

  final void tell(String step) {
    out().println("  " + step);
    out().flush();
  }

  /** @param counts false for a round to warm up */
  final void tellRound(String round, boolean counts) {
    tell(counts ? round : Ink.FAINT.on(round + "  warm-up", colours()));
  }

  /** Begins the account of rounds. */
  final void heading(int rounds) {
    out().println();
    out().println(Ink.STRONG.on("Median (least … most) of " + rounds + " rounds", colours()));
  }

  static <R> Spread spread(List<R> rounds, ToDoubleFunction<R> value) {
    return Spread.of(rounds.stream().map(value::applyAsDouble).toList());
  }

  /** The end of the output, if a machine reads it. */
  final void conclude(Map<String, Object> result) {
    if (json) {
      printJson(result);
    }
  }
}
