package org.angarium.osi.session;

/**
 * The SPDUs of the kernel, half-duplex, duplex, minor synchronize, activity management and exceptions functional units (X.225 §8.3). Octet
 * strings are empty when absent. User data that RTSE and ACSE never use is not kept (that of AS, AR, MIP, MIA, AE, AEA, ED, AI, AD …).
 */
public sealed interface Spdu {
  /** Bits of the token item; the token setting item has them as the lower of two bits each. */
  int DATA_TOKEN = 0x01;
  int MINOR_TOKEN = 0x04;
  int ACTIVITY_TOKEN = 0x10;
  int RELEASE_TOKEN = 0x40;

  /** Bits of the transport disconnect parameter. */
  int TRANSPORT_RELEASED = 0x01;
  int USER_ABORT = 0x02;
  int PROTOCOL_ERROR = 0x04;
  int NO_REASON = 0x08;
  int IMPLEMENTATION_RESTRICTION = 0x10;

  /** An SPDU whose SSDU may come in several segments. */
  sealed interface Segmentable extends Spdu {
    Enclosure enclosure();

    /** The part of the SSDU that this SPDU carries. */
    byte[] userData();

    /** The same SPDU as one segment; other parameters stand in the first only (X.225 §7.37.1). */
    Segmentable segment(Enclosure enclosure, byte[] userData);
  }

  /**
   * TSDU maximum size (PI 21), in octets; 0 means no limit, and no segmenting, in that direction.
   *
   * @param fromInitiator limit from initiator to responder, 0…65535
   * @param fromResponder limit from responder to initiator, 0…65535
   */
  record TsduMaximumSize(int fromInitiator, int fromResponder) {
    public static final TsduMaximumSize NONE = new TsduMaximumSize(0, 0);
  }

  /**
   * CONNECT.
   *
   * @param versions bit 1 for version 1, bit 2 for version 2
   * @param tokenSetting pairs of bits, 00 initiator, 01 responder, 10 acceptor chooses
   * @param overflow whether more user data follows in CDO SPDUs
   */
  record Cn(SessionConnectionReference reference, TsduMaximumSize tsduMaximumSize, int versions,
      int tokenSetting, int functionalUnits,
      byte[] callingSelector, byte[] calledSelector, boolean overflow, byte[] userData) implements Spdu {}

  /** OVERFLOW ACCEPT: the answer to a CN with overflow. */
  record Oa(TsduMaximumSize tsduMaximumSize, int version) implements Spdu {}

  /** CONNECT DATA OVERFLOW: goes on with the user data of CN. */
  record Cdo(Enclosure enclosure, byte[] userData) implements Spdu {}

  /** ACCEPT. The user reference of {@code reference} is the called SS-user reference. */
  record Ac(SessionConnectionReference reference, TsduMaximumSize tsduMaximumSize, int version,
      int tokenSetting, int functionalUnits,
      Enclosure enclosure, byte[] callingSelector, byte[] respondingSelector,
      byte[] userData) implements Segmentable {
    @Override
    public Ac segment(Enclosure part, byte[] data) {
      return new Ac(reference, tsduMaximumSize, version, tokenSetting, functionalUnits, part, callingSelector,
          respondingSelector, data);
    }
  }

  /**
   * REFUSE.
   *
   * @param transportDisconnect 1 when the transport connection is released, 0 when it is kept
   * @param versions 0 when absent
   * @param reason first octet of the reason code
   * @param userData octets after it
   */
  record Rf(SessionConnectionReference reference, int transportDisconnect, int versions, int reason,
      byte[] userData) implements Spdu {}

  /** FINISH. */
  record Fn(int transportDisconnect, Enclosure enclosure, byte[] userData) implements Segmentable {
    @Override
    public Fn segment(Enclosure part, byte[] data) {
      return new Fn(transportDisconnect, part, data);
    }
  }

  /** DISCONNECT. */
  record Dn(Enclosure enclosure, byte[] userData) implements Segmentable {
    @Override
    public Dn segment(Enclosure part, byte[] data) {
      return new Dn(part, data);
    }
  }

