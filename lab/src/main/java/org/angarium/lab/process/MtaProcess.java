package org.angarium.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.app.control.ControlFile;
import org.jspecify.annotations.Nullable;

/** An MTA that runs in a process of its own, and may be killed and started again. */
public final class MtaProcess {
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(20);
  private static final Duration ORDERLY_STOP = Duration.ofSeconds(8);
  private static final int TAIL = 15;

  private final Program program;
  private final MtaFolder folder;
  private final List<String> options;
  private final boolean tethered;
  private volatile List<String> within = List.of();
  private volatile @Nullable Process process;
  private @Nullable ControlClient control;

  /**
   * @param folder where it lives
   * @param options of its JVM
   * @param tethered whether it also ends when this process is killed
   */
  MtaProcess(Program program, MtaFolder folder, List<String> options, boolean tethered) {
    this.program = program;
    this.folder = folder;
    this.options = List.copyOf(options);
    this.tethered = tethered;
  }

  public String name() {
    return folder.name();
  }

  public MtaFolder folder() {
    return folder;
  }

  /** From its next start on it runs where this command starts its arguments; the command becomes what it starts. */
  public void within(List<String> command) {
    within = List.copyOf(command);
  }

  /** Starts it, and returns before it is up. */
  public void launch() throws IOException {
    process = program.start(within, options, tethered, folder.console(),
        List.of("run", "--config", folder.configuration().toString()));
  }

  /**
   * Waits until it can be asked.
   *
   * @throws IOException if it ends instead: says what it printed
   */
  public void awaitUp() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline) {
      if (!isAlive()) {
        throw new IOException("MTA " + name() + " ended while it started:\n" + tail());
      }
      Optional<ControlFile> file = ControlFile.read(folder.data());
      if (file.isPresent() && file.get().process() == pid()) {
        connect();
        return;
      }
      Thread.sleep(STEP);
    }
    throw new IOException("MTA " + name() + " is not up after " + START.toSeconds() + " s:\n" + tail());
  }

  private synchronized void connect() throws IOException {
    disconnect();
    try {
      control = ControlClient.of(name(), folder.data(), folder.configuration());
    } catch (ControlException e) {
      throw new IOException("MTA " + name() + ": " + e.getMessage(), e);
    }
  }

  private synchronized void disconnect() {
    if (control != null) {
      control.close();
      control = null;
    }
  }

  /** How to ask it. */
  public synchronized ControlClient control() {
    if (control == null) {
      throw new IllegalStateException("MTA " + name() + " is not up");
    }
    return control;
  }

  public boolean isAlive() {
    Process current = process;
    return current != null && current.isAlive();
  }

  public long pid() {
    Process current = process;
    return current == null ? 0 : current.pid();
  }

  /** SIGKILL: no more of its instructions run. Returns at once. */
  public void kill() {
    Process current = process;
    if (current != null) {
      current.destroyForcibly();
    }
  }

  /** Waits until the killed process is gone. */
  public void awaitGone() throws InterruptedException {
    Process current = process;
    if (current != null) {
      current.waitFor();
    }
    disconnect();
  }

  /** SIGTERM, and SIGKILL if that takes too long. */
  public void stop() {
    Process current = process;
    if (current == null) {
      return;
    }
    current.destroy();
    try {
      if (!current.waitFor(ORDERLY_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        current.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      current.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    disconnect();
  }

  /** Lets it live on, without us. */
  void letGo() {
    disconnect();
    process = null;
  }

  private String tail() throws IOException {
    List<String> lines = Files.readAllLines(folder.console());
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
  }
}
