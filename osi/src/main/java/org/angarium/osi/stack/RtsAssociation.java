package org.angarium.osi.stack;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.angarium.osi.rtse.Awaited;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.OpenProposal;
import org.angarium.osi.rtse.RtsAction;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.osi.rtse.RtseMachine;
import org.angarium.osi.session.SessionAction;
import org.angarium.osi.session.SessionEvent;
import org.angarium.osi.session.SessionLimits;
import org.angarium.osi.session.SessionMachine;
import org.angarium.osi.session.SessionRole;
import org.angarium.osi.stack.TransportFailure.Reached;
import org.angarium.osi.transport.DisconnectReason;
import org.angarium.osi.transport.TransportAction;
import org.angarium.osi.transport.TransportEvent;
import org.angarium.osi.transport.TransportMachine;

/**
 * One end of one association from TCP octets up to RTSE primitives: transport, session and RTSE machine put together, every wait
 * bounded by a timer.
 *
 * <p>The user is told of the end by exactly one of {@link RtsIndication.OpenRefused}, {@link RtsIndication.Closed} and
 * {@link RtsIndication.Aborted}. From then on its requests are ignored and only {@link StackTimer#SESSION_DISCONNECT} may run, while the
 * peer reads what was sent last and drops the connection; {@link StackAction.Disconnect} is the last action, with no timer left running.
 */
public final class RtsAssociation {
  /** One connection has only one transport connection in it, so that any reference does. */
  private static final int LOCAL_REFERENCE = 1;
  /** Framing around the octets of an APDU: presentation data value, session header. */
  private static final int FRAMING = 64;
  private static final int SMALLEST_PIECE = 1024;
  private static final byte[] NO_SELECTOR = {};

  private final boolean initiator;
  private final Predicate<byte[]> acceptsTransportSelector;
  private final TransportMachine transport;
  private final SessionMachine session;
  private final RtseMachine rtse;
  private final AssociationTimers timers;
  private List<StackAction> out = new ArrayList<>();
  private Reached reached = Reached.NOTHING;
  private byte[] callingSelector = NO_SELECTOR;
  private byte[] calledSelector = NO_SELECTOR;
  private boolean started;
  private boolean transportGone;
  private boolean finished;

  /** A responder made this way serves every called transport selector. */
  public RtsAssociation(boolean initiator, StackLimits limits) {
    this(initiator, limits, _ -> true);
  }

  /**
   * A responder.
   *
   * @param acceptsTransportSelector whether we serve a called transport selector, empty when the caller gave none; others are refused
   *     with DR
   */
  public RtsAssociation(StackLimits limits, Predicate<byte[]> acceptsTransportSelector) {
    this(false, limits, acceptsTransportSelector);
  }

  private RtsAssociation(boolean initiator, StackLimits limits, Predicate<byte[]> acceptsTransportSelector) {
    this.initiator = initiator;
    this.acceptsTransportSelector = acceptsTransportSelector;
    int largestUnit = Math.max(limits.maxSsduOctets(), limits.maxUncheckpointedOctets() + FRAMING);
    transport = new TransportMachine(LOCAL_REFERENCE, limits.maxTpduSize(), largestUnit);
    session = new SessionMachine(initiator ? SessionRole.INITIATOR : SessionRole.RESPONDER,
        new SessionLimits(largestUnit, limits.disconnect()));
    rtse = new RtseMachine(Math.max(SMALLEST_PIECE, limits.maxSsduOctets() - FRAMING),
        limits.maxUncheckpointedOctets());
    timers = new AssociationTimers(limits, rtse.awaited());
  }

  /**
   * The user knows now whom it is dealing with: waits that begin from now on have the bounds of these limits. Sizes stay as they are.
   */
  public void waitAsIn(StackLimits limits) {
    timers.use(limits);
  }

