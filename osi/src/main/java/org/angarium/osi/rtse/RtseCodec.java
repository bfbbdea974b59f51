package org.angarium.osi.rtse;

import java.io.ByteArrayOutputStream;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.osi.rtse.RtseApdu.ConnectionData;
import org.angarium.osi.session.SessionConnectionReference;

/**
 * Encodes and decodes RTSE APDUs (X.228 §9). In normal mode an APDU has its tag; in X.410 mode only its components travel, inside a
 * SET of the presentation layer. Defaults are written out, because some peers expect them.
 */
final class RtseCodec {
  private static final int RTORQ = Tag.context(16);
  private static final int RTOAC = Tag.context(17);
  private static final int RTORJ = Tag.context(18);
  private static final int RTAB = Tag.context(22);
  /** A known implementation sends RTAB under the universal class. */
  private static final int RTAB_UNIVERSAL = Tag.universal(22);
  private static final byte[] NO_USER_DATA = {};
  /** Priority of a turn request that names none: that of non-urgent mail, the least urgent in use. */
  static final int NO_PRIORITY = 7;

  private RtseCodec() {}

  static byte[] encode(RtseApdu apdu) {
    int tag = switch (apdu) {
      case RtseApdu.Rtorq _ -> RTORQ;
      case RtseApdu.Rtoac _ -> RTOAC;
      case RtseApdu.Rtorj _ -> RTORJ;
      case RtseApdu.Rtab _ -> RTAB;
    };
    return new BerWriter().begin(tag).raw(components(apdu)).end().toByteArray();
  }

  /** The components without the tag of the APDU, as X.410 mode carries them. */
  static byte[] components(RtseApdu apdu) {
    BerWriter out = new BerWriter();
    switch (apdu) {
      case RtseApdu.Rtorq rtorq -> {
        out.integer(Tag.context(0), rtorq.checkpoint());
        out.integer(Tag.context(1), rtorq.window());
        out.integer(Tag.context(2), rtorq.dialogue());
        out.begin(Tag.context(3));
        connectionData(out, rtorq.connectionData());
        out.end();
        optional(out, 4, rtorq.applicationProtocol());
      }
      case RtseApdu.Rtoac rtoac -> {
        out.integer(Tag.context(0), rtoac.checkpoint());
        out.integer(Tag.context(1), rtoac.window());
        out.begin(Tag.context(2));
        connectionData(out, rtoac.connectionData());
        out.end();
      }
      case RtseApdu.Rtorj rtorj -> {
        optional(out, 0, rtorj.refuseReason());
        if (rtorj.userData().length > 0) {
          out.begin(Tag.context(1)).raw(rtorj.userData()).end();
        }
      }
      case RtseApdu.Rtab rtab -> optional(out, 0, rtab.reason());
    }
    return out.toByteArray();
  }

  private static void optional(BerWriter out, int number, int value) {
    if (value >= 0) {
      out.integer(Tag.context(number), value);
    }
  }

  private static void connectionData(BerWriter out, ConnectionData data) {
    switch (data) {
      case ConnectionData.Open(byte[] userData) -> {
        out.begin(Tag.context(0));
        if (userData.length == 0) {
          out.nullValue(Tag.context(0));
        } else {
          out.raw(userData);
        }
        out.end();
      }
      case ConnectionData.Recover(SessionConnectionReference reference) -> {
        out.begin(Tag.context(1)).raw(reference.userReference()).raw(reference.commonReference());
        if (reference.additionalReference().length > 0) {
          out.octets(Tag.context(0), additionalContents(reference.additionalReference()));
        }
        out.end();
      }
    }
  }

  /** The session parameter holds a whole T61String, the identifier in RTORQ tags it anew. */
  private static byte[] additionalContents(byte[] parameter) {
    try {
      BerElement string = BerReader.single(parameter);
      return string.is(Tag.TELETEX_STRING) ? string.octets() : parameter;
    } catch (BerException _) {
      return parameter;
    }
  }

  static RtseApdu.Rtorq rtorq(byte[] octets) throws BerException {
    return rtorqComponents(BerReader.single(octets).expect(RTORQ, "RTORQ").children(), true);
  }

  static RtseApdu.Rtoac rtoac(byte[] octets) throws BerException {
    return rtoacComponents(BerReader.single(octets).expect(RTOAC, "RTOAC").children(), true);
  }

  static RtseApdu.Rtorj rtorj(byte[] octets) throws BerException {
    return rtorjComponents(BerReader.single(octets).expect(RTORJ, "RTORJ").children());
  }

  static RtseApdu.Rtab rtab(byte[] octets) throws BerException {
    BerElement element = BerReader.single(octets);
    if (!element.is(RTAB_UNIVERSAL)) {
      element.expect(RTAB, "RTAB");
    }
    return rtabComponents(element.children());
  }

