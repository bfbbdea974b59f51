package org.angarium.x400.mts;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.jspecify.annotations.Nullable;

/**
 * The components of a SET, which may come in any order: those a type knows are taken out by tag, what remains is unknown to it.
 */
public final class SetComponents {
  /** The largest SET of the standard has 13; the rest is room for what peers add. */
  private static final int MAX_COMPONENTS = 256;
  private final BerElement set;
  private final String type;
  private final List<BerElement> left = new ArrayList<>();

  private SetComponents(BerElement set, String type) {
    this.set = set;
    this.type = type;
  }

  /**
   * Reads a SET whatever its tag.
   *
   * @param type name of the SET type, for errors
   */
  public static SetComponents of(BerElement set, String type) throws BerException {
    SetComponents components = new SetComponents(set, type);
    for (BerReader reader = set.children(); reader.hasNext();) {
      if (components.left.size() == MAX_COMPONENTS) {
        throw new SizeConstraintException("(" + type + ") has more than " + MAX_COMPONENTS + " components",
            set);
      }
      components.left.add(reader.next());
    }
    return components;
  }

  /**
   * Takes the component with this tag, if there is one.
   *
   * @throws BerException if there are two
   */
  public @Nullable BerElement take(int tag) throws BerException {
    BerElement found = null;
    for (Iterator<BerElement> candidates = left.iterator(); candidates.hasNext();) {
      BerElement candidate = candidates.next();
      if (candidate.is(tag)) {
        if (found != null) {
          throw candidate.error("stands twice in " + type);
        }
        found = candidate;
      }
    }
    if (found != null) {
      left.remove(found);
    }
    return found;
  }

  /**
   * Takes the component with this tag, which must be there.
   *
   * @param name the component's name in the standard
   */
  public BerElement require(int tag, String name) throws BerException {
    BerElement found = take(tag);
    if (found == null) {
      throw set.error("(" + type + ") lacks " + name);
    }
    return found;
  }

  /** What has not been taken, in the order received. */
  public List<RawElement> rest() {
    return left.stream().map(RawElement::of).toList();
  }
}
