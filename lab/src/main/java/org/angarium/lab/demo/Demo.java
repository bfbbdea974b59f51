package org.angarium.lab.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.angarium.app.console.Ink;
import org.angarium.app.console.Quantities;
import org.angarium.app.control.ControlException;
import org.angarium.lab.console.Figures;
import org.angarium.lab.console.LiveScreen;
import org.angarium.lab.mail.Audit;
import org.angarium.lab.mail.Crew;
import org.angarium.lab.mail.Ledger;
import org.angarium.lab.mail.Mail;
import org.angarium.lab.mail.Neighbour;
import org.angarium.lab.mail.Site;
import org.angarium.lab.mail.TransferMeter;
import org.angarium.lab.network.ActivityWatch;
import org.angarium.lab.network.ActivityWatch.Passing;
import org.angarium.lab.process.MtaProcess;
import org.angarium.lab.process.Ports;
import org.angarium.lab.process.Sandbox;
import org.jspecify.annotations.Nullable;

/** The run of the demo from the start of the MTAs to the account. Used once. */
final class Demo implements AutoCloseable {
  private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
      "-Xshare:auto");
  private static final Duration CATCH = Duration.ofSeconds(20);
  private static final Duration RECOVERY = Duration.ofSeconds(20);
  private static final Duration DRAIN = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  /** A transfer of at least this much is waited for, and broken when this part of it has passed. */
  private static final int WORTH_BREAKING = 1 << 20;
  private static final double MIDDLE = 0.4;
  private static final double NANOS = 1e9;

  private final Sandbox sandbox;
  private final LiveScreen screen;
  private final EventPanel panel;
  private final int perRound;
  private final Random random;
  private final Ledger ledger = new Ledger();
  private final TransferMeter meter = new TransferMeter();
  private final Map<String, Integer> sizes = new HashMap<>();
  private final Site alpha;
  private final Site bravo;
  private final Wan wan;
  private final Crew crew;
  private final StatusLine status;
  private int mails;
  private int restarts;

  /**
   * @param messages how many to send at least
   * @param seed of their sizes, priorities and texts
   */
  Demo(Sandbox sandbox, LiveScreen screen, EventPanel panel, int messages, long seed) throws IOException {
    this.sandbox = sandbox;
    this.screen = screen;
    this.panel = panel;
    int rounds = DemoFault.values().length;
    this.perRound = Math.ceilDiv(messages, rounds);
    this.random = new Random(seed);
    alpha = Site.alpha(Ports.free());
    bravo = Site.bravo(Ports.free());
    wan = new Wan(alpha, bravo, new ActivityWatch(Mail::nameIn, meter));
    crew = new Crew(ledger, panel::show);
    crew.add(alpha, sandbox.mta(alpha.mta(), configuration(alpha, bravo, wan.portForAlpha()), JVM));
    crew.add(bravo, sandbox.mta(bravo.mta(), configuration(bravo, alpha, wan.portForBravo()), JVM));
    status = new StatusLine(screen, ledger, crew, perRound * rounds);
  }

  /** Short intervals, so that a minute is enough; everything else has its default. */
  private static String configuration(Site site, Site peer, int port) {
    return site.configuration()
        .neighbour(Neighbour.at(peer.mta(), "127.0.0.1", port).serving(peer.mta()).secretsOf(site).with("""

            # Everything an operator would wait minutes for on a real line.
            open-interval = "1s"
            transfer-interval = "1s"
            connect-timeout = "2s"
            open-timeout = "3s"
            answer-timeout = "3s"
            end-answer-timeout = "4s"
            receive-timeout = "4s"
            """))
        .toml();
  }

  Summary run() throws IOException, InterruptedException, ControlException {
    long start = System.nanoTime();
    status.line("starting two MTAs");
    sandbox.start(crew.all());
    screen.line("  Both run after " + Figures.seconds(seconds(System.nanoTime() - start)) + ": process "
        + crew.at(alpha).pid() + " and process " + crew.at(bravo).pid() + ".");
    panel.open();
    crew.all().forEach(crew::listen);
    status.start();
    List<FaultOutcome> outcomes = new ArrayList<>();
    for (DemoFault fault : DemoFault.values()) {
      outcomes.add(round(fault, outcomes.size() + 1));
    }
    status.line("line up, waiting for the rest");
    drain();
    status.line("counting");
    Audit audit = Audit.of(ledger.submitted(), crew.controls());
    status.stop();
    panel.turnPage();
    panel.close();
    return new Summary(audit, restarts, meter.needed(), meter.passed(), wan.octets(),
        seconds(System.nanoTime() - start), outcomes);
  }

  /** Until everything lies in its mailbox, or the bound passes. */
  private void drain() throws InterruptedException, ControlException {
    long deadline = System.nanoTime() + DRAIN.toNanos();
    do {
      crew.look();
    } while (!ledger.awaitAll(LOOK_AGAIN) && System.nanoTime() < deadline);
  }

  // ---- one fault

  private FaultOutcome round(DemoFault fault, int number)
      throws IOException, InterruptedException, ControlException {
    panel.turnPage();
    screen.line("");
    screen.line(Ink.STRONG.on("%d of %d  %s".formatted(number, DemoFault.values().length,
        fault.label()), screen.isLive()) + "  " + fault.description());
    status.line("line up");
    Moment struck = new Moment();
    // BRAVO gets its mail before it may be killed: a submission without an answer has an unknown end.
    int before = perRound * 2 / 3;
    submit(mails(bravo, alpha, before / 2));
    CompletableFuture<Passing> caught = meter.inTheMiddleOf(this::isMiddle, () -> {
      strike(fault);
      struck.take(meter.completed());
    });
    submit(mails(alpha, bravo, before - before / 2));
    Passing victim = await(caught);
    int size = sizes.getOrDefault(victim.name(), 0);
    say("%s when %s of the %s of \"%s\" had passed from %s to %s".formatted(
        fault == DemoFault.KILLED ? "BRAVO killed" : "line broken", Quantities.size(victim.octets()),
        Quantities.size(size), victim.name(), victim.from(), victim.to()));
    outage(fault, perRound - before);
    int waiting = crew.all().stream().mapToInt(crew::queued).filter(count -> count > 0).sum();
    Moment back = fault.outage().isZero() ? struck : new Moment();
    if (back != struck) {
      back.take(meter.completed());
    }
    mend(fault);
    double outage = seconds(back.nanoTime - struck.nanoTime);
    Double recovery = recovery(fault, back);
    return new FaultOutcome(fault, victim.name(), victim.octets(), size, waiting, outage, recovery);
  }

  /** A point in time, and which messages had passed the line by then. */
  private static final class Moment {
    private Instant time = Instant.EPOCH;
    private long nanoTime;
    private Set<String> passed = Set.of();

    void take(Set<String> completed) {
      time = Instant.now();
      nanoTime = System.nanoTime();
      passed = completed;
    }
  }

  private boolean isMiddle(Passing transfer) {
    int size;
    synchronized (sizes) {
      size = sizes.getOrDefault(transfer.name(), 0);
    }
    return size >= WORTH_BREAKING && transfer.octets() >= size * MIDDLE && transfer.octets() < size;
  }

  private void strike(DemoFault fault) {
    fault.onTheLine().ifPresentOrElse(wan::set, crew.at(bravo)::kill);
  }

  private Passing await(CompletableFuture<Passing> caught) throws IOException, InterruptedException {
    try {
      return caught.get(CATCH.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no transfer came by that could be broken in its middle within "
          + CATCH.toSeconds() + " s; the mail does not flow", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** People go on sending while the line is down. */
  private void outage(DemoFault fault, int count) throws InterruptedException, ControlException {
    long end = System.nanoTime() + fault.outage().toNanos();
    status.line(fault == DemoFault.RESET
        ? "line up"
        : fault == DemoFault.KILLED ? "BRAVO is dead" : "line: " + fault.label());
    boolean bravoLives = fault != DemoFault.KILLED;
    submit(mails(alpha, bravo, bravoLives ? count / 2 : count));
    if (bravoLives) {
      submit(mails(bravo, alpha, count - count / 2));
    }
    Duration left = Duration.ofNanos(end - System.nanoTime());
    if (left.isPositive()) {
      Thread.sleep(left);
    }
  }

  private void mend(DemoFault fault) throws IOException, InterruptedException {
    if (fault == DemoFault.KILLED) {
      status.line("BRAVO starts");
      crew.revive(crew.at(bravo));
    } else {
      wan.heal();
    }
    status.line("line up");
  }

  private @Nullable Double recovery(DemoFault fault, Moment back) throws InterruptedException, IOException {
    Optional<Instant> first = ledger.firstDelivery(back.time, back.passed, RECOVERY);
    if (first.isPresent()) {
      double seconds = seconds(Duration.between(back.time, first.get()).toNanos());
      say(Ink.GOOD.on("first message delivered " + Figures.seconds(seconds) + " after "
          + (fault == DemoFault.KILLED ? "BRAVO was started again" : "the network was back"),
          screen.isLive()));
      return seconds;
    }
    say(Ink.BAD.on("nothing delivered within " + RECOVERY.toSeconds() + " s: restarting", screen.isLive()));
    for (MtaProcess mta : crew.all()) {
      restarts++;
      crew.restart(mta);
      if (ledger.firstDelivery(back.time, back.passed, RECOVERY).isPresent()) {
        break;
      }
    }
    return null;
  }

  // ---- mail

  private List<Mail> mails(Site from, Site to, int count) {
    List<Mail> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      mails++;
      boolean largest = i == count - 1 && count > 2;
      made.add(largest ? Mail.largest(mails, from, to, random) : Mail.usual(mails, from, to, random));
    }
    synchronized (sizes) {
      made.forEach(mail -> sizes.put(mail.name(), mail.content().length));
    }
    return made;
  }

  private void submit(List<Mail> made) throws ControlException {
    for (Mail mail : made) {
      crew.submit(mail);
    }
  }

  private void say(String text) {
    screen.line("  " + Ink.STRONG.on("►", screen.isLive()) + " " + text);
  }

  private static double seconds(long nanos) {
    return nanos / NANOS;
  }

  // ---- afterwards

  /** Takes the proxies out of the way: the MTAs call each other directly from now on, and go on without us. */
  List<MtaProcess> letGo() throws IOException, ControlException {
    List<MtaProcess> left = crew.all();
    crew.at(alpha).folder().configure(configuration(alpha, bravo, bravo.port()));
    crew.at(bravo).folder().configure(configuration(bravo, alpha, alpha.port()));
    for (MtaProcess mta : left) {
      mta.control().reload();
    }
    return left;
  }

  @Override
  public void close() {
    panel.close();
    status.stop();
    meter.forgetTrap();
    wan.close();
  }
}
