package org.angarium.osi.transport;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * TPDUs to octets and back (X.224 §13). Reading ignores parameters that class 0 has no use for and parameters with values out of range;
 * writing is exact.
 */
public final class TpduCodec {
  private static final int CR = 0xE0;
  private static final int CC = 0xD0;
  private static final int DR = 0x80;
  private static final int DT = 0xF0;
  private static final int ER = 0x70;

  private static final int TPDU_SIZE = 0xC0;
  private static final int CALLING_SELECTOR = 0xC1;
  private static final int CALLED_SELECTOR = 0xC2;
  private static final int ALTERNATIVE_CLASSES = 0xC7;
  private static final int ADDITIONAL_INFORMATION = 0xE0;
  private static final int INVALID_TPDU = 0xC1;
  private static final int PREFERRED_SIZE = 0xF0;

  private static final int MAX_HEADER = 254;
  /** Length indicator, code, destination reference, cause, and code and length of the parameter take seven octets of the header. */
  private static final int MAX_REJECTED = MAX_HEADER - 6;

  private TpduCodec() {}

  /**
   * @param tpdu a whole TPDU as it stood in its TPKT
   * @throws TransportProtocolException if it is no TPDU; offsets count from the length indicator
   */
  public static Tpdu decode(byte[] tpdu) throws TransportProtocolException {
    if (tpdu.length < 2) {
      throw new TransportProtocolException("TPDU of " + tpdu.length + " octets", 0, Tpdu.Er.NOT_SPECIFIED);
    }
    int headerEnd = (tpdu[0] & 0xFF) + 1;
    if (headerEnd > MAX_HEADER + 1) {
      throw new TransportProtocolException("length indicator 255 is reserved", 0,
          Tpdu.Er.INVALID_PARAMETER_VALUE);
    }
    if (headerEnd > tpdu.length) {
      throw new TransportProtocolException("length indicator runs past the end of the TPDU", 0,
          Tpdu.Er.INVALID_PARAMETER_VALUE);
    }
    int code = tpdu[1] & 0xFF;
    // The low bits of CR and CC are a credit, those of DT a request for acknowledgement: of no meaning in class 0.
    return switch (code & 0xF0) {
      case CR -> decodeCr(tpdu, headerEnd);
      case CC -> decodeCc(tpdu, headerEnd);
      case DT -> {
        requireHeader(tpdu, headerEnd, 3, "DT");
        yield new Tpdu.Dt((tpdu[2] & 0x80) != 0, Arrays.copyOfRange(tpdu, headerEnd, tpdu.length));
      }
      case DR -> {
        requireHeader(tpdu, headerEnd, 7, "DR");
        byte[] information = new byte[0];
        for (Parameter parameter : parameters(tpdu, 7, headerEnd)) {
          if (parameter.code == ADDITIONAL_INFORMATION) {
            information = parameter.value;
          }
        }
        yield new Tpdu.Dr(unsigned16(tpdu, 2), unsigned16(tpdu, 4), tpdu[6] & 0xFF, information);
      }
      case ER -> {
        requireHeader(tpdu, headerEnd, 5, "ER");
        byte[] rejected = new byte[0];
        for (Parameter parameter : parameters(tpdu, 5, headerEnd)) {
          if (parameter.code == INVALID_TPDU) {
            rejected = parameter.value;
          }
        }
        yield new Tpdu.Er(unsigned16(tpdu, 2), tpdu[4] & 0xFF, rejected);
      }
      case 0xC0 -> new Tpdu.Unsupported("DC");
      case 0x10 -> new Tpdu.Unsupported("ED");
      case 0x60 -> new Tpdu.Unsupported("AK");
      case 0x20 -> new Tpdu.Unsupported("EA");
      case 0x50 -> new Tpdu.Unsupported("RJ");
      default ->
        throw new TransportProtocolException(String.format("unknown TPDU code %02X", code), 1,
            Tpdu.Er.INVALID_TPDU_TYPE);
    };
  }

