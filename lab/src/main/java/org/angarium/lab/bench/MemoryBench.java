package org.angarium.lab.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.angarium.app.control.ControlException;
import org.angarium.lab.mail.Neighbour;
import org.angarium.lab.mail.Site;
import org.angarium.lab.process.MtaProcess;
import org.angarium.lab.process.Ports;
import org.angarium.lab.process.Sandbox;
import org.angarium.lab.process.Usage;
import org.angarium.mta.access.Submission;
import org.angarium.mta.store.DeliveredMessage;

/** One big message from ALPHA over RELAY to CHARLIE, each with a small heap. */
final class MemoryBench {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final double NANOS = 1e9;
  private static final String GC_LOG = "gc.log";
  /** Pauses are logged as {@code 45M->12M(64M)}. */
  private static final Pattern HEAP = Pattern.compile("(\\d+)M->(\\d+)M\\((\\d+)M\\)");

  private final Sandbox sandbox;
  private final long octets;
  private final Duration bound;
  private final Site alpha = Site.of("ALPHA", Ports.free());
  private final Site charlie = Site.of("CHARLIE", Ports.free());
  private final List<MtaProcess> mtas;

  /**
   * One MTA after the transfer.
   *
   * @param heapPeak most octets of heap in use before a collection, empty if there was none
   * @param residentPeak most octets of memory resident, empty where the system does not tell
   */
  record Footprint(String mta, boolean alive, OptionalLong heapPeak, Optional<Long> residentPeak,
      Duration cpu) {}

  /**
   * What came of it.
   *
   * @param intact whether it lies in the mailbox once, with the SHA-256 that was submitted
   * @param submitSeconds until the first MTA had it safely
   * @param transferSeconds from there until it lay in the mailbox of the last
   */
  record Result(boolean intact, double submitSeconds, double transferSeconds, List<Footprint> footprints) {}

  MemoryBench(Sandbox sandbox, long octets, String heap, Duration bound) throws IOException {
    this.sandbox = sandbox;
    this.octets = octets;
    this.bound = bound;
    Site relay = Site.of("RELAY", Ports.free());
    mtas = List.of(
        mta(alpha, heap, RelayConfiguration.neighbour("RELAY", relay.port(), charlie.mta())),
        mta(relay, heap, RelayConfiguration.neighbour(alpha.mta(), alpha.port(), alpha.mta()),
            RelayConfiguration.neighbour(charlie.mta(), charlie.port(), charlie.mta())),
        mta(charlie, heap, RelayConfiguration.neighbour("RELAY", relay.port(), alpha.mta())));
  }

  private MtaProcess mta(Site site, String heap, Neighbour... neighbours) throws IOException {
    Path log = sandbox.folder().resolve(site.mta() + "-" + GC_LOG);
    return sandbox.mta(site.mta(), RelayConfiguration.of(site, neighbours).toml(),
        List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError", "-Xlog:gc:file=" + log));
  }

  /** @param told of each step */
  Result run(Consumer<String> told) throws IOException, InterruptedException, ControlException {
    sandbox.start(mtas);
    told.accept("submitting to ALPHA");
    long start = System.nanoTime();
    Submission submission = Submission.builder().to(charlie.name()).build();
    String mtsId = mtas.getFirst().control()
        .submit(alpha.mailbox(), submission, () -> new NoiseStream(octets), octets)
        .mtsId();
    double submitted = (System.nanoTime() - start) / NANOS;
    told.accept("on its way to CHARLIE");
    Optional<DeliveredMessage> delivered = awaitDelivery(mtsId);
    double transferred = (System.nanoTime() - start) / NANOS - submitted;
    boolean intact = false;
    if (delivered.isPresent()) {
      told.accept("comparing");
      try (InputStream content = mtas.getLast().control().content(delivered.get().id())) {
        intact = hash(content).equals(hash(new NoiseStream(octets)));
      }
    }
    List<Footprint> footprints = new ArrayList<>();
    for (MtaProcess mta : mtas) {
      footprints.add(new Footprint(mta.name(), mta.isAlive(), heapPeak(mta.name()),
          Usage.peakResident(mta.pid()), Usage.cpu(mta.pid())));
    }
    return new Result(intact, submitted, transferred, footprints);
  }

  private Optional<DeliveredMessage> awaitDelivery(String mtsId)
      throws ControlException, InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    while (System.nanoTime() < deadline && mtas.stream().allMatch(MtaProcess::isAlive)) {
      List<DeliveredMessage> mailbox = mtas.getLast().control().mailbox(charlie.mailbox());
      if (!mailbox.isEmpty()) {
        return mailbox.size() == 1 && mailbox.getFirst().mtsId().equals(mtsId)
            ? Optional.of(mailbox.getFirst())
            : Optional.empty();
      }
      Thread.sleep(STEP);
    }
    return Optional.empty();
  }

  private OptionalLong heapPeak(String mta) throws IOException {
    String log = Files.readString(sandbox.folder().resolve(mta + "-" + GC_LOG));
    Matcher matcher = HEAP.matcher(log);
    return matcher.results().mapToLong(match -> Long.parseLong(match.group(1)) << 20).max();
  }

  private static String hash(InputStream octets) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (DigestInputStream in = new DigestInputStream(octets, digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
