package org.angarium.mta.transfer;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.jspecify.annotations.Nullable;

/**
 * What an access unit has said of the recipients of a copy, by their positions in the envelope; recipients that are not named wait on.
 *
 * @param accessUnit its name
 * @param accepted those for whom it has taken responsibility
 * @param refused those whom it will never take
 * @param converted what the content was made of that it was handed; null if that was as it came
 * @param notBefore when those who wait on may be taken; {@link Instant#MIN} for at once
 */
public record Handover(String accessUnit, Set<Integer> accepted, Map<Integer, Refused> refused,
    @Nullable EncodedInformationTypes converted, Instant notBefore) {
  public Handover {
    accepted = Set.copyOf(accepted);
    refused = Map.copyOf(refused);
  }

  /** @param diagnostic null if the standard has none that fits */
  public record Refused(NonDeliveryReason reason, @Nullable NonDeliveryDiagnostic diagnostic) {}

  /** The same of a content that was converted to these types before it was handed over. */
  public Handover after(@Nullable EncodedInformationTypes conversion) {
    return new Handover(accessUnit, accepted, refused, conversion, notBefore);
  }

  boolean settles(int position) {
    return accepted.contains(position) || refused.containsKey(position);
  }
}