  private static Tpdu.Cr decodeCr(byte[] tpdu, int headerEnd) throws TransportProtocolException {
    requireHeader(tpdu, headerEnd, 7, "CR");
    ConnectParameters found = connectParameters(tpdu, headerEnd);
    return new Tpdu.Cr(unsigned16(tpdu, 4), (tpdu[6] & 0xFF) >>> 4, List.copyOf(found.alternativeClasses),
        found.callingSelector,
        found.calledSelector, found.size, found.preferredSize);
  }

  private static Tpdu.Cc decodeCc(byte[] tpdu, int headerEnd) throws TransportProtocolException {
    requireHeader(tpdu, headerEnd, 7, "CC");
    ConnectParameters found = connectParameters(tpdu, headerEnd);
    return new Tpdu.Cc(unsigned16(tpdu, 2), unsigned16(tpdu, 4), (tpdu[6] & 0xFF) >>> 4,
        found.callingSelector, found.calledSelector,
        found.size, found.preferredSize);
  }

  private static final class ConnectParameters {
    byte[] callingSelector = new byte[0];
    byte[] calledSelector = new byte[0];
    final List<Integer> alternativeClasses = new ArrayList<>();
    int size;
    int preferredSize;
  }

  private static ConnectParameters connectParameters(byte[] tpdu, int headerEnd)
      throws TransportProtocolException {
    ConnectParameters found = new ConnectParameters();
    for (Parameter parameter : parameters(tpdu, 7, headerEnd)) {
      byte[] value = parameter.value;
      switch (parameter.code) {
        case CALLING_SELECTOR -> found.callingSelector = value;
        case CALLED_SELECTOR -> found.calledSelector = value;
        case ALTERNATIVE_CLASSES -> {
          for (byte alternative : value) {
            found.alternativeClasses.add((alternative & 0xFF) >>> 4);
          }
        }
        case TPDU_SIZE -> {
          // Some stacks go on counting beyond 8192; the largest size that has a code is meant well enough by them.
          if (value.length == 1 && value[0] >= 7 && value[0] <= 16) {
            found.size = 1 << Math.min(value[0], 13);
          }
        }
        case PREFERRED_SIZE -> {
          long units = 0;
          for (byte octet : value) {
            units = units << 8 | octet & 0xFF;
          }
          if (value.length <= 4 && units > 0) {
            found.preferredSize = (int) Math.min(units * 128, TpktFramer.MAX_TPDU / 128 * 128);
          }
        }
        default -> {
          // Checksum, quality of service, options of other classes.
        }
      }
    }
    return found;
  }

  private record Parameter(int code, byte[] value) {}

  private static List<Parameter> parameters(byte[] tpdu, int from, int headerEnd)
      throws TransportProtocolException {
    List<Parameter> found = new ArrayList<>();
    int at = from;
    while (at < headerEnd) {
      if (at + 2 > headerEnd || at + 2 + (tpdu[at + 1] & 0xFF) > headerEnd) {
        throw new TransportProtocolException(
            String.format("parameter %02X runs past the end of the header", tpdu[at] & 0xFF), at,
            Tpdu.Er.INVALID_PARAMETER_VALUE);
      }
      int end = at + 2 + (tpdu[at + 1] & 0xFF);
      found.add(new Parameter(tpdu[at] & 0xFF, Arrays.copyOfRange(tpdu, at + 2, end)));
      at = end;
    }
    return found;
  }

  private static void requireHeader(byte[] tpdu, int headerEnd, int octets, String name)
      throws TransportProtocolException {
    if (headerEnd < octets) {
      throw new TransportProtocolException(
          "header of " + name + " has " + headerEnd + " octets, needs " + octets, tpdu[0] & 0xFF,
          Tpdu.Er.INVALID_PARAMETER_VALUE);
    }
  }

  private static int unsigned16(byte[] octets, int at) {
    return (octets[at] & 0xFF) << 8 | octets[at + 1] & 0xFF;
  }

