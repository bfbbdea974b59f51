package org.angarium.mta.access;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.angarium.mta.RequestException;
import org.angarium.mta.tracking.TrackedMessage;

/**
 * The way into the MTA for a gateway, an application or a program in which the MTA is embedded. It serves the address spaces that its
 * {@code [[access-unit]]} table names, and is to the MTA what a peer is on the other side of an association: responsibility for a message
 * moves by an explicit, durable hand-over in either direction.
 *
 * <ul>
 *   <li>In: when {@link #submit} returns, the MTA has the message. A caller that does not learn the answer submits again under the same
 *       {@linkplain Submission#key key}; the message is not doubled.
 *   <li>Out: what {@link #claim} hands out stays the MTA's until {@link #settle} returns. What is not settled comes again, with the same
 *       {@linkplain Delivery#id id}, when the claim has lapsed or after a crash of either side. An access unit that keeps the ids of what
 *       it has taken until they are settled sees nothing twice.
 *   <li>Fate: reports come as deliveries; {@link #fate} says what is known in between.
 * </ul>
 *
 * <p>Nothing waits without a bound: what nobody claims is returned when its lifetime ends. Safe to use from any thread; methods block.
 */
public interface AccessUnit {
  /** Most deliveries handed out by one claim. */
  int MOST_AT_ONCE = 100;
  /** Longest time that a claim may hold. */
  Duration LONGEST_CLAIM = Duration.ofHours(1);
  /** Longest time to wait for something to be claimed. */
  Duration LONGEST_WAIT = Duration.ofMinutes(5);
  /** Longest time by which a delivery may be postponed at once. */
  Duration LONGEST_POSTPONEMENT = Duration.ofDays(1);

  /** As configured. */
  String name();

  /**
   * Submits a message or probe. The originator must be one that this access unit serves, so that reports come back to it.
   *
   * @param content read to its end, may be larger than memory; empty for a probe
   * @throws RequestException if the submission is not acceptable or cannot be stored: says why
   */
  Submitted submit(Submission submission, InputStream content) throws RequestException;

  /**
   * Claims what waits for this access unit, urgent before normal before non-urgent, within each the oldest first.
   *
   * @param most how many at once, 1 to {@link #MOST_AT_ONCE}
   * @param claim for how long nobody else is handed them, up to {@link #LONGEST_CLAIM}
   * @param wait how long to wait for the first one, zero to {@link #LONGEST_WAIT}
   * @return empty if nothing came in time
   * @throws RequestException if a value is out of range, too many callers wait, or the access unit is no longer configured
   */
  List<Delivery> claim(int most, Duration claim, Duration wait) throws RequestException;

  /** A delivery that waits or is claimed, without claiming it. Empty if it is settled or gone. */
  Optional<Delivery> find(long delivery) throws RequestException;

  /**
   * Opens the content of a message that waits or is claimed; the caller closes it.
   *
   * @throws RequestException if it is settled or gone, or has no content
   */
  InputStream content(long delivery) throws RequestException;

  /**
   * Says what becomes of the recipients of a delivery, claimed or not; those that are not mentioned go on waiting. A report has no
   * recipients: accept it under the position 0.
   *
   * @param answers by position in the envelope
   * @return once it is durable
   * @throws RequestException if it could not be made durable, an answer is out of range, or it is just being settled by somebody else:
   *     nothing has changed
   */
  Settlement settle(long delivery, Map<Integer, Answer> answers) throws RequestException;

  /** Settles the whole of a delivery in one way. */
  Settlement settle(long delivery, Answer answer) throws RequestException;

  /** Takes responsibility for the whole of a delivery: it has reached the recipients, or will. */
  default Settlement acknowledge(long delivery) throws RequestException {
    return settle(delivery, Answer.ACCEPTED);
  }

  /** What is known of a message or probe that this access unit submitted, as far as tracking reaches. */
  Optional<TrackedMessage> fate(String mtsId) throws RequestException;

  /**
   * Cancels the deferred delivery of a message that this access unit submitted (X.411 §8.2.1.3). There is no report on it.
   *
   * @return false if none is held: it is on its way, or was never submitted here
   * @throws RequestException if that could not be made durable
   */
  boolean cancel(String mtsId) throws RequestException;

  /**
   * Hands every delivery to the listener, one after the other, on a thread of its own. A listener that returns an answer settles the whole
   * delivery with it; one that throws has it postponed for a while.
   *
   * @param claim how long the listener may take for one delivery
   * @param troubles told what went wrong, one sentence each
   * @return ends it when closed; what the listener is doing is waited for
   */
  DeliveryLoop listen(DeliveryListener listener, Duration claim, Consumer<String> troubles);
}
