package org.angarium.x400.mts;

import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.Tag;

/** A value that is well encoded and longer than this system is prepared to handle (X.411 Annex B). */
public final class SizeConstraintException extends BerException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what one clause for a person, which follows the name of the element
   * @param element that is too long
   */
  public SizeConstraintException(String what, BerElement element) {
    super("element " + Tag.describe(element.tag()) + " " + what, element.offset());
  }
}
