package org.angarium.app.control;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/** Events as JSON lines, those that happened and, if wanted, those that will. */
final class EventResource {
  private static final int BATCH = 500;
  /** An empty line this often: the reader knows that we live, and we learn when it is gone. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final EventFeed events;
  private volatile boolean stopped;

  EventResource(EventFeed events) {
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
    long last = exchange.number("last", -1);
    long sent = last >= 0 ? Math.max(0, events.newest() - last) : exchange.number("after", 0);
    try (OutputStream out = exchange.stream("application/jsonl", -1)) {
      sent = write(out, sent);
      out.flush();
      while (follow && !stopped) {
        if (!await(sent)) {
          out.write('\n');
        }
        sent = write(out, sent);
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits in small steps, so that a stop need not interrupt it. */
  private boolean await(long sent) throws InterruptedException {
    Duration step = Duration.ofMillis(250);
    for (Duration waited = Duration.ZERO; waited.compareTo(HEARTBEAT) < 0
        && !stopped; waited = waited.plus(step)) {
      if (events.await(sent, step)) {
        return true;
      }
    }
    return false;
  }

  private long write(OutputStream out, long after) throws IOException {
    long sent = after;
    List<LoggedEvent> batch;
    do {
      batch = events.after(sent, BATCH);
      for (LoggedEvent event : batch) {
        out.write(ControlJson.MAPPER.writeValueAsBytes(event));
        out.write('\n');
        sent = event.number();
      }
    } while (batch.size() == BATCH);
    return sent;
  }
}
