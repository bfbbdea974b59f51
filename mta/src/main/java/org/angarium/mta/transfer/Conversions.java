package org.angarium.mta.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.angarium.mta.config.AcceptedTypes;
import org.angarium.mta.store.ApduKind;
import org.angarium.x400.conversion.ConversionDecision;
import org.angarium.x400.conversion.ConversionRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.jspecify.annotations.Nullable;

/**
 * The content of one subject as the mailboxes and access units it is delivered to take it (conversion decision and conversion, X.411 §14.3.5). Each
 * conversion is done once, however many recipients need it, and none if the content can stay as it is.
 */
final class Conversions {
  private final Subject subject;
  private final ConversionDecision.Octets octets;
  private final Map<Wanted, ConversionDecision> decided = new HashMap<>();

  private record Wanted(@Nullable Integer explicit, Optional<AcceptedTypes> types) {}

  /** @param octets of the content; never asked for if the subject is a probe */
  Conversions(Subject subject, ConversionDecision.Octets octets) {
    this.subject = subject;
    this.octets = octets;
  }

  /**
   * For one recipient that is delivered to here.
   *
   * @throws UncheckedIOException if the content cannot be read
   */
  ConversionDecision decide(PerRecipientMessageFields recipient, Optional<AcceptedTypes> types) {
    if (recipient.explicitConversion() == null && types.isEmpty()) {
      return new ConversionDecision.AsItIs();
    }
    return decided.computeIfAbsent(new Wanted(recipient.explicitConversion(), types), this::decide);
  }

  private ConversionDecision decide(Wanted wanted) {
    ConversionRequest request = subject.conversionRequest();
    AcceptedTypes types = wanted.types.orElse(null);
    if (subject.kind() == ApduKind.PROBE) {
      ConversionDecision.Refused refused = ConversionDecision.probed(request, wanted.explicit,
          types == null ? null : types.acceptance(), types != null && types.implicitConversion());
      return refused == null ? new ConversionDecision.AsItIs() : refused;
    }
    try {
      return ConversionDecision.of(request, wanted.explicit, types == null ? null : types.acceptance(),
          types != null && types.implicitConversion(), octets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
