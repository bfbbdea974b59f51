package org.angarium.osi.session;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Connection establishment (X.225 §7, Annex A): CN, OA, CDO, AC and RF. */
final class ConnectionPhase {
  /** RF reasons of the provider (X.225 §8.3, reason code). */
  private static final int VERSION_NOT_SUPPORTED = 132;
  private static final int IMPLEMENTATION_RESTRICTION = 134;

  private static final int USED = FunctionalUnits.RTSE | FunctionalUnits.DUPLEX;
  private static final int ACCEPTOR_CHOOSES = 2;

  private final SessionContext context;
  private SessionEvent.@Nullable Connect proposal;
  private Spdu.@Nullable Cn received;
  private final ByteArrayOutputStream connectData = new ByteArrayOutputStream();
  private boolean initiatorHasTokens;

  ConnectionPhase(SessionContext context) {
    this.context = context;
  }

  /** S-CONNECT request. */
  void connect(SessionEvent.Connect request) {
    if (context.role != SessionRole.INITIATOR || context.state != SessionState.IDLE) {
      throw context.notAllowed(request);
    }
    requireUsable(request.functionalUnits());
    requireSelector(request.callingSelector());
    requireSelector(request.calledSelector());
    proposal = request;
    context.state = SessionState.AWAIT_TRANSPORT;
    context.act(new SessionAction.ConnectTransport());
  }

  /** T-CONNECT confirm, or an inbound transport connection. */
  void transportConnected(SessionEvent event) {
    if (context.role == SessionRole.RESPONDER && context.state == SessionState.IDLE) {
      context.state = SessionState.TRANSPORT_OPEN;
      return;
    }
    SessionEvent.Connect asked = proposal;
    if (context.state != SessionState.AWAIT_TRANSPORT || asked == null) {
      throw context.notAllowed(event);
    }
    byte[] data = asked.userData();
    boolean overflow = data.length > SessionVersion.MAX_CONNECT_DATA;
    int setting = asked.initiatorHasTokens() ? 0 : Tokens.availableWith(asked.functionalUnits());
    context.send(
        new Spdu.Cn(asked.reference(), Spdu.TsduMaximumSize.NONE, SessionVersion.offer(data.length), setting,
            asked.functionalUnits(), asked.callingSelector(), asked.calledSelector(), overflow,
            overflow ? Arrays.copyOf(data, SessionVersion.MAX_CONNECT_DATA) : data));
    context.state = overflow ? SessionState.AWAIT_OVERFLOW_ACCEPT : SessionState.AWAIT_ACCEPT;
  }

  void receive(Spdu.Cn cn) throws ProtocolViolation {
    if (context.state != SessionState.TRANSPORT_OPEN) {
      throw context.unexpected(cn);
    }
    received = cn;
    int version = SessionVersion.highest(cn.versions());
    if (version == 0) {
      refuse(cn, VERSION_NOT_SUPPORTED,
          String.format("CN offers session versions %02X, none of them known", cn.versions()));
      return;
    }
    context.version = version;
    if (!settleTokens(cn)) {
      refuse(cn, IMPLEMENTATION_RESTRICTION,
          String.format("CN divides the tokens between the two sides (token setting %02X)",
              cn.tokenSetting()));
      return;
    }
    limitTsdu(cn.tsduMaximumSize());
    keep(cn, cn.userData());
    if (cn.overflow()) {
      context.state = SessionState.AWAIT_CONNECT_OVERFLOW;
      context.send(new Spdu.Oa(cn.tsduMaximumSize(), SessionVersion.bit(version)));
    } else {
      indicate(cn);
    }
  }

  void receive(Spdu.Cdo cdo) throws ProtocolViolation {
    Spdu.Cn cn = received;
    if (context.state != SessionState.AWAIT_CONNECT_OVERFLOW || cn == null) {
      throw context.unexpected(cdo);
    }
    keep(cdo, cdo.userData());
    if (cdo.enclosure().ends()) {
      indicate(cn);
    }
  }