  /**
   * ABORT.
   *
   * @param transportDisconnect {@link #TRANSPORT_RELEASED} and the reason bits
   * @param reflect up to 9 octets of what was wrong
   */
  record Ab(int transportDisconnect, byte[] reflect, Enclosure enclosure,
      byte[] userData) implements Segmentable {
    @Override
    public Ab segment(Enclosure part, byte[] data) {
      return new Ab(transportDisconnect, reflect, part, data);
    }
  }

  /** ABORT ACCEPT. */
  record Aa() implements Spdu {}

  /** DATA TRANSFER. */
  record Dt(Enclosure enclosure, byte[] userData) implements Segmentable {
    @Override
    public Dt segment(Enclosure part, byte[] data) {
      return new Dt(part, data);
    }
  }

  /** GIVE TOKENS that does give some, or stands alone. */
  record Gt(int tokens) implements Spdu {}

  /** PLEASE TOKENS that does ask for some, or stands alone. */
  record Pt(int tokens, Enclosure enclosure, byte[] userData) implements Segmentable {
    @Override
    public Pt segment(Enclosure part, byte[] data) {
      return new Pt(tokens, part, data);
    }
  }

  /** GIVE TOKENS CONFIRM. */
  record Gtc() implements Spdu {}

  /** GIVE TOKENS ACK. */
  record Gta() implements Spdu {}

  /** MINOR SYNC POINT. {@code confirmationRequired}: explicit confirmation is asked for. */
  record Mip(int serial, boolean confirmationRequired) implements Spdu {}

  /** MINOR SYNC ACK. */
  record Mia(int serial) implements Spdu {}

  /** ACTIVITY START. */
  record As(byte[] activity) implements Spdu {}

  /**
   * ACTIVITY RESUME.
   *
   * @param calledReference called SS-user reference of the old connection, empty when absent
   * @param oldConnection the old connection; its user reference is the calling SS-user reference
   */
  record Ar(byte[] activity, byte[] oldActivity, int serial, byte[] calledReference,
      SessionConnectionReference oldConnection)
      implements
        Spdu {}

  /** ACTIVITY INTERRUPT. */
  record Ai(int reason) implements Spdu {}

  /** ACTIVITY INTERRUPT ACK. */
  record Aia() implements Spdu {}

  /** ACTIVITY DISCARD. */
  record Ad(int reason) implements Spdu {}

  /** ACTIVITY DISCARD ACK. */
  record Ada() implements Spdu {}

  /** ACTIVITY END. */
  record Ae(int serial) implements Spdu {}

  /** ACTIVITY END ACK. */
  record Aea(int serial) implements Spdu {}

  /** EXCEPTION DATA. */
  record Ed(int reason) implements Spdu {}

  /** EXCEPTION REPORT, sent by a session provider. */
  record Er(byte[] reflect) implements Spdu {}

  /** The standard's abbreviation. */
  default String mnemonic() {
    return switch (this) {
      case Cn cn -> "CN";
      case Oa oa -> "OA";
      case Cdo cdo -> "CDO";
      case Ac ac -> "AC";
      case Rf rf -> "RF";
      case Fn fn -> "FN";
      case Dn dn -> "DN";
      case Ab ab -> "AB";
      case Aa aa -> "AA";
      case Dt dt -> "DT";
      case Gt gt -> "GT";
      case Pt pt -> "PT";
      case Gtc gtc -> "GTC";
      case Gta gta -> "GTA";
      case Mip mip -> "MIP";
      case Mia mia -> "MIA";
      case As as -> "AS";
      case Ar ar -> "AR";
      case Ai ai -> "AI";
      case Aia aia -> "AIA";
      case Ad ad -> "AD";
      case Ada ada -> "ADA";
      case Ae ae -> "AE";
      case Aea aea -> "AEA";
      case Ed ed -> "ED";
      case Er er -> "ER";
    };
  }
}
