package org.angarium.osi.presentation;

import java.util.List;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/** Writes PPDUs (X.226 §8.2): definite lengths, defaults omitted. */
public final class PpduEncoder {
  private static final int X410_MODE = 0;
  private static final int NORMAL_MODE = 1;

  private PpduEncoder() {}

  public static byte[] encode(Ppdu ppdu) {
    BerWriter out = new BerWriter();
    switch (ppdu) {
      case Ppdu.Cp cp -> cp(out, cp);
      case Ppdu.Cpa cpa -> cpa(out, cpa);
      case Ppdu.Cpr cpr -> cpr(out, cpr);
      case Ppdu.Aru aru -> aru(out, aru);
      case Ppdu.Arp arp -> arp(out, arp);
      case Ppdu.X410Parameters x410 -> {
        out.begin(Tag.SET);
        mode(out, X410_MODE);
        out.begin(Tag.context(1)).raw(x410.parameters()).end().end();
      }
      case Ppdu.X410Set x410 -> out.begin(Tag.SET).raw(x410.components()).end();
    }
    return out.toByteArray();
  }

  private static void mode(BerWriter out, int mode) {
    out.begin(Tag.context(0)).integer(Tag.context(0), mode).end();
  }

  private static void cp(BerWriter out, Ppdu.Cp cp) {
    out.begin(Tag.SET);
    mode(out, NORMAL_MODE);
    out.begin(Tag.context(2));
    selector(out, 1, cp.callingSelector());
    selector(out, 2, cp.calledSelector());
    if (!cp.contexts().isEmpty()) {
      out.begin(Tag.context(4));
      for (ContextDefinition context : cp.contexts()) {
        out.begin(Tag.SEQUENCE).integer(context.id()).oid(context.abstractSyntax()).begin(Tag.SEQUENCE);
        context.transferSyntaxes().forEach(out::oid);
        out.end().end();
      }
      out.end();
    }
    userData(out, cp.userData());
    out.end().end();
  }

  private static void cpa(BerWriter out, Ppdu.Cpa cpa) {
    out.begin(Tag.SET);
    mode(out, NORMAL_MODE);
    out.begin(Tag.context(2));
    selector(out, 3, cpa.respondingSelector());
    results(out, cpa.results());
    userData(out, cpa.userData());
    out.end().end();
  }

  private static void cpr(BerWriter out, Ppdu.Cpr cpr) {
    out.begin(Tag.SEQUENCE);
    selector(out, 3, cpr.respondingSelector());
    results(out, cpr.results());
    optional(out, 10, cpr.providerReason());
    userData(out, cpr.userData());
    out.end();
  }

  private static void aru(BerWriter out, Ppdu.Aru aru) {
    out.begin(Tag.context(0));
    if (!aru.contextIds().isEmpty()) {
      out.begin(Tag.context(0));
      for (int id : aru.contextIds()) {
        out.begin(Tag.SEQUENCE).integer(id).oid(ContextDefinition.BER).end();
      }
      out.end();
    }
    userData(out, aru.userData());
    out.end();
  }

  private static void arp(BerWriter out, Ppdu.Arp arp) {
    out.begin(Tag.SEQUENCE);
    optional(out, 0, arp.reason());
    optional(out, 1, arp.event());
    out.end();
  }

  private static void optional(BerWriter out, int number, int value) {
    if (value >= 0) {
      out.integer(Tag.context(number), value);
    }
  }

  private static void selector(BerWriter out, int number, byte[] selector) {
    if (selector.length > 0) {
      out.octets(Tag.context(number), selector);
    }
  }

  private static void results(BerWriter out, @Nullable List<ContextResult> results) {
    if (results == null) {
      return;
    }
    out.begin(Tag.context(5));
    for (ContextResult result : results) {
      out.begin(Tag.SEQUENCE).integer(Tag.context(0), result.result());
      Oid syntax = result.transferSyntax();
      if (syntax != null) {
        out.oid(Tag.context(1), syntax);
      }
      optional(out, 2, result.providerReason());
      out.end();
    }
    out.end();
  }

  private static void userData(BerWriter out, List<DataValue> values) {
    if (values.isEmpty()) {
      return;
    }
    if (values.getFirst().context() == DataValue.DEFAULT_CONTEXT) {
      out.octets(UserData.SIMPLY_ENCODED, values.getFirst().octets());
      return;
    }
    out.begin(UserData.FULLY_ENCODED);
    for (DataValue value : values) {
      out.begin(Tag.SEQUENCE).integer(value.context());
      if (isOneValue(value.octets())) {
        out.begin(Tag.context(0)).raw(value.octets()).end();
      } else {
        out.octets(Tag.context(1), value.octets());
      }
      out.end();
    }
    out.end();
  }

  private static boolean isOneValue(byte[] octets) {
    try {
      BerReader.single(octets);
      return true;
    } catch (BerException several) {
      return false;
    }
  }
}
