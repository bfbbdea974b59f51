package org.angarium.mta;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;

/**
 * Associations opened by peers that were lost a moment ago, so that the peer may recover them (X.228 §7.8). A recovery carries no
 * credentials: it is believed only from the host that had opened the association, and only for the recovery timeout.
 */
final class LostAssociations {
  private static final int MOST = 256;

  private final Map<SessionConnectionReference, Lost> lost = new LinkedHashMap<>();

  private record Lost(String connector, String host, Instant until) {}

  /** @param peer address and port the association came from */
  void add(SessionConnectionReference reference, String connector, String peer, Duration recoveryTimeout,
      Instant now) {
    lost.values().removeIf(each -> !each.until().isAfter(now));
    if (lost.size() < MOST) {
      lost.put(reference, new Lost(connector, host(peer), now.plus(recoveryTimeout)));
    }
  }

  /** The connector whose association this was; null if it is not known (any more) or was another host's. */
  @Nullable
  String connectorOf(SessionConnectionReference reference, String peer, Instant now) {
    Lost candidate = lost.get(reference);
    if (candidate == null || !candidate.until().isAfter(now) || !candidate.host().equals(host(peer))) {
      return null;
    }
    return candidate.connector();
  }

  static boolean sameHost(String peer, String other) {
    return host(peer).equals(host(other));
  }

  /** Without its port. */
  static String host(String peer) {
    int port = peer.lastIndexOf(':');
    return port < 0 ? peer : peer.substring(0, port);
  }
}
