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
import org.angarium.lab.network.ActivityWatch;
import org.angarium.lab.network.Fault;
import org.angarium.lab.network.FaultProxy;
import org.angarium.lab.process.MtaProcess;
import org.angarium.lab.process.Ports;
import org.angarium.lab.process.Sandbox;
import org.angarium.mta.access.Submission;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;

/** One big message at a time between ALPHA, which opens the associations, and BRAVO, over a line that breaks again and again. */
final class ResumeBench implements AutoCloseable {
  /** RTSE, session and presentation put so much around each piece at most. */
  private static final int FRAMING = 64;
  private static final Duration STEP = Duration.ofMillis(100);
  private static final double NANOS = 1e9;
  private static final int BLOCK = 64 * 1024;

  private final Plan plan;
  private final MtaProcess alpha;
  private final MtaProcess bravo;
  private final FaultProxy line;
  private final ResentMeter meter = new ResentMeter();

  /**
   * What to do.
   *
   * @param octets of each message
   * @param cuts of the line for each message
   * @param checkpoint kilooctets
   * @param window checkpoints
   * @param bound of the time for each message
   */
  record Plan(long octets, int cuts, int checkpoint, int window, Duration bound) {
    /** Octets that may be sent again after a cut. */
    long most() {
      return (long) window * ((long) checkpoint * 1024 + FRAMING);
    }
  }

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
    int port = Ports.free();
    line = FaultProxy.onLoopback(port,
        new ActivityWatch(head -> null, meter).tap("ALPHA", "BRAVO"));
    alpha = sandbox.mta("ALPHA", toml("ALPHA", "BRAVO", Ports.free(),
        "host = \"127.0.0.1\"\nport = " + line.port() + "\npermanent = true"), List.of("-Xmx128m"));
    bravo = sandbox.mta("BRAVO", toml("BRAVO", "ALPHA", port, "activation = \"remote-initiated\""),
        List.of("-Xmx128m"));
    sandbox.start(List.of(alpha, bravo));
  }

  /** The classic open interval and recovery timeout; a silent peer is noticed after two seconds, so that it does not take long. */
  private String toml(String name, String peer, int port, String reach) {
    return """
        # Made by "angarium bench resume".
        name = "%1$s"
        data-directory = "data"
        domain = { country = "XX", admd = "TEST", prmd = "%1$s" }

        [[listener]]
        address = "127.0.0.1"
        port = %2$d

        [[mailbox]]
        name = "%3$s"
        address = "C=XX;A=TEST;P=%1$s;S=%3$s"

        [[connector]]
        name = "%4$s"
        remote-mta = "%4$s"
        %5$s
        address-space = [{ pattern = "C=XX;A=TEST;P=%4$s", cost = 1 }]
        checkpoint-size = %6$d
        window = %7$d
        open-timeout = "2s"
        answer-timeout = "2s"
        end-answer-timeout = "2s"
        receive-timeout = "2s"

        [event-log]
        console = "none"
        """.formatted(name, port, mailbox(name), peer, reach, plan.checkpoint(), plan.window());
  }

  private static String mailbox(String mta) {
    return mta.toLowerCase(Locale.ROOT);
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
    meter.expect(places(), () -> {
      line.set(kind.fault());
      line.heal();
    });
    long start = System.nanoTime();
    Submission submission = Submission.builder().to(addressOf(receiver)).build();
    String mtsId = sender.control()
        .submit(mailbox(sender.name()), submission, () -> new NoiseStream(plan.octets()), plan.octets())
        .mtsId();
    Optional<DeliveredMessage> delivered = awaitDelivery(receiver, mtsId);
    double seconds = (System.nanoTime() - start) / NANOS;
    boolean intact = delivered.isPresent() && isIntact(receiver, delivered.get());
    return new Run(initiatorSends, kind, meter.cuts(), intact, seconds);
  }

  private static OrName addressOf(MtaProcess mta) {
    try {
      return OrName.parse("C=XX;A=TEST;P=" + mta.name() + ";S=" + mailbox(mta.name()));
    } catch (AddressSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Not at a checkpoint, nor twice at the same place between two. */
  private List<Long> places() {
    long apart = plan.octets() / (plan.cuts() + 1);
    return LongStream.rangeClosed(1, plan.cuts()).map(cut -> cut * apart + cut * 7919 % 30_000).boxed()
        .toList();
  }

  private Optional<DeliveredMessage> awaitDelivery(MtaProcess receiver, String mtsId)
      throws InterruptedException, ControlException {
    long deadline = System.nanoTime() + plan.bound().toNanos();
    while (System.nanoTime() < deadline) {
      List<DeliveredMessage> found = receiver.control().mailbox(mailbox(receiver.name())).stream()
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
