package org.angarium.osi.presentation;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Reads PPDUs (X.226 §8.2). SET components in any order; unknown components are skipped as the rules of extensibility say. A PPDU type
 * has no tag of its own: which one it can be follows from the session primitive it came with.
 */
public final class PpduDecoder {
  private static final int MODE_SELECTOR = Tag.context(0);
  private static final int X410_PARAMETERS = Tag.context(1);
  private static final int NORMAL_PARAMETERS = Tag.context(2);
  private static final byte[] NO_SELECTOR = {};

  private PpduDecoder() {}

  /** User data of an S-CONNECT indication. */
  public static Ppdu.Connect connect(byte[] octets) throws BerException {
    BerElement outer = first(octets, "CP PPDU").expect(Tag.SET, "CP PPDU");
    BerElement x410 = x410Parameters(outer);
    if (x410 != null) {
      return new Ppdu.X410Parameters(x410.rawContents());
    }
    Fields fields = new Fields(normalParameters(outer));
    return new Ppdu.Cp(fields.calling, fields.called, fields.versionSupported, fields.contexts,
        fields.userData);
  }

  /** User data of an S-CONNECT confirm that accepts. */
  public static Ppdu.Accept accept(byte[] octets) throws BerException {
    BerElement outer = first(octets, "CPA PPDU").expect(Tag.SET, "CPA PPDU");
    BerElement x410 = x410Parameters(outer);
    if (x410 != null) {
      return new Ppdu.X410Parameters(x410.rawContents());
    }
    Fields fields = new Fields(normalParameters(outer));
    return new Ppdu.Cpa(fields.responding, fields.results, fields.userData);
  }

  /** User data of an S-CONNECT confirm that refuses. */
  public static Ppdu.Refuse refuse(byte[] octets) throws BerException {
    BerElement outer = first(octets, "CPR PPDU");
    if (outer.is(Tag.SET)) {
      return new Ppdu.X410Set(outer.rawContents());
    }
    Fields fields = new Fields(outer.expect(Tag.SEQUENCE, "CPR PPDU").children());
    return new Ppdu.Cpr(fields.responding, fields.results, fields.providerReason, fields.userData);
  }

  /** User data of an S-U-ABORT indication. */
  public static Ppdu.Abort abort(byte[] octets) throws BerException {
    BerElement outer = first(octets, "abort PPDU");
    if (outer.is(Tag.SET)) {
      return new Ppdu.X410Set(outer.rawContents());
    }
    if (outer.is(Tag.SEQUENCE)) {
      return arp(outer.children());
    }
    return aru(outer.expect(Tag.context(0), "abort PPDU").children());
  }

  /** CPC PPDUs may follow a CP; they only repeat user data, so what comes behind the first element is not read. */
  private static BerElement first(byte[] octets, String what) throws BerException {
    BerReader reader = BerReader.of(octets);
    if (!reader.hasNext()) {
      throw new BerException(what + " is missing", 0);
    }
    return reader.next();
  }

  private static @Nullable BerElement x410Parameters(BerElement outer) throws BerException {
    BerElement parameters = null;
    int mode = -1;
    for (BerReader fields = outer.children(); fields.hasNext();) {
      BerElement field = fields.next();
      if (field.is(MODE_SELECTOR)) {
        mode = mode(field);
      } else if (field.is(X410_PARAMETERS)) {
        parameters = field;
      } else if (field.is(NORMAL_PARAMETERS) && mode < 0) {
        mode = 1;
      }
    }
    if (mode == 1) {
      return null;
    }
    if (parameters == null || !parameters.constructed()) {
      throw outer.error("is a PPDU in X.410 mode without parameters");
    }
    return parameters;
  }

  private static int mode(BerElement selector) throws BerException {
    for (BerReader fields = selector.children(); fields.hasNext();) {
      BerElement field = fields.next();
      if (field.is(Tag.context(0))) {
        return field.intValue(0, 1);
      }
    }
    throw selector.error("is a mode selector without a value");
  }

  private static BerReader normalParameters(BerElement outer) throws BerException {
    for (BerReader fields = outer.children(); fields.hasNext();) {
      BerElement field = fields.next();
      if (field.is(NORMAL_PARAMETERS)) {
        return field.children();
      }
    }
    throw outer.error("is a PPDU in normal mode without parameters");
  }

