package org.angarium.mta.transfer;

import java.util.List;
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
import org.jspecify.annotations.Nullable;

/** Where a copy goes that was routed before and still waits; a report has one destination in place of recipients. */
final class CommonQueue {
  private CommonQueue() {}

  /**
   * The one connector or access unit that all its recipients go to now; null if there is none, or they would part.
   *
   * @throws BerException if the stored envelope cannot be read, which would be our own fault
   */
  static @Nullable String of(QueueEntry entry, StoredMessage stored, RouteChoice routes)
      throws BerException {
    if (entry.kind() == ApduKind.MESSAGE) {
      MessageEnvelope envelope = MessageEnvelope.decode(stored.envelope());
      return of(addresses(entry, envelope.recipients()),
          Traffic.of(envelope, entry.octets(), stored.cameFrom()), routes);
    }
    return switch (MtsApdu.decode(stored.envelope())) {
      case MtsApdu.Probe probe -> of(addresses(entry, probe.envelope().recipients()),
          Traffic.of(probe.envelope(), stored.cameFrom()), routes);
      case MtsApdu.Report report -> of(List.of(report.envelope().reportDestinationName().address()),
          Traffic.of(report.envelope(), stored.cameFrom()), routes);
      case MtsApdu.Message message ->
        throw new IllegalStateException("a probe or report is stored as a message");
    };
  }

  private static List<OrAddress> addresses(QueueEntry entry, List<PerRecipientMessageFields> recipients) {
    return entry.recipients().stream().map(position -> recipients.get(position).recipientName().address())
        .toList();
  }

  private static @Nullable String of(List<OrAddress> addresses, Traffic traffic, RouteChoice routes) {
    String common = null;
    for (OrAddress address : addresses) {
      String next = switch (routes.route(address, traffic)) {
        case Decision.Via via -> via.connector();
        case Decision.ToAccessUnit unit -> unit.accessUnit();
        default -> null;
      };
      if (next == null || common != null && !common.equals(next)) {
        return null;
      }
      common = next;
    }
    return common;
  }
}
