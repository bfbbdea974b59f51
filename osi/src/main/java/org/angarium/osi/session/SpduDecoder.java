package org.angarium.osi.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the SPDUs of one TSDU. */
final class SpduDecoder {
  private static final int MAX_REFERENCE = 64;
  private static final int MAX_ACTIVITY = 6;
  private static final int MAX_SELECTOR = 16;

  private final byte[] tsdu;

  SpduDecoder(byte[] tsdu) {
    this.tsdu = tsdu;
  }

  List<Spdu> decode() throws SpduException {
    if (tsdu.length == 0) {
      throw new SpduException("TSDU is empty", 0);
    }
    int identifier = tsdu[0] & 0xFF;
    String name = SpduIdentifier.firstName(identifier);
    LengthIndicator length = LengthIndicator.read(name, tsdu, 1, tsdu.length);
    int end = length.contentStart() + length.value();
    ParameterReader parameters = new ParameterReader(name, tsdu, length.contentStart(), end);
    if (identifier == SpduIdentifier.GT || identifier == SpduIdentifier.PT) {
      return decodeCategory0(identifier, parameters, end);
    }
    if (end < tsdu.length) {
      throw new SpduException((tsdu.length - end) + " octets after " + name + ", which stands alone", end);
    }
    return keptSegments(decodeCategory1(identifier, name, parameters), parameters);
  }

  /** GT or PT, and what follows it. */
  private List<Spdu> decodeCategory0(int identifier, ParameterReader parameters, int end)
      throws SpduException {
    int tokens = parameters.number(ParameterCode.TOKEN_ITEM, 1, 0, "token item");
    Spdu first = identifier == SpduIdentifier.GT
        ? new Spdu.Gt(tokens)
        : new Spdu.Pt(tokens, parameters.enclosure(), parameters.userData());
    if (end == tsdu.length) {
      return keptSegments(first, parameters);
    }
    List<Spdu> spdus = new ArrayList<>(decodeCategory2(end));
    if (tokens != 0) {
      spdus.add(first);
    }
    return List.copyOf(spdus);
  }

  private Spdu decodeCategory1(int identifier, String name, ParameterReader p) throws SpduException {
    return switch (identifier) {
      case SpduIdentifier.CN -> new Spdu.Cn(p.reference(ParameterCode.CALLING_REFERENCE), p.tsduMaximumSize(),
          version(p), tokenSetting(p),
          requirements(p), selector(p, ParameterCode.CALLING_SELECTOR),
          selector(p, ParameterCode.CALLED_SELECTOR),
          (p.number(ParameterCode.DATA_OVERFLOW, 1, 0, "data overflow") & 0x01) != 0, p.userData());
      case SpduIdentifier.OA ->
        new Spdu.Oa(p.tsduMaximumSize(), p.number(ParameterCode.VERSION_NUMBER, 1, 2, "version number"));
      case SpduIdentifier.CDO -> new Spdu.Cdo(p.enclosure(), p.userData());
      case SpduIdentifier.AC -> new Spdu.Ac(p.reference(ParameterCode.CALLED_REFERENCE), p.tsduMaximumSize(),
          version(p), tokenSetting(p),
          requirements(p), p.enclosure(), selector(p, ParameterCode.CALLING_SELECTOR),
          selector(p, ParameterCode.CALLED_SELECTOR),
          p.userData());
      case SpduIdentifier.RF -> decodeRf(p);
      case SpduIdentifier.FN -> new Spdu.Fn(transportDisconnect(p), p.enclosure(), p.userData());
      case SpduIdentifier.DN -> new Spdu.Dn(p.enclosure(), p.userData());
      case SpduIdentifier.AB ->
        new Spdu.Ab(transportDisconnect(p), p.octets(ParameterCode.REFLECT), p.enclosure(), p.userData());
      case SpduIdentifier.AA -> new Spdu.Aa();
      case SpduIdentifier.GTC -> new Spdu.Gtc();
      case SpduIdentifier.GTA -> new Spdu.Gta();
      default ->
        throw new SpduException(name + " is not of the functional units in use, or must follow GT or PT", 0);
    };
  }

  private static Spdu.Rf decodeRf(ParameterReader p) throws SpduException {
    byte[] reason = p.octets(ParameterCode.REASON);
    return new Spdu.Rf(p.reference(ParameterCode.CALLED_REFERENCE), transportDisconnect(p),
        p.number(ParameterCode.VERSION_NUMBER, 1, 0, "version number"),
        reason.length == 0 ? 0 : reason[0] & 0xFF,
        reason.length == 0 ? reason : Arrays.copyOfRange(reason, 1, reason.length));
  }

