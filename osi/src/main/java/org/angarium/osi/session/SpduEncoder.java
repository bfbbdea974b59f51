package org.angarium.osi.session;

import java.io.ByteArrayOutputStream;

/** Writes one SPDU as a TSDU. */
final class SpduEncoder {
  private static final byte[] NOTHING = new byte[0];

  private SpduEncoder() {}

  static byte[] encode(Spdu spdu) {
    ParameterWriter p = new ParameterWriter();
    return switch (spdu) {
      case Spdu.Cn cn -> alone(SpduIdentifier.CN, cn(cn));
      case Spdu.Oa oa -> alone(SpduIdentifier.OA,
          p.putTsduMaximumSize(oa.tsduMaximumSize()).putOctet(ParameterCode.VERSION_NUMBER, oa.version()));
      case Spdu.Cdo cdo -> alone(SpduIdentifier.CDO,
          p.putEnclosure(cdo.enclosure()).putUnlessEmpty(ParameterCode.USER_DATA, cdo.userData()));
      case Spdu.Ac ac -> alone(SpduIdentifier.AC, ac(ac));
      case Spdu.Rf rf -> alone(SpduIdentifier.RF, rf(rf));
      case Spdu.Fn fn -> {
        if (fn.enclosure().begins()) {
          p.putOctet(ParameterCode.TRANSPORT_DISCONNECT, fn.transportDisconnect());
        }
        yield alone(SpduIdentifier.FN,
            p.putEnclosure(fn.enclosure()).putUnlessEmpty(ParameterCode.USER_DATA, fn.userData()));
      }
      case Spdu.Dn dn -> alone(SpduIdentifier.DN,
          p.putEnclosure(dn.enclosure()).putUnlessEmpty(ParameterCode.USER_DATA, dn.userData()));
      case Spdu.Ab ab -> {
        if (ab.enclosure().begins()) {
          p.putOctet(ParameterCode.TRANSPORT_DISCONNECT, ab.transportDisconnect());
        }
        p.putEnclosure(ab.enclosure());
        if (ab.enclosure().begins()) {
          p.putUnlessEmpty(ParameterCode.REFLECT, ab.reflect());
        }
        yield alone(SpduIdentifier.AB, p.putUnlessEmpty(ParameterCode.USER_DATA, ab.userData()));
      }
      case Spdu.Aa aa -> alone(SpduIdentifier.AA, p);
      case Spdu.Gt gt -> alone(SpduIdentifier.GT, tokens(p, gt.tokens()));
      case Spdu.Pt pt -> alone(SpduIdentifier.PT,
          (pt.enclosure().begins() ? tokens(p, pt.tokens()) : p).putEnclosure(pt.enclosure())
              .putUnlessEmpty(ParameterCode.USER_DATA, pt.userData()));
      case Spdu.Gtc gtc -> alone(SpduIdentifier.GTC, p);
      case Spdu.Gta gta -> alone(SpduIdentifier.GTA, p);
      case Spdu.Dt dt ->
        concatenated(SpduIdentifier.GT, SpduIdentifier.DT, p.putEnclosure(dt.enclosure()), dt.userData());
      case Spdu.Mip mip -> {
        if (!mip.confirmationRequired()) {
          p.putOctet(ParameterCode.SYNC_TYPE, 0x01);
        }
        yield afterGt(SpduIdentifier.MIP, p.putSerial(mip.serial()));
      }
      case Spdu.As as -> afterGt(SpduIdentifier.AS, p.put(ParameterCode.ACTIVITY_IDENTIFIER, as.activity()));
      case Spdu.Ar ar -> afterGt(SpduIdentifier.AR, ar(ar));
      case Spdu.Ae ae -> afterGt(SpduIdentifier.AE, p.putSerial(ae.serial()));
      case Spdu.Ai ai -> afterGt(SpduIdentifier.AI, p.putOctet(ParameterCode.REASON, ai.reason()));
      case Spdu.Ad ad -> afterGt(SpduIdentifier.AD, p.putOctet(ParameterCode.REASON, ad.reason()));
      case Spdu.Mia mia -> afterPt(SpduIdentifier.MIA, p.putSerial(mia.serial()));
      case Spdu.Aea aea -> afterPt(SpduIdentifier.AEA, p.putSerial(aea.serial()));
      case Spdu.Aia aia -> afterPt(SpduIdentifier.AIA, p);
      case Spdu.Ada ada -> afterPt(SpduIdentifier.ADA, p);
      case Spdu.Ed ed -> afterPt(SpduIdentifier.ED, p.putOctet(ParameterCode.REASON, ed.reason()));
      case Spdu.Er er -> afterPt(SpduIdentifier.ER, p.put(ParameterCode.REFLECT, er.reflect()));
    };
  }

