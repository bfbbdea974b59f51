package org.angarium.mta.store;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored message, opened for reading; close it when done.
 *
 * @param envelope as given to the store
 * @param content its octets; of length 0 for a probe or report
 * @param cameFrom name of the connector it was received over, null if it was made here
 */
public record StoredMessage(long id, ApduKind kind, String mtsId, byte[] envelope, Content content,
    Instant arrival, @Nullable String cameFrom)
    implements
      AutoCloseable {

  /** Content octets at rest. */
  public interface Content extends AutoCloseable {
    long length();

    /** Exactly these octets. */
    byte[] read(long offset, int length) throws IOException;

    @Override
    void close();
  }

  @Override
  public void close() {
    content.close();
  }
}
