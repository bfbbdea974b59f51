package org.angarium.osi.acse;

import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/** Encodes and decodes ACSE APDUs (X.227 §9): defaults and unknown fields are left out in both directions. */
public final class AcseCodec {
  private static final int AARQ = Tag.application(0);
  private static final int AARE = Tag.application(1);
  private static final int RLRQ = Tag.application(2);
  private static final int RLRE = Tag.application(3);
  private static final int ABRT = Tag.application(4);
  private static final int USER_INFORMATION = Tag.context(30);

  private AcseCodec() {}

  public static byte[] encode(AcseApdu apdu) {
    BerWriter out = new BerWriter();
    switch (apdu) {
      case AcseApdu.Aarq aarq -> {
        out.begin(AARQ);
        out.begin(Tag.context(1)).oid(aarq.applicationContext()).end();
        userInformation(out, aarq.userInformation());
      }
      case AcseApdu.Aare aare -> aare(out, aare);
      case AcseApdu.Rlrq rlrq -> reason(out.begin(RLRQ), rlrq.reason());
      case AcseApdu.Rlre rlre -> reason(out.begin(RLRE), rlre.reason());
      case AcseApdu.Abrt abrt -> {
        out.begin(ABRT).integer(Tag.context(0), abrt.byProvider() ? 1 : 0);
        if (abrt.diagnostic() >= 0) {
          out.integer(Tag.context(1), abrt.diagnostic());
        }
        userInformation(out, abrt.userInformation());
      }
    }
    return out.end().toByteArray();
  }

  private static void aare(BerWriter out, AcseApdu.Aare aare) {
    out.begin(AARE);
    Oid context = aare.applicationContext();
    if (context != null) {
      out.begin(Tag.context(1)).oid(context).end();
    }
    out.begin(Tag.context(2)).integer(aare.result()).end();
    out.begin(Tag.context(3)).begin(Tag.context(aare.byProvider() ? 2 : 1));
    out.integer(aare.diagnostic()).end().end();
    userInformation(out, aare.userInformation());
  }

  private static void reason(BerWriter out, int reason) {
    if (reason >= 0) {
      out.integer(Tag.context(0), reason);
    }
  }

  private static void userInformation(BerWriter out, List<External> externals) {
    if (externals.isEmpty()) {
      return;
    }
    out.begin(USER_INFORMATION);
    for (External external : externals) {
      External.encode(out, external);
    }
    out.end();
  }

  public static AcseApdu decode(byte[] octets) throws BerException {
    BerElement element = BerReader.single(octets);
    Fields fields = new Fields(element);
    if (element.is(AARQ)) {
      boolean version1 = fields.zero == null || fields.zero.bitString().get(0);
      return new AcseApdu.Aarq(version1, fields.context("AARQ"), fields.userInformation);
    }
    if (element.is(AARE)) {
      return decodeAare(fields);
    }
    if (element.is(RLRQ)) {
      return new AcseApdu.Rlrq(fields.integer(fields.zero));
    }
    if (element.is(RLRE)) {
      return new AcseApdu.Rlre(fields.integer(fields.zero));
    }
    if (element.is(ABRT)) {
      return new AcseApdu.Abrt(fields.integer(fields.zero) == 1, fields.integer(fields.one),
          fields.userInformation);
    }
    throw element.error("is no ACSE APDU");
  }

  private static AcseApdu decodeAare(Fields fields) throws BerException {
    if (fields.two == null) {
      throw fields.element.error("is an AARE without a result");
    }
    int result = fields.two.only().intValue(0, 2);
    boolean byProvider = false;
    int diagnostic = 0;
    if (fields.three != null) {
      BerElement source = fields.three.only();
      byProvider = source.is(Tag.context(2));
      diagnostic = source.only().intValue(0, Integer.MAX_VALUE);
    }
    return new AcseApdu.Aare(fields.one == null ? null : fields.context("AARE"), result, byProvider,
        diagnostic,
        fields.userInformation);
  }

  /** The low-numbered fields of any APDU, each meaning what its APDU says, and the user information. */
  private static final class Fields {
    private final BerElement element;
    private @Nullable BerElement zero;
    private @Nullable BerElement one;
    private @Nullable BerElement two;
    private @Nullable BerElement three;
    private List<External> userInformation = List.of();

    Fields(BerElement element) throws BerException {
      this.element = element;
      for (BerReader fields = element.children(); fields.hasNext();) {
        BerElement field = fields.next();
        if (field.is(USER_INFORMATION)) {
          userInformation = External.decodeAll(field);
        } else if (field.is(Tag.context(0))) {
          zero = field;
        } else if (field.is(Tag.context(1))) {
          one = field;
        } else if (field.is(Tag.context(2))) {
          two = field;
        } else if (field.is(Tag.context(3))) {
          three = field;
        }
      }
    }

    Oid context(String apdu) throws BerException {
      if (one == null) {
        throw element.error("is an " + apdu + " without an application context name");
      }
      return one.only().expect(Tag.OBJECT_IDENTIFIER, "application context name").oid();
    }

    int integer(@Nullable BerElement field) throws BerException {
      return field == null ? -1 : field.intValue(0, Integer.MAX_VALUE);
    }
  }
}