  private static ParameterWriter cn(Spdu.Cn cn) {
    ParameterWriter p = new ParameterWriter()
        .putConnectionIdentifier(ParameterCode.CALLING_REFERENCE, cn.reference())
        .put(ParameterCode.CONNECT_ACCEPT_ITEM,
            connectAcceptItem(cn.tsduMaximumSize(), cn.versions(), cn.tokenSetting()))
        .putNumber16(ParameterCode.SESSION_USER_REQUIREMENTS, cn.functionalUnits())
        .putUnlessEmpty(ParameterCode.CALLING_SELECTOR, cn.callingSelector())
        .putUnlessEmpty(ParameterCode.CALLED_SELECTOR, cn.calledSelector());
    if (cn.overflow()) {
      p.putOctet(ParameterCode.DATA_OVERFLOW, 0x01);
    }
    boolean extended = cn.userData().length > SessionVersion.MAX_USER_DATA_VERSION_1;
    return p.putUnlessEmpty(extended ? ParameterCode.EXTENDED_USER_DATA : ParameterCode.USER_DATA,
        cn.userData());
  }

  private static ParameterWriter ac(Spdu.Ac ac) {
    ParameterWriter p = new ParameterWriter();
    if (!ac.enclosure().begins()) {
      return p.putEnclosure(ac.enclosure()).putUnlessEmpty(ParameterCode.USER_DATA, ac.userData());
    }
    return p.putConnectionIdentifier(ParameterCode.CALLED_REFERENCE, ac.reference())
        .put(ParameterCode.CONNECT_ACCEPT_ITEM,
            connectAcceptItem(ac.tsduMaximumSize(), ac.version(), ac.tokenSetting()))
        .putNumber16(ParameterCode.SESSION_USER_REQUIREMENTS, ac.functionalUnits())
        .putEnclosure(ac.enclosure())
        .putUnlessEmpty(ParameterCode.CALLING_SELECTOR, ac.callingSelector())
        .putUnlessEmpty(ParameterCode.CALLED_SELECTOR, ac.respondingSelector())
        .putUnlessEmpty(ParameterCode.USER_DATA, ac.userData());
  }

  /** Protocol options say that extended concatenation is not wanted. */
  private static byte[] connectAcceptItem(Spdu.TsduMaximumSize size, int versions, int tokenSetting) {
    return new ParameterWriter().putOctet(ParameterCode.PROTOCOL_OPTIONS, 0).putTsduMaximumSize(size)
        .putOctet(ParameterCode.VERSION_NUMBER, versions).putOctet(ParameterCode.TOKEN_SETTING, tokenSetting)
        .toByteArray();
  }

  private static ParameterWriter rf(Spdu.Rf rf) {
    ParameterWriter p = new ParameterWriter()
        .putConnectionIdentifier(ParameterCode.CALLED_REFERENCE, rf.reference())
        .putOctet(ParameterCode.TRANSPORT_DISCONNECT, rf.transportDisconnect());
    if (rf.versions() != 0) {
      p.putOctet(ParameterCode.VERSION_NUMBER, rf.versions());
    }
    byte[] reason = new byte[1 + rf.userData().length];
    reason[0] = (byte) rf.reason();
    System.arraycopy(rf.userData(), 0, reason, 1, rf.userData().length);
    return p.put(ParameterCode.REASON, reason);
  }

  private static ParameterWriter ar(Spdu.Ar ar) {
    ParameterWriter link = new ParameterWriter()
        .putUnlessEmpty(ParameterCode.CALLED_REFERENCE, ar.calledReference())
        .putReference(ParameterCode.CALLING_REFERENCE, ar.oldConnection())
        .put(ParameterCode.ACTIVITY_IDENTIFIER, ar.oldActivity()).putSerial(ar.serial());
    return new ParameterWriter().put(ParameterCode.LINKING_INFORMATION, link.toByteArray())
        .put(ParameterCode.ACTIVITY_IDENTIFIER, ar.activity());
  }

  private static ParameterWriter tokens(ParameterWriter p, int tokens) {
    return tokens == 0 ? p : p.putOctet(ParameterCode.TOKEN_ITEM, tokens);
  }

  private static byte[] alone(int identifier, ParameterWriter parameters) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    unit(out, identifier, parameters.toByteArray());
    return out.toByteArray();
  }

  private static byte[] afterGt(int identifier, ParameterWriter parameters) {
    return concatenated(SpduIdentifier.GT, identifier, parameters, NOTHING);
  }

  private static byte[] afterPt(int identifier, ParameterWriter parameters) {
    return concatenated(SpduIdentifier.PT, identifier, parameters, NOTHING);
  }

  private static byte[] concatenated(int prefix, int identifier, ParameterWriter parameters,
      byte[] userInformation) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(userInformation.length + 16);
    unit(out, prefix, NOTHING);
    unit(out, identifier, parameters.toByteArray());
    out.writeBytes(userInformation);
    return out.toByteArray();
  }

  private static void unit(ByteArrayOutputStream out, int identifier, byte[] parameters) {
    out.write(identifier);
    LengthIndicator.write(out, parameters.length);
    out.writeBytes(parameters);
  }
}
