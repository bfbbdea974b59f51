package org.angarium.mta.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * The tuning values of a link: those of the classic Override tab and ours. A connector takes what it does not set from the table
 * {@code [defaults]}.
 *
 * @param localAddress the address of this machine to call from; empty leaves it to the system
 */
public record OverrideValues(Retry retry, Rts rts, Association association, TransferTimeout transferTimeout,
    Bounds bounds, Optional<InetAddress> localAddress) {
  /** For calls from whatever address the system chooses. */
  public OverrideValues(Retry retry, Rts rts, Association association, TransferTimeout transferTimeout,
      Bounds bounds) {
    this(retry, rts, association, transferTimeout, bounds, Optional.empty());
  }

  /**
   * Connection retry values.
   *
   * @param maximumOpenRetries attempts to open before queued messages are returned; retries go on after it (classic: 144)
   * @param maximumTransferRetries attempts to transfer one message over an open association before it is returned (2)
   * @param openInterval from the beginning of an attempt to open that failed, or from the loss of an association that was of no use, to the
   *   next attempt (600 s)
   * @param transferInterval wait before a message is sent again over the open association (120 s)
   */
  public record Retry(int maximumOpenRetries, int maximumTransferRetries, Duration openInterval,
      Duration transferInterval) {}

  /**
   * Reliable transfer values.
   *
   * @param checkpointKilooctets units of 1024 octets between checkpoints, 0 for none (30)
   * @param windowCheckpoints unconfirmed checkpoints after which sending pauses, 1 or more (5)
   * @param recoveryTimeout how long after a loss an interrupted transfer may be resumed (60 s)
   */
  public record Rts(int checkpointKilooctets, int windowCheckpoints, Duration recoveryTimeout) {}

  /**
   * Association values.
   *
   * @param lifetime how long an association that we opened is kept open idle (300 s)
   * @param disconnect how long to wait for the answer to a release (120 s)
   * @param threshold queued messages for each of which one more association is opened (50)
   */
  public record Association(Duration lifetime, Duration disconnect, int threshold) {}

  /**
   * How long a transfer may take per 1024 octets before the message is reported as not delivered.
   */
  public record TransferTimeout(Duration urgent, Duration normal, Duration nonUrgent) {
    /** @param rank 0 urgent, 1 normal, 2 non-urgent */
    public Duration ofRank(int rank) {
      return switch (rank) {
        case 0 -> urgent;
        case 1 -> normal;
        default -> nonUrgent;
      };
    }
  }

  /**
   * Bounds of every wait on the line: a silent peer is a lost association after its bound.
   *
   * @param connect for the TCP connection (30 s; see {@link ConnectorConfig#connectTimeout})
   * @param open from the TCP connection to the open association, all layers together (60 s)
   * @param answer for any other answer, a checkpoint's for example (120 s)
   * @param endAnswer for the peer's confirmation of the whole message, which it writes to disk first (300 s)
   * @param receive for the next octets of a message that is being received (180 s)
   * @param idle how long an association that the peer opened may be without any octet (600 s)
   * @param tpduOctets largest TPDU proposed: 128, 256, … 8192, or 65531 (8192)
   */
  public record Bounds(Duration connect, Duration open, Duration answer, Duration endAnswer,
      Duration receive, Duration idle, int tpduOctets) {}

  /** What holds without any configuration. */
  public static final OverrideValues DEFAULTS = new OverrideValues(
      new Retry(144, 2, Duration.ofSeconds(600), Duration.ofSeconds(120)),
      new Rts(30, 5, Duration.ofSeconds(60)),
      new Association(Duration.ofSeconds(300), Duration.ofSeconds(120), 50),
      new TransferTimeout(Duration.ofSeconds(1000), Duration.ofSeconds(2000), Duration.ofSeconds(3000)),
      new Bounds(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(120),
          Duration.ofSeconds(300), Duration.ofSeconds(180), Duration.ofSeconds(600), 8192));
}
