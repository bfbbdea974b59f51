package org.angarium.lab.peer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.ConnectionHandler;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.osi.stack.RtsAssociation;
import org.angarium.osi.stack.StackAction;
import org.angarium.osi.stack.StackEvent;
import org.angarium.osi.stack.StackTimer;
import org.jspecify.annotations.Nullable;

/** Drives one association end on a virtual thread of its own. */
final class PeerLink implements ConnectionHandler {
  private final RtsAssociation stack;
  private final Dialler dialler;
  private final User user;
  private final BlockingQueue<StackEvent> arrived = new LinkedBlockingQueue<>();
  private final Deque<StackEvent> requests = new ArrayDeque<>();
  private final Map<StackTimer, Long> timers = new EnumMap<>(StackTimer.class);
  private @Nullable Connection connection;

  /** Makes the connection of an initiator. */
  @FunctionalInterface
  interface Dialler {
    Connection dial(ConnectionHandler handler);
  }

  /** What to do with the association; called on its thread. */
  @FunctionalInterface
  interface User {
    void indicated(PeerLink link, RtsIndication indication);
  }

  /** An initiator. */
  PeerLink(RtsAssociation stack, Dialler dialler, User user) {
    this.stack = stack;
    this.dialler = dialler;
    this.user = user;
  }

  /** A responder. */
  PeerLink(RtsAssociation stack, Connection accepted, User user) {
    this(stack, handler -> accepted, user);
    this.connection = accepted;
  }

  void start(String name) {
    Thread.ofVirtual().name(name).start(this::run);
  }

  /** Only from the user, or before the start. */
  void request(RtsEvent event) {
    requests.add(new StackEvent.User(event));
  }

  private void run() {
    try {
      while (!stack.finished()) {
        stack.on(next()).forEach(this::perform);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      disconnect();
    }
  }

  /** The next event, or the timer that runs out before one comes. */
  private StackEvent next() throws InterruptedException {
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

  private void perform(StackAction action) {
    switch (action) {
      case StackAction.Connect _ -> connection = dialler.dial(this);
      case StackAction.Send(byte[] octets) -> {
        if (connection != null) {
          connection.send(octets);
        }
      }
      case StackAction.Disconnect _ -> disconnect();
      case StackAction.StartTimer(StackTimer timer, Duration after) ->
        timers.put(timer, System.nanoTime() + after.toNanos());
      case StackAction.StopTimer(StackTimer timer) -> timers.remove(timer);
      case StackAction.Indicate(RtsIndication indication) -> user.indicated(this, indication);
    }
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
    }
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
