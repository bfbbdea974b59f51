package org.angarium.mta.tracking;

/**
 * A recipient that a step is about. The step by which a message was accepted has everything; later ones have what was at hand, and are
 * completed from it when they are read.
 *
 * @param position in the envelope, from 0; -1 if it is not known
 * @param number originally-specified-recipient-number, the same in every MTA, from 1; 0 if it is not known
 * @param name O/R address, empty if it is not known
 */
public record TrackedRecipient(int position, int number, String name) {
  /** One known by its place in the envelope only. */
  public static TrackedRecipient at(int position) {
    return new TrackedRecipient(position, 0, "");
  }

  boolean isSame(TrackedRecipient other) {
    return position >= 0 && position == other.position || number > 0 && number == other.number
        || !name.isEmpty() && name.equals(other.name);
  }
}
