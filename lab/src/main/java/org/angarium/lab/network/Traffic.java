package org.angarium.lab.network;

/**
 * What has gone through a {@link FaultProxy} since it was started.
 *
 * @param connections accepted from callers and connected to the target
 * @param toTarget octets handed on to the target
 * @param toCaller octets handed on to callers
 * @param swallowed octets taken from either side and handed on to nobody
 */
public record Traffic(int connections, long toTarget, long toCaller, long swallowed) {
  /** Octets handed on in either direction. */
  public long octets() {
    return toTarget + toCaller;
  }
}
