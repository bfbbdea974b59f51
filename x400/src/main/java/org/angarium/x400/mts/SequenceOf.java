package org.angarium.x400.mts;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;

/** Reads a SEQUENCE OF or SET OF, whatever its tag, up to a number of elements that bounds the memory it may cost. */
public final class SequenceOf {
  /** For traces and histories: four times what the standard allows (ub-transfers, ub-redirections, ub-dl-expansions). */
  public static final int MAX_HISTORY = 2048;

  private SequenceOf() {}

  /** Decodes one element. */
  @FunctionalInterface
  public interface ElementDecoder<T> {
    T decode(BerElement element) throws BerException;
  }

  /**
   * @param tag what each element must have
   * @param name of an element, for errors
   */
  public static <T> List<T> decode(BerElement list, int max, int tag, String name, ElementDecoder<T> decoder)
      throws BerException {
    List<T> elements = new ArrayList<>();
    for (BerReader reader = list.children(); reader.hasNext();) {
      if (elements.size() == max) {
        throw new SizeConstraintException("has more than " + max + " of " + name, list);
      }
      elements.add(decoder.decode(reader.require(tag, name)));
    }
    return elements;
  }
}
