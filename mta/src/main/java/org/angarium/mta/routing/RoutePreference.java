package org.angarium.mta.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.angarium.mta.routing.Carrier.Standing;

/**
 * In which order routes that may all be taken are preferred; the rule is told in docs/routing.md.
 *
 * @param leastCostOnly whether mail waits for the cheapest connector rather than take a dearer one
 */
record RoutePreference(boolean leastCostOnly) {
  /** A route that may be taken, and how soon mail could leave over it. */
  record Usable(Route route, Standing standing) {
    boolean isReady() { return standing == Standing.READY; }
  }

  /** The most preferred first: the whole of one level, closest patterns first unless stand-ins are needed, then the others. */
  List<Usable> ordered(List<Usable> usable, String mtsId) {
    if (usable.size() < 2) {
      return usable;
    }
    List<Usable> sorted = new ArrayList<>(usable);
    sorted.sort(Comparator.comparingInt((Usable one) -> -one.route().specificity()).thenComparing(
        withinLevel(mtsId)));
    int serving = firstOfServingLevel(sorted);
    if (serving > 0) {
      int level = sorted.get(serving).route().specificity();
      int end = serving;
      while (end < sorted.size() && sorted.get(end).route().specificity() == level) {
        end++;
      }
      List<Usable> moved = new ArrayList<>(sorted.subList(serving, end));
      sorted.subList(serving, end).clear();
      sorted.addAll(0, moved);
    }
    return sorted;
  }

  /** The closest patterns serve; if nothing of theirs can leave now, the closest stand-ins of which something can. */
  private static int firstOfServingLevel(List<Usable> sorted) {
    int level = Integer.MIN_VALUE;
    for (int i = 0; i < sorted.size(); i++) {
      int specificity = sorted.get(i).route().specificity();
      if (specificity != level && sorted.get(i).isReady()) {
        return i;
      }
      level = specificity;
    }
    return 0;
  }

  private Comparator<Usable> withinLevel(String mtsId) {
    Comparator<Usable> byStanding = Comparator.comparing(Usable::standing);
    Comparator<Usable> byCost = Comparator.comparingInt(one -> one.route().cost());
    Comparator<Usable> order = leastCostOnly
        ? Comparator.comparing((Usable one) -> !one.standing().callsPeer())
            .thenComparing(byCost).thenComparing(byStanding)
        : byStanding.thenComparing(byCost);
    return order.thenComparingLong(one -> share(one.route().connector(), mtsId))
        .thenComparing(one -> one.route().connector());
  }

  /**
   * Equal routes share the load by message: of one message's equal routes the one with the least number is taken, always the same one,
   * so that its recipients stay together and it does not wander; only what a failing connector had moves elsewhere.
   */
  private static long share(String connector, String mtsId) {
    long mixed = mtsId.hashCode() * 0x9E3779B97F4A7C15L ^ connector.hashCode() * 0xC2B2AE3D27D4EB4FL;
    mixed = (mixed ^ mixed >>> 31) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
