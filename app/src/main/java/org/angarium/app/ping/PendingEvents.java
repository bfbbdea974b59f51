package org.angarium.app.ping;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.angarium.osi.net.ConnectionHandler;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.stack.StackEvent;
import org.angarium.osi.stack.StackTimer;

/**
 * What one association end still has to be told, for whoever drives it on a thread of its own: requests of its user first, then what the
 * connection brings and timers that run out. The network may call at any time, everything else is for the driving thread.
 */
public final class PendingEvents implements ConnectionHandler {
  private final BlockingQueue<StackEvent> arrived = new LinkedBlockingQueue<>();
  private final Queue<StackEvent> requests = new ArrayDeque<>();
  private final Map<StackTimer, Long> timers = new EnumMap<>(StackTimer.class);

  /** Takes effect once every action under way is performed. */
  public void request(RtsEvent event) {
    requests.add(new StackEvent.User(event));
  }

  public void start(StackTimer timer, Duration after) {
    timers.put(timer, System.nanoTime() + after.toNanos());
  }

  public void stop(StackTimer timer) {
    timers.remove(timer);
  }

  /** Waits for the next event, or for the timer that runs out before one comes. */
  public StackEvent next() throws InterruptedException {
    StackEvent request = requests.poll();
    if (request != null) {
      return request;
    }
    Map.Entry<StackTimer, Long> first = timers.entrySet().stream().min(Map.Entry.comparingByValue())
        .orElse(null);
    if (first == null) {
      return arrived.take();
    }
    StackEvent event = arrived.poll(Math.max(0, first.getValue() - System.nanoTime()), TimeUnit.NANOSECONDS);
    if (event != null) {
      return event;
    }
    timers.remove(first.getKey());
    return new StackEvent.TimerExpired(first.getKey());
  }

  @Override
  public void connected() {
    arrived.add(new StackEvent.Connected());
  }

  @Override
  public void received(byte[] octets, Runnable consumed) {
    arrived.add(new StackEvent.Received(octets));
    consumed.run();
  }

  @Override
  public void disconnected(String cause) {
    arrived.add(new StackEvent.Disconnected(cause));
  }
}
