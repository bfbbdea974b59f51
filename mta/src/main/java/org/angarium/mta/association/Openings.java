package org.angarium.mta.association;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.angarium.mta.association.Link.Phase;

/** Opens the associations that are missing, as far as there are places for them and attempts need not wait. */
final class Openings {
  private final Links links;
  private final Demand demand;
  private final Reachability reachability;
  private final AssociationRecovery recovery;
  private final LongSupplier numbers;
  private final Consumer<ConnectorAction> out;
  private boolean crowded;

  /** @param numbers numbers for the associations it opens */
  Openings(Links links, Demand demand, Reachability reachability, AssociationRecovery recovery,
      LongSupplier numbers, Consumer<ConnectorAction> out) {
    this.links = links;
    this.demand = demand;
    this.reachability = reachability;
    this.recovery = recovery;
    this.numbers = numbers;
    this.out = out;
  }

  /** Mail waits, but associations on which it cannot leave have taken all places. */
  boolean areCrowdedOut() {
    return crowded;
  }

  /** @param wanted how many associations mail and configuration ask for */
  void openMissing(int wanted, Instant now) {
    int usable = 0;
    boolean reached = false;
    for (Link link : links) {
      if (demand.isServedBy(link)) {
        usable++;
        reached |= link.phase == Phase.OPEN;
      }
    }
    // One that is recovered comes in place of the lost one, whatever else is open.
    int due = recovery.isDue(now) ? Math.max(wanted, usable + 1) : wanted;
    OpenRetry retry = reachability.retry();
    boolean held = retry.isHolding() && !(usable == 0 && retry.holdsOnlyFurther());
    if (usable >= due || held || !demand.callsPeer(now)) {
      crowded = false;
      return;
    }
    int places = demand.places();
    crowded = usable == 0 && wanted > 0 && places <= 0;
    // Until the peer has answered one attempt, it is not bothered with a second.
    int most = reached ? due - usable : 1 - usable;
    for (int missing = Math.min(most, places); missing > 0; missing--) {
      if (!reached && !reachability.keepsSpacing(now)) {
        return;
      }
      open(now);
    }
  }

  private void open(Instant now) {
    reachability.endHold();
    reachability.retry().attempting(now);
    Link link = new Link(numbers.getAsLong(), true, Phase.OPENING, now);
    links.add(link);
    link.recovers = recovery.begin(now);
    out.accept(new ConnectorAction.Open(link.id, link.recovers));
  }
}
