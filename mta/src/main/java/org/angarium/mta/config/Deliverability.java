package org.angarium.mta.config;

import java.util.List;
import java.util.Optional;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.PatternSet;
import org.angarium.x400.mts.ContentType;

/**
 * What may be delivered to a mailbox or to the users of an access unit (the registration of X.411 §8.4.1.1).
 *
 * @param types encoded information types; absent for all
 * @param maximumOctets longest content; {@link Long#MAX_VALUE} for no limit
 * @param contentTypes only of these, if any are given
 * @param acceptOriginators only theirs, if any are given (restricted delivery)
 * @param rejectOriginators not theirs, even if they are accepted
 */
public record Deliverability(Optional<AcceptedTypes> types, long maximumOctets,
    List<ContentType> contentTypes, PatternSet acceptOriginators, PatternSet rejectOriginators) {
  /** Anything. */
  public static final Deliverability ANYTHING = new Deliverability(Optional.empty(), Long.MAX_VALUE,
      List.of(), PatternSet.NONE, PatternSet.NONE);

  public Deliverability {
    contentTypes = List.copyOf(contentTypes);
  }

  /** Whether mail of this originator is taken. */
  public boolean takesFrom(OrAddress originator) {
    return (acceptOriginators.isEmpty() || acceptOriginators.matches(originator))
        && !rejectOriginators.matches(originator);
  }
}
