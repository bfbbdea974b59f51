package org.angarium.mta.transfer;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoredMessage;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.mts.ExtensionField.TypeForm;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.ProbeEnvelope;

/**
 * The octets of one copy as the next MTA gets them: the envelope with responsibility set for the copy's recipients only, then the
 * content as it is stored, read a piece at a time.
 */
public final class OutboundApdu implements AutoCloseable {
  private final byte[] prefix;
  private final StoredMessage stored;

  private OutboundApdu(byte[] prefix, StoredMessage stored) {
    this.prefix = prefix;
    this.stored = stored;
  }

  /**
   * Takes the stored message over: closing this closes it.
   *
   * @param types how the peer wants the types of extensions tagged; an extension that came in the other form keeps all else
   */
  public static OutboundApdu of(QueueEntry entry, StoredMessage stored, ApduFraming framing, TypeForm types)
      throws BerException {
    Set<Integer> responsible = new HashSet<>(entry.recipients());
    byte[] prefix = switch (entry.kind()) {
      case MESSAGE -> {
        MessageEnvelope envelope = MessageEnvelope.decode(stored.envelope());
        MessageEnvelope copy = envelope.withRecipients(responsibleFor(envelope.recipients(), responsible));
        yield new MtsApdu.Message(copy.withExtensionTypeForm(types)).prefix(framing,
            stored.content().length());
      }
      case PROBE -> {
        ProbeEnvelope envelope = ((MtsApdu.Probe) MtsApdu.decode(stored.envelope())).envelope();
        ProbeEnvelope copy = envelope.withRecipients(responsibleFor(envelope.recipients(), responsible));
        yield new MtsApdu.Probe(copy.withExtensionTypeForm(types)).encode(framing);
      }
      case REPORT ->
        ((MtsApdu.Report) MtsApdu.decode(stored.envelope())).withExtensionTypeForm(types).encode(framing);
    };
    return new OutboundApdu(prefix, stored);
  }

  private static List<PerRecipientMessageFields> responsibleFor(List<PerRecipientMessageFields> recipients,
      Set<Integer> positions) {
    PerRecipientMessageFields[] changed = recipients.toArray(PerRecipientMessageFields[]::new);
    for (int i = 0; i < changed.length; i++) {
      changed[i] = changed[i].withResponsibility(positions.contains(i));
    }
    return List.of(changed);
  }

  public long length() {
    return prefix.length + stored.content().length();
  }

  /** Exactly these octets. */
  public byte[] read(long offset, int length) throws IOException {
    if (offset >= prefix.length) {
      return stored.content().read(offset - prefix.length, length);
    }
    int fromPrefix = (int) Math.min(length, prefix.length - offset);
    byte[] octets = Arrays.copyOfRange(prefix, (int) offset, (int) offset + length);
    if (fromPrefix < length) {
      byte[] rest = stored.content().read(0, length - fromPrefix);
      System.arraycopy(rest, 0, octets, fromPrefix, rest.length);
    }
    return octets;
  }

  @Override
  public void close() {
    stored.close();
  }
}
