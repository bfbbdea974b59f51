package org.angarium.mta;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.angarium.mta.config.ListConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.directory.DistributionList;
import org.angarium.mta.directory.LocalNames;
import org.angarium.mta.directory.MemberLookup;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.Events;
import org.angarium.x400.address.AddressSyntaxException;

/** What directories have told of the members of lists and is used again for a while: the operator can have it forgotten. */
final class KnownMembers {
  private final Supplier<MtaConfig> config;
  private final MemberLookup lookup;
  private final Events events;

  KnownMembers(Supplier<MtaConfig> config, MemberLookup lookup, Events events) {
    this.config = config;
    this.lookup = lookup;
    this.events = events;
  }

  /** @see MtaControl#flush */
  int flush(Optional<String> list) throws RequestException {
    List<ListConfig> all = config.get().names().lists();
    List<ListConfig> chosen = all.stream()
        .filter(each -> list.isEmpty() || list.get().equals(each.name())).toList();
    if (list.isPresent() && chosen.isEmpty()) {
      throw new RequestException(
          "there is no list \"" + list.get() + "\"; there are "
              + all.stream().map(ListConfig::name).toList());
    }
    events.log(Event.of(EventId.OPERATOR_ACTION, "operator", "the operator", "action",
        "ask directories anew for the members of " + list.orElse("all lists")));
    return forget(chosen);
  }

  /** Of every list. */
  void flush() {
    forget(config.get().names().lists());
  }

  private int forget(List<ListConfig> lists) {
    int looked = 0;
    for (ListConfig list : lists) {
      if (list.search().isPresent()) {
        looked++;
        lookup.forget(list(list));
      }
    }
    return looked;
  }

  private static DistributionList list(ListConfig list) {
    try {
      return LocalNames.list(list);
    } catch (AddressSyntaxException e) {
      throw new IllegalStateException("addresses are checked with the configuration", e);
    }
  }
}
