package org.angarium.lab.mail;

import org.angarium.lab.network.ActivityWatch;

/**
 * What two MTAs are configured to agree on (X.228 §8.1.1), and so what a cut may cost.
 *
 * @param kilooctets units of 1024 octets between checkpoints, at least 1
 * @param checkpoints that may be unconfirmed before sending pauses, at least 1
 */
public record CheckpointWindow(int kilooctets, int checkpoints) {
  private static final long KILOOCTET = 1024;

  /** Octets of a message that may pass again after a cut, with what is around each piece, as {@link ActivityWatch} counts them. */
  public long mostResent() {
    return checkpoints * (kilooctets * KILOOCTET + ActivityWatch.AROUND_A_PIECE);
  }

  /** Lines of a neighbour's configuration. */
  public String toml() {
    return "checkpoint-size = %d%nwindow = %d%n".formatted(kilooctets, checkpoints);
  }
}
