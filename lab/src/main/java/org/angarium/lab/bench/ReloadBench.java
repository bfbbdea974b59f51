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
import org.angarium.mta.Mta;
import org.angarium.mta.RequestException;
import org.angarium.mta.config.AddressSpace;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.config.MtaConfig;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;

/**
 * Whether transfer pauses while the routing table is made anew: how long an MTA with very many address spaces takes to confirm messages,
 * with nothing else to do, while changed configurations are taken over without end, and while their file is read and checked, too.
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
  private final MtaConfig config;
  private final LiveMta mta;
  private final Mta running;
  private final Generator generator;

  /**
   * Milliseconds from the beginning of a transfer to its confirmation.
   *
   * @param changes of the configuration that ended meanwhile
   */
  record Latency(double median, double percentile99, double longest, int changes) {}

  ReloadBench(int spaces, Path folder) throws IOException {
    this.spaces = new AddressSpaces(spaces);
    this.file = folder.resolve("angarium.toml");
    write(1);
    try {
      config = ConfigReader.read(file);
      mta = LiveMta.start(config, event -> {
        // Nobody looks.
      });
      running = (Mta) mta.control();
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

  /** How another configuration comes into force. */
  private interface Change {
    void to(int cost) throws IOException, ConfigException, RequestException;
  }

  /** While the table is made anew, and all that waits is routed by it. */
  Latency whileChanging(int messages) throws IOException, InterruptedException {
    return during(messages, cost -> running.use(config.withConnectors(config.connectors().stream()
        .map(connector -> connector.withAddressSpaces(connector.addressSpaces().stream()
            .map(space -> new AddressSpace(space.pattern(), cost)).toList()))
        .toList())));
  }

  /** The same from a file. */
  Latency whileReloading(int messages) throws IOException, InterruptedException {
    return during(messages, cost -> {
      write(cost);
      running.reload();
    });
  }

  private Latency during(int messages, Change change) throws IOException, InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger changes = new AtomicInteger();
    List<Exception> failures = new ArrayList<>();
    Thread changer = Thread.ofPlatform().name("change").start(() -> {
      try {
        while (!done.get()) {
          // Another cost each time, so that all that waits is routed anew, too.
          change.to(1 + changes.get() % 2);
          changes.incrementAndGet();
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
      changer.join();
    }
    if (!failures.isEmpty()) {
      throw new IOException(failures.getFirst());
    }
    return new Latency(latency.median(), latency.percentile99(), latency.longest(), changes.get());
  }

  private Latency latency(int messages, int changes) throws IOException, InterruptedException {
    confirmed.clear();
    generator.send(messages, ASSOCIATIONS, BOUND);
    double[] sorted = confirmed.stream().mapToDouble(nanos -> nanos / MILLI).sorted().toArray();
    return new Latency(sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.99)],
        Arrays.stream(sorted).max().orElse(0), changes);
  }

  @Override
  public void close() {
    mta.close();
    sink.close();
  }
}
