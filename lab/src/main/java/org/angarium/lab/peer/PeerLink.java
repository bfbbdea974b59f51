package org.angarium.lab.peer;

import java.time.Duration;
import org.angarium.app.ping.PendingEvents;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.ConnectionHandler;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.osi.stack.RtsAssociation;
import org.angarium.osi.stack.StackAction;
import org.angarium.osi.stack.StackTimer;
import org.jspecify.annotations.Nullable;

/** Drives one association end on a virtual thread of its own. */
final class PeerLink {
  private final RtsAssociation stack;
  private final Dialler dialler;
  private final User user;
  private final PendingEvents events = new PendingEvents();
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

  /** Whom the network tells of the connection. */
  ConnectionHandler handler() {
    return events;
  }

  void start(String name) {
    Thread.ofVirtual().name(name).start(this::run);
  }

  /** Only from the user, or before the start. */
  void request(RtsEvent event) {
    events.request(event);
  }

  private void run() {
    try {
      while (!stack.finished()) {
        stack.on(events.next()).forEach(this::perform);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      disconnect();
    }
  }

  private void perform(StackAction action) {
    switch (action) {
      case StackAction.Connect _ -> connection = dialler.dial(events);
      case StackAction.Send(byte[] octets) -> {
        if (connection != null) {
          connection.send(octets);
        }
      }
      case StackAction.Disconnect _ -> disconnect();
      case StackAction.StartTimer(StackTimer timer, Duration after) ->
        events.start(timer, after);
      case StackAction.StopTimer(StackTimer timer) -> events.stop(timer);
      case StackAction.Indicate(RtsIndication indication) -> user.indicated(this, indication);
    }
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
    }
  }
}
