package org.angarium.osi.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Two session machines back to back; TSDUs wait on their way until they are delivered. */
final class SessionPair {
  static final byte[] NONE = new byte[0];
  static final SessionLimits LIMITS = new SessionLimits(1 << 20, Duration.ofSeconds(30));
  static final SessionConnectionReference REFERENCE = new SessionConnectionReference(
      new byte[]{0x14, 1, 0x61},
      new byte[]{0x17, 1, 0x62}, NONE);

  final Side initiator = new Side(SessionRole.INITIATOR);
  final Side responder = new Side(SessionRole.RESPONDER);

  /** One machine, what it has told its user, and what is on its way to it. */
  static final class Side {
    final SessionMachine machine;
    final List<SessionAction.Indication> indications = new ArrayList<>();
    final Deque<byte[]> inbound = new ArrayDeque<>();
    boolean closed;
    boolean timing;

    Side(SessionRole role) {
      machine = new SessionMachine(role, LIMITS);
    }

    <T extends SessionAction.Indication> T last(Class<T> type) {
      assertThat(indications).isNotEmpty();
      assertThat(indications.getLast()).isInstanceOf(type);
      return type.cast(indications.getLast());
    }
  }

  static SessionEvent.Connect connectRequest(int units, boolean initiatorHasTokens, byte[] userData) {
    return new SessionEvent.Connect(new byte[]{1}, new byte[]{2}, REFERENCE, units, initiatorHasTokens,
        userData);
  }

  /** Connected, with the tokens on one side. */
  static SessionPair connected(int units, boolean initiatorHasTokens) {
    SessionPair pair = new SessionPair();
    pair.connect(connectRequest(units, initiatorHasTokens, new byte[100]));
    pair.issue(pair.responder, new SessionEvent.Accept(NONE, units, new byte[80]));
    pair.deliverAll();
    assertThat(pair.initiator.last(SessionAction.ConnectAccepted.class).functionalUnits()).isEqualTo(units);
    return pair;
  }

  static SessionPair rtse() {
    return connected(FunctionalUnits.RTSE, true);
  }

  void connect(SessionEvent.Connect request) {
    responder.machine.on(new SessionEvent.TransportConnected());
    issue(initiator, request);
    issue(initiator, new SessionEvent.TransportConnected());
    deliverAll();
  }

  void issue(Side side, SessionEvent event) {
    Side other = other(side);
    for (SessionAction action : side.machine.on(event)) {
      switch (action) {
        case SessionAction.SendTsdu tsdu -> other.inbound.add(tsdu.octets());
        case SessionAction.Indication indication -> side.indications.add(indication);
        case SessionAction.CloseTransport close -> side.closed = true;
        case SessionAction.StartTimer timer -> side.timing = true;
        case SessionAction.StopTimer timer -> side.timing = false;
        case SessionAction.ConnectTransport connect -> {
          // Answered by whoever runs the pair.
        }
      }
    }
  }

  Side other(Side side) {
    return side == initiator ? responder : initiator;
  }

  boolean deliverOne(Side side) {
    byte[] tsdu = side.inbound.poll();
    if (tsdu == null) {
      return false;
    }
    issue(side, new SessionEvent.TsduReceived(tsdu));
    return true;
  }

  void deliverAll() {
    boolean more = true;
    while (more) {
      more = deliverOne(initiator) | deliverOne(responder);
    }
  }

  void assertNobodyAborted() {
    for (Side side : List.of(initiator, responder)) {
      assertThat(side.indications).noneMatch(SessionAction.ProviderAborted.class::isInstance);
    }
  }

  /** With nothing on its way both sides agree about tokens and activity. */
  void assertAgreement() {
    assertThat(initiator.inbound).isEmpty();
    assertThat(responder.inbound).isEmpty();
    SessionMachine a = initiator.machine;
    SessionMachine b = responder.machine;
    assertThat(a.ownsAllTokens()).as("tokens").isNotEqualTo(b.ownsAllTokens());
    assertThat(a.activityInProgress()).as("activity").isEqualTo(b.activityInProgress());
    if (a.activityInProgress()) {
      assertThat(a.nextSerial()).as("serial number").isEqualTo(b.nextSerial());
    }
  }
}
