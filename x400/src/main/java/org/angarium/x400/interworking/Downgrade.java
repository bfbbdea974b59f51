package org.angarium.x400.interworking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionType;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.PerDomainBilateralInformation;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.ProbeEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * Envelopes of messages and probes as a system of 1984 gets them (X.419 Annex B). An extension that must be understood and asks for
 * something, and a name that 1984 cannot say, refuse the recipients they concern; everything else that 1984 does not know is left out
 * and named among the losses. What only repeats a default is no loss, and neither is internal trace, which means nothing to a peer
 * that has none.
 */
public final class Downgrade {
  private static final int BITS_OF_1984 = 4;

  private Downgrade() {}

  /**
   * An envelope for 1984.
   *
   * @param envelope what can be transferred; null if nothing can, to anybody
   * @param refused positions in the given envelope, from 0, of recipients that this copy is responsible for and that cannot be
   *     transferred. If there are any, nothing may be transferred before those recipients have been taken away
   * @param losses what was left out, in words
   */
  public record Result<E>(@Nullable E envelope, Map<Integer, Refusal> refused, List<String> losses) {
    public Result {
      refused = Map.copyOf(refused);
      losses = List.copyOf(losses);
    }
  }

  /** @param contentType what the content is once it has been downgraded itself */
  public static Result<MessageEnvelope> message(MessageEnvelope envelope, ContentType contentType) {
    Common common = Common.of(envelope.originatorName(), contentType, envelope.extensions(),
        envelope.recipients());
    if (common.originator == null) {
      return common.nothing();
    }
    if (!envelope.unknown().isEmpty()) {
      common.losses.add("unknown components of the envelope");
    }
    MessageEnvelope changed = new MessageEnvelope(envelope.messageIdentifier(), common.originator,
        InformationTypes.downgrade(envelope.originalEncodedInformationTypes(), common.losses), contentType,
        envelope.contentIdentifier(), envelope.priority(),
        indicators(envelope.perMessageIndicators(), common.losses), envelope.deferredDeliveryTime(),
        bilateral(envelope.bilateralInformation(), common.losses), Traces.downgrade(envelope.trace()),
        Extensions.NONE, common.recipients, List.of());
    return new Result<>(changed, common.refused, common.losses.list());
  }

  public static Result<ProbeEnvelope> probe(ProbeEnvelope envelope) {
    ContentType contentType = envelope.contentType().equals(ContentType.BuiltIn.IPM_1988)
        ? ContentType.BuiltIn.IPM_1984
        : envelope.contentType();
    Common common = Common.of(envelope.originatorName(), contentType, envelope.extensions(),
        envelope.recipients());
    if (common.originator == null) {
      return common.nothing();
    }
    ProbeEnvelope changed = new ProbeEnvelope(envelope.probeIdentifier(), common.originator,
        InformationTypes.downgrade(envelope.originalEncodedInformationTypes(), common.losses), contentType,
        envelope.contentIdentifier(), envelope.contentLength(),
        indicators(envelope.perMessageIndicators(), common.losses),
        bilateral(envelope.bilateralInformation(), common.losses), Traces.downgrade(envelope.trace()),
        Extensions.NONE, common.recipients, List.of());
    return new Result<>(changed, common.refused, common.losses.list());
  }

