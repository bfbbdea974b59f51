package org.angarium.lab.simulation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.angarium.lab.simulation.law.Laws;
import org.angarium.lab.simulation.law.Ledger;
import org.angarium.lab.simulation.network.ConnectionEnd;
import org.angarium.lab.simulation.network.SimHost;
import org.angarium.lab.simulation.network.SimNetwork;
import org.angarium.lab.simulation.record.Recorder;
import org.angarium.lab.simulation.scenario.Configurations;
import org.angarium.lab.simulation.scenario.Letter;
import org.angarium.lab.simulation.store.ProcessKilled;
import org.angarium.lab.simulation.store.SimDisk;
import org.angarium.lab.simulation.store.SimStore;
import org.angarium.lab.simulation.store.StoreWatch;
import org.angarium.lab.simulation.time.VirtualLanes;
import org.angarium.lab.simulation.time.VirtualTime;
import org.angarium.mta.Mta;
import org.angarium.mta.RequestException;
import org.angarium.mta.access.Submission;
import org.angarium.mta.association.PeerAssociation;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.config.OverrideValues;
import org.angarium.mta.directory.MemberLookup;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.MessageStore.Outcome;
import org.angarium.mta.store.StoreChange;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.jspecify.annotations.Nullable;

/** One real MTA on a simulated host with a simulated disk, which dies and is started again. */
final class SimMta implements StoreWatch {
  /** The lane in which an MTA decides about associations and queues. */
  private static final String DECIDING_LANE = "switchboard";

  private final String name;
  private final VirtualTime time;
  private final SimHost host;
  private final SimDisk disk;
  private final Pieces pieces;
  private final Ledger ledger;
  private final Observers observers;
  private final Laws laws;
  private final Timeline timeline;
  private final @Nullable Recorder recorder;
  private final MtaConfig original;
  private Consumer<SimMta> afterEachDecision = mta -> {};
  private MtaConfig config;
  /** What the running process uses; it may have been given another while it stood still. */
  private MtaConfig inForce;
  private @Nullable Mta mta;
  private VirtualLanes lanes;
  private int storeStepsToDeath = -1;
  private Duration clockError = Duration.ZERO;
  private boolean clockWasWrong;
  private boolean frozen;
  private boolean stopping;
  private Duration runningSince = Duration.ZERO;
  private long checkedState = -1;
  private @Nullable VirtualLanes checkedLanes;

  SimMta(String name, long seed, MtaConfig config, VirtualTime time, SimNetwork network, Pieces pieces,
      Ledger ledger, Observers observers, Laws laws, Timeline timeline, @Nullable Recorder recorder) {
    this.name = name;
    this.original = config;
    this.config = config;
    this.inForce = config;
    this.time = time;
    this.host = network.host(name);
    this.disk = new SimDisk(new SplittableRandom(seed));
    this.pieces = pieces;
    this.ledger = ledger;
    this.observers = observers;
    this.laws = laws;
    this.timeline = timeline;
    this.recorder = recorder;
    this.lanes = newLanes();
    disk.watchedBy(this);
  }

  private VirtualLanes newLanes() {
    VirtualLanes fresh = new VirtualLanes(name, time,
        (lane, error) -> laws.broken("task failed", "in " + lane + ": " + trace(error)));
    fresh.jumpClock(clockError);
    fresh.afterEach(lane -> {
      if (lane.name().equals(DECIDING_LANE)) {
        afterEachDecision.accept(this);
      }
    });
    return fresh;
  }

  static String trace(Throwable error) {
    StringBuilder text = new StringBuilder(error.toString());
    StackTraceElement[] stack = error.getStackTrace();
    for (int i = 0; i < Math.min(stack.length, 8); i++) {
      text.append(" < ").append(stack[i]);
    }
    return text.toString();
  }

  /** Learns of every task in which this MTA has decided something. */
  void afterEachDecision(Consumer<SimMta> observer) {
    afterEachDecision = observer;
  }

  String name() {
    return name;
  }

  SimHost host() {
    return host;
  }

  SimDisk disk() {
    return disk;
  }

  VirtualLanes lanes() {
    return lanes;
  }

  MtaConfig config() {
    return config;
  }

  /** Of the connector to this neighbour, before anything was changed. */
  OverrideValues.Rts originalRts(String neighbour) {
    return original.connectors().stream().filter(connector -> connector.host().equals(neighbour)).findFirst()
        .orElseThrow().override().rts();
  }

  /** The running MTA; null while it is down. */
  @Nullable
  Mta mta() {
    return mta;
  }

  boolean isFrozen() { return frozen; }

  boolean isStopping() { return stopping; }

  /** Whether anything of it has run since this was last asked. {@code whole}: whether it is looked at as a whole. */
  boolean hasChanged(boolean whole) {
    long state = 4 * lanes.tasks() + (whole ? 2 : 0) + (disk.isBusy() ? 1 : 0);
    if (state == checkedState && lanes == checkedLanes) {
      return false;
    }
    checkedState = state;
    checkedLanes = lanes;
    return true;
  }

