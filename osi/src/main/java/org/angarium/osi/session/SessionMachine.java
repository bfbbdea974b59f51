package org.angarium.osi.session;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One end of one session connection: X.225 with the kernel, half-duplex, duplex, minor synchronize, activity management and exceptions
 * functional units, versions 1 and 2, one session connection per transport connection. What holds in every state is here; the state table
 * is in {@link ConnectionPhase}, {@link DataPhase}, {@link ActivityPhase} and {@link ReleasePhase}.
 */
public final class SessionMachine {
  private static final int MAX_REFLECT = 9;

  private final SessionContext context;
  private final ConnectionPhase connection;
  private final DataPhase data;
  private final ActivityPhase activity;
  private final ReleasePhase release;

  public SessionMachine(SessionRole role, SessionLimits limits) {
    context = new SessionContext(role, limits);
    connection = new ConnectionPhase(context);
    data = new DataPhase(context);
    activity = new ActivityPhase(context);
    release = new ReleasePhase(context);
  }

  public SessionState state() {
    return context.state;
  }

  /** Whether all tokens of this connection are ours; in RTSE's terms, whether we have the turn. */
  public boolean ownsAllTokens() {
    return context.tokens.any() && context.tokens.ownsAll();
  }

  /** Vact. */
  public boolean activityInProgress() {
    return context.activity.active();
  }

  /** V(M): the serial number of the next MIP or AE. */
  public int nextSerial() {
    return context.activity.next();
  }

  /**
   * @throws IllegalStateException if the user asks for something that the state does not allow; nothing has changed then
   * @throws IllegalArgumentException if a parameter of a request is out of its range; nothing has changed then
   */
  public List<SessionAction> on(SessionEvent event) {
    context.begin();
    switch (event) {
      case SessionEvent.TransportConnected connected -> connection.transportConnected(connected);
      case SessionEvent.TsduReceived tsdu -> onTsdu(tsdu.octets());
      case SessionEvent.TransportLost lost -> onTransportLost(lost.reason());
      case SessionEvent.TimerExpired expired -> onTimer();
      case SessionEvent.Request request -> onRequest(request);
    }
    return context.actions();
  }

  private void onRequest(SessionEvent.Request request) {
    switch (request) {
      case SessionEvent.Connect connect -> connection.connect(connect);
      case SessionEvent.Accept accept -> connection.accept(accept);
      case SessionEvent.Refuse refuse -> connection.refuse(refuse);
      case SessionEvent.Data octets -> data.send(octets);
      case SessionEvent.SyncMinor sync -> data.send(sync);
      case SessionEvent.SyncMinorResponse response -> data.send(response);
      case SessionEvent.TokenPlease please -> data.send(please);
      case SessionEvent.ControlGive give -> data.send(give);
      case SessionEvent.ActivityStart start -> activity.send(start);
      case SessionEvent.ActivityResume resume -> activity.send(resume);
      case SessionEvent.ActivityEnd end -> activity.send(end);
      case SessionEvent.ActivityEndResponse response -> activity.send(response);
      case SessionEvent.ActivityInterrupt interrupt -> activity.send(interrupt);
      case SessionEvent.ActivityInterruptResponse response -> activity.send(response);
      case SessionEvent.ActivityDiscard discard -> activity.send(discard);
      case SessionEvent.ActivityDiscardResponse response -> activity.send(response);
      case SessionEvent.ExceptionReport report -> activity.send(report);
      case SessionEvent.Release finish -> release.send(finish);
      case SessionEvent.ReleaseResponse response -> release.send(response);
      case SessionEvent.Abort abort -> onAbort(abort.userData());
    }
  }

  private void onAbort(byte[] userData) {
    switch (context.state) {
      case IDLE -> context.state = SessionState.CLOSED;
      case CLOSED, AWAIT_TRANSPORT_DISCONNECT -> {
        // Already over.
      }
      case AWAIT_TRANSPORT, TRANSPORT_OPEN, AWAIT_CONNECT_OVERFLOW -> context.closeTransport();
      default -> {
        // In version 1 an abort without its data is better than none.
        boolean fits = context.version == 2 || userData.length <= SessionVersion.MAX_ABORT_DATA_VERSION_1;
        context.send(new Spdu.Ab(Spdu.TRANSPORT_RELEASED | Spdu.USER_ABORT, new byte[0], Enclosure.ABSENT,
            fits ? userData : new byte[0]));
        context.awaitTransportDisconnect();
      }
    }
  }

  private void onTransportLost(String reason) {
    switch (context.state) {
      case IDLE, CLOSED, TRANSPORT_OPEN, AWAIT_CONNECT_OVERFLOW -> {
        // No user knows of this connection, or not any more.
      }
      case AWAIT_TRANSPORT_DISCONNECT -> context.act(new SessionAction.StopTimer());
      default ->
        context.act(new SessionAction.ProviderAborted(SessionAction.AbortCause.TRANSPORT_LOST, reason));
    }
    context.state = SessionState.CLOSED;
  }

  private void onTimer() {
    if (context.state == SessionState.AWAIT_TRANSPORT_DISCONNECT) {
      context.state = SessionState.CLOSED;
      context.act(new SessionAction.CloseTransport());
    }
  }

  private void onTsdu(byte[] tsdu) {
    if (context.state == SessionState.IDLE || context.state == SessionState.AWAIT_TRANSPORT
        || context.state == SessionState.CLOSED) {
      return;
    }
    try {
      for (Spdu spdu : SpduCodec.decode(tsdu)) {
        onSpdu(spdu);
      }
    } catch (SpduException e) {
      onMalformed(e, tsdu);
    } catch (ProtocolViolation e) {
      onViolation(e);
    }
  }