  /** What messages and probes have in common. */
  private record Common(@Nullable OrName originator, List<PerRecipientMessageFields> recipients,
      Map<Integer, Refusal> refused, Losses losses) {

    static Common of(OrName originatorName, ContentType contentType, Extensions extensions,
        List<PerRecipientMessageFields> all) {
      Losses losses = new Losses();
      Map<Integer, Refusal> refused = new TreeMap<>();
      Names.Downgraded originator = Names.downgrade(originatorName);
      String fault = originator.fault() == null ? null : "originator: " + originator.fault();
      if (fault == null) {
        fault = contentTypeFault(contentType);
      }
      if (fault == null) {
        fault = drop(extensions, losses);
      }
      if (fault != null) {
        for (int i = 0; i < all.size(); i++) {
          if (all.get(i).indicators().responsibility()) {
            refused.put(i, Refusal.unableToDowngrade(fault));
          }
        }
        return new Common(null, List.of(), refused, losses);
      }
      losses.addAll(originator.losses());
      List<PerRecipientMessageFields> kept = new ArrayList<>(all.size());
      for (int i = 0; i < all.size(); i++) {
        recipient(i, all.get(i), kept, refused, losses);
      }
      return new Common(originator.name(), kept, refused, losses);
    }

    private static void recipient(int position, PerRecipientMessageFields recipient,
        List<PerRecipientMessageFields> kept, Map<Integer, Refusal> refused, Losses losses) {
      Names.Downgraded name = Names.downgrade(recipient.recipientName());
      Losses own = new Losses();
      String fault = name.fault() == null ? drop(recipient.extensions(), own) : name.fault();
      OrName downgraded = name.name();
      if (fault == null && downgraded != null) {
        losses.addAll(name.losses());
        losses.addAll(own.list());
        kept.add(new PerRecipientMessageFields(downgraded, recipient.originallySpecifiedNumber(),
            recipient.indicators(), recipient.explicitConversion(), Extensions.NONE, List.of()));
      } else if (recipient.indicators().responsibility()) {
        refused.put(position, Refusal.unableToDowngrade(String.valueOf(fault)));
      } else {
        losses.add("recipients that another copy is responsible for");
      }
    }

    <E> Result<E> nothing() {
      return new Result<>(null, refused, losses.list());
    }
  }

  /** 1984 has numbers only; 0 was used for EDIFACT by agreement. */
  private static @Nullable String contentTypeFault(ContentType type) {
    return type.equals(ContentType.BuiltIn.IPM_1984) || type.equals(ContentType.BuiltIn.UNIDENTIFIED)
        ? null
        : "content type " + type + " is none of 1984";
  }

  /** Leaves extensions out; a fault if one of them must not be. */
  private static @Nullable String drop(Extensions extensions, Losses losses) {
    for (ExtensionField field : extensions.fields()) {
      boolean asksForNothing = field.value() instanceof ExtensionValue.Flag flag && !flag.set();
      if (asksForNothing || field.is(StandardExtension.INTERNAL_TRACE_INFORMATION)) {
        continue;
      }
      if (field.criticality().forTransfer() || field.criticality().forDelivery()) {
        return "the critical extension " + name(field) + " is unknown in 1984";
      }
      losses.add("extension " + name(field));
    }
    return null;
  }

  static String name(ExtensionField field) {
    return switch (field.type()) {
      case ExtensionType.Standard(int number) -> {
        StandardExtension known = StandardExtension.of(number);
        yield known == null ? String.valueOf(number) : known.standardName();
      }
      case ExtensionType.Private other -> other.oid().toString();
    };
  }

  private static PerMessageIndicators indicators(PerMessageIndicators indicators, Losses losses) {
    int[] kept = new int[BITS_OF_1984];
    int count = 0;
    boolean more = false;
    for (int bit = 0; bit < indicators.bits().size(); bit++) {
      if (indicators.bits().get(bit)) {
        if (bit < BITS_OF_1984) {
          kept[count++] = bit;
        } else {
          more = true;
        }
      }
    }
    if (more) {
      losses.add("per-message indicators");
    }
    return count == 0 ? PerMessageIndicators.NONE : PerMessageIndicators.of(Arrays.copyOf(kept, count));
  }

  private static List<PerDomainBilateralInformation> bilateral(List<PerDomainBilateralInformation> all,
      Losses losses) {
    List<PerDomainBilateralInformation> kept = all.stream().filter(one -> one.privateDomain() == null)
        .toList();
    if (kept.size() < all.size()) {
      losses.add("bilateral information for private domains");
    }
    return kept;
  }
}
