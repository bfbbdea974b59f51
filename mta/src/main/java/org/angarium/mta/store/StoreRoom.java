package org.angarium.mta.store;

import java.util.Optional;

/**
 * Whether there is room on the disk of the store for what comes in. There is none from where less is free than must be, until a quarter
 * more than that is: so that it does not change with every message that leaves. Safe to use from any thread.
 */
public final class StoreRoom {
  private static final int MARGIN_DIVISOR = 4;

  private volatile View view;

  /**
   * The room at one moment.
   *
   * @param free octets; {@link Long#MAX_VALUE} if that is not known
   * @param least octets that must be free; 0 if none must
   * @param low whether nothing is accepted
   */
  public record View(long free, long least, boolean low) {}

  /** @param least octets that must be free; 0 if none must */
  public StoreRoom(long least) {
    this.view = new View(Long.MAX_VALUE, least, false);
  }

  /** So many octets are free. Answers how it is now if that is another answer than before to whether there is room. */
  public Optional<View> measured(long free) {
    return changed(free, view.least());
  }

  /** So many octets must be free from now on. Answers as {@link #measured}. */
  public Optional<View> require(long least) {
    return changed(view.free(), least);
  }

  private synchronized Optional<View> changed(long free, long least) {
    boolean before = view.low();
    long enough = before ? least + least / MARGIN_DIVISOR : least;
    view = new View(free, least, free < enough);
    return view.low() == before ? Optional.empty() : Optional.of(view);
  }

  /** Whether there is no room for what comes in. */
  public boolean isLow() { return view.low(); }

  public View view() {
    return view;
  }

  /** Why nothing is accepted, for a person. */
  public String shortage() {
    View now = view;
    return "only " + now.free() + " octets are free on the disk of the message store, " + now.least()
        + " must be";
  }
}
