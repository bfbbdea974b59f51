package org.angarium.osi.session;

import java.util.Arrays;

/**
 * The session connection identifier (X.225 §8.3.1, filled as X.228 §8.1.1 says): names one session connection for ever.
 *
 * @param userReference the SS-user reference of the calling side, an encoded T61String or OCTET STRING, at most 64 octets
 * @param commonReference an encoded UTCTime, at most 64 octets
 * @param additionalReference at most 4 octets, empty when absent
 */
public record SessionConnectionReference(byte[] userReference, byte[] commonReference,
    byte[] additionalReference) {
  public static final SessionConnectionReference NONE = new SessionConnectionReference(new byte[0],
      new byte[0], new byte[0]);

  @Override
  public boolean equals(Object other) {
    return other instanceof SessionConnectionReference that
        && Arrays.equals(userReference, that.userReference)
        && Arrays.equals(commonReference, that.commonReference)
        && Arrays.equals(additionalReference, that.additionalReference);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(userReference) + Arrays.hashCode(commonReference);
  }
}