  private List<Spdu> decodeCategory2(int start) throws SpduException {
    int identifier = tsdu[start] & 0xFF;
    String name = SpduIdentifier.secondName(identifier);
    LengthIndicator length = LengthIndicator.read(name, tsdu, start + 1, tsdu.length);
    int end = length.contentStart() + length.value();
    ParameterReader p = new ParameterReader(name, tsdu, length.contentStart(), end);
    if (identifier == SpduIdentifier.DT) {
      return List.of(new Spdu.Dt(p.enclosure(), Arrays.copyOfRange(tsdu, end, tsdu.length)));
    }
    if (end < tsdu.length) {
      throw new SpduException(
          (tsdu.length - end) + " octets after " + name + ", extended concatenation was not agreed", end);
    }
    if (!p.enclosure().begins()) {
      return List.of();
    }
    Spdu spdu = switch (identifier) {
      case SpduIdentifier.MIP ->
        new Spdu.Mip(p.serial(), (p.number(ParameterCode.SYNC_TYPE, 1, 0, "sync type item") & 0x01) == 0);
      case SpduIdentifier.MIA -> new Spdu.Mia(p.serial());
      case SpduIdentifier.AS -> new Spdu.As(activity(p));
      case SpduIdentifier.AR -> decodeAr(p, start);
      case SpduIdentifier.AI -> new Spdu.Ai(reason(p));
      case SpduIdentifier.AIA -> new Spdu.Aia();
      case SpduIdentifier.AD -> new Spdu.Ad(reason(p));
      case SpduIdentifier.ADA -> new Spdu.Ada();
      case SpduIdentifier.AE -> {
        if ((p.number(ParameterCode.SYNC_TYPE, 1, 0, "sync type item") & 0x01) != 0) {
          throw new SpduException("MAP is not of the functional units in use", start);
        }
        yield new Spdu.Ae(p.serial());
      }
      case SpduIdentifier.AEA -> new Spdu.Aea(p.serial());
      case SpduIdentifier.ED -> new Spdu.Ed(reason(p));
      case SpduIdentifier.ER -> new Spdu.Er(p.octets(ParameterCode.REFLECT));
      default -> throw new SpduException(name + " is not of the functional units in use", start);
    };
    return List.of(spdu);
  }

  private static Spdu.Ar decodeAr(ParameterReader p, int start) throws SpduException {
    byte[] linking = p.octets(ParameterCode.LINKING_INFORMATION);
    if (linking.length == 0) {
      throw new SpduException("AR: linking information is missing", start);
    }
    ParameterReader link = new ParameterReader("AR linking information", linking, 0, linking.length);
    return new Spdu.Ar(activity(p), activity(link), link.serial(),
        link.octets(ParameterCode.CALLED_REFERENCE, MAX_REFERENCE, "called SS-user reference"),
        link.reference(ParameterCode.CALLING_REFERENCE));
  }

  /** Of an SPDU that cannot be put together again only the first segment counts. */
  private static List<Spdu> keptSegments(Spdu spdu, ParameterReader parameters) throws SpduException {
    boolean laterSegment = !parameters.enclosure().begins();
    boolean reassembled = spdu instanceof Spdu.Segmentable || spdu instanceof Spdu.Cdo;
    return laterSegment && !reassembled ? List.of() : List.of(spdu);
  }

  private static int version(ParameterReader p) throws SpduException {
    return p.number(ParameterCode.VERSION_NUMBER, 1, SessionVersion.VERSION_1, "version number");
  }

  private static int tokenSetting(ParameterReader p) throws SpduException {
    return p.number(ParameterCode.TOKEN_SETTING, 1, 0, "token setting item");
  }

  private static int requirements(ParameterReader p) throws SpduException {
    return p.number(ParameterCode.SESSION_USER_REQUIREMENTS, 2, FunctionalUnits.DEFAULT,
        "session user requirements");
  }

  private static int transportDisconnect(ParameterReader p) throws SpduException {
    return p.number(ParameterCode.TRANSPORT_DISCONNECT, 1, Spdu.TRANSPORT_RELEASED, "transport disconnect");
  }

  private static byte[] selector(ParameterReader p, int code) throws SpduException {
    return p.octets(code, MAX_SELECTOR, "session selector");
  }

  private static byte[] activity(ParameterReader p) throws SpduException {
    return p.requiredOctets(ParameterCode.ACTIVITY_IDENTIFIER, MAX_ACTIVITY, "activity identifier");
  }

  private static int reason(ParameterReader p) {
    byte[] reason = p.octets(ParameterCode.REASON);
    return reason.length == 0 ? 0 : reason[0] & 0xFF;
  }
}
