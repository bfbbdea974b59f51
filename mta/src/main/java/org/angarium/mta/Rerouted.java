package org.angarium.mta;

import java.util.List;
import org.angarium.mta.routing.Traffic;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoredMessage;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.ProbeEnvelope;

/** What routing asks of a copy that has been routed before, read from what is stored. */
record Rerouted(List<OrAddress> recipients, Traffic traffic) {
  static Rerouted of(QueueEntry entry, StoredMessage stored) throws BerException {
    if (entry.kind() == ApduKind.MESSAGE) {
      MessageEnvelope envelope = MessageEnvelope.decode(stored.envelope());
      return new Rerouted(addresses(entry, envelope.recipients()),
          Traffic.of(envelope, entry.octets(), stored.cameFrom()));
    }
    return switch (MtsApdu.decode(stored.envelope())) {
      case MtsApdu.Probe(ProbeEnvelope envelope) -> new Rerouted(addresses(entry, envelope.recipients()),
          Traffic.of(envelope, stored.cameFrom()));
      case MtsApdu.Report report -> new Rerouted(List.of(report.envelope().reportDestinationName().address()),
          Traffic.of(report.envelope(), stored.cameFrom()));
      case MtsApdu.Message message ->
        throw new IllegalStateException("a probe or report is stored as a message");
    };
  }

  private static List<OrAddress> addresses(QueueEntry entry, List<PerRecipientMessageFields> recipients) {
    return entry.recipients().stream().map(position -> recipients.get(position).recipientName().address())
        .toList();
  }
}
