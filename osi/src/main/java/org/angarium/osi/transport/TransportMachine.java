package org.angarium.osi.transport;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One end of one transport connection: X.224 class 0 over TCP as in RFC 1006. The first event decides the role:
 * {@link TransportEvent.ConnectRequest} makes it the initiator, {@link TransportEvent.Connected} the responder. Serves one connection.
 */
public final class TransportMachine {
  /** States of X.224 Annex A, with those of the TCP connection below. */
  public enum State {
    /** Nothing has happened. */
    CLOSED,
    /** Initiator: the TCP connection is being made. */
    WAIT_NETWORK,
    /** Initiator: CR sent (WFCC). */
    WAIT_CC,
    /** Responder: TCP connection is there. */
    WAIT_CR,
    /** Responder: CR indicated to the user (WFTRESP). */
    WAIT_RESPONSE, OPEN,
    /** The connection has been and will not be again. */
    ENDED
  }

  /** Largest TPDU while nobody names a size (RFC 1006). */
  private static final int DEFAULT_SIZE = TpktFramer.MAX_TPDU;
  private static final int DT_HEADER = 3;

  private final int localReference;
  private final int maxTpduSize;
  private final int maxTsduOctets;
  private final TpktFramer framer = new TpktFramer();
  private ByteArrayOutputStream tsdu = new ByteArrayOutputStream();
  private State state = State.CLOSED;
  private byte[] callingSelector = new byte[0];
  private byte[] calledSelector = new byte[0];
  private int peerReference;
  private int peerSize;
  private int peerPreferredSize;
  private int sendSize = DEFAULT_SIZE;
  private List<TransportAction> actions = new ArrayList<>();

  /**
   * @param localReference 1…65535, ours in CR or CC
   * @param maxTpduSize TPDU size to propose or to come down to, 128…8192 and a power of two
   * @param maxTsduOctets largest TSDU that is reassembled; a longer one ends the connection
   */
  public TransportMachine(int localReference, int maxTpduSize, int maxTsduOctets) {
    if (localReference < 1 || localReference > 0xFFFF) {
      throw new IllegalArgumentException("transport reference " + localReference);
    }
    if (maxTpduSize < 128 || maxTpduSize > 8192 || Integer.bitCount(maxTpduSize) != 1) {
      throw new IllegalArgumentException("TPDU size " + maxTpduSize);
    }
    this.localReference = localReference;
    this.maxTpduSize = maxTpduSize;
    this.maxTsduOctets = maxTsduOctets;
  }

  public State state() {
    return state;
  }

  /** @throws IllegalStateException if the user asks for something that the state does not allow */
  public List<TransportAction> on(TransportEvent event) {
    actions = new ArrayList<>();
    switch (event) {
      case TransportEvent.ConnectRequest request -> {
        require(event, State.CLOSED);
        callingSelector = request.callingSelector();
        calledSelector = request.calledSelector();
        state = State.WAIT_NETWORK;
        actions.add(new TransportAction.Connect());
      }
      case TransportEvent.Connected connected -> onConnected(event);
      case TransportEvent.Received received -> onReceived(received.octets());
      case TransportEvent.Disconnected disconnected -> {
        if (state != State.ENDED && state != State.CLOSED) {
          end(-1, disconnected.cause(), true);
        }
        state = State.ENDED;
      }
      case TransportEvent.Data data -> {
        require(event, State.OPEN);
        actions.add(new TransportAction.Send(segment(data.tsdu())));
      }
      case TransportEvent.AcceptConnection accept -> {
        require(event, State.WAIT_RESPONSE);
        accept(accept.respondingSelector());
      }
      case TransportEvent.RefuseConnection refuse -> {
        require(event, State.WAIT_RESPONSE);
        disconnect(refuse.reason());
        state = State.ENDED;
      }
      case TransportEvent.Close close -> onClose();
    }
    return actions;
  }

