package org.angarium.mta.transfer;

import java.io.IOException;
import org.angarium.mta.store.StoredMessage;
import org.angarium.x400.conversion.ConversionDecision;
import org.jspecify.annotations.Nullable;

/** The content of a copy on its way out: as it is stored, or what it has become. */
final class OutboundContent implements ConversionDecision.Octets {
  private final StoredMessage.Content stored;
  private byte @Nullable [] changed;

  OutboundContent(StoredMessage.Content stored) {
    this.stored = stored;
  }

  void change(byte[] octets) {
    changed = octets;
  }

  /** Null if it goes as it is stored. */
  byte @Nullable [] changed() {
    return changed;
  }

  @Override
  public long length() {
    return changed == null ? stored.length() : changed.length;
  }

  @Override
  public byte[] read() throws IOException {
    return changed == null ? stored.read(0, Math.toIntExact(stored.length())) : changed;
  }
}
