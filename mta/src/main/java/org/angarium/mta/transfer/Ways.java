package org.angarium.mta.transfer;

import java.util.List;
import org.angarium.mta.directory.LocalNames;
import org.angarium.mta.routing.Decision;
import org.angarium.mta.routing.Traffic;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoredMessage;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientMessageFields;

/** Where a copy goes that was routed before and still waits; a report has one destination in place of recipients. */
public sealed interface Ways {
  /** All of its recipients over this connector, or to this access unit. */
  record Together(String queue) implements Ways {}

  /** Every one of its recipients can be served, but not by putting the copy into one queue. */
  record Apart() implements Ways {}

  /** Of some recipient nothing better is known than where it waits. */
  record Unknown() implements Ways {}

  /** @throws BerException if the stored envelope cannot be read, which would be our own fault */
  static Ways of(QueueEntry entry, StoredMessage stored, RouteChoice routes, LocalNames names)
      throws BerException {
    if (entry.kind() == ApduKind.MESSAGE) {
      MessageEnvelope envelope = MessageEnvelope.decode(stored.envelope());
      return of(addresses(entry, envelope.recipients()),
          Traffic.of(envelope, entry.octets(), stored.cameFrom()), routes, names);
    }
    return switch (MtsApdu.decode(stored.envelope())) {
      case MtsApdu.Probe probe -> of(addresses(entry, probe.envelope().recipients()),
          Traffic.of(probe.envelope(), stored.cameFrom()), routes, names);
      case MtsApdu.Report report -> of(List.of(report.envelope().reportDestinationName().address()),
          Traffic.of(report.envelope(), stored.cameFrom()), routes, LocalNames.NONE);
      case MtsApdu.Message message ->
        throw new IllegalStateException("a probe or report is stored as a message");
    };
  }

  private static List<OrAddress> addresses(QueueEntry entry, List<PerRecipientMessageFields> recipients) {
    return entry.recipients().stream().map(position -> recipients.get(position).recipientName().address())
        .toList();
  }

  private static Ways of(List<OrAddress> addresses, Traffic traffic, RouteChoice routes, LocalNames names) {
    Ways common = null;
    for (OrAddress address : addresses) {
      Ways next = of(address, traffic, routes, names);
      if (next instanceof Unknown) {
        return next;
      }
      common = common == null || common.equals(next) ? next : new Apart();
    }
    return common == null ? new Unknown() : common;
  }

  private static Ways of(OrAddress address, Traffic traffic, RouteChoice routes, LocalNames names) {
    if (names.find(address) != null) {
      return new Apart();
    }
    return switch (routes.route(address, traffic)) {
      case Decision.Via via -> new Together(via.connector());
      case Decision.ToAccessUnit unit -> new Together(unit.accessUnit());
      case Decision.Local local -> new Apart();
      case Decision.UnknownLocal nobody -> new Unknown();
      case Decision.Unroutable nowhere -> new Unknown();
      case Decision.Barred barred -> new Unknown();
    };
  }
}