  static RtseApdu.Rtorq rtorqComponents(BerReader components, boolean normalMode) throws BerException {
    int checkpoint = RtseApdu.CHECKPOINT_DEFAULT;
    int window = RtseApdu.WINDOW_DEFAULT;
    int dialogue = RtseApdu.Rtorq.MONOLOGUE;
    ConnectionData data = null;
    int protocol = -1;
    while (components.hasNext()) {
      BerElement component = components.next();
      if (component.is(Tag.context(0))) {
        checkpoint = component.intValue(0, Integer.MAX_VALUE);
      } else if (component.is(Tag.context(1))) {
        window = component.intValue(0, Integer.MAX_VALUE);
      } else if (component.is(Tag.context(2))) {
        dialogue = component.intValue(0, 1);
      } else if (component.is(Tag.context(3))) {
        data = connectionData(component.only(), normalMode);
      } else if (component.is(Tag.context(4))) {
        protocol = component.intValue(0, Integer.MAX_VALUE);
      }
    }
    if (data == null) {
      throw new BerException("RTORQ without connection data", components.offset());
    }
    return new RtseApdu.Rtorq(checkpoint, window, dialogue, data, protocol);
  }

  static RtseApdu.Rtoac rtoacComponents(BerReader components, boolean normalMode) throws BerException {
    int checkpoint = RtseApdu.CHECKPOINT_DEFAULT;
    int window = RtseApdu.WINDOW_DEFAULT;
    ConnectionData data = new ConnectionData.Open(NO_USER_DATA);
    while (components.hasNext()) {
      BerElement component = components.next();
      if (component.is(Tag.context(0))) {
        checkpoint = component.intValue(0, Integer.MAX_VALUE);
      } else if (component.is(Tag.context(1))) {
        window = component.intValue(0, Integer.MAX_VALUE);
      } else if (component.is(Tag.context(2))) {
        data = connectionData(component.only(), normalMode);
      }
    }
    return new RtseApdu.Rtoac(checkpoint, window, data);
  }

  static RtseApdu.Rtorj rtorjComponents(BerReader components) throws BerException {
    int reason = -1;
    byte[] userData = NO_USER_DATA;
    while (components.hasNext()) {
      BerElement component = components.next();
      if (component.is(Tag.context(0))) {
        reason = component.intValue(0, Integer.MAX_VALUE);
      } else if (component.is(Tag.context(1))) {
        userData = component.only().encoded();
      }
    }
    return new RtseApdu.Rtorj(reason, userData);
  }

  static RtseApdu.Rtab rtabComponents(BerReader components) throws BerException {
    int reason = -1;
    while (components.hasNext()) {
      BerElement component = components.next();
      if (component.is(Tag.context(0))) {
        reason = component.intValue(0, Integer.MAX_VALUE);
      }
    }
    return new RtseApdu.Rtab(reason);
  }

  private static ConnectionData connectionData(BerElement element, boolean normalMode) throws BerException {
    if (element.is(Tag.context(1))) {
      return new ConnectionData.Recover(reference(element.children()));
    }
    BerElement userData = element.expect(Tag.context(0), "connection data").only();
    return new ConnectionData.Open(absent(userData, normalMode) ? NO_USER_DATA : userData.encoded());
  }

  /** In X.410 mode a NULL is a bind without authentication, not an absent one. */
  private static boolean absent(BerElement userData, boolean normalMode) {
    return userData.contentLength() == 0 && !userData.constructed()
        && (userData.is(Tag.context(0)) || normalMode && userData.is(Tag.NULL));
  }

  private static SessionConnectionReference reference(BerReader fields) throws BerException {
    if (!fields.hasNext()) {
      throw new BerException("session connection identifier without a calling reference", fields.offset());
    }
    byte[] user = fields.next().encoded();
    byte[] common = fields.require(Tag.UTC_TIME, "common reference").encoded();
    BerElement additional = fields.nextIf(Tag.context(0));
    byte[] more = additional == null
        ? new byte[0]
        : new BerWriter()
            .octets(Tag.TELETEX_STRING, additional.octets()).toByteArray();
    return new SessionConnectionReference(user, common, more);
  }

  static byte[] rttpEncode(int priority) {
    return new BerWriter().integer(priority).toByteArray();
  }

  /** RTTP. */
  static int rttp(byte[] octets) throws BerException {
    return BerReader.single(octets).expect(Tag.INTEGER, "RTTP").intValue(0, Integer.MAX_VALUE);
  }

  /** Identifier and length octets of an RTTR with this many octets. */
  static byte[] rttrHeader(int length) {
    return BerWriter.header(Tag.OCTET_STRING, false, length);
  }

  /** The contents of one RTTR, or of several that follow one another. */
  static byte[] rttr(byte[] octets) throws BerException {
    BerReader values = BerReader.of(octets);
    byte[] first = values.require(Tag.OCTET_STRING, "RTTR").octets();
    if (!values.hasNext()) {
      return first;
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream(octets.length);
    joined.writeBytes(first);
    while (values.hasNext()) {
      joined.writeBytes(values.next().expect(Tag.OCTET_STRING, "RTTR").octets());
    }
    return joined.toByteArray();
  }
}
