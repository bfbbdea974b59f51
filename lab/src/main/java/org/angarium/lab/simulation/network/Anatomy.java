package org.angarium.lab.simulation.network;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Says of each octet of what an end sends to which layer it belongs (X.224 §13, X.225 §8.3, X.226 §8.4, X.227 §9, X.228 annex A, X.419
 * §12), in normal mode. What is behind the first TPDU of a TSDU, and behind the first piece of an APDU, counts as content.
 */
final class Anatomy {
  private static final int TPKT_HEADER = 4;
  private static final int DT_HEADER = 3;
  private static final int DT = 0xF0;
  private static final int DATA_TRANSFER = 1;
  private static final int EXTENDED_LENGTH = 0xFF;
  private static final int REASON_CODE = 50;
  private static final int USER_DATA = 193;
  private static final int EXTENDED_USER_DATA = 194;
  private static final int FULLY_ENCODED_DATA = 0x61;
  private static final int SEQUENCE = 0x30;
  private static final int SINGLE_ASN1_TYPE = 0xA0;
  private static final int USER_INFORMATION = 0xBE;
  private static final int EXTERNAL = 0x28;
  private static final int OCTET_STRING = 0x04;
  private static final int SET = 0x31;
  private static final int RTORQ = 0xB0;
  private static final int RTOAC = 0xB1;
  private static final int MESSAGE = 0xA0;

  private final byte[] octets;
  private final Layer[] layers;
  /** Where TPKTs begin. */
  private final BitSet headers = new BitSet();
  private boolean continues;

  /**
   * @param octets whole TPKTs
   * @param continues whether they begin in the middle of a TSDU
   */
  Anatomy(byte[] octets, boolean continues) {
    this.octets = octets;
    this.layers = new Layer[octets.length];
    this.continues = continues;
    Arrays.fill(layers, Layer.CONTENT);
    int at = 0;
    while (at + TPKT_HEADER < octets.length) {
      int length = at(at + 2) << 8 | at(at + 3);
      if (length <= TPKT_HEADER) {
        return;
      }
      int end = Math.min(octets.length, at + length);
      headers.set(at);
      tpkt(at, end);
      at = end;
    }
  }

  Layer layer(int index) {
    return layers[index];
  }

  /** Index of the first octet of a layer, -1 if there is none. */
  int first(Layer layer) {
    return Arrays.asList(layers).indexOf(layer);
  }

  /** The layer that is silent if only so many of the octets arrive; a TSDU of which nothing does is missed by the session layer. */
  Layer silentAfter(int arriving) {
    boolean tsduBegins = layers[arriving] == Layer.TRANSPORT
        && arriving + TPKT_HEADER + DT_HEADER < octets.length
        && headers.get(arriving) && layers[arriving + TPKT_HEADER + DT_HEADER] == Layer.SESSION;
    return tsduBegins ? Layer.SESSION : layers[arriving];
  }

  /** An octet of some layer above transport that is no content, each layer as likely as the others; -1 if there is none. */
  int alterable(RandomGenerator random) {
    Layer[] there = Layer.ALTERABLE.stream().filter(layer -> Arrays.asList(layers).contains(layer))
        .toArray(Layer[]::new);
    if (there.length == 0) {
      return -1;
    }
    Layer chosen = there[random.nextInt(there.length)];
    int[] candidates = IntStream.range(0, layers.length).filter(i -> layers[i] == chosen)
        .toArray();
    return candidates[random.nextInt(candidates.length)];
  }

  private int at(int index) {
    return octets[index] & 0xFF;
  }

  private void mark(int from, int to, Layer layer) {
    Arrays.fill(layers, from, Math.max(from, to), layer);
  }

  private void tpkt(int start, int end) {
    int tpdu = start + TPKT_HEADER;
    boolean data = tpdu + DT_HEADER <= end && (at(tpdu + 1) & 0xF0) == DT;
    if (!data) {
      mark(start, end, Layer.TRANSPORT);
      return;
    }
    mark(start, tpdu + DT_HEADER, Layer.TRANSPORT);
    boolean first = !continues;
    continues = (at(tpdu + 2) & 0x80) == 0;
    if (first) {
      tsdu(tpdu + DT_HEADER, end);
    }
  }

  private void tsdu(int start, int end) {
    boolean first = true;
    int at = start;
    while (at < end) {
      int identifier = at(at);
      int contents = contents(at + 1, end);
      int stop = Math.min(end, contents + length(at + 1, end));
      mark(at, contents, Layer.SESSION);
      boolean data = !first && identifier == DATA_TRANSFER;
      parameters(contents, stop);
      if (data) {
        presentation(stop, end);
        return;
      }
      first = false;
      at = stop;
    }
  }

  /** Where what a session length indicator counts begins. */
  private int contents(int indicator, int end) {
    return Math.min(end, indicator < end && at(indicator) == EXTENDED_LENGTH ? indicator + 3 : indicator + 1);
  }

