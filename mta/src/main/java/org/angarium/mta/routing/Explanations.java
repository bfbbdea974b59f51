package org.angarium.mta.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.angarium.mta.config.AddressSpace.Scope;
import org.angarium.mta.routing.RouteExplanation.Candidate;
import org.angarium.mta.routing.RoutePreference.Usable;
import org.angarium.mta.routing.RoutingTable.Judgement;
import org.angarium.mta.routing.RoutingTable.Rejected;
import org.angarium.x400.address.OrAddress;
import org.jspecify.annotations.Nullable;

/** Puts a routing decision into words. */
final class Explanations {
  private Explanations() {}

  static String word(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static RouteExplanation of(OrAddress recipient, @Nullable String mailbox, Judgement judgement,
      Decision decision, Predicate<String> avoided, Instant now) {
    List<Candidate> candidates = candidates(mailbox, judgement, avoided, now);
    String address = recipient.toString();
    if (mailbox != null) {
      return new RouteExplanation(address, "local", mailbox, null, "it is the address of a mailbox here",
          candidates);
    }
    return switch (decision) {
      case Decision.Local(String name) -> new RouteExplanation(address, "local", name, null, "", candidates);
      case Decision.Via via -> new RouteExplanation(address, "connector", via.connector(), null,
          "first: " + why(judgement.ordered(), 0), candidates);
      case Decision.ToAccessUnit unit -> new RouteExplanation(address, "access-unit", unit.accessUnit(), null,
          "first: " + why(judgement.ordered(), 0), candidates);
      case Decision.UnknownLocal _ -> new RouteExplanation(address, "unknown-local", null,
          "unable-to-transfer, unrecognised-OR-name",
          "it lies in our own domain, but no mailbox has it and no address space names the domain",
          candidates);
      case Decision.Barred(var diagnostic, String reason) -> new RouteExplanation(address, "barred", null,
          "unable-to-transfer, " + diagnostic, "connectors lead there, but none may take this: " + reason,
          candidates);
      case Decision.Unroutable(String back) -> new RouteExplanation(address, "unroutable", null,
          "unable-to-transfer, unrecognised-OR-name", back == null
              ? "no address space holds it"
              : "only " + back + " leads there, where it came from",
          candidates);
    };
  }

  private static List<Candidate> candidates(@Nullable String mailbox, Judgement judgement,
      Predicate<String> avoided, Instant now) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < judgement.ordered().size(); i++) {
      Usable usable = judgement.ordered().get(i);
      String verdict = mailbox != null ? "rejected" : i == 0 ? "chosen" : "next";
      candidates.add(candidate(usable.route(), usable.standing().text(), verdict,
          mailbox != null ? "a mailbox here comes first" : why(judgement.ordered(), i)));
    }
    judgement.rejected().stream()
        .sorted(Comparator.comparingInt((Rejected one) -> -one.route().specificity())
            .thenComparingInt(one -> one.route().cost()).thenComparing(one -> one.route().connector()))
        .forEach(one -> candidates.add(candidate(one.route(),
            one.route().carrier().standing(avoided.test(one.route().connector()), now).text(), "rejected",
            one.why())));
    return candidates;
  }

  private static Candidate candidate(Route route, String standing, String verdict, String why) {
    return new Candidate(route.connector(), route.pattern().toString(), route.specificity(), route.cost(),
        word(route.scope()), standing, verdict, why);
  }

  /** What sets it apart from the one before it, or the first from the second. */
  private static String why(List<Usable> ordered, int position) {
    Usable one = ordered.get(position);
    if (ordered.size() == 1) {
      return one.isReady()
          ? "the only one that may be taken"
          : "the only one that may be taken; it "
              + one.standing().text();
    }
    boolean first = position == 0;
    Usable other = ordered.get(first ? 1 : position - 1);
    int closer = Integer.compare(one.route().specificity(), other.route().specificity());
    if (closer != 0) {
      return closer > 0 == first
          ? first ? "its pattern is the closest" : "its pattern is less close"
          : first
              ? "stands in: nothing closer can be reached"
              : "its pattern is closer, but it "
                  + one.standing().text();
    }
    if (one.standing() != other.standing()) {
      return "it " + one.standing().text();
    }
    int cheaper = Integer.compare(one.route().cost(), other.route().cost());
    if (cheaper != 0) {
      return first ? "its cost " + one.route().cost() + " is the least" : "it costs " + one.route().cost();
    }
    return "equal cost: messages are shared out";
  }
}
