package org.angarium.mta.access;

/** What an embedder does with deliveries. */
@FunctionalInterface
public interface DeliveryListener {
  /**
   * Takes a delivery. To return {@link Answer#ACCEPTED} is to take responsibility.
   *
   * @throws Exception if it cannot be taken now; it comes again
   */
  Answer deliver(Delivery delivery, AccessUnit unit) throws Exception;
}
