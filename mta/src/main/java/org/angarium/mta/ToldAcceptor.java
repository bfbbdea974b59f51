package org.angarium.mta;

import java.net.InetSocketAddress;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.Events;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.ConnectionHandler;
import org.angarium.osi.net.Network;

/** What a listener accepts connections for; the operator is told when it cannot accept any, and when it can again. */
record ToldAcceptor(InetSocketAddress address, Events events,
    Network.Acceptor acceptor) implements Network.Acceptor {
  @Override
  public ConnectionHandler accepted(Connection connection) {
    return acceptor.accepted(connection);
  }

  @Override
  public void failed(String reason) {
    events.log(Event.of(EventId.ACCEPT_FAILED, "address", text(), "reason", reason));
  }

  @Override
  public void recovered() {
    events.log(Event.of(EventId.LISTENING, "address", text()));
  }

  private String text() {
    return address.getHostString() + ":" + address.getPort();
  }
}
