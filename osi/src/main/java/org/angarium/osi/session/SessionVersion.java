package org.angarium.osi.session;

/** Protocol versions and the limits that differ between them (X.225 §8.3). */
final class SessionVersion {
  /** As bits of the version number parameter. */
  static final int VERSION_1 = 0x01;
  static final int VERSION_2 = 0x02;

  /** User data of most SPDUs in version 1, and of PGI 193 in CN in both versions. */
  static final int MAX_USER_DATA_VERSION_1 = 512;
  /** User data of AB in version 1. */
  static final int MAX_ABORT_DATA_VERSION_1 = 9;
  /** User data of CN before it overflows into CDO. */
  static final int MAX_CONNECT_DATA = 10_240;

  private SessionVersion() {}

  /** What to offer: version 1 cannot carry longer user data in CN. */
  static int offer(int connectDataOctets) {
    return connectDataOctets <= MAX_USER_DATA_VERSION_1 ? VERSION_1 | VERSION_2 : VERSION_2;
  }

  /** Highest version of an offer that is known, 1 or 2, or 0 if none is. */
  static int highest(int offered) {
    if ((offered & VERSION_2) != 0) {
      return 2;
    }
    return (offered & VERSION_1) != 0 ? 1 : 0;
  }

  static int bit(int version) {
    return version == 2 ? VERSION_2 : VERSION_1;
  }
}