  /**
   * @return what is to be done, in this order
   * @throws IllegalStateException if the user requests what is not allowed in the current state; nothing has changed then
   */
  public List<StackAction> on(StackEvent event) {
    if (finished) {
      return List.of();
    }
    out = new ArrayList<>();
    switch (event) {
      case StackEvent.User(RtsEvent request) -> user(request);
      case StackEvent.Connected _ -> {
        started = true;
        reached = Reached.TCP;
        if (initiator) {
          indicate(new RtsIndication.Progress(Layer.TCP));
        }
        transport(transport.on(new TransportEvent.Connected()));
      }
      case StackEvent.Received(byte[] octets) -> transport(transport.on(new TransportEvent.Received(octets)));
      case StackEvent.Disconnected(String cause) -> disconnected(cause);
      case StackEvent.TimerExpired(StackTimer timer) -> expired(timer);
    }
    if (started) {
      conclude(event instanceof StackEvent.Received);
    }
    return out;
  }

  /** Whether everything is over: {@link StackAction.Disconnect} has been returned. */
  public boolean finished() {
    return finished;
  }

  /** Presentation context in which an open association transfers; an APDU names it in its EXTERNAL. -1 in X.410 mode, which has none. */
  public int transferContext() {
    return rtse.transferContext();
  }

  private void user(RtsEvent request) {
    if (request instanceof RtsEvent.Open(OpenProposal proposal)) {
      if (!initiator) {
        throw new IllegalStateException("a responder does not open");
      }
      started = true;
      callingSelector = proposal.calling().transport();
      calledSelector = proposal.called().transport();
    }
    rts(rtse.on(request));
  }

  private void disconnected(String cause) {
    transportGone = true;
    Failure failure = TransportFailure.ofTcp(reached, cause);
    transport.on(new TransportEvent.Disconnected(cause));
    session.on(new SessionEvent.TransportLost(cause));
    rts(rtse.fail(failure, false));
    started = true;
  }

  private void expired(StackTimer timer) {
    if (!timers.runs(timer)) {
      // It ran out while the reason for it was being dealt with.
      return;
    }
    timers.expired(timer);
    if (timer == StackTimer.SESSION_DISCONNECT) {
      session(session.on(new SessionEvent.TimerExpired()));
    } else {
      rts(rtse.fail(timeout(rtse.awaited().answer()), true));
    }
  }

  private Failure timeout(Awaited.Answer answer) {
    String within = " within " + timers.bound(answer).toSeconds() + " s";
    if (answer != Awaited.Answer.OPEN) {
      return new Failure(Layer.RTSE, Failure.Kind.TIMEOUT, -1, false,
          "no " + answer.text() + " from the peer" + within);
    }
    return switch (reached) {
      case NOTHING -> new Failure(Layer.TCP, Failure.Kind.TIMEOUT, -1, false, "no TCP connection" + within);
      case TCP -> new Failure(Layer.TRANSPORT, Failure.Kind.TIMEOUT, -1, false,
          (initiator ? "no answer to the transport connect request" : "no transport connect request")
              + within);
      case TRANSPORT -> new Failure(Layer.SESSION, Failure.Kind.TIMEOUT, -1, false,
          (initiator ? "no answer to the association request" : "no association request") + within);
    };
  }

  /** Ends what has to end, and bounds what goes on. */
  private void conclude(boolean octetsArrived) {
    if (transportGone && !rtse.ended()) {
      rts(rtse.fail(new Failure(Layer.SESSION, Failure.Kind.PROTOCOL_ERROR, -1, false,
          "the session connection could not be established or has ended"), false));
    }
    boolean peerMayStillRead = timers.runs(StackTimer.SESSION_DISCONNECT);
    if (transportGone || rtse.ended() && !peerMayStillRead) {
      transport.on(new TransportEvent.Close());
      timers.stopAll(out);
      out.add(new StackAction.Disconnect());
      finished = true;
      return;
    }
    timers.follow(rtse.awaited(), octetsArrived, out);
  }

  private void indicate(RtsIndication indication) {
    out.add(new StackAction.Indicate(indication));
  }