  private void require(TransportEvent event, State required) {
    if (state != required) {
      throw new IllegalStateException(
          event.getClass().getSimpleName() + " is not allowed in transport state " + state);
    }
  }

  private void onConnected(TransportEvent event) {
    if (state == State.CLOSED) {
      state = State.WAIT_CR;
      return;
    }
    require(event, State.WAIT_NETWORK);
    state = State.WAIT_CC;
    send(new Tpdu.Cr(localReference, 0, List.of(), callingSelector, calledSelector, maxTpduSize, 0));
  }

  private void onClose() {
    if (state == State.WAIT_RESPONSE) {
      disconnect(DisconnectReason.NORMAL);
    } else if (state != State.CLOSED && state != State.ENDED) {
      // Class 0 has no disconnection of its own once it is open: the TCP connection ends and says it all.
      actions.add(new TransportAction.Disconnect());
    }
    state = State.ENDED;
  }

  private void onReceived(byte[] octets) {
    if (state == State.CLOSED || state == State.ENDED) {
      return;
    }
    framer.push(octets);
    try {
      while (state != State.ENDED) {
        byte[] tpdu = framer.next();
        if (tpdu == null) {
          return;
        }
        onTpdu(tpdu);
      }
    } catch (TransportProtocolException e) {
      // What is no TPKT may be no transport protocol at all: an ER would tell the peer nothing.
      actions.add(new TransportAction.Disconnect());
      end(DisconnectReason.PROTOCOL_ERROR.code(), "received octets are not RFC 1006: " + e.getMessage(),
          false);
    }
  }

  private void onTpdu(byte[] octets) {
    try {
      switch (TpduCodec.decode(octets)) {
        case Tpdu.Cr cr -> onCr(cr);
        case Tpdu.Cc cc -> onCc(cc, octets);
        case Tpdu.Dt dt -> onDt(dt);
        case Tpdu.Dr dr -> {
          String text = "peer disconnected: " + DisconnectReason.describe(dr.reason());
          if (dr.additionalInformation().length > 0) {
            text += ", additional information " + HexFormat.of().formatHex(dr.additionalInformation());
          }
          actions.add(new TransportAction.Disconnect());
          end(dr.reason(), text, true);
        }
        case Tpdu.Er er -> {
          actions.add(new TransportAction.Disconnect());
          end(-1, "peer rejected a TPDU: " + er.meaning(), true);
        }
        case Tpdu.Unsupported unsupported -> throw misplaced(unsupported);
      }
    } catch (TransportProtocolException e) {
      int copied = (int) Math.min(octets.length, e.offset() + 1);
      send(new Tpdu.Er(peerReference, e.rejectCause(), Arrays.copyOf(octets, copied)));
      actions.add(new TransportAction.Disconnect());
      end(DisconnectReason.PROTOCOL_ERROR.code(), "received a bad TPDU: " + e.getMessage(), false);
    }
  }

  private void onCr(Tpdu.Cr cr) throws TransportProtocolException {
    if (state != State.WAIT_CR) {
      throw misplaced(cr);
    }
    peerReference = cr.sourceReference();
    peerSize = cr.size();
    peerPreferredSize = cr.preferredSize();
    if (!cr.allowsClass0()) {
      disconnect(DisconnectReason.NEGOTIATION_FAILED);
      end(DisconnectReason.NEGOTIATION_FAILED.code(),
          "peer asked for class " + cr.preferredClass() + " and does not accept class 0", false);
      return;
    }
    state = State.WAIT_RESPONSE;
    actions.add(new TransportAction.ConnectIndicated(cr.callingSelector(), cr.calledSelector()));
  }

