package org.angarium.osi.transport;

/** Reasons in a DR TPDU (X.224 §13.5.3). */
public enum DisconnectReason {
  NOT_SPECIFIED(0, "reason not specified"), CONGESTION(1,
      "congestion at the TSAP"), SESSION_ENTITY_NOT_ATTACHED(2,
          "session entity not attached to the TSAP"), ADDRESS_UNKNOWN(3, "address unknown"), NORMAL(128,
              "normal disconnect initiated by the session entity"), REMOTE_CONGESTION(129,
                  "remote transport entity congested at connect time"), NEGOTIATION_FAILED(130,
                      "connection negotiation failed"), DUPLICATE_SOURCE_REFERENCE(131,
                          "duplicate source reference"), MISMATCHED_REFERENCES(132,
                              "mismatched references"), PROTOCOL_ERROR(133,
                                  "protocol error"), REFERENCE_OVERFLOW(135,
                                      "reference overflow"), REFUSED_ON_THIS_NETWORK_CONNECTION(136,
                                          "connection request refused on this network connection"), INVALID_LENGTH(
                                              138, "header or parameter length invalid");

  private final int code;
  private final String meaning;

  DisconnectReason(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  public String meaning() {
    return meaning;
  }

  /** Code and meaning for a person, also of codes that the standard does not list. */
  public static String describe(int code) {
    for (DisconnectReason reason : values()) {
      if (reason.code == code) {
        return reason.meaning + " (" + code + ")";
      }
    }
    return "unknown reason (" + code + ")";
  }
}
