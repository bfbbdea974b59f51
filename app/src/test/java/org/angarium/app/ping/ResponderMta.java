package org.angarium.app.ping;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.ConnectionHandler;
import org.angarium.osi.net.Network;
import org.angarium.osi.net.TcpNetwork;
import org.angarium.osi.rtse.OpenProposal;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.osi.stack.RtsAssociation;
import org.angarium.osi.stack.StackAction;
import org.angarium.osi.stack.StackEvent;
import org.angarium.osi.stack.StackLimits;

/** A peer on the loopback address that answers each proposal by a rule, without timers. */
final class ResponderMta implements AutoCloseable {
  private final Network.Listener listener;
  private final Function<OpenProposal, RtsEvent> rule;
  final AtomicReference<OpenProposal> proposed = new AtomicReference<>();

  ResponderMta(Function<OpenProposal, RtsEvent> rule) throws IOException {
    this.rule = rule;
    this.listener = new TcpNetwork().listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        End::new);
  }

  int port() {
    return listener.address().getPort();
  }

  @Override
  public void close() {
    listener.close();
  }

  private final class End implements ConnectionHandler {
    private final Connection connection;
    private final RtsAssociation association = new RtsAssociation(false, StackLimits.DEFAULT);

    End(Connection connection) {
      this.connection = connection;
    }

    private synchronized void on(StackEvent event) {
      perform(association.on(event));
    }

    private void perform(List<StackAction> actions) {
      for (StackAction action : actions) {
        switch (action) {
          case StackAction.Send(byte[] octets) -> connection.send(octets);
          case StackAction.Disconnect() -> connection.close();
          case StackAction.Indicate(RtsIndication.OpenIndicated(OpenProposal proposal)) -> {
            proposed.set(proposal);
            perform(association.on(new StackEvent.User(rule.apply(proposal))));
          }
          case StackAction.Indicate(RtsIndication.TurnWanted _) ->
            perform(association.on(new StackEvent.User(new RtsEvent.GiveTurn())));
          case StackAction.Indicate(RtsIndication.CloseIndicated _) ->
            perform(association.on(new StackEvent.User(new RtsEvent.AcceptClose())));
          default -> {
            // Timers are not needed, and nothing else is expected.
          }
        }
      }
    }

    @Override
    public void connected() {
      on(new StackEvent.Connected());
    }

    @Override
    public void received(byte[] octets, Runnable consumed) {
      on(new StackEvent.Received(octets));
      consumed.run();
    }

    @Override
    public void disconnected(String cause) {
      on(new StackEvent.Disconnected(cause));
    }
  }
}
