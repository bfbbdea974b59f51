package org.angarium.osi.session;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Puts the segments of one SSDU together (X.225 §7.37). */
final class Reassembly {
  private final int maxOctets;
  private Spdu.@Nullable Segmentable first;
  private ByteArrayOutputStream data = new ByteArrayOutputStream();

  Reassembly(int maxOctets) {
    this.maxOctets = maxOctets;
  }

  void clear() {
    first = null;
    data = new ByteArrayOutputStream();
  }

  /** The SPDU to act on, or null while segments are missing. */
  @Nullable
  Spdu add(Spdu spdu) throws ProtocolViolation {
    if (spdu instanceof Spdu.Segmentable segment
        && !(segment.enclosure().begins() && segment.enclosure().ends())) {
      return addSegment(segment);
    }
    switch (spdu) {
      case Spdu.Pt pt -> {
        // Does not disturb an SSDU on its way.
      }
      case Spdu.Ab ab -> clear();
      case Spdu.Ai ai -> clear();
      case Spdu.Ad ad -> clear();
      case Spdu.Ed ed -> clear();
      case Spdu.Er er -> clear();
      default -> {
        if (first != null) {
          throw new ProtocolViolation(spdu.mnemonic() + " amid the segments of " + first.mnemonic());
        }
      }
    }
    if (spdu instanceof Spdu.Segmentable whole) {
      requireRoom(whole);
    }
    return spdu;
  }

  private @Nullable Spdu addSegment(Spdu.Segmentable segment) throws ProtocolViolation {
    if (segment.enclosure().begins()) {
      if (first != null && !(segment instanceof Spdu.Ab)) {
        throw new ProtocolViolation(
            "first segment of " + segment.mnemonic() + " amid the segments of " + first.mnemonic());
      }
      clear();
      first = segment;
    } else if (first == null || first.getClass() != segment.getClass()) {
      throw new ProtocolViolation("later segment of " + segment.mnemonic() + " without a first one");
    }
    requireRoom(segment);
    data.writeBytes(segment.userData());
    if (first == null || !segment.enclosure().ends()) {
      return null;
    }
    Spdu whole = first.segment(Enclosure.ABSENT, data.toByteArray());
    clear();
    return whole;
  }

  private void requireRoom(Spdu.Segmentable segment) throws ProtocolViolation {
    if (data.size() + segment.userData().length > maxOctets) {
      throw new ProtocolViolation(
          "user data of " + segment.mnemonic() + " is longer than " + maxOctets + " octets");
    }
  }
}
