package org.angarium.mta.transfer;

import org.jspecify.annotations.Nullable;

/** Where an APDU came from. */
public sealed interface Origin {
  /** A peer MTA, over the connector of this name. */
  record Peer(String connector, long association) implements Origin {}

  /**
   * A local user.
   *
   * @param name of the mailbox or access unit
   * @param key by which the user names the submission, so that it is not made twice; null if it does not
   */
  record LocalUser(String name, @Nullable String key) implements Origin {}
}
