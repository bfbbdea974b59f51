package org.angarium.x400.p1;

import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;
import org.jspecify.annotations.Nullable;

/**
 * What two MTAs tell each other when an association opens: the argument from the initiator, the result from the responder (MTABind, X.411
 * §12.1.1). Carried in the user data of RTSE, wrapped in normal mode and bare in X.410 mode.
 */
public sealed interface MtaBind {
  /** How RTSE's user data is formed (X.419 §12.3). */
  enum Mode {
    /** Argument in [16], result in [17], error in [18]. */
    NORMAL,
    /** Argument and result bare; an error is RTSE's refuse-reason instead. */
    X410
  }

  /** The peer does not say who it is. */
  record Unauthenticated() implements MtaBind {}

  /**
   * The peer names itself.
   *
   * @param mtaName IA5String of 1 to 32 characters
   * @param unknown further components, such as the security-context [2], as received
   */
  record Authenticated(String mtaName, MtaCredentials credentials,
      List<RawElement> unknown) implements MtaBind {
    public Authenticated {
      unknown = List.copyOf(unknown);
    }

    public Authenticated(String mtaName, MtaCredentials credentials) {
      this(mtaName, credentials, List.of());
    }
  }

  /**
   * The reason a peer gave for refusing.
   *
   * @param code null if it gave none
   */
  record Refusal(@Nullable Integer code) {
    /** Null if no reason was given, or one unknown here. */
    public @Nullable MtaBindError error() {
      return code == null ? null : MtaBindError.of(code);
    }

    /** The reason for people. */
    public String describe() {
      MtaBindError known = error();
      if (known != null) {
        return known.standardName();
      }
      return code == null ? "no reason given" : "unknown reason " + code;
    }
  }

  int ARGUMENT = Tag.context(16);
  int RESULT = Tag.context(17);
  int ERROR = Tag.context(18);

  /** The argument in RTSE's user data; wrapped and bare are both accepted, no octets mean unauthenticated. */
  static MtaBind decodeArgument(byte[] userData) throws BerException {
    return decode(userData, ARGUMENT);
  }

  /** The result in RTSE's user data; wrapped and bare are both accepted, no octets mean unauthenticated. */
  static MtaBind decodeResult(byte[] userData) throws BerException {
    return decode(userData, RESULT);
  }

  private static MtaBind decode(byte[] octets, int wrapper) throws BerException {
    if (octets.length == 0) {
      return new Unauthenticated();
    }
    BerElement userData = BerReader.single(octets);
    BerElement choice = userData.is(wrapper) ? userData.only() : userData;
    // RTSE writes absent user data as a NULL, PP's initiator as [0] IMPLICIT NULL.
    if (choice.is(Tag.NULL) || choice.is(Tag.context(0)) && !choice.constructed()) {
      choice.nullValue();
      return new Unauthenticated();
    }
    if (!choice.is(Tag.SET)) {
      choice.expect(Tag.context(1), "MTABind");
    }
    SetComponents set = SetComponents.of(choice, "MTABind");
    String name = set.require(Tag.context(0), "MTA name").asciiString();
    MtaCredentials credentials = credentials(set.require(Tag.context(1), "credentials"));
    return new Authenticated(name, credentials, set.rest());
  }

  /** Some peers of 1984 tag the password [1] IMPLICIT. */
  private static MtaCredentials credentials(BerElement tagged) throws BerException {
    return tagged.constructed()
        ? MtaCredentials.decode(tagged.only())
        : new MtaCredentials.Simple(MtaCredentials.PasswordForm.IA5_STRING, tagged.octets());
  }

  /** RTSE's user data for this argument. */
  default byte[] encodeArgument(Mode mode) {
    return encode(mode, ARGUMENT);
  }

  /** RTSE's user data for this result. */
  default byte[] encodeResult(Mode mode) {
    return encode(mode, RESULT);
  }

  private byte[] encode(Mode mode, int wrapper) {
    BerWriter writer = new BerWriter();
    if (mode == Mode.NORMAL) {
      writer.begin(wrapper);
    }
    switch (this) {
      case Unauthenticated() -> writer.nullValue(Tag.NULL);
      case Authenticated peer -> {
        writer.begin(Tag.context(1)).ascii(Tag.context(0), peer.mtaName()).begin(Tag.context(1));
        peer.credentials().encode(writer);
        writer.end();
        peer.unknown().forEach(component -> component.encode(writer));
        writer.end();
      }
    }
    if (mode == Mode.NORMAL) {
      writer.end();
    }
    return writer.toByteArray();
  }

  /**
   * The error in the user data of RTSE's reject, in normal mode: in [18] as the standard has it, or bare as PP sends it; a NULL, or no
   * octets, give no reason.
   */
  static Refusal decodeError(byte[] userData) throws BerException {
    if (userData.length == 0) {
      return new Refusal(null);
    }
    BerElement element = BerReader.single(userData);
    BerElement bare = element.is(ERROR) && element.constructed() ? element.only() : element;
    if (bare.is(Tag.NULL)) {
      return new Refusal(null);
    }
    return new Refusal(bare.is(ERROR)
        ? bare.intValue()
        : bare.expect(Tag.INTEGER, "MTABindError").intValue());
  }

  /** The user data of RTSE's reject in normal mode. */
  static byte[] encodeError(MtaBindError error) {
    return new BerWriter().begin(ERROR).integer(error.code()).end().toByteArray();
  }
}
