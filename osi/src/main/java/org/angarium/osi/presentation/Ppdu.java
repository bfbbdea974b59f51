package org.angarium.osi.presentation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Presentation protocol data units (X.226 §8) as far as an association without context management knows them. */
public sealed interface Ppdu {
  /** What may travel in an S-CONNECT request. */
  sealed interface Connect extends Ppdu {}

  /** What may travel in an S-CONNECT response that accepts. */
  sealed interface Accept extends Ppdu {}

  /** What may travel in an S-CONNECT response that refuses. */
  sealed interface Refuse extends Ppdu {}

  /** What may travel in an S-U-ABORT. */
  sealed interface Abort extends Ppdu {}

  /**
   * CP in normal mode.
   *
   * @param callingSelector empty for none
   * @param calledSelector empty for none
   * @param versionSupported whether the list of protocol versions has version 1; always true when encoding
   */
  record Cp(byte[] callingSelector, byte[] calledSelector, boolean versionSupported,
      List<ContextDefinition> contexts,
      List<DataValue> userData) implements Connect {}

  /** CPA in normal mode. {@code results}: null when the peer sent no list, which means that all contexts were accepted. */
  record Cpa(byte[] respondingSelector, @Nullable List<ContextResult> results, List<DataValue> userData)
      implements
        Accept {}

  /**
   * CPR in normal mode.
   *
   * @param providerReason {@link ProviderReason}, {@link ProviderReason#NONE} when the user refused
   */
  record Cpr(byte[] respondingSelector, @Nullable List<ContextResult> results, int providerReason,
      List<DataValue> userData) implements Refuse {}

  /**
   * ARU in normal mode, the abort by the user.
   *
   * @param contextIds contexts named with BER as transfer syntax in the identifier list; empty for no list
   */
  record Aru(List<Integer> contextIds, List<DataValue> userData) implements Abort {}

  /** ARP, the abort by the provider. Absent fields are -1. */
  record Arp(int reason, int event) implements Abort {}

  /** CP or CPA in X.410 mode. {@code parameters}: contents of the X.410 mode parameters, the components of the RTSE APDU. */
  record X410Parameters(byte[] parameters) implements Connect, Accept {}

  /** CPR or ARU in X.410 mode. {@code components}: contents of the SET. */
  record X410Set(byte[] components) implements Refuse, Abort {}
}
