package org.angarium.osi.presentation;

import org.angarium.osi.ber.Oid;
import org.jspecify.annotations.Nullable;

/**
 * One item of a presentation context definition result list (X.226 §8.2); the list answers a proposal position by position.
 *
 * @param result 0 acceptance, 1 user rejection, 2 provider rejection
 * @param transferSyntax the one that was chosen, when accepted
 * @param providerReason 0 not specified, 1 abstract syntax not supported, 2 transfer syntaxes not supported, 3 too many contexts; -1 if
 *     absent
 */
public record ContextResult(int result, @Nullable Oid transferSyntax, int providerReason) {
  public static final int ABSTRACT_SYNTAX_NOT_SUPPORTED = 1;
  public static final int TRANSFER_SYNTAXES_NOT_SUPPORTED = 2;

  public static ContextResult acceptedIn(Oid transferSyntax) {
    return new ContextResult(0, transferSyntax, -1);
  }

  public static ContextResult rejectedByProvider(int providerReason) {
    return new ContextResult(2, null, providerReason);
  }

  public boolean accepted() {
    return result == 0;
  }
}
