package org.angarium.lab.outage;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.angarium.app.control.ControlException;
import org.angarium.lab.mail.Audit;
import org.angarium.lab.mail.Mail;
import org.angarium.lab.mail.Sent;
import org.angarium.lab.mail.Site;
import org.angarium.lab.network.PhaseWatch.Step;
import org.angarium.lab.process.MtaProcess;
import org.angarium.lab.process.Sandbox;
import org.angarium.mta.store.DeliveredMessage;
import org.jspecify.annotations.Nullable;

/** One pair of MTAs, and one fault after the other. */
final class OutageMatrix implements AutoCloseable {
  private static final Duration CATCH = Duration.ofSeconds(20);
  private static final Duration GIVE_UP = Duration.ofSeconds(45);
  private static final Duration QUIET = Duration.ofSeconds(20);
  private static final Duration STEP = Duration.ofMillis(50);
  /** So long nothing has been going on when an association counts as idle. */
  private static final Duration IDLE = Duration.ofMillis(200);
  private static final double NANOS = 1e9;
  private static final int LARGE = 200 << 10;
  private static final int SMALL = 4 << 10;
  /** At which of its occurrences in a large message a step is in the middle of it, and so much has passed that either end has noted it durably. */
  private static final int MIDDLE = 12;
  /** So many pieces of messages pass between two cuts. */
  private static final int PIECES_BETWEEN = 2;

  private final RecoverySettings settings;
  private final Rig rig;
  private final Random random = new Random(1);
  private int mails;
  private int restarts;

  OutageMatrix(Sandbox sandbox, RecoverySettings settings) throws IOException, InterruptedException {
    this.settings = settings;
    this.rig = new Rig(sandbox, settings);
  }

  int restarts() {
    return restarts;
  }

  /** Lets one fault hit, and waits until everything has recovered from it. */
  OutageOutcome run(OutageFault fault, OutagePhase phase)
      throws IOException, InterruptedException, ControlException {
    awaitQuiet();
    Set<String> earlier = rig.ledger().submitted().stream().map(Sent::mtsId).collect(Collectors.toSet());
    int repeatedBefore = rig.watch().meter().repeated().size();
    hit(fault, phase);
    int attempts = endure(fault);
    if (fault == OutageFault.AGAIN) {
      CompletableFuture<Void> again = rig.watch().trap().set(Step.DATA, PIECES_BETWEEN,
          () -> rig.strike(fault));
      rig.mend(fault);
      await(again, OutagePhase.DATA);
      attempts = Math.max(attempts, endure(fault));
    }
    Set<String> passed = rig.watch().meter().completed();
    Instant mending = Instant.now();
    rig.mend(fault);
    Instant back = fault.startsProcess() || fault == OutageFault.ADDRESS ? Instant.now() : mending;
    Double recovery = recovery(mending, back, passed);
    boolean drained = drain();
    int[] account = account(earlier, drained);
    List<Long> repeated = rig.watch().meter().repeated();
    return new OutageOutcome(settings, fault, phase, recovery,
        repeated.subList(repeatedBefore, repeated.size()), account[0], account[1], attempts);
  }

  /** The time that a fault lasts. Answers how many attempts one side made within a second to reach a dead peer. */
  private int endure(OutageFault fault) throws IOException, InterruptedException, ControlException {
    rig.watch().forgetAttempts();
    long struck = System.nanoTime();
    rig.afterStrike(fault);
    people(fault);
    sleepUntil(struck + settings.lasts(fault).toNanos());
    return fault.isDead() ? rig.watch().attemptsWithinASecond() : 0;
  }

  private void hit(OutageFault fault, OutagePhase phase)
      throws IOException, InterruptedException, ControlException {
    switch (phase) {
      case BIND, ACTIVITY_END -> provoke(fault, phase, 1, rig.alpha(), rig.bravo(), SMALL);
      case DATA, CHECKPOINT -> provoke(fault, phase, MIDDLE, rig.alpha(), rig.bravo(), LARGE);
      case TURN -> {
        openAndRest();
        provoke(fault, phase, 1, rig.bravo(), rig.alpha(), SMALL);
      }
      case IDLE -> {
        openAndRest();
        boolean[] idle = new boolean[1];
        rig.line().between(() -> {
          idle[0] = rig.watch().phases().isIdle();
          rig.strike(fault);
        });
        if (!idle[0]) {
          throw new IOException("no association was idle when it should have been");
        }
      }
    }
  }

  /** Submits a message whose transfer brings the phase about. Whoever is struck has said before that it has the message. */
  private void provoke(OutageFault fault, OutagePhase phase, int count, Site from, Site to, int octets)
      throws IOException, InterruptedException, ControlException {
    CompletableFuture<Void> submitted = new CompletableFuture<>();
    CompletableFuture<Void> struck = rig.watch().trap().set(phase.step(), count, () -> {
      submitted.completeOnTimeout(null, CATCH.toMillis(), TimeUnit.MILLISECONDS).join();
      rig.strike(fault);
    });
    submit(from, to, octets);
    submitted.complete(null);
    await(struck, phase);
  }

