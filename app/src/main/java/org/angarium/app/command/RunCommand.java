package org.angarium.app.command;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.angarium.app.MtaLauncher;
import org.angarium.app.access.AccessServer;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.app.control.ControlServer;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.EventLogConfig;
import org.angarium.mta.config.ListenerConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.EventLog;
import org.angarium.mta.event.EventText;
import org.angarium.mta.event.Events;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an MTA until it is told to stop. */
@Command(name = "run", description = {"Run an MTA in the foreground, until Ctrl-C or SIGTERM.",
    "Associations are then ended in order; nothing that was accepted is lost, however it ends.",
    "Before it opens anything it says which configuration it took and where peers may call; without --config that is "
        + "$ANGARIUM_CONFIG, or angarium.toml in the working directory."}, footer = {
            "  angarium run --config alpha.toml", "  angarium run --config alpha.toml --quiet"})
final class RunCommand extends Subcommand {
  private static final int REMEMBERED_EVENTS = 10_000;
  private static final Set<String> EVERY_INTERFACE = Set.of("0.0.0.0", "::");
  /** Longer than closing associations and the store may take together. */
  private static final Duration STOP = Duration.ofSeconds(20);

  private final Surroundings surroundings;

  @Mixin
  private ConfigOption config = new ConfigOption();

  @Option(names = {"-q", "--quiet"}, description = "Print nothing but errors.")
  private boolean quiet;

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws ConfigException, CommandFailure, ControlException, IOException {
    MtaConfig mta = config.read();
    refuseSecondRun(mta);
    if (!quiet) {
      announce(mta);
    }
    CountDownLatch stopWanted = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook = Thread.ofPlatform().name("stop").unstarted(() -> stop(stopWanted, stopped));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      run(mta, stopWanted);
    } finally {
      stopped.countDown();
      forget(hook);
    }
    return ExitCode.OK;
  }

  private void refuseSecondRun(MtaConfig mta) throws ControlException, CommandFailure {
    try (ControlClient running = config.connect(mta)) {
      running.status();
    } catch (ControlException.NotRunning | ControlException.Refused e) {
      // Whoever refuses our token is another program, which got the port of an MTA that died.
      return;
    }
    throw new CommandFailure(ExitCode.FAILED,
        "MTA " + mta.name() + " is running already, with the data directory " + mta.dataDirectory());
  }

  /** Before anything is opened: whoever starts the wrong MTA, or opens more than was meant, is to see it. */
  private void announce(MtaConfig mta) {
    out().println("MTA " + mta.name() + ", configuration " + config.file().toAbsolutePath().normalize()
        + ", data directory " + mta.dataDirectory().toAbsolutePath().normalize());
    out().println(mta.listeners().isEmpty()
        ? "No peer may call: the configuration has no [[listener]]."
        : "Peers may call at " + mta.listeners().stream().map(RunCommand::place)
            .collect(Collectors.joining(", ")) + ".");
    out().flush();
  }

  private static String place(ListenerConfig listener) {
    String place = listener.address() + ":" + listener.port();
    return EVERY_INTERFACE.contains(listener.address()) ? place + " (every interface)" : place;
  }

  /** That commands can be given is known by the control file, so that everything else listens before it is written. */
  private void run(MtaConfig mta, CountDownLatch stopWanted) throws IOException {
    try (EventLog events = eventLog(mta.eventLog())) {
      HeldStart start = new HeldStart(quiet ? new Quiet(events) : events);
      try (MtaLauncher.Running running = surroundings.launcher().launch(mta, start);
          AccessServer _ = access(mta, running);
          ControlServer _ = control(mta, running, events)) {
        start.tell();
        stopWanted.await();
      }
    } catch (InterruptedException e) {
      // Whoever interrupts us wants a stop, and everything is closed by now.
      Thread.currentThread().interrupt();
    }
  }

  private EventLog eventLog(EventLogConfig settings) {
    Optional<EventId.Level> level = quiet ? Optional.empty() : settings.consoleLevel();
    return EventLog.start(settings.file(), settings.rollAtOctets(), settings.keep(), REMEMBERED_EVENTS,
        surroundings.clock(), line -> out().println(line), new EventText(surroundings.zone(), colours()),
        level);
  }

  private static @Nullable ControlServer control(MtaConfig mta, MtaLauncher.Running running,
      EventLog events) throws IOException {
    return mta.control().enabled()
        ? ControlServer.start(running.control(), events,
            new ControlServer.Settings(mta.control().port(), mta.dataDirectory(), mta.maximumMessageOctets()))
        : null;
  }

  private @Nullable AccessServer access(MtaConfig mta, MtaLauncher.Running running) throws IOException {
    return mta.access().isServed()
        ? AccessServer.start(running.control(), new AccessServer.Settings(mta.access().port(),
            mta.dataDirectory(), mta.maximumMessageOctets()), surroundings.clock())
        : null;
  }

  /** On Ctrl-C and SIGTERM: an orderly stop is exit code 0, one that does not end is broken off. */
  private static void stop(CountDownLatch stopWanted, CountDownLatch stopped) {
    stopWanted.countDown();
    boolean inTime = false;
    try {
      inTime = stopped.await(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    finishFlightRecordings();
    Runtime.getRuntime().halt(inTime ? ExitCode.OK : ExitCode.FAILED);
  }

  /** Holds back that the MTA has started until everything listens. */
  private static final class HeldStart implements Events {
    private final Events events;
    private @Nullable Event held;
    private boolean told;

    HeldStart(Events events) {
      this.events = events;
    }

    @Override
    public void log(Event event) {
      synchronized (this) {
        if (event.id() == EventId.MTA_STARTED && !told) {
          held = event;
          return;
        }
      }
      events.log(event);
    }

    @Override
    public void consoleLevel(Optional<EventId.Level> level) {
      events.consoleLevel(level);
    }

    void tell() {
      Event start;
      synchronized (this) {
        told = true;
        start = held;
        held = null;
      }
      if (start != null) {
        events.log(start);
      }
    }
  }

  /** Writes what happens down and shows nothing, whatever a changed configuration says of the console. */
  private record Quiet(EventLog log) implements Events {
    @Override
    public void log(Event event) {
      log.log(event);
    }
  }

  /** The halt would leave no time for the recordings that are to be written when the process ends. */
  private static void finishFlightRecordings() {
    if (FlightRecorder.isInitialized()) {
      for (Recording recording : FlightRecorder.getFlightRecorder().getRecordings()) {
        try {
          recording.stop();
        } catch (IllegalStateException e) {
          // It has just been written.
        }
      }
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook with it.
    }
  }
}