  private int length(int indicator, int end) {
    if (indicator >= end) {
      return 0;
    }
    boolean extended = at(indicator) == EXTENDED_LENGTH && indicator + 2 < end;
    return extended ? at(indicator + 1) << 8 | at(indicator + 2) : at(indicator);
  }

  private void parameters(int start, int end) {
    mark(start, end, Layer.SESSION);
    int at = start;
    while (at < end) {
      int code = at(at);
      int contents = contents(at + 1, end);
      int stop = Math.min(end, contents + length(at + 1, end));
      if (code == USER_DATA || code == EXTENDED_USER_DATA) {
        presentation(contents, stop);
      } else if (code == REASON_CODE && contents + 1 < stop) {
        presentation(contents + 1, stop);
      }
      at = stop;
    }
  }

  /** An element of BER with a definite length, as we write it; what is behind the end of the piece is not there. */
  private record Element(int tag, int contents, int end) {}

  private Element element(int start, int end) {
    int at = start + 1;
    if ((at(start) & 0x1F) == 0x1F) {
      while (at < end && (at(at) & 0x80) != 0) {
        at++;
      }
      at++;
    }
    if (at >= end) {
      return new Element(at(start), end, end);
    }
    long length = at(at);
    int contents = at + 1;
    if (length > 0x80) {
      int count = (int) length & 0x7F;
      length = 0;
      for (int i = 0; i < count && contents < end; i++) {
        length = length << 8 | at(contents++);
      }
    }
    return new Element(at(start), contents, (int) Math.min(end, contents + length));
  }

  /** Does something with each element inside. */
  private void each(int start, int end, Consumer<Element> action) {
    int at = start;
    while (at < end) {
      Element element = element(at, end);
      action.accept(element);
      at = Math.max(at + 1, element.end);
    }
  }

  private void presentation(int start, int end) {
    mark(start, end, Layer.PRESENTATION);
    each(start, end, this::ppdu);
  }

  /** Looks for user data, at whatever depth it is. */
  private void ppdu(Element element) {
    if (element.tag == FULLY_ENCODED_DATA) {
      each(element.contents, element.end, list -> {
        if (list.tag == SEQUENCE) {
          each(list.contents, list.end, value -> {
            if (value.tag == SINGLE_ASN1_TYPE) {
              each(value.contents, value.end, apdu -> apdu(apdu, value.contents));
            }
          });
        }
      });
    } else if ((element.tag & 0x20) != 0) {
      each(element.contents, element.end, this::ppdu);
    }
  }

  private void apdu(Element apdu, int start) {
    if ((apdu.tag & 0xE0) == 0x60) {
      mark(start, apdu.end, Layer.ACSE);
      each(apdu.contents, apdu.end, part -> {
        if (part.tag == USER_INFORMATION) {
          each(part.contents, part.end, external -> {
            if (external.tag == EXTERNAL) {
              each(external.contents, external.end, value -> {
                if (value.tag == SINGLE_ASN1_TYPE) {
                  rtse(value.contents, value.end);
                }
              });
            }
          });
        }
      });
    } else {
      rtse(start, apdu.end);
    }
  }

  private void rtse(int start, int end) {
    mark(start, end, Layer.RTSE);
    each(start, end, apdu -> {
      if (apdu.tag == OCTET_STRING) {
        transferred(apdu.contents, apdu.end);
      } else if (apdu.tag == RTORQ || apdu.tag == RTOAC) {
        int connectionData = apdu.tag == RTORQ ? 0xA3 : 0xA2;
        each(apdu.contents, apdu.end, part -> {
          if (part.tag == connectionData) {
            each(part.contents, part.end, open -> {
              if (open.tag == 0xA0) {
                mark(open.contents, open.end, Layer.P1);
              }
            });
          }
        });
      }
    });
  }

  /** A piece of an MTS-APDU. Only the first can be known for what it is. */
  private void transferred(int start, int end) {
    mark(start, end, Layer.CONTENT);
    if (start >= end || at(start) < MESSAGE || at(start) > MESSAGE + 2) {
      return;
    }
    Element apdu = element(start, end);
    if (apdu.contents >= end || at(start) != MESSAGE + 2 && at(apdu.contents) != SET) {
      return;
    }
    mark(start, end, Layer.P1);
    if (apdu.tag == MESSAGE) {
      each(apdu.contents, apdu.end, part -> {
        if (part.tag == OCTET_STRING) {
          mark(part.contents, part.end, Layer.CONTENT);
        }
      });
    }
  }

  /** Of the octets, or of others in their place, those that belong to the layer. */
  byte[] only(Layer layer, byte[] of) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < of.length; i++) {
      if (layers[i] == layer) {
        all.write(of[i]);
      }
    }
    return all.toByteArray();
  }
}