  private void keep(Spdu spdu, byte[] data) throws ProtocolViolation {
    if (connectData.size() + data.length > context.limits.maxSsduOctets()) {
      throw new ProtocolViolation("user data of " + spdu.mnemonic() + " is longer than "
          + context.limits.maxSsduOctets() + " octets");
    }
    connectData.writeBytes(data);
  }

  private void indicate(Spdu.Cn cn) {
    context.state = SessionState.CONNECT_RESPONSE_DUE;
    context.act(new SessionAction.ConnectIndicated(cn.callingSelector(), cn.calledSelector(), cn.reference(),
        context.version,
        cn.functionalUnits(), initiatorHasTokens, connectData.toByteArray()));
    connectData.reset();
  }

  /** False if some tokens would start on one side and some on the other: nobody who uses RTSE asks for that. */
  private boolean settleTokens(Spdu.Cn cn) throws ProtocolViolation {
    boolean initiator = false;
    boolean responder = false;
    int available = Tokens.availableWith(cn.functionalUnits());
    for (int token = Spdu.DATA_TOKEN; token <= Spdu.RELEASE_TOKEN; token <<= 2) {
      int setting = cn.tokenSetting() / token & 0x03;
      if ((available & token) == 0 || setting == ACCEPTOR_CHOOSES) {
        continue;
      }
      if (setting > ACCEPTOR_CHOOSES) {
        throw new ProtocolViolation(
            String.format("CN has a reserved token setting (%02X)", cn.tokenSetting()));
      }
      initiator |= setting == 0;
      responder |= setting == 1;
    }
    initiatorHasTokens = !responder;
    return !(initiator && responder);
  }

  private void limitTsdu(Spdu.TsduMaximumSize size) throws ProtocolViolation {
    int limit = context.role == SessionRole.INITIATOR ? size.fromInitiator() : size.fromResponder();
    if (limit != 0 && limit < Segmentation.MIN_TSDU_SIZE) {
      throw new ProtocolViolation("TSDU maximum size " + limit + " is too small");
    }
    context.maxTsduSent = limit;
  }

  /** S-CONNECT response that accepts. */
  void accept(SessionEvent.Accept response) {
    Spdu.Cn cn = received;
    if (context.state != SessionState.CONNECT_RESPONSE_DUE || cn == null) {
      throw context.notAllowed(response);
    }
    int units = response.functionalUnits();
    requireUsable(units);
    requireSelector(response.respondingSelector());
    if ((units & ~cn.functionalUnits()) != 0) {
      throw new IllegalArgumentException(
          String.format("functional units %04X go beyond the proposed %04X", units, cn.functionalUnits()));
    }
    if (Integer.bitCount(units & (FunctionalUnits.HALF_DUPLEX | FunctionalUnits.DUPLEX)) != 1) {
      throw new IllegalArgumentException("exactly one of half-duplex and duplex must be accepted");
    }
    if (context.version == 1 && response.userData().length > SessionVersion.MAX_USER_DATA_VERSION_1) {
      // The peer decided on the version: no fault of our user.
      refuse(cn, IMPLEMENTATION_RESTRICTION,
          "answer of " + response.userData().length
              + " octets does not fit in session version 1, all that the peer offers");
      return;
    }
    int setting = initiatorHasTokens ? 0 : Tokens.availableWith(units);
    context.functionalUnits = units;
    context.tokens.assign(units, !initiatorHasTokens);
    context.send(
        new Spdu.Ac(cn.reference(), cn.tsduMaximumSize(), SessionVersion.bit(context.version), setting, units,
            Enclosure.ABSENT, new byte[0], response.respondingSelector(), response.userData()));
    context.state = SessionState.DATA_TRANSFER;
  }

