package org.angarium.osi.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts an SSDU that may not go out in one TSDU (X.225 §7.37). */
final class Segmentation {
  /** Below this a TSDU maximum size leaves no sensible room for anything. */
  static final int MIN_TSDU_SIZE = 32;
  /** GT, and DT with an enclosure item. */
  private static final int DT_OVERHEAD = 7;
  /** What the user data's own code and length, and longer length indicators around it, may add. */
  private static final int PARAMETER_OVERHEAD = 6;
  /** Octets of user data in one CDO. */
  private static final int MAX_PARAMETERS = 65_000;

  private Segmentation() {}

  /**
   * @param maxTsdu TSDU maximum size in our direction, 0 for none
   * @param version protocol version; version 1 segments DT only
   */
  static List<Spdu> split(Spdu spdu, int maxTsdu, int version) {
    if (spdu instanceof Spdu.Dt dt) {
      return maxTsdu == 0 ? List.of(dt) : cut(dt, maxTsdu - DT_OVERHEAD, maxTsdu - DT_OVERHEAD);
    }
    if (spdu instanceof Spdu.Segmentable segmentable && version == 2) {
      int room = maxTsdu == 0 ? MAX_PARAMETERS : maxTsdu;
      int overhead = overhead(segmentable.segment(Enclosure.ABSENT, new byte[0]));
      if (overhead + segmentable.userData().length > room) {
        int firstOverhead = overhead(segmentable.segment(Enclosure.FIRST, new byte[0]));
        int laterOverhead = overhead(segmentable.segment(Enclosure.LAST, new byte[0]));
        return cut(segmentable, Math.max(1, room - firstOverhead), Math.max(1, room - laterOverhead));
      }
    }
    return List.of(spdu);
  }

  private static int overhead(Spdu empty) {
    return SpduCodec.encode(empty).length + PARAMETER_OVERHEAD;
  }

  private static List<Spdu> cut(Spdu.Segmentable spdu, int firstRoom, int laterRoom) {
    byte[] data = spdu.userData();
    List<Spdu> segments = new ArrayList<>();
    int at = 0;
    do {
      boolean begins = segments.isEmpty();
      int end = Math.min(data.length, at + (begins ? firstRoom : laterRoom));
      segments.add(spdu.segment(Enclosure.of(begins, end == data.length), Arrays.copyOfRange(data, at, end)));
      at = end;
    } while (at < data.length);
    return segments;
  }

  /** The part of CN user data that overflowed, as CDO SPDUs. */
  static List<Spdu> overflow(byte[] rest, int maxTsdu) {
    int room = maxTsdu == 0 ? MAX_PARAMETERS : maxTsdu - 2 * PARAMETER_OVERHEAD;
    List<Spdu> spdus = new ArrayList<>();
    for (int at = 0; at < rest.length; at += room) {
      int end = Math.min(rest.length, at + room);
      spdus.add(new Spdu.Cdo(Enclosure.of(false, end == rest.length), Arrays.copyOfRange(rest, at, end)));
    }
    return spdus;
  }
}
