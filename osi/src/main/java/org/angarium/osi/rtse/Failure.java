package org.angarium.osi.rtse;

/**
 * Why an association was not opened or has ended.
 *
 * @param layer where it arose
 * @param kind what sort of thing went wrong
 * @param code the code of that layer (DR reason, RF reason, provider-reason, AARE diagnostic, RTAB abort reason …), -1 if none
 * @param byPeer whether the peer (or the network) ended it, or we did
 * @param text one sentence for a person: what, where, and the meaning of the code
 */
public record Failure(Layer layer, Kind kind, int code, boolean byPeer, String text) {
  /** Sorts of failures, as far as a retry policy needs to tell them apart. */
  public enum Kind {
    /** No connection could be made at this layer. */
    UNREACHABLE,
    /** The peer answered no; trying again later may help. */
    REFUSED_TRANSIENT,
    /** The peer answered no; it will say so again until someone changes a configuration. */
    REFUSED_PERMANENT,
    /** The connection vanished. */
    CONNECTION_LOST,
    /** An answer did not come within its bound. */
    TIMEOUT,
    /** Somebody broke the protocol or sent octets that cannot be decoded. */
    PROTOCOL_ERROR,
    /** Somebody aborted on purpose. */
    ABORTED
  }

  /** Whether, of an association that was to be opened, the peer has said anything: it is there, and did not want it. */
  public boolean isAnswer() {
    return switch (kind) {
      case REFUSED_TRANSIENT, REFUSED_PERMANENT, PROTOCOL_ERROR, ABORTED -> true;
      case UNREACHABLE, CONNECTION_LOST, TIMEOUT -> false;
    };
  }
}
