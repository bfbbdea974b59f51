package org.angarium.lab.simulation.law;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerLimits;
import org.angarium.osi.ber.BerReader;
import org.angarium.x400.mts.MtsIdentifier;

/**
 * What octets that were changed on the line may have done to. No protocol notices them all: a name in an envelope may become another
 * name. So of a message or report whose transfer they hit nothing can be promised, neither of what bears its identifier nor of what bears
 * the identifier that was made of it. All else is judged as ever.
 */
public final class Altered {
  private final Set<String> identifiers = new HashSet<>();
  private final Map<String, Integer> undecodable = new HashMap<>();

  /** Octets of an APDU as they are or were. */
  public void octets(byte[] ofApdu) {
    for (int at = 0; at < ofApdu.length; at++) {
      try {
        if (BerReader.of(ofApdu, at, ofApdu.length, BerLimits.DEFAULT).peekTag() == MtsIdentifier.TAG) {
          identifiers.add(
              MtsIdentifier.decode(BerReader.of(ofApdu, at, ofApdu.length, BerLimits.DEFAULT).next()).text());
        }
      } catch (BerException e) {
        // None begins here, or none that anybody can read.
      }
    }
  }

  /** A message or report that was under way on the association. */
  public void underWay(String mtsId) {
    identifiers.add(mtsId);
  }

  /** This MTA may find that something is no APDU, once. */
  public void mayNotDecode(String mta) {
    undecodable.merge(mta, 1, Integer::sum);
  }

  boolean concerns(String mtsId) {
    return identifiers.contains(mtsId);
  }

  /** Answers whether what this MTA has found to be no APDU was made so on the way. */
  boolean explainsUndecodable(String mta) {
    return undecodable.merge(mta, -1, Integer::sum) >= 0;
  }
}