  private static Ppdu.Arp arp(BerReader fields) throws BerException {
    int reason = -1;
    int event = -1;
    while (fields.hasNext()) {
      BerElement field = fields.next();
      if (field.is(Tag.context(0))) {
        reason = field.intValue(0, Integer.MAX_VALUE);
      } else if (field.is(Tag.context(1))) {
        event = field.intValue(0, Integer.MAX_VALUE);
      }
    }
    return new Ppdu.Arp(reason, event);
  }

  private static Ppdu.Aru aru(BerReader fields) throws BerException {
    List<Integer> ids = new ArrayList<>();
    List<DataValue> userData = List.of();
    while (fields.hasNext()) {
      BerElement field = fields.next();
      if (field.is(Tag.context(0))) {
        for (BerReader items = field.children(); items.hasNext();) {
          ids.add(items.next().children().require(Tag.INTEGER, "presentation context identifier").intValue());
        }
      } else if (UserData.startsHere(field)) {
        userData = UserData.decode(field);
      }
    }
    return new Ppdu.Aru(ids, userData);
  }

  /** The components of the normal-mode sequences; CP, CPA and CPR each use some of them under the same tags. */
  private static final class Fields {
    private byte[] calling = NO_SELECTOR;
    private byte[] called = NO_SELECTOR;
    private byte[] responding = NO_SELECTOR;
    private boolean versionSupported = true;
    private List<ContextDefinition> contexts = List.of();
    private @Nullable List<ContextResult> results;
    private int providerReason = ProviderReason.NONE;
    private List<DataValue> userData = List.of();

    Fields(BerReader fields) throws BerException {
      while (fields.hasNext()) {
        read(fields.next());
      }
    }

    private void read(BerElement field) throws BerException {
      if (UserData.startsHere(field)) {
        userData = UserData.decode(field);
      } else if (field.is(Tag.context(0))) {
        versionSupported = field.bitString().get(0);
      } else if (field.is(Tag.context(1))) {
        calling = field.octets();
      } else if (field.is(Tag.context(2))) {
        called = field.octets();
      } else if (field.is(Tag.context(3))) {
        responding = field.octets();
      } else if (field.is(Tag.context(4))) {
        contexts = definitions(field.children());
      } else if (field.is(Tag.context(5))) {
        results = results(field.children());
      } else if (field.is(Tag.context(10))) {
        providerReason = field.intValue(0, Integer.MAX_VALUE);
      }
    }

    private static List<ContextDefinition> definitions(BerReader items) throws BerException {
      List<ContextDefinition> definitions = new ArrayList<>();
      while (items.hasNext()) {
        BerReader item = items.next().expect(Tag.SEQUENCE, "presentation context definition").children();
        int id = item.require(Tag.INTEGER, "presentation context identifier").intValue(0, Integer.MAX_VALUE);
        Oid abstractSyntax = item.require(Tag.OBJECT_IDENTIFIER, "abstract syntax name").oid();
        List<Oid> transferSyntaxes = new ArrayList<>();
        for (BerReader list = item.require(Tag.SEQUENCE, "transfer syntax list").children(); list
            .hasNext();) {
          transferSyntaxes.add(list.next().expect(Tag.OBJECT_IDENTIFIER, "transfer syntax name").oid());
        }
        definitions.add(new ContextDefinition(id, abstractSyntax, transferSyntaxes));
      }
      return definitions;
    }

    private static List<ContextResult> results(BerReader items) throws BerException {
      List<ContextResult> results = new ArrayList<>();
      while (items.hasNext()) {
        BerElement item = items.next().expect(Tag.SEQUENCE, "presentation context result");
        int result = -1;
        Oid syntax = null;
        int reason = -1;
        for (BerReader fields = item.children(); fields.hasNext();) {
          BerElement field = fields.next();
          if (field.is(Tag.context(0))) {
            result = field.intValue(0, 2);
          } else if (field.is(Tag.context(1))) {
            syntax = field.oid();
          } else if (field.is(Tag.context(2))) {
            reason = field.intValue(0, Integer.MAX_VALUE);
          }
        }
        if (result < 0) {
          throw item.error("is a presentation context result without a result");
        }
        results.add(new ContextResult(result, syntax, reason));
      }
      return results;
    }
  }
}
