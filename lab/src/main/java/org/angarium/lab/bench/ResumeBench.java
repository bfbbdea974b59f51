package org.angarium.lab.bench;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.angarium.app.control.ControlException;
import org.angarium.lab.mail.CheckpointWindow;
import org.angarium.lab.mail.Neighbour;
import org.angarium.lab.mail.Site;
import org.angarium.lab.network.ActivityWatch;
import org.angarium.lab.network.Fault;
import org.angarium.lab.network.FaultProxy;
import org.angarium.lab.process.MtaProcess;
import org.angarium.lab.process.Ports;
import org.angarium.lab.process.Sandbox;
import org.angarium.mta.access.Submission;
import org.angarium.mta.store.DeliveredMessage;

/** One big message at a time between ALPHA, which opens the associations, and BRAVO, over a line that breaks again and again. */
final class ResumeBench implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final double NANOS = 1e9;
  private static final int BLOCK = 64 * 1024;

  private static final List<String> JVM = List.of("-Xmx128m");

  private final Plan plan;
  private final Site caller = Site.of("ALPHA", Ports.free());
  private final Site called = Site.of("BRAVO", Ports.free());
  private final MtaProcess alpha;
  private final MtaProcess bravo;
  private final FaultProxy line;
  private final ResentMeter meter = new ResentMeter();

  /**
   * What to do.
   *
   * @param octets of each message
   * @param cuts of the line for each message
   * @param window what both sides are configured to
   * @param bound of the time for each message
   */
  record Plan(long octets, int cuts, CheckpointWindow window, Duration bound) {}

  /** How the line breaks. */
  enum Break {
    /** Both ends are told. */
    RESET,
    /** Nobody is told: nothing passes on the connection ever again. */
    SILENCE;

    Fault fault() {
      return switch (this) {
        case RESET -> new Fault.Reset(false);
        case SILENCE -> Fault.Silence.forgetting();
      };
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What came of one message.
   *
   * @param initiatorSends whether the side that opens the associations was sending
   * @param intact whether it arrived once, and as it was
   */
  record Run(boolean initiatorSends, Break kind, List<ResentMeter.Cut> cuts, boolean intact, double seconds) {
    String sender() {
      return initiatorSends ? "initiator" : "responder";
    }
  }

  ResumeBench(Sandbox sandbox, Plan plan) throws IOException, InterruptedException {
    this.plan = plan;
    line = FaultProxy.onLoopback(called.port(),
        new ActivityWatch(head -> null, meter).tap(caller.mta(), called.mta()));
    alpha = sandbox.mta(caller.mta(), toml(caller,
        Neighbour.at(called.mta(), "127.0.0.1", line.port()).serving(called.mta())
            .with("permanent = true\n")),
        JVM);
    bravo = sandbox.mta(called.mta(), toml(called, Neighbour.caller(caller.mta()).serving(caller.mta())),
        JVM);
    sandbox.start(List.of(alpha, bravo));
  }

  /** The classic open interval and recovery timeout; a silent peer is noticed after two seconds, so that it does not take long. */
  private String toml(Site site, Neighbour peer) {
    return site.configuration().quiet().neighbour(peer.with("""
        %s
        open-timeout = "2s"
        answer-timeout = "2s"
        end-answer-timeout = "2s"
        receive-timeout = "2s"
        """.formatted(plan.window().toml()))).toml();
  }

  /** @param told of each step */
  List<Run> run(Consumer<String> told) throws InterruptedException, ControlException, IOException {
    List<Run> runs = new ArrayList<>();
    for (boolean initiatorSends : List.of(true, false)) {
      for (Break kind : Break.values()) {
        Run one = run(initiatorSends, kind);
        runs.add(one);
        told.accept(
            "the %s sends, %s: %d cuts in %.1f s".formatted(one.sender(), kind.text(), one.cuts().size(),
                one.seconds()));
      }
    }
    return runs;
  }

  private Run run(boolean initiatorSends, Break kind)
      throws InterruptedException, ControlException, IOException {
    MtaProcess sender = initiatorSends ? alpha : bravo;
    MtaProcess receiver = initiatorSends ? bravo : alpha;
    Site from = initiatorSends ? caller : called;
    Site to = initiatorSends ? called : caller;
    meter.expect(places(), () -> {
      line.set(kind.fault());
      line.heal();
    });
    long start = System.nanoTime();
    Submission submission = Submission.builder().to(to.name()).build();
    String mtsId = sender.control()
        .submit(from.mailbox(), submission, () -> new NoiseStream(plan.octets()), plan.octets())
        .mtsId();
    Optional<DeliveredMessage> delivered = awaitDelivery(receiver, to.mailbox(), mtsId);
    double seconds = (System.nanoTime() - start) / NANOS;
    boolean intact = delivered.isPresent() && isIntact(receiver, delivered.get());
    return new Run(initiatorSends, kind, meter.cuts(), intact, seconds);
  }

  /** Not at a checkpoint, nor twice at the same place between two. */
  private List<Long> places() {
    long apart = plan.octets() / (plan.cuts() + 1);
    return LongStream.rangeClosed(1, plan.cuts()).map(cut -> cut * apart + cut * 7919 % 30_000).boxed()
        .toList();
  }

  private Optional<DeliveredMessage> awaitDelivery(MtaProcess receiver, String mailbox, String mtsId)
      throws InterruptedException, ControlException {
    long deadline = System.nanoTime() + plan.bound().toNanos();
    while (System.nanoTime() < deadline) {
      List<DeliveredMessage> found = receiver.control().mailbox(mailbox).stream()
          .filter(message -> message.mtsId().equals(mtsId)).toList();
      if (!found.isEmpty()) {
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
      }
      Thread.sleep(STEP);
    }
    return Optional.empty();
  }

  private boolean isIntact(MtaProcess receiver, DeliveredMessage message)
      throws ControlException, IOException {
    try (InputStream content = receiver.control().content(message.id());
        InputStream sent = new NoiseStream(plan.octets())) {
      while (true) {
        byte[] expected = sent.readNBytes(BLOCK);
        if (!Arrays.equals(content.readNBytes(BLOCK), expected)) {
          return false;
        }
        if (expected.length == 0) {
          return true;
        }
      }
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
