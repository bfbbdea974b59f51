package org.angarium.x400.mts;

import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Tag;

/**
 * What the originator asks for a message or probe as a whole (X.411 §8.2.1.1.1); bits unknown here are kept.
 *
 * @param bits bit 0 first, shorter or longer than the standard's eight
 */
public record PerMessageIndicators(BitString bits) {
  /** [APPLICATION 8]. */
  public static final int TAG = Tag.application(8);
  public static final PerMessageIndicators NONE = new PerMessageIndicators(BitString.EMPTY);
  private static final int SIZE = 8;
  private static final int DISCLOSURE = 0;
  private static final int IMPLICIT_CONVERSION_PROHIBITED = 1;
  private static final int ALTERNATE_RECIPIENT_ALLOWED = 2;
  private static final int CONTENT_RETURN = 3;
  private static final int SERVICE_MESSAGE = 7;

  /** The standard's eight bits of which these are one. */
  public static PerMessageIndicators of(int... set) {
    return new PerMessageIndicators(BitString.of(SIZE, set));
  }

  /** Whether each recipient may learn of the others. */
  public boolean disclosureOfOtherRecipients() {
    return bits.get(DISCLOSURE);
  }

  public boolean implicitConversionProhibited() {
    return bits.get(IMPLICIT_CONVERSION_PROHIBITED);
  }

  public boolean alternateRecipientAllowed() {
    return bits.get(ALTERNATE_RECIPIENT_ALLOWED);
  }

  /** Whether a non-delivery report shall carry the content back. */
  public boolean contentReturnRequested() {
    return bits.get(CONTENT_RETURN);
  }

  public boolean serviceMessage() {
    return bits.get(SERVICE_MESSAGE);
  }
}