  private void accept(byte[] respondingSelector) {
    int size = 0;
    int preferredSize = 0;
    sendSize = maxTpduSize;
    // X.224 §13, preferred maximum TPDU size: the answer is in terms of the preferred size where that was proposed, else of the size.
    if (peerPreferredSize > 0) {
      preferredSize = Math.min(peerPreferredSize, maxTpduSize);
      sendSize = preferredSize;
    } else if (peerSize > 0) {
      size = Math.min(peerSize, maxTpduSize);
      sendSize = size;
    }
    state = State.OPEN;
    send(new Tpdu.Cc(peerReference, localReference, 0, new byte[0], respondingSelector, size, preferredSize));
  }

  private void onCc(Tpdu.Cc cc, byte[] octets) throws TransportProtocolException {
    if (state != State.WAIT_CC) {
      throw misplaced(cc);
    }
    peerReference = cc.sourceReference();
    if (cc.destinationReference() != localReference) {
      throw new TransportProtocolException(
          "CC is for reference " + cc.destinationReference() + ", ours is " + localReference, 3,
          Tpdu.Er.INVALID_PARAMETER_VALUE);
    }
    if (cc.selectedClass() != 0) {
      throw new TransportProtocolException(
          "CC selects class " + cc.selectedClass() + ", class 0 was proposed", Math.min(6, octets.length - 1),
          Tpdu.Er.INVALID_PARAMETER_VALUE);
    }
    // A CC without a size leaves it to the default of RFC 1006, which is larger than any proposal.
    int answered = cc.size() > 0 ? cc.size() : cc.preferredSize();
    sendSize = answered > 0 ? Math.min(answered, maxTpduSize) : maxTpduSize;
    state = State.OPEN;
    actions.add(new TransportAction.ConnectConfirmed(cc.calledSelector(), sendSize));
  }

  private void onDt(Tpdu.Dt dt) throws TransportProtocolException {
    if (state != State.OPEN) {
      throw misplaced(dt);
    }
    if (tsdu.size() + dt.data().length > maxTsduOctets) {
      throw new TransportProtocolException("TSDU is longer than " + maxTsduOctets + " octets", 0,
          Tpdu.Er.NOT_SPECIFIED);
    }
    if (!dt.endOfTsdu()) {
      tsdu.writeBytes(dt.data());
    } else if (tsdu.size() == 0) {
      actions.add(new TransportAction.DataReceived(dt.data()));
    } else {
      tsdu.writeBytes(dt.data());
      actions.add(new TransportAction.DataReceived(tsdu.toByteArray()));
      tsdu = new ByteArrayOutputStream();
    }
  }

  private TransportProtocolException misplaced(Tpdu tpdu) {
    return new TransportProtocolException(tpdu.mnemonic() + " in transport state " + state, 1,
        Tpdu.Er.INVALID_TPDU_TYPE);
  }

  /** All TPKTs of one TSDU in one buffer, so that it leaves in as few TCP segments as possible. */
  private byte[] segment(byte[] octets) {
    int piece = sendSize - DT_HEADER;
    int pieces = Math.max(1, (octets.length + piece - 1) / piece);
    ByteArrayOutputStream out = new ByteArrayOutputStream(
        octets.length + pieces * (TpktFramer.HEADER + DT_HEADER));
    for (int i = 0; i < pieces; i++) {
      byte[] data = Arrays.copyOfRange(octets, i * piece, Math.min(octets.length, (i + 1) * piece));
      out.writeBytes(TpktFramer.frame(TpduCodec.encode(new Tpdu.Dt(i == pieces - 1, data))));
    }
    return out.toByteArray();
  }

  private void disconnect(DisconnectReason reason) {
    send(new Tpdu.Dr(peerReference, 0, reason.code(), new byte[0]));
    actions.add(new TransportAction.Disconnect());
  }

  private void send(Tpdu tpdu) {
    actions.add(new TransportAction.Send(TpktFramer.frame(TpduCodec.encode(tpdu))));
  }

  private void end(int reason, String text, boolean byPeer) {
    state = State.ENDED;
    tsdu = new ByteArrayOutputStream();
    actions.add(new TransportAction.Disconnected(reason, text, byPeer));
  }
}
