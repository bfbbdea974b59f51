package org.angarium.lab.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.angarium.lab.mail.Neighbour;
import org.angarium.lab.mail.Site;
import org.angarium.lab.peer.Generator;
import org.angarium.lab.peer.Sink;
import org.angarium.lab.process.MtaProcess;
import org.angarium.lab.process.Ports;
import org.angarium.lab.process.Sandbox;
import org.angarium.lab.process.Usage;

/**
 * A generator, two MTAs and a sink: every message is made durable twice and transferred three times. Generator and sink are peers in this
 * process that keep nothing, so what is measured is what MTAs relay.
 */
final class TransferBench implements AutoCloseable {
  private static final Duration BOUND = Duration.ofMinutes(5);
  private static final double NANOS = 1e9;
  /** Envelope and keys that an MTA stores beside the content, about. */
  private static final int ENVELOPE_OCTETS = 512;
  private static final String GENERATOR = "GENERATOR";
  private static final String SINK = "SINK";

  private final Sandbox sandbox;
  private final Load load;
  private final Sink sink;
  private final Generator generator;
  private final List<MtaProcess> mtas;
  private long expected;

  /**
   * What is measured.
   *
   * @param messages of each round
   * @param octets of each content
   * @param associations of the generator
   * @param rounds that count
   * @param warmUp rounds before those: Java compiles what is used much, and that takes a while
   */
  record Load(int messages, int octets, int associations, int rounds, int warmUp) {}

  /**
   * One round.
   *
   * @param rate messages a second, from the first one sent to the last one in the sink
   * @param cpu processor seconds of both MTAs for one message
   * @param ownCpu processor seconds of generator and sink for one message
   * @param floor records of the same size a second that the bare disk makes durable
   * @param extra messages that came to the sink twice
   */
  record Round(double rate, double cpu, double ownCpu, double floor, long extra) {
    double ratio() {
      return rate / floor;
    }
  }

  TransferBench(Sandbox sandbox, Load load, boolean tracking, List<String> jvm) throws IOException {
    this.sandbox = sandbox;
    this.load = load;
    sink = Sink.listen(SINK, 0);
    int alpha = Ports.free();
    int bravo = Ports.free();
    mtas = List.of(
        sandbox.mta("ALPHA", RelayConfiguration.of(Site.of("ALPHA", alpha),
            Neighbour.caller(GENERATOR).serving(GENERATOR),
            RelayConfiguration.neighbour("BRAVO", bravo, SINK)).with(tracked(tracking)).toml(), jvm),
        sandbox.mta("BRAVO", RelayConfiguration.of(Site.of("BRAVO", bravo),
            RelayConfiguration.neighbour("ALPHA", alpha, GENERATOR),
            RelayConfiguration.neighbour(SINK, sink.port(), SINK)).with(tracked(tracking)).toml(), jvm));
    generator = new Generator(new Generator.Settings(alpha, GENERATOR, GENERATOR,
        Site.somebody(GENERATOR, "Load"), Site.somebody(SINK, "Drain"), load.octets()));
  }

  private static String tracked(boolean enabled) {
    return "[tracking]\nenabled = " + enabled + "\n";
  }

  /** @param told of each round as it ends, and whether it counts */
  List<Round> run(BiConsumer<Round, Boolean> told) throws IOException, InterruptedException {
    sandbox.start(mtas);
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < load.warmUp() + load.rounds(); i++) {
      Round round = round();
      boolean counts = i >= load.warmUp();
      told.accept(round, counts);
      if (counts) {
        rounds.add(round);
      }
    }
    return rounds;
  }

  private Round round() throws IOException, InterruptedException {
    double floor = FloorMeasurement.run(sandbox.folder(), load.messages(), load.octets() + ENVELOPE_OCTETS,
        load.associations());
    double cpuBefore = cpu();
    double ownBefore = seconds(Usage.cpu(ProcessHandle.current().pid()));
    long start = System.nanoTime();
    expected += load.messages();
    generator.send(load.messages(), load.associations(), BOUND);
    if (!sink.await(expected, BOUND)) {
      throw new IOException(expected - sink.messages() + " of " + expected
          + " messages did not reach the sink within " + BOUND.toMinutes() + " minutes");
    }
    double took = (System.nanoTime() - start) / NANOS;
    double own = seconds(Usage.cpu(ProcessHandle.current().pid())) - ownBefore;
    long extra = sink.messages() - expected;
    expected += extra;
    return new Round(load.messages() / took, (cpu() - cpuBefore) / load.messages(), own / load.messages(),
        floor, extra);
  }

  private double cpu() {
    return mtas.stream().mapToDouble(mta -> seconds(Usage.cpu(mta.pid()))).sum();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS;
  }

  @Override
  public void close() {
    sink.close();
  }
}
