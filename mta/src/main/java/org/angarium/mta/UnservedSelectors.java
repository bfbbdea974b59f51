package org.angarium.mta;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Calls for transport selectors that no listener serves. A mistyped peer calls for ever, and anybody may: of one host's calls one event
 * tells, and the next not before the interval is over, with how many there were. Safe for use by several threads.
 */
final class UnservedSelectors {
  static final Duration INTERVAL = Duration.ofMinutes(10);
  private static final int MOST = 256;

  private static final class Calls {
    Instant told;
    long untold;

    Calls(Instant told) {
      this.told = told;
    }
  }

  private final Map<String, Calls> hosts = new LinkedHashMap<>();

  /**
   * Notes a call.
   *
   * @param peer address and port it came from
   * @return how many calls are to be told of now, this one included; 0 for none
   */
  synchronized long called(String peer, Instant now) {
    String host = LostAssociations.host(peer);
    Calls calls = hosts.get(host);
    if (calls == null) {
      if (hosts.size() >= MOST) {
        hosts.remove(hosts.keySet().iterator().next());
      }
      hosts.put(host, new Calls(now));
      return 1;
    }
    calls.untold++;
    if (now.isBefore(calls.told.plus(INTERVAL))) {
      return 0;
    }
    long due = calls.untold;
    calls.told = now;
    calls.untold = 0;
    return due;
  }
}
