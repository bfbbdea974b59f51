package org.angarium.mta.event;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Writes events as JSON lines to a file and as text to a console, keeps the last ones in memory and tells those who follow. Callers
 * never wait: they hand an event over, a thread of the log does the rest. What goes wrong with the log is itself an event, and the log
 * goes on.
 */
public final class EventLog implements Events, AutoCloseable {
  private static final int QUEUE = 20_000;
  /** Lines kept for a file that cannot be written at the moment. */
  private static final int BACKLOG = 10_000;
  private static final Duration RETRY = Duration.ofSeconds(10);

  /** Where the lines for people go. */
  private record Console(Consumer<String> sink, EventText text) {}

  private record Stamped(Instant time, Event event) {}

  private final InstantSource clock;
  private final int remembered;
  private final RollingFile file;
  private final Console console;
  private volatile Optional<EventId.Level> consoleLevel;
  private final EventQueue<Stamped> events = new EventQueue<>("event-log", QUEUE, this::take);
  private final EventQueue<LoggedEvent> shown = new EventQueue<>("event-console", QUEUE, this::show);
  private final List<Consumer<LoggedEvent>> followers = new CopyOnWriteArrayList<>();
  private final Deque<LoggedEvent> last = new ArrayDeque<>();
  // The following belong to the thread of the log.
  private final Deque<String> unwritten = new ArrayDeque<>();
  private long sequence;
  private long lost;
  private boolean failing;
  private Instant nextTry = Instant.MIN;

  /**
   * Starts the log.
   *
   * @param file JSON lines; its directory is made if it is missing
   * @param rollAtOctets size at which a new file is begun
   * @param keep old files kept
   * @param remembered how many of the last events are kept in memory
   */
  public static EventLog start(Path file, long rollAtOctets, int keep, int remembered, InstantSource clock,
      Consumer<String> console, EventText consoleText, Optional<EventId.Level> consoleLevel) {
    EventLog log = new EventLog(new RollingFile(file, rollAtOctets, keep), remembered, clock,
        new Console(console, consoleText), consoleLevel);
    log.events.start();
    log.shown.start();
    return log;
  }

  private EventLog(RollingFile file, int remembered, InstantSource clock, Console console,
      Optional<EventId.Level> consoleLevel) {
    this.file = file;
    this.remembered = remembered;
    this.clock = clock;
    this.console = console;
    this.consoleLevel = consoleLevel;
  }

  @Override
  public void log(Event event) {
    events.offer(new Stamped(clock.instant(), event));
  }

  @Override
  public void consoleLevel(Optional<EventId.Level> level) {
    consoleLevel = level;
  }

  /** The last events, oldest first. */
  public List<LoggedEvent> last() {
    synchronized (last) {
      return List.copyOf(last);
    }
  }

  /**
   * Tells about every event from now on, in order, on the log's thread: the follower must be quick and never wait. One that throws is
   * not told any more.
   *
   * @return ends it when run
   */
  public Runnable follow(Consumer<LoggedEvent> follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  /** Waits until everything logged before is in the file, with the followers and on the console; false if that takes too long. */
  public boolean flush(Duration most) throws InterruptedException {
    return events.drain(most) && shown.drain(most);
  }

  private void take(List<Stamped> batch, long dropped) {
    batch.forEach(stamped -> record(stamped.time, stamped.event));
    if (dropped > 0) {
      record(clock.instant(), Event.of(EventId.EVENTS_DROPPED, "count", dropped));
    }
    write();
  }

  private void record(Instant time, Event event) {
    LoggedEvent logged;
    try {
      logged = new LoggedEvent(++sequence, time, event);
      unwritten.add(EventJson.of(logged));
    } catch (RuntimeException e) {
      // A parameter that cannot even be printed must not silence the log.
      logged = new LoggedEvent(sequence, time,
          Event.of(EventId.UNEXPECTED_ERROR, "reason", "event " + event.id() + " cannot be printed: " + e));
      unwritten.add(EventJson.of(logged));
    }
    synchronized (last) {
      last.add(logged);
      if (last.size() > remembered) {
        last.remove();
      }
    }
    shown.offer(logged);
    List<Consumer<LoggedEvent>> broken = new ArrayList<>();
    for (Consumer<LoggedEvent> follower : followers) {
      try {
        follower.accept(logged);
      } catch (RuntimeException e) {
        broken.add(follower);
      }
    }
    followers.removeAll(broken);
  }

  private void write() {
    if (unwritten.isEmpty() || failing && clock.instant().isBefore(nextTry)) {
      forgetBeyondBacklog();
      return;
    }
    try {
      file.append(unwritten);
      if (failing) {
        failing = false;
        record(clock.instant(), Event.of(EventId.EVENT_LOG_WRITABLE, "file", file.file()));
        if (lost > 0) {
          record(clock.instant(), Event.of(EventId.EVENTS_DROPPED, "count", lost));
          lost = 0;
        }
        write();
      }
    } catch (IOException | RuntimeException e) {
      nextTry = clock.instant().plus(RETRY);
      if (!failing) {
        failing = true;
        record(clock.instant(), Event.of(EventId.EVENT_LOG_UNWRITABLE, "file", file.file(), "reason", e));
      }
      forgetBeyondBacklog();
    }
  }

  private void forgetBeyondBacklog() {
    while (unwritten.size() > BACKLOG) {
      unwritten.remove();
      lost++;
    }
  }

  private void show(List<LoggedEvent> batch, long dropped) {
    Optional<EventId.Level> least = consoleLevel;
    try {
      for (LoggedEvent logged : batch) {
        if (least.isPresent() && logged.event().id().level().compareTo(least.get()) >= 0) {
          console.sink.accept(console.text.of(logged));
        }
      }
      if (dropped > 0) {
        console.sink.accept(dropped + " events are not shown; the console was too slow");
      }
    } catch (RuntimeException e) {
      // Nobody is left who could be told; the file has it.
    }
  }

  /** Writes what is left, and stops. */
  @Override
  public void close() {
    events.close();
    shown.close();
    try {
      file.close();
    } catch (IOException e) {
      console.sink.accept("The event log " + file.file() + " could not be closed: " + e);
    }
  }
}
