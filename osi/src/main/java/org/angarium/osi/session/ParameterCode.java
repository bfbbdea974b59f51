package org.angarium.osi.session;

/** PI and PGI codes of X.225 §8.3. */
final class ParameterCode {
  static final int CONNECTION_IDENTIFIER = 1;
  static final int CONNECT_ACCEPT_ITEM = 5;
  static final int CALLED_REFERENCE = 9;
  static final int CALLING_REFERENCE = 10;
  static final int COMMON_REFERENCE = 11;
  static final int ADDITIONAL_REFERENCE = 12;
  static final int SYNC_TYPE = 15;
  static final int TOKEN_ITEM = 16;
  static final int TRANSPORT_DISCONNECT = 17;
  static final int PROTOCOL_OPTIONS = 19;
  static final int SESSION_USER_REQUIREMENTS = 20;
  static final int TSDU_MAXIMUM_SIZE = 21;
  static final int VERSION_NUMBER = 22;
  static final int ENCLOSURE = 25;
  static final int TOKEN_SETTING = 26;
  static final int LINKING_INFORMATION = 33;
  static final int ACTIVITY_IDENTIFIER = 41;
  static final int SERIAL_NUMBER = 42;
  static final int REFLECT = 49;
  static final int REASON = 50;
  static final int CALLING_SELECTOR = 51;
  static final int CALLED_SELECTOR = 52;
  static final int DATA_OVERFLOW = 60;
  static final int USER_DATA = 193;
  static final int EXTENDED_USER_DATA = 194;

  private ParameterCode() {}
}
