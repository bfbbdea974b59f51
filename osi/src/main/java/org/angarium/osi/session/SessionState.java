package org.angarium.osi.session;

/** States of a session machine, with their numbers in X.225 table A.2. */
public enum SessionState {
  /** Nothing has happened. */
  IDLE("01"),
  /** Initiator: the transport connection is being made. */
  AWAIT_TRANSPORT("01B"),
  /** Responder: transport connection there, CN due. */
  TRANSPORT_OPEN("01C"),
  /** Responder: OA sent, CDO due. */
  AWAIT_CONNECT_OVERFLOW("01D"),
  /** Initiator: CN sent, AC or RF due. */
  AWAIT_ACCEPT("02A"),
  /** Initiator: CN with overflow sent, OA due. */
  AWAIT_OVERFLOW_ACCEPT("02B"),
  /** FN sent, DN due. */
  AWAIT_DISCONNECT("03"),
  /** AE sent, AEA due. */
  AWAIT_END_ACK("04B"),
  /** AI sent, AIA due. */
  AWAIT_INTERRUPT_ACK("05B"),
  /** AD sent, ADA due. */
  AWAIT_DISCARD_ACK("05C"),
  /** Responder: the user owes the S-CONNECT response. */
  CONNECT_RESPONSE_DUE("08"),
  /** The user owes the S-RELEASE response. */
  RELEASE_RESPONSE_DUE("09"),
  /** The user owes the S-ACTIVITY-END response. */
  END_RESPONSE_DUE("10B"),
  /** The user owes the S-ACTIVITY-INTERRUPT response. */
  INTERRUPT_RESPONSE_DUE("11B"),
  /** The user owes the S-ACTIVITY-DISCARD response. */
  DISCARD_RESPONSE_DUE("11C"),
  /** An end was sent, the peer should drop the transport connection. */
  AWAIT_TRANSPORT_DISCONNECT("16"),
  /** GTC sent, GTA due. */
  AWAIT_GIVE_ACK("18"),
  /** An exception was reported to us, the owner of the data token: our user must recover. */
  RECOVERY_DUE("19"),
  /** We reported an exception: the peer must recover, until then what it sends is dropped. */
  AWAIT_RECOVERY("20"), DATA_TRANSFER("713"),
  /** The transport connection is gone or given up. */
  CLOSED("01");

  private final String number;

  SessionState(String number) {
    this.number = number;
  }

  /** Name and number for a person. */
  String described() {
    return name() + " (STA " + number + ")";
  }
}
