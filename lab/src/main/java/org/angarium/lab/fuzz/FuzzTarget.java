package org.angarium.lab.fuzz;

import java.util.Arrays;
import java.util.List;
import org.angarium.osi.acse.AcseCodec;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.presentation.PpduDecoder;
import org.angarium.osi.presentation.PpduEncoder;
import org.angarium.osi.presentation.UserData;
import org.angarium.osi.session.Spdu;
import org.angarium.osi.session.SpduCodec;
import org.angarium.osi.session.SpduException;
import org.angarium.osi.transport.Tpdu;
import org.angarium.osi.transport.TpduCodec;
import org.angarium.osi.transport.TpktFramer;
import org.angarium.osi.transport.TransportProtocolException;
import org.angarium.x400.ipm.InformationObject;

/** What is given hostile octets. Each throws a {@link Finding} or whatever the product throws that it should not. */
public enum FuzzTarget {
  BER(BerTree::check, "org.angarium.osi.ber.**"), TPDU(FuzzTarget::tpdu,
      "org.angarium.osi.transport.**"), SPDU(FuzzTarget::spdu, "org.angarium.osi.session.**"), PPDU(
          FuzzTarget::ppdu, "org.angarium.osi.presentation.**:org.angarium.osi.ber.**"), ACSE(
              FuzzTarget::acse, "org.angarium.osi.acse.**:org.angarium.osi.ber.**"), RTSE(RtseDialogue::check,
                  "org.angarium.osi.rtse.**:org.angarium.osi.presentation.**:org.angarium.osi.acse.**"), P1(
                      P1Apdus::check,
                      "org.angarium.x400.p1.**:org.angarium.x400.mts.**:org.angarium.x400.address.**"), P2(
                          FuzzTarget::p2, "org.angarium.x400.ipm.**:org.angarium.x400.text.**"), ASSOCIATION(
                              HostilePeer::check, "org.angarium.osi.**");

  @SuppressWarnings("ImmutableEnumChecker") // the checks are methods, without state
  private final Check check;
  private final String classes;

  /** What must hold for any octets. */
  @FunctionalInterface
  interface Check {
    void with(byte[] input);
  }

  FuzzTarget(Check check, String classes) {
    this.check = check;
    this.classes = classes;
  }

  /** Returns if everything is as it must be with these octets. */
  public void check(byte[] input) {
    check.with(input);
  }

  /** Whose coverage leads the search: patterns of class names, with colons between them. */
  String classes() {
    return classes;
  }

  // ---- what needs no more than a few lines

  /** Reads octets as something. */
  @FunctionalInterface
  interface Decoder<T> {
    T decode(byte[] octets) throws BerException;
  }

  /** Writes what was read. */
  @FunctionalInterface
  interface Encoder<T> {
    byte[] encode(T value);
  }

  /** What can be read can be written, and reads as the same again. */
  static <T> void stable(byte[] input, Decoder<T> decoder, Encoder<T> encoder) {
    T value;
    try {
      value = decoder.decode(input);
    } catch (BerException said) {
      Finding.unless(said.getMessage() != null, "an error without words");
      return;
    }
    byte[] once = encoder.encode(value);
    try {
      byte[] twice = encoder.encode(decoder.decode(once));
      Finding.unless(Arrays.equals(once, twice), "what is written reads as something else");
    } catch (BerException e) {
      throw new Finding("what is written cannot be read: " + e.getMessage(), e);
    }
  }

  private static void tpdu(byte[] input) {
    TpktFramer framer = new TpktFramer();
    try {
      int half = input.length / 2;
      for (byte[] piece : List.of(Arrays.copyOf(input, half),
          Arrays.copyOfRange(input, half, input.length))) {
        framer.push(piece);
        for (byte[] unit = framer.next(); unit != null; unit = framer.next()) {
          tpduStable(unit);
        }
      }
      Finding.unless(framer.held() <= input.length, "more is held than came");
    } catch (TransportProtocolException said) {
      Finding.unless(said.getMessage() != null, "an error without words");
    }
    try {
      tpduStable(input);
    } catch (TransportProtocolException said) {
      Finding.unless(said.getMessage() != null, "an error without words");
    }
  }

  private static void tpduStable(byte[] octets) throws TransportProtocolException {
    Tpdu unit = TpduCodec.decode(octets);
    if (unit instanceof Tpdu.Unsupported) {
      return;
    }
    byte[] once = TpduCodec.encode(unit);
    byte[] twice;
    try {
      twice = TpduCodec.encode(TpduCodec.decode(once));
    } catch (TransportProtocolException e) {
      throw new Finding("what is written cannot be read: " + e.getMessage(), e);
    }
    Finding.unless(Arrays.equals(once, twice), "what is written reads as something else");
  }

  private static void spdu(byte[] input) {
    List<Spdu> units;
    try {
      units = SpduCodec.decode(input);
    } catch (SpduException said) {
      Finding.unless(said.getMessage() != null, "an error without words");
      return;
    }
    for (Spdu unit : units) {
      byte[] once = SpduCodec.encode(unit);
      try {
        List<Spdu> again = SpduCodec.decode(once);
        Finding.unless(again.size() == 1, "one unit is written, " + again.size() + " are read");
        Finding.unless(Arrays.equals(once, SpduCodec.encode(again.getFirst())),
            "what is written reads as something else");
      } catch (SpduException e) {
        throw new Finding("what is written cannot be read: " + e.getMessage(), e);
      }
    }
  }

  private static void ppdu(byte[] input) {
    stable(input, PpduDecoder::connect, PpduEncoder::encode);
    stable(input, PpduDecoder::accept, PpduEncoder::encode);
    stable(input, PpduDecoder::refuse, PpduEncoder::encode);
    stable(input, PpduDecoder::abort, PpduEncoder::encode);
    try {
      UserData.decode(input);
    } catch (BerException said) {
      Finding.unless(said.getMessage() != null, "an error without words");
    }
  }

  private static void acse(byte[] input) {
    stable(input, AcseCodec::decode, AcseCodec::encode);
  }

  private static void p2(byte[] input) {
    stable(input, InformationObject::decode, InformationObject::encode);
    InformationObject.heading(input);
  }
}
