package org.angarium.mta.association;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.angarium.mta.store.Spool;

/**
 * How often octets that are no APDU were refused. Some peers end the association on every exception report and send the same again for
 * ever; so a bounded number of refusals is all there is. Safe to use from any lane.
 */
public final class UndecodableApdus {
  /** Refusals of the same octets from the same peer; the next time they are taken, since the quarantine has them. */
  static final int MOST_REFUSALS = 8;
  private static final int MOST = 1000;
  private static final int READ_OCTETS = 64 * 1024;

  private final Map<String, Integer> refusals = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
      return size() > MOST;
    }
  };

  /** Answers whether these octets are to be refused once more. */
  boolean refuse(String connector, Spool octets) throws IOException {
    String key = connector + " " + digest(octets);
    synchronized (refusals) {
      int before = refusals.getOrDefault(key, 0);
      if (before >= MOST_REFUSALS) {
        refusals.remove(key);
        return false;
      }
      refusals.put(key, before + 1);
      return true;
    }
  }

  private static String digest(Spool octets) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (long at = 0; at < octets.length(); at += READ_OCTETS) {
        digest.update(octets.read(at, (int) Math.min(READ_OCTETS, octets.length() - at)));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
