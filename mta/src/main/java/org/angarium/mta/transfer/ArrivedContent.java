package org.angarium.mta.transfer;

import java.io.IOException;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.Spool;
import org.angarium.x400.conversion.ConversionDecision;
import org.jspecify.annotations.Nullable;

/** The content of what has just come in; null for a probe. */
record ArrivedContent(NewMessage.@Nullable ContentSource source) implements ConversionDecision.Octets {
  @Override
  public long length() {
    return source == null ? 0 : source.length();
  }

  @Override
  public byte[] read() throws IOException {
    return switch (source) {
      case NewMessage.InMemory(byte[] octets) -> octets;
      case NewMessage.SpoolRegion(Spool spool, long offset, long length) ->
        spool.read(offset, Math.toIntExact(length));
      case NewMessage.SharedWith shared ->
        throw new IllegalArgumentException("content of message " + shared.message());
      case null -> new byte[0];
    };
  }
}
