package org.angarium.mta.transfer;

/** Where an APDU came from. */
public sealed interface Origin {
  /** A peer MTA, over the connector of this name. */
  record Peer(String connector, long association) implements Origin {}

  /** A local user. */
  record LocalUser(String mailbox) implements Origin {}
}
