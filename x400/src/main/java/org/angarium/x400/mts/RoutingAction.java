package org.angarium.x400.mts;

import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;

/** What a domain or MTA did with what it got (X.411 §12.2.1.1.1.3). */
public enum RoutingAction {
  RELAYED, REROUTED;

  static RoutingAction decode(BerElement element) throws BerException {
    return element.intValue(0, 1) == 0 ? RELAYED : REROUTED;
  }

  int code() {
    return this == RELAYED ? 0 : 1;
  }
}
