package org.angarium.mta.config;

import java.util.List;
import java.util.Set;
import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.Priority;

/**
 * What a connector may carry of messages and probes. Reports are exempt: an answer must always find its way back.
 *
 * @param maximumOctets longest content; {@link Long#MAX_VALUE} for no limit
 * @param acceptOriginators only theirs, if any are given
 * @param rejectOriginators not theirs, even if they are accepted
 * @param acceptRecipients only to these, if any are given
 * @param rejectRecipients not to these, even if they are accepted
 * @param priorities only of these
 * @param contentTypes only of these, if any are given
 */
public record Restrictions(long maximumOctets, List<AddressPattern> acceptOriginators,
    List<AddressPattern> rejectOriginators, List<AddressPattern> acceptRecipients,
    List<AddressPattern> rejectRecipients, Set<Priority> priorities, List<ContentType> contentTypes) {
  /** Anything. */
  public static final Restrictions NONE = new Restrictions(Long.MAX_VALUE, List.of(), List.of(), List.of(),
      List.of(), Set.of(Priority.values()), List.of());

  public Restrictions {
    acceptOriginators = List.copyOf(acceptOriginators);
    rejectOriginators = List.copyOf(rejectOriginators);
    acceptRecipients = List.copyOf(acceptRecipients);
    rejectRecipients = List.copyOf(rejectRecipients);
    priorities = Set.copyOf(priorities);
    contentTypes = List.copyOf(contentTypes);
  }
}
