package org.angarium.osi.rtse;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.session.SessionEvent;

/** Collects the actions of one step of an RTSE machine. */
final class RtsOutput {
  private List<RtsAction> actions = new ArrayList<>();

  void request(SessionEvent.Request primitive) {
    actions.add(new RtsAction.Request(primitive));
  }

  void indicate(RtsIndication indication) {
    actions.add(new RtsAction.Indicate(indication));
  }

  List<RtsAction> take() {
    List<RtsAction> taken = actions;
    actions = new ArrayList<>();
    return taken;
  }
}
