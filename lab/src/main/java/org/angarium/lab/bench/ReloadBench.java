package org.angarium.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.angarium.app.LiveMta;
import org.angarium.lab.peer.Generator;
import org.angarium.lab.peer.Sink;
import org.angarium.lab.process.Ports;
import org.angarium.mta.RequestException;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigReader;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;

/**
 * Whether transfer pauses while the routing table is made anew: how long an MTA with very many address spaces takes to confirm messages,
 * with nothing else to do and while its configuration is read, checked and taken over again and again.
 */
final class ReloadBench implements AutoCloseable {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final int ASSOCIATIONS = 4;
  private static final int OCTETS = 2048;
  private static final double MILLI = 1e6;

  private final AddressSpaces spaces;
  private final Path file;
  private final int port = Ports.free();
  private final Sink sink = Sink.listen("SINK", 0);
  private final Collection<Long> confirmed = new ConcurrentLinkedQueue<>();
  private final LiveMta mta;
  private final Generator generator;

  /**
   * Milliseconds from the beginning of a transfer to its confirmation.
   *
   * @param reloads that ended meanwhile
   */
  record Latency(double median, double percentile99, double longest, int reloads) {}

  ReloadBench(int spaces, Path folder) throws IOException {
    this.spaces = new AddressSpaces(spaces);
    this.file = folder.resolve("angarium.toml");
    write(1);
    try {
      mta = LiveMta.start(ConfigReader.read(file), event -> {
        // Nobody looks.
      });
      generator = new Generator(new Generator.Settings(port, "GENERATOR", "GENERATOR",
          OrName.parse("C=XX;A=TEST;P=GENERATOR;S=Load"), OrName.parse("C=XX;A=TEST;P=SINK;S=Drain"), OCTETS),
          confirmed::add);
    } catch (ConfigException | AddressSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(int cost) throws IOException {
    Files.writeString(file,
        BenchConfig.relay("ALPHA", port, List.of(BenchConfig.Neighbour.caller("GENERATOR"),
            new BenchConfig.Neighbour("SINK", sink.port(), "SINK"))) + spaces.toml(cost));
  }

  Latency idle(int messages) throws IOException, InterruptedException {
    return latency(messages, 0);
  }

  Latency whileReloading(int messages) throws IOException, InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger reloads = new AtomicInteger();
    List<Exception> failures = new ArrayList<>();
    Thread reloader = Thread.ofPlatform().name("reload").start(() -> {
      try {
        while (!done.get()) {
          // Another cost each time, so that all that waits is routed anew, too.
          write(1 + reloads.get() % 2);
          mta.control().reload();
          reloads.incrementAndGet();
        }
      } catch (IOException | ConfigException | RequestException e) {
        failures.add(e);
      }
    });
    Latency latency;
    try {
      latency = latency(messages, 0);
    } finally {
      done.set(true);
      reloader.join();
    }
    if (!failures.isEmpty()) {
      throw new IOException(failures.getFirst());
    }
    return new Latency(latency.median(), latency.percentile99(), latency.longest(), reloads.get());
  }

  private Latency latency(int messages, int reloads) throws IOException, InterruptedException {
    confirmed.clear();
    generator.send(messages, ASSOCIATIONS, BOUND);
    double[] sorted = confirmed.stream().mapToDouble(nanos -> nanos / MILLI).sorted().toArray();
    return new Latency(sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.99)],
        Arrays.stream(sorted).max().orElse(0), reloads);
  }

  @Override
  public void close() {
    mta.close();
    sink.close();
  }
}