  /** An association that ALPHA has opened, and that has nothing to do. */
  private void openAndRest() throws IOException, InterruptedException, ControlException {
    CompletableFuture<Void> done = rig.watch().trap().set(OutagePhase.IDLE.step(), 1, () -> {});
    submit(rig.alpha(), rig.bravo(), SMALL);
    await(done, OutagePhase.IDLE);
    if (!rig.ledger().awaitAll(CATCH)) {
      throw new IOException("a message was not delivered though nothing was wrong");
    }
    Thread.sleep(IDLE);
  }

  private static void await(CompletableFuture<Void> struck, OutagePhase phase)
      throws IOException, InterruptedException {
    try {
      struck.get(CATCH.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("phase \"" + phase.label() + "\" was not seen on the line within "
          + CATCH.toSeconds() + " s; the mail does not flow", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** People go on sending, where there is an MTA that takes it: more than one message, since one may pass into a peer that stands still. */
  private void people(OutageFault fault) throws ControlException {
    if (fault != OutageFault.KILL_CALLER) {
      submit(rig.alpha(), rig.bravo(), SMALL);
      submit(rig.alpha(), rig.bravo(), SMALL);
    }
    if (fault != OutageFault.KILL_CALLED && fault != OutageFault.HOST && fault != OutageFault.STOPPED) {
      submit(rig.bravo(), rig.alpha(), SMALL);
    }
  }

  private void submit(Site from, Site to, int octets) throws ControlException {
    rig.crew().submit(Mail.of(++mails, from, to, octets, random));
  }

  private @Nullable Double recovery(Instant mending, Instant back, Set<String> passed)
      throws InterruptedException, IOException {
    Optional<Instant> first = rig.ledger().firstDelivery(mending, passed, GIVE_UP);
    if (first.isPresent()) {
      return Math.max(0, Duration.between(back, first.get()).toNanos() / NANOS);
    }
    for (MtaProcess mta : rig.crew().all()) {
      restarts++;
      rig.crew().restart(mta);
    }
    return null;
  }

  private boolean drain() throws InterruptedException, ControlException {
    long deadline = System.nanoTime() + GIVE_UP.toNanos();
    do {
      rig.crew().look();
    } while (!rig.ledger().awaitAll(STEP.multipliedBy(5)) && System.nanoTime() < deadline);
    return rig.ledger().deliveredCount() == rig.ledger().submittedCount();
  }

  /** Lost and duplicated among the messages of this fault, by what lies in the mailboxes. */
  private int[] account(Set<String> earlier, boolean drained) throws ControlException {
    Map<String, Integer> found = new HashMap<>();
    for (Site site : List.of(rig.alpha(), rig.bravo())) {
      for (DeliveredMessage delivery : rig.crew().at(site).control().mailbox(site.mailbox())) {
        found.merge(delivery.mtsId(), 1, Integer::sum);
      }
    }
    int lost = 0;
    int duplicated = 0;
    for (Sent sent : rig.ledger().submitted()) {
      if (!earlier.contains(sent.mtsId())) {
        int times = found.getOrDefault(sent.mtsId(), 0);
        lost += drained || times > 0 ? Math.max(0, 1 - times) : 1;
        duplicated += Math.max(0, times - 1);
      }
    }
    return new int[]{lost, duplicated};
  }

  /** Every message of every fault, content by content. */
  Audit audit() throws ControlException, IOException {
    return Audit.of(rig.ledger().submitted(), rig.crew().controls());
  }

  /** Until nothing waits and no association is left from what was before. */
  private void awaitQuiet() throws InterruptedException, ControlException, IOException {
    long deadline = System.nanoTime() + QUIET.toNanos();
    while (!isQuiet()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("associations from the last fault do not end");
      }
      Thread.sleep(STEP);
    }
    rig.line().between(rig.watch().phases()::forget);
  }

  private boolean isQuiet() throws ControlException {
    Set<Boolean> quiet = new HashSet<>();
    for (MtaProcess mta : rig.crew().all()) {
      var status = mta.control().status();
      quiet.add(status.associations() == 0 && status.queued() == 0);
    }
    return quiet.equals(Set.of(true));
  }

  private static void sleepUntil(long nanoTime) throws InterruptedException {
    Duration left = Duration.ofNanos(nanoTime - System.nanoTime());
    if (left.isPositive()) {
      Thread.sleep(left);
    }
  }

  @Override
  public void close() {
    rig.watch().trap().forget();
    rig.close();
  }
}
