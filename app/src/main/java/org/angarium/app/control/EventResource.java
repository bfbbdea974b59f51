package org.angarium.app.control;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.angarium.app.http.Exchange;
import org.angarium.app.http.Refusal;
import org.angarium.app.http.Route;
import org.angarium.mta.event.EventJson;
import org.angarium.mta.event.EventLog;
import org.angarium.mta.event.LoggedEvent;

/** Events as JSON lines, those that happened and, if wanted, those that will. */
final class EventResource {
  /** A reader that is behind by more than this is cut off; it can come again with the number of its last event. */
  private static final int BEHIND = 20_000;
  /** An empty line this often: the reader knows that we live, and we learn when it is gone. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Duration STEP = Duration.ofMillis(250);

  private final EventLog events;
  private volatile boolean stopped;

  EventResource(EventLog events) {
    this.events = events;
  }

  List<Route> routes() {
    return List.of(Route.of("GET", "api/events", this::stream));
  }

  /** Ends every stream, at the latest after a short wait. */
  void stop() {
    stopped = true;
  }

  private void stream(Exchange exchange, String none) throws IOException, Refusal {
    boolean follow = exchange.flag("follow");
    long after = exchange.number("after", 0);
    long last = exchange.number("last", Long.MAX_VALUE);
    BlockingQueue<LoggedEvent> coming = new LinkedBlockingQueue<>(BEHIND);
    Runnable unfollow = events.follow(event -> {
      if (!coming.offer(event)) {
        throw new IllegalStateException("the reader is too slow");
      }
    });
    try (OutputStream out = exchange.stream("application/jsonl", -1)) {
      List<LoggedEvent> past = events.last();
      long skipped = Math.max(0, past.size() - last);
      long sent = write(out, past.stream().skip(skipped).toList(), after);
      if (follow) {
        follow(out, coming, past.isEmpty() ? sent : past.getLast().sequence());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      unfollow.run();
    }
  }

  private void follow(OutputStream out, BlockingQueue<LoggedEvent> coming, long already)
      throws IOException, InterruptedException {
    long sent = already;
    long silentSince = System.nanoTime();
    while (!stopped && coming.remainingCapacity() > 0) {
      LoggedEvent next = coming.poll(STEP.toMillis(), TimeUnit.MILLISECONDS);
      if (next != null) {
        List<LoggedEvent> batch = new ArrayList<>(List.of(next));
        coming.drainTo(batch);
        sent = write(out, batch, sent);
        silentSince = System.nanoTime();
      } else if (System.nanoTime() - silentSince > HEARTBEAT.toNanos()) {
        out.write('\n');
        out.flush();
        silentSince = System.nanoTime();
      }
    }
  }

  /** Writes those with a larger number; answers the number of the last one. */
  private static long write(OutputStream out, List<LoggedEvent> batch, long after) throws IOException {
    long sent = after;
    for (LoggedEvent event : batch) {
      if (event.sequence() > sent) {
        out.write(line(event).getBytes(StandardCharsets.UTF_8));
        sent = event.sequence();
      }
    }
    out.flush();
    return sent;
  }

  /** The line of the event log, with the number before everything else. */
  private static String line(LoggedEvent event) {
    return "{\"sequence\":" + event.sequence() + "," + EventJson.of(event).substring(1) + "\n";
  }
}
