package org.angarium.lab.fuzz;

import java.util.List;
import org.angarium.osi.rtse.RtsAction;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.osi.rtse.RtseMachine;
import org.angarium.osi.session.SessionAction;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.session.SessionEvent;

/** Hostile user data in every session primitive that carries what presentation, ACSE and RTSE have to read. */
final class RtseDialogue {
  private static final int LARGEST = 64 << 10;
  private static final byte[] NONE = {};
  private static final int KINDS = 6;

  private RtseDialogue() {}

  static void check(byte[] input) {
    Slices slices = new Slices(input);
    int kind = slices.number() % KINDS;
    int reason = slices.number();
    byte[] data = slices.take(LARGEST);
    RtseMachine initiator = new RtseMachine(LARGEST, LARGEST);
    List<RtsAction> opened = initiator
        .on(new RtsEvent.Open(Proposals.of(reason % 2 == 0, reason % 3 == 0)));
    SessionEvent.Connect connect = connect(opened);
    switch (kind) {
      case 0 -> {
        RtseMachine responder = new RtseMachine(LARGEST, LARGEST);
        answer(responder, responder.on(indicated(connect, data)));
      }
      case 1 -> initiator.on(new SessionAction.ConnectAccepted(NONE, SessionConnectionReference.NONE,
          1 + reason % 2, connect.functionalUnits(), data));
      case 2 -> {
        initiator.on(new SessionAction.ConnectRefused(reason, data));
        Finding.unless(initiator.ended(), "a refused association goes on");
      }
      case 3 -> {
        initiator.on(new SessionAction.UserAborted(data));
        Finding.unless(initiator.ended(), "an aborted association goes on");
      }
      default -> {
        RtseMachine responder = new RtseMachine(LARGEST, LARGEST);
        if (answer(responder, responder.on(indicated(connect, connect.userData())))) {
          responder.on(kind == 4
              ? new SessionAction.ReleaseReceived(data)
              : new SessionAction.TokenPleaseReceived(data));
        }
      }
    }
  }

  private static SessionAction.ConnectIndicated indicated(SessionEvent.Connect connect, byte[] data) {
    return new SessionAction.ConnectIndicated(connect.callingSelector(), connect.calledSelector(),
        connect.reference(), 2, connect.functionalUnits(), connect.initiatorHasTokens(), data);
  }

  private static boolean answer(RtseMachine responder, List<RtsAction> actions) {
    boolean indicated = actions.stream()
        .anyMatch(action -> action instanceof RtsAction.Indicate(RtsIndication indication)
            && indication instanceof RtsIndication.OpenIndicated);
    Finding.unless(indicated || responder.ended() || requested(actions),
        "an association is neither indicated nor refused");
    if (indicated) {
      responder.on(new RtsEvent.Accept(1, 1, Proposals.userData()));
    }
    return indicated;
  }

  private static boolean requested(List<RtsAction> actions) {
    return actions.stream().anyMatch(RtsAction.Request.class::isInstance);
  }

  private static SessionEvent.Connect connect(List<RtsAction> actions) {
    for (RtsAction action : actions) {
      if (action instanceof RtsAction.Request(SessionEvent.Request request)
          && request instanceof SessionEvent.Connect connect) {
        return connect;
      }
    }
    throw new Finding("opening asks for no session connection", null);
  }
}
