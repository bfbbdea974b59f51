package org.angarium.mta;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.angarium.mta.directory.DistributionList;
import org.angarium.mta.directory.LocalNames;
import org.angarium.mta.routing.RouteExplanation;
import org.angarium.mta.routing.Traffic;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.jspecify.annotations.Nullable;

/** Answers for an operator where a recipient's mail would go, through redirections and up to a list, without anything being sent. */
final class RouteInquiry {
  private final LocalNames names;
  private final RoutingState routes;
  private final Traffic traffic;
  private final List<String> redirections = new ArrayList<>();
  private final Set<String> tried = new HashSet<>();

  RouteInquiry(LocalNames names, RoutingState routes, Traffic traffic) {
    this.names = names;
    this.routes = routes;
    this.traffic = traffic;
  }

  RouteExplanation explain(OrAddress address) {
    OrAddress recipient = address;
    while (tried.add(recipient.matchingKey())) {
      RouteExplanation found = routes.explain(recipient, redirections.isEmpty() ? traffic : fromHere());
      LocalNames.Entry entry = names.find(recipient);
      if (entry == null && isNobodys(found)) {
        entry = names.findMeant(recipient);
      }
      if (entry instanceof LocalNames.Entry.Expanded(DistributionList list)) {
        return explained(list(recipient, list));
      }
      OrName next = entry instanceof LocalNames.Entry.Moved(OrName to) ? to : alternate(found);
      if (next == null) {
        return explained(found);
      }
      recipient = next.address();
      redirections.add(recipient + " (" + (entry != null
          ? "a redirection of ours"
          : found.outcome().equals("local")
              ? "alternate-recipient of the mailbox " + found.target()
              : "default-recipient, if the originator allows an alternate recipient")
          + ")");
    }
    return explained(new RouteExplanation(recipient.toString(), "barred", null,
        "unable-to-transfer, redirection-loop-detected", "the redirections lead back to it", List.of()));
  }

  private static boolean isNobodys(RouteExplanation found) {
    return found.outcome().equals("unknown-local") || found.outcome().equals("unroutable");
  }

  /** It is for somebody else now: to go back where it came from would be no loop. */
  private Traffic fromHere() {
    return new Traffic(traffic.kind(), traffic.mtsId(), traffic.originator(), traffic.priority(),
        traffic.octets(), traffic.contentType(), null);
  }

  private @Nullable OrName alternate(RouteExplanation found) {
    return switch (found.outcome()) {
      case "local" -> found.target() == null ? null : names.alternateOf(found.target());
      case "unknown-local" -> names.defaultRecipient();
      default -> null;
    };
  }

  private RouteExplanation list(OrAddress address, DistributionList list) {
    String members = "it is a distribution list of ours, with " + list.members().size()
        + " members in the configuration" + list.search().map(search -> " and those that the directory "
            + search.directory().name() + " has below " + search.base() + " (angarium list members "
            + list.name() + ")").orElse("");
    OrAddress originator = traffic.originator();
    if (originator != null && !list.admits(OrName.of(originator))) {
      return new RouteExplanation(address.toString(), "barred", null,
          "unable-to-transfer, no-DL-submit-permission", members + "; this originator may not send to it",
          List.of());
    }
    return new RouteExplanation(address.toString(), "list", list.name(), null, members
        + (list.submitters().isEmpty() ? "; everybody may send to it" : "; not everybody may send to it"),
        List.of());
  }

  private RouteExplanation explained(RouteExplanation found) {
    return found.after(redirections);
  }
}
