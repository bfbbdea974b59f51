package org.angarium.lab.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.angarium.app.control.ControlException;
import org.angarium.lab.mail.Neighbour;
import org.angarium.lab.mail.Site;
import org.angarium.lab.peer.Generator;
import org.angarium.lab.peer.Sink;
import org.angarium.lab.process.MtaProcess;
import org.angarium.lab.process.Ports;
import org.angarium.lab.process.Sandbox;

/**
 * Whether transfer pauses while the routing table is made anew: an MTA in a process of its own, with very many address spaces in files,
 * gets messages at set times over real associations and relays them, while somebody changes the files and reloads the configuration.
 */
final class ReloadBench implements AutoCloseable {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final int ASSOCIATIONS = 4;
  private static final int OCTETS = 2048;
  private static final double SECOND = 1e9;

  private final AddressSpaces spaces;
  private final Sink sink = Sink.listen("SINK", 0);
  private final ProcessorWatch processor = ProcessorWatch.start();
  private final Collection<Span> confirmed = new ConcurrentLinkedQueue<>();
  private final Collection<Double> reloads = new ConcurrentLinkedQueue<>();
  private final Path recording;
  private final MtaProcess mta;
  private final Generator generator;
  private int changes;

  /** Starts the MTA. */
  ReloadBench(int number, Sandbox sandbox) throws IOException, InterruptedException {
    spaces = new AddressSpaces(number);
    recording = sandbox.folder().resolve("ALPHA.jfr");
    int port = Ports.free();
    mta = sandbox.mta("ALPHA",
        RelayConfiguration.of(Site.of("ALPHA", port), Neighbour.caller("GENERATOR").serving("GENERATOR"),
            RelayConfiguration.neighbour("SINK", sink.port(), "SINK")).with(spaces.toml()).toml(),
        List.of(FlightRecording.option(recording)));
    spaces.write(folder(), 1);
    sandbox.start(List.of(mta));
    generator = new Generator(new Generator.Settings(port, "GENERATOR", "GENERATOR",
        Site.somebody("GENERATOR", "Load"), Site.somebody("SINK", "Drain"), OCTETS),
        nanos -> confirmed.add(Span.until(Instant.now(), Duration.ofNanos(nanos))));
  }

  private Path folder() {
    return mta.folder().path();
  }

  /** How long the MTA takes from "reload" until the new table is in force: seconds. */
  Spread reloadSeconds() {
    return Spread.of(reloads);
  }

  /** With nothing else to do. */
  Latency idle(Load load) throws IOException, InterruptedException {
    return latency(load);
  }

  /**
   * Messages.
   *
   * @param every from when one is due to when the next is
   */
  record Load(int messages, Duration every) {}

  /**
   * While all address spaces change their cost and are read anew, again and again.
   *
   * @param every from the beginning of one change to that of the next; zero for as soon as one is done
   */
  Latency whileChanging(Load load, Duration every) throws IOException, InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    List<Exception> failures = new ArrayList<>();
    int before = changes;
    Thread changer = Thread.ofPlatform().name("change").start(() -> {
      try {
        do {
          long start = System.nanoTime();
          change();
          long left = Math.max(0, every.toNanos() - (System.nanoTime() - start));
          if (done.await(left, TimeUnit.NANOSECONDS)) {
            return;
          }
        } while (true);
      } catch (IOException | ControlException | InterruptedException e) {
        failures.add(e);
      }
    });
    Latency latency;
    try {
      latency = latency(load);
    } finally {
      done.countDown();
      changer.join();
    }
    if (!failures.isEmpty()) {
      throw new IOException(failures.getFirst());
    }
    return Latency.of(latency.transfers(), changes - before);
  }

  /** Another cost each time, so that all that waits is routed anew, too. */
  private void change() throws IOException, ControlException {
    spaces.write(folder(), 1 + ++changes % 2);
    long start = System.nanoTime();
    mta.control().reload();
    reloads.add((System.nanoTime() - start) / SECOND);
  }

  private Latency latency(Load load) throws IOException, InterruptedException {
    confirmed.clear();
    generator.send(load.messages(), load.every(), ASSOCIATIONS, BOUND);
    return Latency.of(confirmed, 0);
  }

  /** Stops the MTA and reads what its JVM has recorded. */
  Circumstances circumstances() throws IOException {
    mta.stop();
    return new Circumstances(FlightRecording.read(recording), processor.missing());
  }

  @Override
  public void close() {
    processor.close();
    mta.stop();
    sink.close();
  }
}