  /** S-CONNECT response that refuses. */
  void refuse(SessionEvent.Refuse response) {
    Spdu.Cn cn = received;
    if (context.state != SessionState.CONNECT_RESPONSE_DUE || cn == null) {
      throw context.notAllowed(response);
    }
    int limit = context.version == 1 ? SessionVersion.MAX_USER_DATA_VERSION_1 : LengthIndicator.MAX / 2;
    // That we refuse matters more than why.
    byte[] data = response.userData().length <= limit ? response.userData() : new byte[0];
    context.send(new Spdu.Rf(cn.reference(), Spdu.TRANSPORT_RELEASED, SessionVersion.bit(context.version),
        response.reason(), data));
    context.awaitTransportDisconnect();
  }

  private void refuse(Spdu.Cn cn, int reason, String text) {
    int versions = SessionVersion.VERSION_1 | SessionVersion.VERSION_2;
    context.send(new Spdu.Rf(cn.reference(), Spdu.TRANSPORT_RELEASED, versions, reason, new byte[0]));
    context.act(new SessionAction.ProviderAborted(SessionAction.AbortCause.LOCAL_PROTOCOL_ERROR, text));
    context.awaitTransportDisconnect();
  }

  void receive(Spdu.Oa oa) throws ProtocolViolation {
    SessionEvent.Connect asked = proposal;
    if (context.state != SessionState.AWAIT_OVERFLOW_ACCEPT || asked == null) {
      throw context.unexpected(oa);
    }
    limitTsdu(oa.tsduMaximumSize());
    byte[] data = asked.userData();
    byte[] rest = Arrays.copyOfRange(data, SessionVersion.MAX_CONNECT_DATA, data.length);
    for (Spdu cdo : Segmentation.overflow(rest, context.maxTsduSent)) {
      context.send(cdo);
    }
    context.state = SessionState.AWAIT_ACCEPT;
  }

  void receive(Spdu.Ac ac) throws ProtocolViolation {
    SessionEvent.Connect asked = proposal;
    if (context.state != SessionState.AWAIT_ACCEPT || asked == null) {
      throw context.unexpected(ac);
    }
    int version = SessionVersion.highest(ac.version() & SessionVersion.offer(asked.userData().length));
    if (version == 0) {
      throw new ProtocolViolation(
          String.format("AC selects session version %02X, which was not offered", ac.version()));
    }
    // The acceptor names what it could use; in use is what both named.
    int units = asked.functionalUnits() & ac.functionalUnits();
    if (Integer.bitCount(units & (FunctionalUnits.HALF_DUPLEX | FunctionalUnits.DUPLEX)) != 1) {
      throw new ProtocolViolation(String
          .format("AC leaves functional units %04X, without exactly one of half-duplex and duplex", units));
    }
    limitTsdu(ac.tsduMaximumSize());
    context.version = version;
    context.functionalUnits = units;
    context.tokens.assign(units, asked.initiatorHasTokens());
    context.state = SessionState.DATA_TRANSFER;
    context.act(new SessionAction.ConnectAccepted(ac.respondingSelector(), ac.reference(), version, units,
        ac.userData()));
  }

  void receive(Spdu.Rf rf) throws ProtocolViolation {
    if (context.state != SessionState.AWAIT_ACCEPT && context.state != SessionState.AWAIT_OVERFLOW_ACCEPT) {
      throw context.unexpected(rf);
    }
    context.act(new SessionAction.ConnectRefused(rf.reason(), rf.userData()));
    context.closeTransport();
  }

  private static void requireSelector(byte[] selector) {
    if (selector.length > 16) {
      throw new IllegalArgumentException(
          "session selector of " + selector.length + " octets, at most 16 are allowed");
    }
  }

  private static void requireUsable(int functionalUnits) {
    if ((functionalUnits & ~USED) != 0) {
      throw new IllegalArgumentException(
          String.format("functional units %04X are not all supported", functionalUnits));
    }
  }
}
