package org.angarium.x400.mts;

import java.time.Instant;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/**
 * What else happened on a visit to a domain or MTA, besides routing (X.411 §12.2.1.1.1.3); a loop is no loop if one of these happened
 * since.
 *
 * @param deferredTime when a deferred message was let go, null if it was not deferred
 * @param converted what a conversion made of the content, null if none was made
 * @param otherActions bit 0 redirected, bit 1 dl-operation; others are kept
 * @param unknown components of other tags, as received
 */
public record AdditionalActions(@Nullable Instant deferredTime, @Nullable EncodedInformationTypes converted,
    BitString otherActions, List<RawElement> unknown) {
  public static final AdditionalActions NONE = new AdditionalActions(null, null, BitString.EMPTY, List.of());
  private static final int REDIRECTED = 0;
  private static final int DL_OPERATION = 1;
  private static final int DEFERRED_TIME = Tag.context(1);
  private static final int OTHER_ACTIONS = Tag.context(3);

  public AdditionalActions {
    unknown = List.copyOf(unknown);
  }

  public boolean redirected() {
    return otherActions.get(REDIRECTED);
  }

  public boolean dlOperation() {
    return otherActions.get(DL_OPERATION);
  }

  public AdditionalActions withRedirected() {
    return withOtherAction(REDIRECTED);
  }

  public AdditionalActions withDlOperation() {
    return withOtherAction(DL_OPERATION);
  }

  public AdditionalActions withDeferredTime(Instant time) {
    return new AdditionalActions(time, converted, otherActions, unknown);
  }

  public AdditionalActions withConverted(EncodedInformationTypes types) {
    return new AdditionalActions(deferredTime, types, otherActions, unknown);
  }

  private AdditionalActions withOtherAction(int bit) {
    return new AdditionalActions(deferredTime, converted, otherActions.with(bit, true), unknown);
  }

  /** Takes these components, and all that are left, from the SET that contains them. */
  static AdditionalActions take(SetComponents set) throws BerException {
    BerElement deferred = set.take(DEFERRED_TIME);
    BerElement converted = set.take(EncodedInformationTypes.TAG);
    BerElement others = set.take(OTHER_ACTIONS);
    return new AdditionalActions(deferred == null ? null : UtcTime.decode(deferred, "deferred-time"),
        converted == null ? null : EncodedInformationTypes.decode(converted),
        others == null ? BitString.EMPTY : others.bitString(), set.rest());
  }

  void encode(BerWriter writer) {
    if (deferredTime != null) {
      UtcTime.encode(writer, DEFERRED_TIME, deferredTime);
    }
    if (converted != null) {
      converted.encode(writer);
    }
    if (!otherActions.isZero()) {
      writer.bitString(OTHER_ACTIONS, otherActions);
    }
    unknown.forEach(component -> component.encode(writer));
  }
}
