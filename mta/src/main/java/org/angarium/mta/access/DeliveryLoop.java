package org.angarium.mta.access;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.angarium.mta.RequestException;

/** Claims, hands to a listener, settles, until it is closed. */
public final class DeliveryLoop implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final AccessUnit unit;
  private final DeliveryListener listener;
  private final Duration claim;
  private final Consumer<String> troubles;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  DeliveryLoop(AccessUnit unit, DeliveryListener listener, Duration claim, Consumer<String> troubles) {
    this.unit = unit;
    this.listener = listener;
    this.claim = claim;
    this.troubles = troubles;
    this.thread = Thread.ofVirtual().name("access unit " + unit.name()).unstarted(this::run);
  }

  /** A loop that runs from now on. */
  public static DeliveryLoop start(AccessUnit unit, DeliveryListener listener, Duration claim,
      Consumer<String> troubles) {
    DeliveryLoop loop = new DeliveryLoop(unit, listener, claim, troubles);
    loop.thread.start();
    return loop;
  }

  private void run() {
    while (closing.getCount() > 0) {
      try {
        List<Delivery> deliveries = unit.claim(1, claim, WAIT);
        for (Delivery delivery : deliveries) {
          take(delivery);
        }
      } catch (RequestException e) {
        troubles.accept("deliveries cannot be claimed: " + e.getMessage());
        pause();
      }
    }
  }

  private void take(Delivery delivery) {
    Answer answer;
    try {
      answer = listener.deliver(delivery, unit);
    } catch (Exception e) {
      troubles.accept("delivery " + delivery.id() + " could not be taken: " + e);
      answer = new Answer.Postponed(AGAIN);
    }
    try {
      unit.settle(delivery.id(), answer);
    } catch (RequestException e) {
      // It comes again when the claim has lapsed.
      troubles.accept("delivery " + delivery.id() + " could not be settled: " + e.getMessage());
    }
  }

  private void pause() {
    try {
      boolean _ = closing.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
    }
  }

  /** Waits for what the listener is doing. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
