package org.angarium.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.angarium.app.LiveMta;

/** A real MTA that {@code angarium run} has started, on a thread of its own. */
final class RunningMta implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("\"127.0.0.1:([0-9]+)\"");

  private final CompletableFuture<CommandRun> ended = new CompletableFuture<>();
  private final Thread thread;
  private final String config;

  /** @param config a file whose data directory is called {@code data} */
  RunningMta(String config) {
    this.config = config;
    thread = Thread.ofPlatform()
        .start(() -> ended.complete(CommandRun.with("", LiveMta::start, "run", "--config", config)));
    Path control = Path.of(config).resolveSibling("data").resolve("control.json");
    await().atMost(30, TimeUnit.SECONDS).until(() -> ended.isDone() || Files.exists(control));
    assertThat(ended).isNotDone();
  }

  /** What a command prints that must go well. */
  String out(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--config";
    all[arguments.length + 1] = config;
    CommandRun run = CommandRun.of(all);
    assertThat(run.exitCode()).as(String.join(" ", arguments) + ": " + run.err()).isZero();
    return run.out();
  }

  String port() {
    Matcher address = ADDRESS.matcher(out("status", "--json"));
    assertThat(address.find()).isTrue();
    return address.group(1);
  }

  /** Stops it as Ctrl-C does; answers what it has printed. */
  CommandRun stop() {
    thread.interrupt();
    await().atMost(30, TimeUnit.SECONDS).until(ended::isDone);
    return ended.join();
  }

  @Override
  public void close() {
    stop();
  }
}