  /** Starts it, unless it runs. */
  void start() {
    if (mta != null) {
      return;
    }
    stopping = false;
    inForce = config;
    runningSince = time.elapsed();
    lanes = newLanes();
    VirtualLanes mine = lanes;
    if (recorder != null) {
      recorder.started(name);
    }
    SimStore store = disk.open((delay, task) -> time.after(delay, () -> {
      try {
        task.run();
      } catch (ProcessKilled e) {
        timeline.add(name, () -> "died " + e.getMessage());
      }
    }));
    try {
      mta = Mta.start(config, pieces.lanes(mine), pieces.network(host.start()), pieces.store(store),
          this::log, MemberLookup.CONFIGURED,
          recorder == null ? pieces.machines() : recorder.machines(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void log(Event event) {
    timeline.add(name, () -> event.id().number() + " " + event.text());
    if (event.id() == EventId.UNEXPECTED_ERROR) {
      laws.broken("unexpected error", name + ": " + event.text());
    }
  }

  /** Undoes every change of the configuration. */
  void restoreConfiguration() {
    if (!config.equals(original)) {
      use(original);
    }
  }

  /** The process dies now. */
  void kill(boolean hostToo) {
    if (mta == null) {
      return;
    }
    mta = null;
    frozen = false;
    storeStepsToDeath = -1;
    lanes.kill();
    if (hostToo) {
      host.powerFails();
    } else {
      host.processDies();
    }
    disk.crash(hostToo);
    observers.processEnded(name);
    if (recorder != null) {
      recorder.crashed(name);
    }
  }

  /** The process dies when it has used its store this many times more. */
  void dieAtStore(int steps) {
    storeStepsToDeath = steps;
  }

  /** Stops in order. */
  void stop() {
    Mta running = mta;
    if (running != null) {
      stopping = true;
      try {
        running.close();
      } catch (CompletionException e) {
        if (mta == running) {
          throw e;
        }
        timeline.add(name, () -> "died while it was being stopped");
      }
      kill(false);
    }
  }

  @Override
  public void before(String step) {
    if (mta != null && storeStepsToDeath >= 0 && storeStepsToDeath-- == 0) {
      timeline.add(name, () -> "dies before: " + step);
      kill(false);
      throw new ProcessKilled(step);
    }
  }

  @Override
  public void durable(List<StoreChange> changes, List<byte @Nullable []> octets, Outcome outcome) {
    ledger.durable(name, changes, octets, outcome);
    if (outcome == Outcome.DONE) {
      observers.durable(name, changes);
    }
    if (recorder != null) {
      recorder.durable(name, changes, outcome);
    }
  }

  void freeze() {
    if (mta != null) {
      frozen = true;
      lanes.freeze();
    }
  }

  void thaw() {
    if (frozen) {
      frozen = false;
      runningSince = time.elapsed();
      lanes.thaw();
      use(config);
    }
  }

  /** Whoever uses its associations gives them all up. */
  void abortAssociations() {
    for (ConnectionEnd end : host.connectionEnds()) {
      if (end.handler() instanceof PeerAssociation association) {
        association.abort("its user gives it up");
      }
    }
  }

  /** Since when it has run without a stop; what it had to do before that was not its fault. */
  Duration runningSince() {
    return runningSince;
  }

  void jumpClock(Duration by) {
    clockError = clockError.plus(by);
    clockWasWrong |= !by.isZero();
    lanes.jumpClock(by);
  }

  /** Another configuration from now on, also after a restart. */
  void use(MtaConfig next) {
    config = next;
    Mta running = mta;
    if (running != null && !frozen) {
      MtaConfig before = inForce;
      inForce = next;
      try {
        running.use(next);
        observers.reconfigured(this, before, next);
      } catch (RequestException e) {
        throw new IllegalStateException(e);
      } catch (CompletionException e) {
        if (mta == running) {
          throw e;
        }
        timeline.add(name, () -> "died while it read its configuration");
      }
    }
  }

  /** Whether it was set wrong at some time: what is held until a time may then be held for longer. */
  boolean wasClockWrong() {
    return clockWasWrong;
  }

  void setClockRight() {
    jumpClock(clockError.negated());
  }

  /** What an operator asks of an MTA. */
  @FunctionalInterface
  interface Command {
    void to(Mta running) throws RequestException;
  }

  /** Answers whether it was done. */
  boolean operate(String what, Command command) {
    Mta running = mta;
    if (running == null || frozen || stopping) {
      return false;
    }
    try {
      timeline.add(name, () -> "operator: " + what);
      command.to(running);
      return true;
    } catch (RequestException e) {
      timeline.add(name, () -> "refused: " + e.getMessage());
    } catch (ProcessKilled e) {
      timeline.add(name, () -> "died while it did that");
    } catch (CompletionException e) {
      if (mta == running) {
        throw e;
      }
      timeline.add(name, () -> "died while it did that");
    }
    return false;
  }

  /** An operator has it try again now over this connector. Answers whether it was done. */
  boolean retry(String connector) {
    boolean done = operate("retry " + connector, running -> running.retry(Optional.of(connector)));
    if (done) {
      observers.retried(this, Optional.of(connector));
    }
    return done;
  }

  void submit(Letter letter, byte[] content) {
    Mta running = mta;
    if (running == null || frozen) {
      return;
    }
    Submission.Builder submission = Submission.builder().priority(letter.priority());
    if (letter.deferral().isPositive()) {
      submission.deferredDelivery(lanes.clock().instant().minus(clockError).plus(letter.deferral()));
    }
    letter.to().forEach(to -> submission.to(Configurations.name(to), letter.report()
        ? ReportRequest.REPORT
        : ReportRequest.NON_DELIVERY_REPORT));
    try {
      String mtsId = running
          .submit(Configurations.MAILBOX, submission.build(), new ByteArrayInputStream(content)).mtsId();
      ledger.acknowledged(name, mtsId, content);
    } catch (RequestException | ProcessKilled e) {
      timeline.add(name, () -> "submission failed: " + e.getMessage());
    } catch (CompletionException e) {
      if (mta == running) {
        throw e;
      }
      timeline.add(name, () -> "died while a message was being submitted");
    }
  }
}
