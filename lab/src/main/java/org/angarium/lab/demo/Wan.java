package org.angarium.lab.demo;

import java.io.IOException;
import org.angarium.lab.mail.Site;
import org.angarium.lab.network.ActivityWatch;
import org.angarium.lab.network.Fault;
import org.angarium.lab.network.FaultProxy;

/** The line between the two MTAs: each one's connector calls the other through a proxy. */
final class Wan implements AutoCloseable {
  private final FaultProxy fromAlpha;
  private final FaultProxy fromBravo;

  Wan(Site alpha, Site bravo, ActivityWatch watch) throws IOException {
    fromAlpha = FaultProxy.onLoopback(bravo.port(), watch.tap(alpha.mta(), bravo.mta()));
    try {
      fromBravo = FaultProxy.onLoopback(alpha.port(), watch.tap(bravo.mta(), alpha.mta()));
    } catch (IOException e) {
      fromAlpha.close();
      throw e;
    }
  }

  /** Where ALPHA reaches BRAVO. */
  int portForAlpha() {
    return fromAlpha.port();
  }

  /** Where BRAVO reaches ALPHA. */
  int portForBravo() {
    return fromBravo.port();
  }

  void set(Fault fault) {
    fromAlpha.set(fault);
    fromBravo.set(fault);
  }

  void heal() {
    set(new Fault.Pass());
  }

  /** Octets that have passed, of all layers above TCP. */
  long octets() {
    return fromAlpha.traffic().octets() + fromBravo.traffic().octets();
  }

  @Override
  public void close() {
    fromAlpha.close();
    fromBravo.close();
  }
}
