package org.angarium.osi.presentation;

import java.util.List;
import org.angarium.osi.ber.Oid;

/**
 * One item of a presentation context definition list (X.226 §8.2).
 *
 * @param id presentation context identifier, odd when the initiator chose it
 * @param transferSyntaxes what is offered, in order of preference
 */
public record ContextDefinition(int id, Oid abstractSyntax, List<Oid> transferSyntaxes) {
  /** The Basic Encoding Rules as a transfer syntax, 2.1.1. */
  public static final Oid BER = Oid.of("2.1.1");

  public ContextDefinition {
    transferSyntaxes = List.copyOf(transferSyntaxes);
  }

  /** A context offered in BER only. */
  public static ContextDefinition inBer(int id, Oid abstractSyntax) {
    return new ContextDefinition(id, abstractSyntax, List.of(BER));
  }
}