  private void transport(List<TransportAction> actions) {
    for (TransportAction action : actions) {
      switch (action) {
        case TransportAction.Connect _ -> out.add(new StackAction.Connect());
        case TransportAction.Send(byte[] octets) -> out.add(new StackAction.Send(octets));
        case TransportAction.Disconnect _ -> transportGone = true;
        case TransportAction.ConnectIndicated(byte[] calling, byte[] called) ->
          transportConnectIndicated(calling, called);
        case TransportAction.ConnectConfirmed _ -> {
          reached = Reached.TRANSPORT;
          indicate(new RtsIndication.Progress(Layer.TRANSPORT));
          session(session.on(new SessionEvent.TransportConnected()));
        }
        case TransportAction.DataReceived(byte[] tsdu) ->
          session(session.on(new SessionEvent.TsduReceived(tsdu)));
        case TransportAction.Disconnected disconnected -> {
          transportGone = true;
          session.on(new SessionEvent.TransportLost(disconnected.text()));
          rts(rtse.fail(TransportFailure.ofTransport(reached, disconnected), false));
        }
      }
    }
  }

  private void transportConnectIndicated(byte[] calling, byte[] called) {
    if (!acceptsTransportSelector.test(called)) {
      rts(rtse.fail(new Failure(Layer.TRANSPORT, Failure.Kind.REFUSED_PERMANENT,
          DisconnectReason.ADDRESS_UNKNOWN.code(),
          false, "the caller asked for transport selector " + HexFormat.of().formatHex(called)
              + " (hexadecimal), which is not served here"),
          false));
      toTransport(new TransportEvent.RefuseConnection(DisconnectReason.ADDRESS_UNKNOWN));
      return;
    }
    reached = Reached.TRANSPORT;
    callingSelector = calling;
    calledSelector = called;
    toTransport(new TransportEvent.AcceptConnection(called));
    session(session.on(new SessionEvent.TransportConnected()));
  }

  /** The transport machine may be ahead: what it received behind the cause of this request may have ended the connection. */
  private void toTransport(TransportEvent request) {
    if (transport.state() != TransportMachine.State.ENDED) {
      transport(transport.on(request));
    }
  }

  private void session(List<SessionAction> actions) {
    for (SessionAction action : actions) {
      switch (action) {
        case SessionAction.ConnectTransport _ ->
          toTransport(new TransportEvent.ConnectRequest(callingSelector, calledSelector));
        case SessionAction.SendTsdu(byte[] octets) -> toTransport(new TransportEvent.Data(octets));
        case SessionAction.CloseTransport _ -> {
          transport(transport.on(new TransportEvent.Close()));
          transportGone = true;
        }
        case SessionAction.StartTimer(var after) -> timers.start(StackTimer.SESSION_DISCONNECT, after, out);
        case SessionAction.StopTimer _ -> timers.stop(StackTimer.SESSION_DISCONNECT, out);
        case SessionAction.Indication indication -> rts(rtse.on(indication));
      }
    }
  }

  private void rts(List<RtsAction> actions) {
    for (RtsAction action : actions) {
      switch (action) {
        case RtsAction.Request(SessionEvent.Request primitive) -> request(primitive);
        case RtsAction.Indicate(RtsIndication.OpenIndicated(OpenProposal proposal)) -> indicate(
            new RtsIndication.OpenIndicated(
                proposal.withTransportSelectors(callingSelector, calledSelector)));
        case RtsAction.Indicate(RtsIndication indication) -> indicate(indication);
      }
    }
  }

  private void request(SessionEvent.Request primitive) {
    try {
      session(session.on(primitive));
    } catch (IllegalArgumentException e) {
      // A selector that is too long, or the peer chose session version 1, which has no room for this much user data.
      rts(rtse.fail(new Failure(Layer.SESSION, Failure.Kind.PROTOCOL_ERROR, -1, false,
          "the session layer cannot carry what has to be sent: " + e.getMessage()),
          true));
    }
  }
}
