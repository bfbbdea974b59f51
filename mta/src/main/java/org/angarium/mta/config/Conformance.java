package org.angarium.mta.config;

import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.x400.p1.MtaBind;

/** The words for what is spoken with a peer, and what follows from it. */
public final class Conformance {
  private Conformance() {}

  /** As in the configuration and in events. */
  public static String word(ProtocolMode mode) {
    return switch (mode) {
      case NORMAL -> "1988-normal";
      case X410_1988 -> "1988-x410";
      case X410_1984 -> "1984";
    };
  }

  /** How the bind travels. */
  public static MtaBind.Mode bindMode(ProtocolMode mode) {
    return mode == ProtocolMode.NORMAL ? MtaBind.Mode.NORMAL : MtaBind.Mode.X410;
  }
}