  private void onSpdu(Spdu spdu) throws ProtocolViolation {
    if (context.state == SessionState.CLOSED || context.state == SessionState.AWAIT_TRANSPORT_DISCONNECT) {
      onSpduAfterEnd(spdu);
      return;
    }
    if (spdu instanceof Spdu.Dt && dropsData()) {
      return;
    }
    Spdu whole = context.reassembly.add(spdu);
    if (whole == null) {
      return;
    }
    switch (whole) {
      case Spdu.Cn cn -> connection.receive(cn);
      case Spdu.Oa oa -> connection.receive(oa);
      case Spdu.Cdo cdo -> connection.receive(cdo);
      case Spdu.Ac ac -> connection.receive(ac);
      case Spdu.Rf rf -> connection.receive(rf);
      case Spdu.Fn fn -> release.receive(fn);
      case Spdu.Dn dn -> release.receive(dn);
      case Spdu.Dt dt -> data.receive(dt);
      case Spdu.Mip mip -> data.receive(mip);
      case Spdu.Mia mia -> data.receive(mia);
      case Spdu.Gt gt -> data.receive(gt);
      case Spdu.Pt pt -> data.receive(pt);
      case Spdu.Gtc gtc -> data.receive(gtc);
      case Spdu.Gta gta -> data.receive(gta);
      case Spdu.As as -> activity.receive(as);
      case Spdu.Ar ar -> activity.receive(ar);
      case Spdu.Ai ai -> activity.receive(ai);
      case Spdu.Aia aia -> activity.receive(aia);
      case Spdu.Ad ad -> activity.receive(ad);
      case Spdu.Ada ada -> activity.receive(ada);
      case Spdu.Ae ae -> activity.receive(ae);
      case Spdu.Aea aea -> activity.receive(aea);
      case Spdu.Ed ed -> activity.receive(ed);
      case Spdu.Er er -> activity.receive(er);
      case Spdu.Ab ab -> onAbortReceived(ab);
      case Spdu.Aa aa -> throw context.unexpected(aa);
    }
  }

  /** After an exception, and while the end of an activity awaits its answer, data is dropped before it is put together. */
  private boolean dropsData() {
    return switch (context.state) {
      case AWAIT_RECOVERY, INTERRUPT_RESPONSE_DUE, DISCARD_RESPONSE_DUE -> true;
      default -> false;
    };
  }

  /** State 16: everything is dropped; what shows that the peer knows of the end makes the wait shorter. */
  private void onSpduAfterEnd(Spdu spdu) {
    boolean acknowledged = spdu instanceof Spdu.Aa || spdu instanceof Spdu.Ab;
    if (acknowledged && context.state == SessionState.AWAIT_TRANSPORT_DISCONNECT) {
      context.closeTransport();
    }
  }

  private void onAbortReceived(Spdu.Ab ab) {
    if (context.state != SessionState.TRANSPORT_OPEN
        && context.state != SessionState.AWAIT_CONNECT_OVERFLOW) {
      context.act((ab.transportDisconnect() & Spdu.USER_ABORT) != 0
          ? new SessionAction.UserAborted(ab.userData())
          : new SessionAction.ProviderAborted(SessionAction.AbortCause.PEER_PROVIDER, reasonOf(ab)));
    }
    context.closeTransport();
  }

  private static String reasonOf(Spdu.Ab ab) {
    StringBuilder text = new StringBuilder("peer's session provider aborted: ");
    int bits = ab.transportDisconnect();
    if ((bits & Spdu.PROTOCOL_ERROR) != 0) {
      text.append("protocol error");
    } else if ((bits & Spdu.IMPLEMENTATION_RESTRICTION) != 0) {
      text.append("implementation restriction");
    } else {
      text.append("no reason given");
    }
    if (ab.reflect().length > 0) {
      text.append(", it objects to octets ")
          .append(HexFormat.of().formatHex(ab.reflect(), 0, Math.min(MAX_REFLECT, ab.reflect().length)));
    }
    return text.toString();
  }

  private void onMalformed(SpduException error, byte[] tsdu) {
    switch (context.state) {
      case AWAIT_TRANSPORT_DISCONNECT, CLOSED -> {
        // The wait for the peer to go is bounded anyway.
      }
      default -> abortProtocol("received a malformed SPDU: " + error.getMessage(),
          Arrays.copyOf(tsdu, Math.min(MAX_REFLECT, tsdu.length)));
    }
  }

  private void onViolation(ProtocolViolation violation) {
    String text = "received " + violation.getMessage();
    if (context.state == SessionState.TRANSPORT_OPEN) {
      // State 01C of X.225 Annex A: before CN there is no session connection to abort.
      context.act(new SessionAction.ProviderAborted(SessionAction.AbortCause.LOCAL_PROTOCOL_ERROR, text));
      context.closeTransport();
    } else {
      abortProtocol(text, new byte[0]);
    }
  }

  private void abortProtocol(String text, byte[] reflect) {
    context.reassembly.clear();
    context.send(
        new Spdu.Ab(Spdu.TRANSPORT_RELEASED | Spdu.PROTOCOL_ERROR, reflect, Enclosure.ABSENT, new byte[0]));
    context.act(new SessionAction.ProviderAborted(SessionAction.AbortCause.LOCAL_PROTOCOL_ERROR, text));
    context.awaitTransportDisconnect();
  }
}