  /** @throws IllegalArgumentException if the header would exceed 254 octets, or for an {@link Tpdu.Unsupported} TPDU */
  public static byte[] encode(Tpdu tpdu) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    byte[] data = new byte[0];
    switch (tpdu) {
      case Tpdu.Cr cr -> {
        header.write(CR);
        write16(header, 0);
        write16(header, cr.sourceReference());
        header.write(cr.preferredClass() << 4);
        writeConnectParameters(header, cr.callingSelector(), cr.calledSelector(), cr.size());
        if (!cr.alternativeClasses().isEmpty()) {
          byte[] alternatives = new byte[cr.alternativeClasses().size()];
          for (int i = 0; i < alternatives.length; i++) {
            alternatives[i] = (byte) (cr.alternativeClasses().get(i) << 4);
          }
          writeParameter(header, ALTERNATIVE_CLASSES, alternatives);
        }
        writePreferredSize(header, cr.preferredSize());
      }
      case Tpdu.Cc cc -> {
        header.write(CC);
        write16(header, cc.destinationReference());
        write16(header, cc.sourceReference());
        header.write(cc.selectedClass() << 4);
        writeConnectParameters(header, cc.callingSelector(), cc.calledSelector(), cc.size());
        writePreferredSize(header, cc.preferredSize());
      }
      case Tpdu.Dr dr -> {
        header.write(DR);
        write16(header, dr.destinationReference());
        write16(header, dr.sourceReference());
        header.write(dr.reason());
        if (dr.additionalInformation().length > 0) {
          writeParameter(header, ADDITIONAL_INFORMATION, dr.additionalInformation());
        }
      }
      case Tpdu.Dt dt -> {
        header.write(DT);
        header.write(dt.endOfTsdu() ? 0x80 : 0);
        data = dt.data();
      }
      case Tpdu.Er er -> {
        header.write(ER);
        write16(header, er.destinationReference());
        header.write(er.cause());
        writeParameter(header, INVALID_TPDU,
            Arrays.copyOf(er.rejected(), Math.min(er.rejected().length, MAX_REJECTED)));
      }
      case Tpdu.Unsupported unsupported ->
        throw new IllegalArgumentException(unsupported.name() + " is not sent in class 0");
    }
    if (header.size() > MAX_HEADER) {
      throw new IllegalArgumentException(
          "header of " + tpdu.mnemonic() + " has " + header.size() + " octets, 254 are allowed");
    }
    byte[] octets = new byte[1 + header.size() + data.length];
    octets[0] = (byte) header.size();
    System.arraycopy(header.toByteArray(), 0, octets, 1, header.size());
    System.arraycopy(data, 0, octets, 1 + header.size(), data.length);
    return octets;
  }

  private static void writeConnectParameters(ByteArrayOutputStream header, byte[] callingSelector,
      byte[] calledSelector, int size) {
    if (size > 0) {
      writeParameter(header, TPDU_SIZE, new byte[]{(byte) (31 - Integer.numberOfLeadingZeros(size))});
    }
    if (callingSelector.length > 0) {
      writeParameter(header, CALLING_SELECTOR, callingSelector);
    }
    if (calledSelector.length > 0) {
      writeParameter(header, CALLED_SELECTOR, calledSelector);
    }
  }

  private static void writePreferredSize(ByteArrayOutputStream header, int size) {
    if (size > 0) {
      int units = size / 128;
      writeParameter(header, PREFERRED_SIZE,
          units < 256 ? new byte[]{(byte) units} : new byte[]{(byte) (units >>> 8), (byte) units});
    }
  }

  private static void writeParameter(ByteArrayOutputStream header, int code, byte[] value) {
    header.write(code);
    header.write(value.length);
    header.writeBytes(value);
  }

  private static void write16(ByteArrayOutputStream header, int value) {
    header.write(value >>> 8);
    header.write(value);
  }
}
