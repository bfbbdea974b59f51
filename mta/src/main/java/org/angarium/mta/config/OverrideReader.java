package org.angarium.mta.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.angarium.mta.config.OverrideValues.Association;
import org.angarium.mta.config.OverrideValues.Bounds;
import org.angarium.mta.config.OverrideValues.Retry;
import org.angarium.mta.config.OverrideValues.Rts;
import org.angarium.mta.config.OverrideValues.TransferTimeout;

/** Reads the tuning values of {@code [defaults]} or of one connector. */
final class OverrideReader {
  private static final Key MAXIMUM_OPEN_RETRIES = new Key("maximum-open-retries",
      "attempts to open a connection before queued messages are returned");
  private static final Key MAXIMUM_TRANSFER_RETRIES = new Key("maximum-transfer-retries",
      "attempts to transfer a message over an open association before it is returned");
  private static final Key OPEN_INTERVAL = new Key("open-interval",
      "how long to wait before reopening after an error");
  private static final Key TRANSFER_INTERVAL = new Key("transfer-interval",
      "how long to wait before a message is sent again over the open association");
  private static final Key CHECKPOINT_SIZE = new Key("checkpoint-size",
      "units of 1024 octets between checkpoints, 0 for no checkpoints");
  private static final Key WINDOW = new Key("window", "unconfirmed checkpoints after which sending pauses");
  private static final Key RECOVERY_TIMEOUT = new Key("recovery-timeout",
      "how long after a loss an interrupted transfer may be resumed");
  private static final Key ASSOCIATION_LIFETIME = new Key("association-lifetime",
      "how long an idle association is kept open");
  private static final Key DISCONNECT = new Key("disconnect",
      "how long to wait for the answer to a release before the connection is dropped");
  private static final Key THRESHOLD = new Key("threshold",
      "queued messages for each of which one more association is opened");
  private static final Key TRANSFER_TIMEOUT_URGENT = new Key("transfer-timeout-urgent",
      "longest time a transfer may take per 1024 octets of an urgent message");
  private static final Key TRANSFER_TIMEOUT_NORMAL = new Key("transfer-timeout-normal",
      "longest time a transfer may take per 1024 octets of a normal message");
  private static final Key TRANSFER_TIMEOUT_NON_URGENT = new Key("transfer-timeout-non-urgent",
      "longest time a transfer may take per 1024 octets of a non-urgent message");
  private static final Key CONNECT_TIMEOUT = new Key("connect-timeout",
      "how long to wait for the TCP connection; with eager-recovery at most 5 s, as it looks for the peer every second");
  private static final Key OPEN_TIMEOUT = new Key("open-timeout",
      "how long all layers together may take from the TCP connection to the open association");
  private static final Key ANSWER_TIMEOUT = new Key("answer-timeout",
      "how long to wait for an answer, for example the confirmation of a checkpoint");
  private static final Key END_ANSWER_TIMEOUT = new Key("end-answer-timeout",
      "how long to wait for the confirmation of a whole message, which the peer writes to its disk first");
  private static final Key RECEIVE_TIMEOUT = new Key("receive-timeout",
      "how long to wait for more octets of a message that is being received");
  private static final Key IDLE_TIMEOUT = new Key("idle-timeout",
      "how long an association opened by the peer may be idle");
  private static final Key TPDU_SIZE = new Key("tpdu-size", "largest TPDU proposed, in octets");

  private static final Key LOCAL_ADDRESS = new Key("local-address",
      "the IP address of this machine that peers are called from");

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MANY = 1_000_000;
  /** X.224 §13.3.4 b) as far as class 0 goes, and what RFC 1006 assumes without this parameter. */
  private static final List<Integer> TPDU_SIZES = List.of(128, 256, 512, 1024, 2048, 4096, 8192, 65531);

  private OverrideReader() {}

  /** @param inherited what holds for the keys that are not there */
  static OverrideValues read(Section section, OverrideValues inherited) {
    return new OverrideValues(retry(section, inherited.retry()), rts(section, inherited.rts()),
        association(section, inherited.association()), transferTimeout(section, inherited.transferTimeout()),
        bounds(section, inherited.bounds()), localAddress(section, inherited.localAddress()));
  }

  private static Optional<InetAddress> localAddress(Section section, Optional<InetAddress> inherited) {
    Optional<String> text = section.optionalText(LOCAL_ADDRESS, 45);
    if (text.isEmpty()) {
      return inherited;
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text.get()));
    } catch (IllegalArgumentException e) {
      section.refuse(LOCAL_ADDRESS,
          "is no IP address; give one of this machine, 192.0.2.1 or 2001:db8::1 for example");
      return inherited;
    }
  }

  private static Retry retry(Section section, Retry inherited) {
    return new Retry(section.integer(MAXIMUM_OPEN_RETRIES, inherited.maximumOpenRetries(), 1, MANY),
        section.integer(MAXIMUM_TRANSFER_RETRIES, inherited.maximumTransferRetries(), 1, MANY),
        section.duration(OPEN_INTERVAL, inherited.openInterval(), SHORTEST, DAY),
        section.duration(TRANSFER_INTERVAL, inherited.transferInterval(), SHORTEST, DAY));
  }

  private static Rts rts(Section section, Rts inherited) {
    return new Rts(section.integer(CHECKPOINT_SIZE, inherited.checkpointKilooctets(), 0, 1024),
        section.integer(WINDOW, inherited.windowCheckpoints(), 1, 100),
        section.duration(RECOVERY_TIMEOUT, inherited.recoveryTimeout(), Duration.ZERO, DAY));
  }

  private static Association association(Section section, Association inherited) {
    return new Association(section.duration(ASSOCIATION_LIFETIME, inherited.lifetime(), Duration.ZERO, DAY),
        section.duration(DISCONNECT, inherited.disconnect(), SHORTEST, HOUR),
        section.integer(THRESHOLD, inherited.threshold(), 1, MANY));
  }

  private static TransferTimeout transferTimeout(Section section, TransferTimeout inherited) {
    Duration least = Duration.ofMillis(1);
    return new TransferTimeout(section.duration(TRANSFER_TIMEOUT_URGENT, inherited.urgent(), least, DAY),
        section.duration(TRANSFER_TIMEOUT_NORMAL, inherited.normal(), least, DAY),
        section.duration(TRANSFER_TIMEOUT_NON_URGENT, inherited.nonUrgent(), least, DAY));
  }

  private static Bounds bounds(Section section, Bounds inherited) {
    return new Bounds(section.duration(CONNECT_TIMEOUT, inherited.connect(), SHORTEST, HOUR),
        section.duration(OPEN_TIMEOUT, inherited.open(), SHORTEST, HOUR),
        section.duration(ANSWER_TIMEOUT, inherited.answer(), SHORTEST, HOUR),
        section.duration(END_ANSWER_TIMEOUT, inherited.endAnswer(), SHORTEST, DAY),
        section.duration(RECEIVE_TIMEOUT, inherited.receive(), SHORTEST, DAY),
        section.duration(IDLE_TIMEOUT, inherited.idle(), SHORTEST, DAY),
        section.numberOf(TPDU_SIZE, inherited.tpduOctets(), TPDU_SIZES));
  }
}
