package org.angarium.lab.namespace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A host of its own as far as the network goes: interfaces, addresses, connections. Held by a process that ends when this one does, in
 * whatever way; with it and the last process inside, the kernel takes the namespace away and with it everything in it.
 */
public final class NetworkNamespace implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(5);
  private static final Duration COMMAND = Duration.ofSeconds(10);

  private final Process holder;

  private NetworkNamespace(Process holder) {
    this.holder = holder;
  }

  /** Why there can be none here; empty if there can. */
  public static Optional<String> unavailable() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.of("network namespaces are a thing of Linux");
    }
    try (NetworkNamespace host = create(); NetworkNamespace line = create()) {
      line.run("ip", "link", "add", "probe", "type", "veth", "peer", "name", "eth0", "netns", host.id());
      line.run("ip", "link", "set", "probe", "up");
      line.inside(() -> {
        new FrameSocket("probe").close();
        return true;
      });
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("network namespaces are not permitted here: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /**
   * Makes one, with its loopback interface up.
   *
   * @throws IOException if that is not permitted, or a tool is missing
   */
  public static NetworkNamespace create() throws IOException, InterruptedException {
    // cat ends when the pipe does, and the pipe ends with this process.
    Process holder = new ProcessBuilder("unshare", "--net", "sh", "-c", "echo in; exec cat")
        .redirectErrorStream(true).start();
    NetworkNamespace made = new NetworkNamespace(holder);
    try {
      made.awaitHolder();
      made.run("ip", "link", "set", "lo", "up");
    } catch (IOException | InterruptedException e) {
      made.close();
      throw e;
    }
    return made;
  }

  private void awaitHolder() throws IOException {
    String first = holder.inputReader(StandardCharsets.UTF_8).readLine();
    if (!"in".equals(first)) {
      throw new IOException(first == null ? "unshare says nothing" : first);
    }
  }

  /** What {@code ip link … netns} wants to hear. */
  public String id() {
    return Long.toString(holder.pid());
  }

  /** A command that starts its arguments in here, and becomes them. */
  public List<String> within() {
    return List.of("nsenter", "--net=" + file());
  }

  private String file() {
    return "/proc/" + holder.pid() + "/ns/net";
  }

  /**
   * Runs a command in here and waits for its end.
   *
   * @throws IOException if it fails: says what it printed
   */
  public void run(String... command) throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(within());
    whole.addAll(List.of(command));
    Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!process.waitFor(COMMAND.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + " does not end");
    }
    if (process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  /** Does something on a thread that is in here; sockets made by it stay in here, whoever uses them. */
  public <T> T inside(Callable<T> action) throws IOException, InterruptedException {
    CompletableFuture<T> done = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("inside " + id()).start(() -> {
      try {
        Libc.enter(file());
        done.complete(action.call());
      } catch (Exception e) {
        done.completeExceptionally(e);
      }
    });
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known
          ? known
          : new IOException(String.valueOf(e.getCause()), e);
    }
  }

  /** Nothing new gets in; it is gone with the last process inside. */
  @Override
  public void close() {
    holder.destroyForcibly();
    try {
      holder.waitFor(START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
